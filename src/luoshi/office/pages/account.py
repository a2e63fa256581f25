"""The own account: who one is, language, password, second factor."""

from __future__ import annotations

from django.http import HttpResponse

from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import said


@page()
def account(request: Request) -> HttpResponse:
    """What is known of who is signed in."""
    return show(request, "narrow.html", {"title": said("house.account", request.language)})
