"""Who sends a request: somebody signed in, by the session of the pages and its CSRF token, or a personal token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from luoshi.office.api import limits
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Forbidden, NotSignedIn
from luoshi.office.people import tokens
from luoshi.office.people.scopes import actor_of

SAFE = ("GET", "HEAD", "OPTIONS")


class PersonalToken(AuthBase):
    """`Authorization: Bearer luoshi_…`; a token that may only read is refused where something would be changed."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None where no token was sent. Raises `NotSignedIn`, `Forbidden`, `TooMany`."""
        sent = request.headers.get("Authorization", "")
        if not sent:
            return None
        scheme, _, text = sent.partition(" ")
        token = tokens.find(text.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise _stranger(request)
        if request.method not in SAFE and not token.writes:
            raise Forbidden("api.token_reads")
        tokens.touch(token)
        request.token = token
        return _entered(request, actor_of(token.person), token.person)


class Session(AuthBase):
    """The session of the pages; what changes something needs the CSRF token as header X-CSRFToken."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor. Raises `NotSignedIn`, `Forbidden`, `TooMany`."""
        if not request.user.is_authenticated:
            raise _stranger(request)
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Forbidden("api.csrf")
        request.token = None
        return _entered(request, actor_of(request.user), request.user)


def _entered(request: Any, actor: Actor, person: Any) -> Actor:
    if actor.is_nobody:
        raise _stranger(request)
    limits.PERSON.take(actor.who)
    request.actor, request.person = actor, person
    return actor


def _stranger(request: HttpRequest) -> NotSignedIn:
    limits.STRANGER.take(str(request.META.get("REMOTE_ADDR", "")))
    return NotSignedIn("api.not_signed_in")
