"""What reading found in a page is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.documents.finding import document_of
from luoshi.office.documents.models import Document, Statement
from luoshi.office.documents.naming import printed_on
from luoshi.office.documents.reading import Outcome
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.jobs.queue import enqueue


@dataclass(frozen=True, kw_only=True)
class RecordReading(Action[Document]):
    """Keep the text, articles and statements of a document, or why it could not be read; the worker's to do.

    A reading of another `job` than the document waits for is out of date and changes nothing.
    """

    document: int
    job: int
    outcome: Outcome

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it is."""
        return (document_of(self.document).place,)

    def do(self, on: Acting) -> Document:
        """The document with its statements; the pages of its issue are joined afterwards."""
        document = document_of(self.document)
        if document.state != "waiting" or document.job != self.job:
            on.unchanged()
            return document
        if self.outcome.failure:
            document.state, document.error = "failed", self.outcome.failure
            document.save(update_fields=["state", "error"])
            on.log(document, before={"state": "waiting"}, after={"state": "failed", "error": document.error})
            return document
        document.state, document.error = "read", ""
        document.text, document.pages, document.articles = self.outcome.text, self.outcome.pages, self.outcome.articles
        document.printed = document.printed or printed_on(document.name, self.outcome.date)
        document.save(update_fields=["state", "error", "text", "pages", "articles", "printed"])
        Statement.objects.bulk_create(
            [_statement(document, number, row) for number, row in enumerate(self.outcome.statements, 1)], batch_size=500
        )
        if document.printed is not None:
            enqueue("documents.join", key=f"{document.place_id}:{document.printed}", document=document.pk)
        on.log(
            document,
            before={"state": "waiting"},
            after={"state": "read", "printed": document.printed, "statements": len(self.outcome.statements)},
        )
        return document


def _statement(document: Document, number: int, row: dict[str, Any]) -> Statement:
    return Statement(
        document=document, number=number, kind=row["kind"], article=row["article"], line=row["line"],
        start=row["span"][0], end=row["span"][1], quote=row["quote"], contents=row, fields=row,
    )  # fmt: skip
