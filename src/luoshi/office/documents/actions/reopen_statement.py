"""A statement is to be decided about anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.deciding import concerns_of, decide, must_be_free
from luoshi.office.documents.finding import statement_of
from luoshi.office.documents.models import Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern


@dataclass(frozen=True, kw_only=True)
class ReopenStatement(Action[Statement]):
    """Take a decision back; the statement says again what was read. Gives it."""

    statement: int

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it stands on."""
        return concerns_of(statement_of(self.statement))

    def check(self) -> None:
        """It does not stand in the ledger."""
        must_be_free(statement_of(self.statement))

    def do(self, on: Acting) -> Statement:
        """The decision; earlier ones stay."""
        statement = statement_of(self.statement)
        if statement.state == "found":
            on.unchanged()
            return statement
        before = statement.state
        statement.fields = statement.contents
        decide(on, [statement], "reopened")
        on.log(statement, before={"state": before}, after={"state": "found"})
        return statement
