"""A statement is not accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.deciding import concerns_of, decide
from luoshi.office.documents.finding import statement_of, undecided
from luoshi.office.documents.models import Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid, text


@dataclass(frozen=True, kw_only=True)
class RefuseStatement(Action[Statement]):
    """Refuse a statement, with the reason; gives it."""

    statement: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it stands on."""
        return concerns_of(statement_of(self.statement))

    def check(self) -> None:
        """A reason; nobody has decided about it."""
        undecided(self.statement)
        try:
            text(self.reason, limit=500)
        except Invalid as problem:
            raise Invalid("documents.faulty", fields={"reason": problem}) from problem

    def do(self, on: Acting) -> Statement:
        """The decision."""
        statement = statement_of(self.statement)
        decide(on, [statement], "refused", reason=self.reason)
        on.log(statement, before={"state": "found"}, after={"state": "refused", "reason": self.reason.strip()})
        return statement
