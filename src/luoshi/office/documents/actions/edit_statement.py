"""A statement is put right, and accepted so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.office.documents.deciding import checked, concerns_of, decide, must_agree, must_be_free
from luoshi.office.documents.finding import statement_of
from luoshi.office.documents.models import Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict


@dataclass(frozen=True, kw_only=True)
class EditStatement(Action[Statement]):
    """Change fields of a statement (`deciding.EDITABLE`) and accept it as edited; gives it.

    What is not among `fields` stays as it was; an empty one becomes nothing. Numbers are exact, as text. A statement
    may be edited again as long as it does not stand in the ledger.
    """

    statement: int
    fields: Mapping[str, str | None]

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it stands on."""
        return concerns_of(statement_of(self.statement))

    def check(self) -> None:
        """It was not refused, does not stand in the ledger, and the fields will do."""
        statement = statement_of(self.statement)
        if statement.state == "refused":
            raise Conflict("documents.decided", number=statement.number)
        must_be_free(statement)
        must_agree(statement.kind, {**statement.fields, **checked(statement.kind, self.fields)})

    def do(self, on: Acting) -> Statement:
        """The fields, and the decision."""
        statement = statement_of(self.statement)
        new = checked(statement.kind, self.fields)
        changed = [name for name in new if (statement.fields.get(name) or None) != new[name]]
        if not changed and statement.state != "found":
            on.unchanged()
            return statement
        before = {"state": statement.state, **{name: statement.fields.get(name) for name in changed}}
        statement.fields = {**statement.fields, **new}
        verdict = "edited" if changed or statement.state == "edited" else "accepted"
        decide(on, [statement], verdict)
        on.log(statement, before=before, after={"state": verdict, **{name: new[name] for name in changed}})
        return statement
