"""A whole round as one workbook, to be saved."""

from __future__ import annotations

from django.http import HttpResponse

from luoshi.office.guard.errors import NotFound
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.reporting.saving import named, saved
from luoshi.office.reporting import listing
from luoshi.office.reporting.summary import summary, workbook


@page("reporting.see", methods=("GET",))
def gathered(request: Request, number: int) -> HttpResponse:
    """The respondents that one sees, with their figures and the state of each sheet (.xlsx)."""
    found = listing.rounds(request.actor).filter(pk=number).first()
    if found is None:
        raise NotFound("reporting.no_round", number=number)
    content = workbook(summary(request.actor, found), request.language)
    return saved(content, f"round-{number}", *named(found, request.language))
