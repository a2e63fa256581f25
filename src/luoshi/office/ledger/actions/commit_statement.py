"""An accepted statement becomes a commitment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.finding import must_stand
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.ledger.entering import check, enter
from luoshi.office.ledger.finding import place_of, statement_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.reading import entry_of, fields_of, place_meant_by


@dataclass(frozen=True, kw_only=True)
class CommitStatement(Action[Commitment]):
    """Take a statement over into the ledger: indicator, measure, figure, strength by its fields as they were accepted.

    A `place` may be given where the statement's subject is not clear. Without `lead` and `support` the owners that the
    statement prints are found among the bodies; names of which none or several are found stay open and stand in
    `printed_owners` of the commitment. `indicator` names one of the catalogue where the statement's code is not there.
    """

    statement: int
    lead: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    due: dt.date | None = None
    place: int | None = None
    indicator: int | None = None
    number: str = ""
    position: int | None = None

    def concerns(self) -> Sequence[Concern]:
        """The place whose commitment it will be."""
        if self.place is not None:
            return (place_of(self.place),)
        return (place_meant_by(statement_of(self.statement)),)

    def check(self) -> None:
        """It was accepted on a page that stands, is a target or a task, and does not stand in the ledger."""
        statement = statement_of(self.statement)
        must_stand(statement.document)
        if statement.state not in ("accepted", "edited"):
            raise Conflict("ledger.not_accepted")
        standing = Commitment.objects.filter(statement=statement).first()
        if standing is not None:
            raise Conflict("ledger.committed_already", number=standing.number)
        if statement.kind == "figure" and fields_of(statement).get("role", "target") != "target":
            raise Invalid("ledger.not_a_target")
        check(entry_of(statement, self.inputs()))

    def do(self, on: Acting) -> Commitment:
        """The commitment with its owners, and its first version."""
        statement = statement_of(self.statement)
        return enter(on, entry_of(statement, self.inputs()), statement=statement)
