"""What the room does by itself: old answers and old jobs are dropped, the log is verified."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.guard import keys
from luoshi.office.jobs import queue
from luoshi.office.jobs.registry import job
from luoshi.office.log.verifying import verify

#: The job that verifies the log; its last result is what the page of the log shows.
VERIFY = "guard.verify_log"


@job("guard.tidy", every=dt.timedelta(days=1))
def tidy(work: Any) -> dict[str, int]:
    """How many of each were dropped."""
    return {"answers": keys.forget(), "jobs": queue.clear()}


@job(VERIFY, every=dt.timedelta(days=1))
def verify_log(work: Any) -> dict[str, Any]:
    """How many entries there are, the hash of the last, and the first broken link: [number, kind, sentence] or None."""
    found = verify(progress=lambda done, total: work.progress(done, total))
    broken = None if found.broken is None else [found.broken.seq, found.broken.kind, found.broken.what]
    return {"count": found.count, "hash": found.hash, "broken": broken}
