"""What the room does by itself: old answers and old jobs are dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.guard import keys
from luoshi.office.jobs import queue
from luoshi.office.jobs.registry import job


@job("guard.tidy", every=dt.timedelta(days=1))
def tidy(work: Any) -> dict[str, int]:
    """How many of each were dropped."""
    return {"answers": keys.forget(), "jobs": queue.clear()}
