"""A page is read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.finding import document_of, must_stand
from luoshi.office.documents.models import Decision, Document, Statement
from luoshi.office.documents.progress import interrupted
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.jobs.queue import enqueue


@dataclass(frozen=True, kw_only=True)
class ReadAgain(Action[Document]):
    """Read a page again that could not be read, or of which nothing is decided yet; gives the `Document`.

    `printed` sets the day of the page right: by it reading knows which year 今年 is.
    """

    document: int
    printed: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it is."""
        return (document_of(self.document).place,)

    def check(self) -> None:
        """It is not being read, and nobody has decided about a statement of it."""
        document = document_of(self.document)
        must_stand(document)
        if document.state == "waiting" and not interrupted(document):
            raise Conflict("documents.being_read", name=document.name)
        if Decision.objects.filter(statement__document=document).exists():
            raise Conflict("documents.has_decisions", name=document.name)

    def do(self, on: Acting) -> Document:
        """The document waits; what was found is found anew."""
        document = document_of(self.document)
        before = {"state": document.state, "error": document.error, "printed": document.printed}
        found = Statement.objects.filter(document=document)
        before["statements"] = found.count()
        found.delete()
        document.state, document.error, document.text = "waiting", "", ""
        document.pages, document.articles = [], []
        document.printed = self.printed or document.printed
        document.job = enqueue("documents.read", document=document.pk).pk
        document.save()
        on.log(document, before=before, after={"state": "waiting", "printed": document.printed})
        return document
