"""Today: what waits for who is signed in."""

from __future__ import annotations

from django.http import HttpResponse

from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import said


@page()
def today(request: Request) -> HttpResponse:
    """The first page."""
    return show(request, "today.html", {"title": said("today.title", request.language)})
