"""A closed round takes figures again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, text
from luoshi.office.reporting.finding import of_form, round_of
from luoshi.office.reporting.homes import cells_of, settle
from luoshi.office.reporting.models import Round


@dataclass(frozen=True, kw_only=True)
class ReopenRound(Action[Round]):
    """Open a closed round again, with a reason; gives the `Round`. Cells that moved away meanwhile stay there.

    The calendar does not close it a second time; that is done by hand. Raises `Conflict` where it is not closed, or
    its form is withdrawn.
    """

    round: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(round_of(self.round).form)

    def check(self) -> None:
        """A closed round of a form in issue, a reason."""
        held = round_of(self.round)
        if held.form.state != "issued":
            raise Conflict("reporting.not_issued", form=held.form.title)
        if held.closed_at is None:
            raise Conflict("reporting.round_open", form=held.form.title, period=held.period)
        text(self.reason, limit=500)

    def do(self, on: Acting) -> Round:
        """Open again; what nobody asks for any more comes home."""
        held = round_of(self.round)
        before = held.closed_at
        held.closed_at, held.reopened = None, True
        held.save(update_fields=["closed_at", "reopened"])
        moved = settle(cells_of(held), on.day)
        after = {"closed_at": None, "reason": self.reason.strip(), "cells_moved": moved}
        on.log(held, before={"closed_at": before}, after=after)
        return held
