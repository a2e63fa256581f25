"""Somebody allows, by name, that a cell has no figure, or an estimated one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.reporting.entries import rules
from luoshi.office.reporting.finding import cell_of, of_cell
from luoshi.office.reporting.models import Waiver


@dataclass(frozen=True, kw_only=True)
class GrantWaiver(Action[Waiver]):
    """Allow that a cell is handed in as `status` without a word on it; gives the `Waiver`.

    Raises `Invalid` without a reason, or for a status that wants no word; `Conflict` where the cell is known.
    """

    cell: int
    status: str
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The place of the cell, or who reports it."""
        return of_cell(cell_of(self.cell))

    def check(self) -> None:
        """A reason, a status that wants one, a cell that is not known."""
        cell = cell_of(self.cell)
        rule = rules().get(self.status)
        if rule is None:
            raise Invalid("reporting.no_status", found=self.status[:40], known=", ".join(rules()))
        if not rule.note:
            raise Invalid("reporting.note_status", found=self.status)
        if not self.reason.strip():
            raise Invalid("reporting.reason", fields={"reason": Invalid("reporting.reason")})
        if cell.status:
            raise Conflict("reporting.known_already")

    def do(self, on: Acting) -> Waiver:
        """The waiver."""
        waiver = Waiver(
            cell_id=self.cell, status=self.status, reason=self.reason.strip(), by=on.actor.who,
            by_name=on.actor.name, at=on.at,
        )  # fmt: skip
        on.add([waiver])
        on.log(waiver, after=waiver)
        return waiver
