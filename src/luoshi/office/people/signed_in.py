"""Who acts in a request: `request.actor`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from luoshi.office.people.scopes import actor_of


def acting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that gives a request its `actor`, found when it is first asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))
        return get_response(request)

    return middleware
