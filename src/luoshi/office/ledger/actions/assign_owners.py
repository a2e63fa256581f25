"""Who has a commitment is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.ledger.finding import bodies_of, commitment_of, open_one
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.owners import apart, assign
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class AssignOwners(Action[Commitment]):
    """From today these bodies have it, in this order: the leading and the co-operating. Those left out have it no more.

    Names of the document that were left open are settled by it.
    """

    commitment: int
    lead: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    reason: str = ""
    version: int | None = None

    def concerns(self) -> Sequence[Concern]:
        """Its place."""
        return (commitment_of(self.commitment).place,)

    def check(self) -> None:
        """It is open, and the bodies stand, each once."""
        open_one(self.commitment, self.version)
        apart(bodies_of(self.lead), bodies_of(self.support))

    def do(self, on: Acting) -> Commitment:
        """A new version, where anything changes."""
        commitment = open_one(self.commitment)
        before = contents(commitment)
        assign(commitment, bodies_of(self.lead, on.day), bodies_of(self.support, on.day), on.day)
        if not keep(on, commitment, before=before, reason=self.reason.strip()):
            on.unchanged()
        return commitment
