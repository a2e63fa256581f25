"""A round takes nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.reporting.finding import of_form, round_of
from luoshi.office.reporting.homes import settle
from luoshi.office.reporting.models import Cell, Round, Sheet


@dataclass(frozen=True, kw_only=True)
class CloseRound(Action[Round]):
    """Close a round; gives the `Round`. What waits for review is still reviewed, corrections are still taken.

    Cells that were not reported go to the next open form that asks for them. Raises `Conflict` where it is closed.
    """

    round: int

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(round_of(self.round).form)

    def check(self) -> None:
        """An open round."""
        held = round_of(self.round)
        if held.closed_at is not None:
            raise Conflict("reporting.round_closed", form=held.form.title, period=held.period)

    def do(self, on: Acting) -> Round:
        """Closed, with the number of sheets that did not come."""
        held = round_of(self.round)
        held.closed_at = on.at
        held.save(update_fields=["closed_at"])
        absent = (
            Sheet.objects.filter(round=held, state__in=("open", "sent_back"), cells__isnull=False).distinct().count()
        )
        moved = settle(Cell.objects.filter(home__round=held), on.day)
        on.log(held, before={"closed_at": None}, after={"closed_at": on.at, "absent": absent, "cells_moved": moved})
        return held
