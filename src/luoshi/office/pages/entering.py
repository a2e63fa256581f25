"""Who may enter a page: the one decorator of every view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Forbidden, NotSignedIn, Problem, Unavailable
from luoshi.office.guard.permissions import table
from luoshi.office.pages.faults import refused
from luoshi.office.pages.preferences import language_of
from luoshi.office.pages.words import Language
from luoshi.office.people.models import Person


class Request(HttpRequest):
    """A request as a view has it: somebody who is signed in and may enter."""

    actor: Actor
    language: Language
    user: Person
    htmx: HtmxDetails


def enters(actor: Actor, permission: str | None) -> bool:
    """Whether somebody has a role, wherever, by which a page may be entered; None is open to whoever is signed in.

    What is shown on it is the view's matter (`within`, `may`). Unknown permission: `KeyError`.
    """
    if actor.is_nobody:
        return False
    if permission is None:
        return True
    line = table()[permission]
    return line.own or bool(actor.grants_of((*line.inside, *line.anywhere)))


def page(
    permission: str | None = None, *, methods: Sequence[str] = ("GET", "POST")
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view for who has a role that may (`permission`: a line of the table, `ledger.see`).

    Nobody signed in is led to the sign-in and back again. No such role: 403. The view has `request.actor` and
    `request.language`. A problem that it raises (`NotFound`, `Forbidden`, …) is shown as a page with its status, to
    htmx as a notice; it is not caught when the database is away. Methods other than `methods` (and HEAD): 405.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def entered(plain: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request = cast(Request, plain)
            request.language = language_of(request)
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            if request.actor.is_nobody:
                return to_sign_in(request)
            try:
                if not enters(request.actor, permission):
                    words = table()[str(permission)].words
                    raise Forbidden("guard.forbidden", who=request.actor.name, what=words)
                return view(request, *args, **kwargs)
            except NotSignedIn:
                return to_sign_in(request)
            except Unavailable:
                raise
            except Problem as problem:
                return refused(request, problem)

        entered.permission = permission  # type: ignore[attr-defined]
        entered.methods = tuple(methods)  # type: ignore[attr-defined]
        return entered

    return decorate


def to_sign_in(request: Request) -> HttpResponse:
    """To the sign-in, and afterwards back to where somebody was."""
    answer = redirect_to_login(_came_from(request), reverse("account_login"))
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _came_from(request: Request) -> str:
    """The page that was looked at; an address that was posted to is none."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return str(request.get_full_path())
    told = urlsplit(request.htmx.current_url or request.headers.get("Referer", ""))
    if told.netloc != request.get_host():
        return "/"
    return f"{told.path}?{told.query}" if told.query else told.path or "/"
