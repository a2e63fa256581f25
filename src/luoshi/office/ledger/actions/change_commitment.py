"""A commitment is changed, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.ledger.changing import apply, change_of, must_say, reason_of
from luoshi.office.ledger.finding import commitment_of, open_one, place_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class ChangeCommitment(Action[Commitment]):
    """New values of its columns; what is None stays, `clear` names columns to be emptied. It becomes a new version.

    With `version` it is refused where somebody else has changed it since that version.
    """

    commitment: int
    reason: str
    version: int | None = None
    place: int | None = None
    name: str | None = None
    text: str | None = None
    indicator: int | None = None
    period: str | None = None
    measure: str | None = None
    comparator: str | None = None
    value: str | None = None
    value_to: str | None = None
    unit: str | None = None
    strength: str | None = None
    reference: str | None = None
    baseline: str | None = None
    due: dt.date | None = None
    parent: int | None = None
    card: str | None = None
    position: int | None = None
    clear: tuple[str, ...] = ()

    def concerns(self) -> Sequence[Concern]:
        """Its place, and the one that it goes to."""
        places = [commitment_of(self.commitment).place]
        return tuple(places if self.place is None else [*places, place_of(self.place)])

    def check(self) -> None:
        """A reason, something to change that fits, an open commitment of the version that was looked at."""
        reason_of(self.reason)
        change = change_of(self.inputs())
        must_say(change)
        apply(open_one(self.commitment, self.version), change)

    def do(self, on: Acting) -> Commitment:
        """The commitment; nothing is written where all is as wanted."""
        commitment = open_one(self.commitment)
        before = contents(commitment)
        apply(commitment, change_of(self.inputs()))
        if not keep(on, commitment, before=before, reason=reason_of(self.reason)):
            on.unchanged()
        return commitment
