"""What the room does by itself: indicators follow the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from luoshi.office.catalogue.changing import settle
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.acting import office_day
from luoshi.office.jobs.registry import job


@job("catalogue.follow_calendar", every=dt.timedelta(hours=1))
def follow_calendar(work: Any) -> int:
    """Definitions that were entered before their day take hold on it; how many indicators changed."""
    day = office_day()
    with transaction.atomic():
        return settle(day, *Indicator.objects.all())
