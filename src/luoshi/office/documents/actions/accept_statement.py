"""A statement is accepted as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.deciding import concerns_of, decide
from luoshi.office.documents.finding import statement_of, undecided
from luoshi.office.documents.models import Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern


@dataclass(frozen=True, kw_only=True)
class AcceptStatement(Action[Statement]):
    """Accept a statement; gives it. What it promises the ledger takes over (`ledger.commit_statement`)."""

    statement: int

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it stands on."""
        return concerns_of(statement_of(self.statement))

    def check(self) -> None:
        """Nobody has decided about it."""
        undecided(self.statement)

    def do(self, on: Acting) -> Statement:
        """The decision."""
        statement = statement_of(self.statement)
        decide(on, [statement], "accepted")
        on.log(statement, before={"state": "found"}, after={"state": "accepted", "quote": statement.quote})
        return statement
