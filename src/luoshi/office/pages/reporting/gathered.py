"""A whole round as one workbook, to be saved."""

from __future__ import annotations

from django.http import HttpResponse

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.guard.errors import NotFound
from luoshi.office.pages.entering import Request, page
from luoshi.office.reporting import listing
from luoshi.office.reporting.summary import summary, workbook


@page("reporting.see", methods=("GET",))
def gathered(request: Request, number: int) -> HttpResponse:
    """The respondents that one sees, with their figures and the state of each sheet (.xlsx)."""
    found = listing.rounds(request.actor).filter(pk=number).first()
    if found is None:
        raise NotFound("reporting.no_round", number=number)
    response = HttpResponse(workbook(summary(request.actor, found), request.language), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="round-{number}.xlsx"'
    return response
