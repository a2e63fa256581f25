"""Cells that waited for a round which never came get the next form that asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.reporting.homes import settle
from luoshi.office.reporting.models import Cell, Round


@dataclass(frozen=True, kw_only=True)
class SettleHomes(Action[int]):
    """Give a home to every cell of the open rounds that has none; how many moved. The calendar does it every hour."""

    def do(self, on: Acting) -> int:
        """The homes."""
        periods = Round.objects.filter(closed_at=None).values("period")
        moved = settle(Cell.objects.filter(period__in=periods), on.day)
        if moved:
            on.log("reporting:homes", after=moved)
        else:
            on.unchanged()
        return sum(moved.values())
