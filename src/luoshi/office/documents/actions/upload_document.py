"""A page is brought in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.documents.finding import place_of, standing_with
from luoshi.office.documents.models import Document
from luoshi.office.documents.naming import must_be_readable, plain_name
from luoshi.office.documents.storing import stored_as, there
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.jobs.queue import enqueue


@dataclass(frozen=True, kw_only=True)
class UploadDocument(Action[Document]):
    """The row of a file whose bytes stand in the media folder already, and the job that reads it; gives the `Document`.

    Pages and API call `bringing.bring`, which writes the bytes. Bytes that a page of the place has, one that was not
    withdrawn: that document. `printed` is the day of the page where somebody said it; else reading finds it.
    """

    name: str
    digest: str
    size: int
    place: int
    printed: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The place whose page it is."""
        return (place_of(self.place),)

    def check(self) -> None:
        """A name of a kind that is read, and the bytes, whole."""
        must_be_readable(plain_name(self.name))
        if not there(self.digest, self.size):
            raise Conflict("documents.not_stored", name=self.name)

    def do(self, on: Acting) -> Document:
        """The document and its job."""
        standing = standing_with(self.digest, self.place)
        if standing is not None:
            on.unchanged()
            return standing
        document = Document.objects.create(
            name=plain_name(self.name), digest=self.digest, stored=stored_as(self.digest), size=self.size,
            place_id=self.place, printed=self.printed, by=on.actor.who, by_name=on.actor.name, at=on.at,
        )  # fmt: skip
        document.job = enqueue("documents.read", document=document.pk).pk
        document.save(update_fields=["job"])
        on.log(document, after=document)
        return document
