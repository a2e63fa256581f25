"""A commitment is done, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid
from luoshi.office.ledger.changing import reason_of
from luoshi.office.ledger.finding import commitment_of, open_one
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class CloseCommitment(Action[Commitment]):
    """`state` done or dropped, and why. Its parts stay as they are."""

    commitment: int
    state: str
    reason: str
    version: int | None = None

    def concerns(self) -> Sequence[Concern]:
        """Its place."""
        return (commitment_of(self.commitment).place,)

    def check(self) -> None:
        """It is open; a reason."""
        if self.state not in ("done", "dropped"):
            raise Invalid("ledger.state", state=self.state)
        reason_of(self.reason)
        open_one(self.commitment, self.version)

    def do(self, on: Acting) -> Commitment:
        """A new version."""
        commitment = open_one(self.commitment)
        before = contents(commitment)
        commitment.state = self.state
        keep(on, commitment, before=before, reason=reason_of(self.reason))
        return commitment
