"""A commitment by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.ledger.entering import Entry, check, enter
from luoshi.office.ledger.finding import place_of
from luoshi.office.ledger.models import Commitment


@dataclass(frozen=True, kw_only=True)
class CreateCommitment(Action[Commitment]):
    """A target (with an indicator and a figure) or a task of a place, in the year in which its period ends.

    Numbers are exact, as text, in a unit that can be turned into the indicator's. `name` may be left out: a target is
    called by its indicator, a task by the first clause of its text. Without a `number` the next of the year is given.
    `card` is that of the indicator where none is given. `lead` and `support` are bodies; `printed_lead` and
    `printed_support` names as a document prints them, found among the bodies where that is clear.
    """

    kind: str
    place: int
    period: str
    name: str = ""
    text: str = ""
    indicator: int | None = None
    measure: str = ""
    comparator: str = ""
    value: str = ""
    value_to: str = ""
    unit: str = ""
    strength: str = ""
    reference: str = ""
    baseline: str = ""
    due: dt.date | None = None
    parent: int | None = None
    card: str = ""
    position: int | None = None
    number: str = ""
    lead: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    printed_lead: str = ""
    printed_support: str = ""
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """The place."""
        return (place_of(self.place),)

    def check(self) -> None:
        """A figure of a target, a text of a task, a free number, bodies that stand."""
        check(self._entry())

    def do(self, on: Acting) -> Commitment:
        """The commitment with its owners, and its first version."""
        return enter(on, self._entry(), reason=self.reason)

    def _entry(self) -> Entry:
        return Entry(**{name: value for name, value in self.inputs().items() if name != "reason"})
