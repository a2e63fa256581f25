"""Many statements of a page are accepted at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.deciding import decide
from luoshi.office.documents.finding import document_of, must_stand, statements_of
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, kw_only=True)
class AcceptMany(Action[list[int]]):
    """Accept these statements (keys) of a document as they were read, all or none; gives their keys in page order."""

    document: int
    statements: tuple[int, ...]

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it is."""
        return (document_of(self.document).place,)

    def check(self) -> None:
        """Some, each of this document, about none of which anybody has decided."""
        if not self.statements:
            raise Invalid("documents.none_chosen")
        document = document_of(self.document)
        must_stand(document)
        found = {statement.pk: statement for statement in statements_of(document, self.statements)}
        for number in self.statements:
            if number not in found:
                raise NotFound("documents.no_statement", statement=number)
            if found[number].state != "found":
                raise Conflict("documents.decided", number=found[number].number)

    def do(self, on: Acting) -> list[int]:
        """The decisions, told as one act."""
        document = document_of(self.document)
        statements = list(statements_of(document, self.statements))
        decide(on, statements, "accepted")
        on.log(document, after={"accepted": [statement.number for statement in statements]})
        return [statement.pk for statement in statements]
