"""A closed commitment is open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.finding import must_stand
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.ledger.changing import reason_of
from luoshi.office.ledger.finding import commitment_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class ReopenCommitment(Action[Commitment]):
    """Open again, and why."""

    commitment: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """Its place."""
        return (commitment_of(self.commitment).place,)

    def check(self) -> None:
        """It is closed, and the page that it came from was not withdrawn; a reason."""
        reason_of(self.reason)
        commitment = commitment_of(self.commitment)
        if commitment.state == "open":
            raise Conflict("ledger.open_already", number=commitment.number)
        if commitment.statement is not None:
            must_stand(commitment.statement.document)

    def do(self, on: Acting) -> Commitment:
        """A new version."""
        commitment = commitment_of(self.commitment)
        before = contents(commitment)
        commitment.state = "open"
        keep(on, commitment, before=before, reason=reason_of(self.reason))
        return commitment
