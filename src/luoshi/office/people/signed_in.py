"""Who acts in a request: `request.actor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from luoshi.office.people.models import Membership
from luoshi.office.people.scopes import actor_of, is_somebody, memberships, today


def acting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that gives a request its `actor` and its `memberships`, found when they are first asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.memberships = SimpleLazyObject(lambda: _held(request.user))
        request.actor = SimpleLazyObject(lambda: actor_of(request.user, held=request.memberships))
        return get_response(request)

    return middleware


def _held(user: Any) -> tuple[Membership, ...]:
    return tuple(memberships(user, today())) if is_somebody(user) else ()
