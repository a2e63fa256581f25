"""A commitment is broken down into parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.ledger.finding import commitment_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.parts import Part, check_parts, enter_parts


@dataclass(frozen=True, kw_only=True)
class BreakDown(Action[list[int]]):
    """Parts of a commitment for several places or bodies at once; gives the numbers of their rows.

    Each part is a commitment with the whole as its parent: its indicator, period, measure and unit, what the part says
    else. Places get their government as leading body where they have one. `due` holds for all that say none.
    """

    commitment: int
    parts: tuple[Part, ...]
    due: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The place of the whole; the parts are inside it."""
        return (commitment_of(self.commitment).place,)

    def check(self) -> None:
        """An open whole, parts inside it that are not there yet, figures that fit."""
        check_parts(self.commitment, self.parts)

    def do(self, on: Acting) -> list[int]:
        """The parts, and an entry of the whole that tells of them."""
        whole = commitment_of(self.commitment)
        made: list[Commitment] = enter_parts(on, whole, self.parts, self.due)
        on.log(whole, after={"parts": [part.number for part in made]})
        return [part.pk for part in made]
