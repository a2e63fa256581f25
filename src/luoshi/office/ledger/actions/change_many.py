"""Many commitments are changed at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.ledger.changing import apply, change_of, must_say, reason_of
from luoshi.office.ledger.finding import bodies_of, commitments_of
from luoshi.office.ledger.owners import apart, assign
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class ChangeMany(Action[list[int]]):
    """The same new card, strength, due day or owners for all of `commitments`; all of them or none.

    What is None stays; `clear` names columns to be emptied (due, card); `lead` and `support` take the place of those
    who have it. Gives the numbers of the rows that changed.
    """

    commitments: tuple[int, ...]
    reason: str
    strength: str | None = None
    due: dt.date | None = None
    card: str | None = None
    clear: tuple[str, ...] = ()
    lead: tuple[int, ...] | None = None
    support: tuple[int, ...] | None = None

    def concerns(self) -> Sequence[Concern]:
        """All their places."""
        if not self.commitments:
            raise Invalid("ledger.none_chosen")
        return tuple(commitment.place for commitment in commitments_of(self.commitments))

    def check(self) -> None:
        """Some are chosen, all are open, something is to be changed, bodies stand."""
        reason_of(self.reason)
        change = change_of(self.inputs())
        must_say(change, self.lead, self.support)
        apart(bodies_of(self.lead or ()), bodies_of(self.support or ()))
        for commitment in commitments_of(self.commitments):
            if commitment.state != "open":
                raise Conflict("ledger.closed", number=commitment.number)
            apply(commitment, change)

    def do(self, on: Acting) -> list[int]:
        """A new version of each that changes."""
        change = change_of(self.inputs())
        lead = None if self.lead is None else bodies_of(self.lead, on.day)
        support = None if self.support is None else bodies_of(self.support, on.day)
        changed = []
        for commitment in commitments_of(self.commitments):
            before = contents(commitment)
            apply(commitment, change)
            if self.lead is not None or self.support is not None:
                assign(commitment, lead, support, on.day)
            if keep(on, commitment, before=before, reason=reason_of(self.reason)):
                changed.append(commitment.pk)
        if not changed:
            on.unchanged()
        return changed
