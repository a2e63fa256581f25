"""What the room does by itself: the trees follow the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from luoshi.office.guard.acting import office_day
from luoshi.office.jobs.registry import job
from luoshi.office.organisations.trees import refresh


@job("organisations.follow_calendar", every=dt.timedelta(hours=1))
def follow_calendar(work: Any) -> dict[str, int]:
    """Changes that were entered before their day take hold on it; how many nodes changed, by tree."""
    day = office_day()
    with transaction.atomic():
        return {tree: refresh(tree, day) for tree in ("place", "body")}
