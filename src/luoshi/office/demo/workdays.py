"""The example's days: when a month's figures are due, moved to the next workday, make-up workdays (调休) counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import chinese_calendar  # type: ignore[import-untyped]


class Workdays:
    """The calendar of `rounds.toml`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.days = {name: int(settings[name]) for name in ("opens", "due", "joined", "result")}

    def next(self, day: date) -> date:
        """The day itself, or the next that is worked."""
        while not chinese_calendar.is_workday(day):
            day += timedelta(days=1)
        return day

    def due(self, year: int, month: int, what: str) -> date:
        """The day `what` (opens, due, joined, result) of the round for a month: in the month after it."""
        first = date(year + month // 12, month % 12 + 1, 1)
        return self.next(first.replace(day=self.days[what]))
