"""The file of a page as it was brought in."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase

from luoshi.office.documents.finding import seen_one
from luoshi.office.documents.storing import path_of
from luoshi.office.guard.errors import NotFound
from luoshi.office.pages.entering import Request, page


@page("documents.see", methods=("GET",))
def original(request: Request, number: int) -> HttpResponseBase:
    """The bytes, to be saved: never shown by the browser, whatever is in them."""
    found = seen_one(request.actor, number)
    path = path_of(found.stored)
    if not path.is_file():
        raise NotFound("documents.no_file", name=found.name)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
