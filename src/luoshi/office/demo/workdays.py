"""The office's days: when a month's figures are due, with public holidays and worked weekends (调休)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


class Workdays:
    """The calendar of `rounds.toml`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.days = {name: int(settings[name]) for name in ("opens", "due", "joined", "result")}
        self.closed, self.worked = frozenset(settings["closed"]), frozenset(settings["worked"])

    def works(self, day: date) -> bool:
        """Whether a day is worked."""
        return day in self.worked or (day.weekday() < 5 and day not in self.closed)

    def next(self, day: date) -> date:
        """The day itself, or the next that is worked."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def due(self, year: int, month: int, what: str) -> date:
        """The day `what` (opens, due, joined, result) of the round for a month: in the month after it."""
        first = date(year + month // 12, month % 12 + 1, 1)
        return self.next(first.replace(day=self.days[what]))
