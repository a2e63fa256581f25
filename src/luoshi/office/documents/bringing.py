"""Bringing a file in: who may, its name and kind, its bytes, and then its row; pages and API do it by this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.office.documents.actions.upload_document import UploadDocument
from luoshi.office.documents.finding import place_of, standing_with
from luoshi.office.documents.models import Document
from luoshi.office.documents.naming import must_be_readable, plain_name
from luoshi.office.documents.storing import keep
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import require


@dataclass(frozen=True)
class Brought:
    """A document; `again`: these very bytes stood there already, and this is the document that stands."""

    document: Document
    again: bool


def bring(
    actor: Actor, chunks: Iterable[bytes], *, name: str, place: int, printed: dt.date | None = None, key: str = ""
) -> Brought:
    """Take a file in for a place, to be read in the background. `key`: see `perform`.

    Raises `Forbidden` before a byte is written; `Invalid` for a name, kind or size that will not do; `NotFound` for the
    place; `Unavailable` where it cannot be written.
    """
    require(actor, UploadDocument.permission, (place_of(place),))
    called = plain_name(name)
    must_be_readable(called)
    kept = keep(chunks)
    again = standing_with(kept.digest, place) is not None
    document = perform(
        actor,
        UploadDocument(name=called, digest=kept.digest, size=kept.size, place=place, printed=printed),
        key=key,
    )
    return Brought(document, again)
