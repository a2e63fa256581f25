"""What every template has: language, theme, the frame of the house, notices. Found when the template asks for it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.office.guard.permissions import roles
from luoshi.office.pages import waiting
from luoshi.office.pages.entering import enters
from luoshi.office.pages.frame import ROOMS, frame
from luoshi.office.pages.preferences import language_of, theme_of
from luoshi.office.pages.words import Language, said

_KINDS = {"info": "note", "debug": "note", "success": "done", "warning": "warning", "error": "fault"}


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the office. A view may set `request.where` (see templates/base.html)."""
    language = language_of(request)
    return {
        "language": language,
        "theme": theme_of(request),
        "frame": SimpleLazyObject(lambda: _frame(request, language)),
        "notices": SimpleLazyObject(lambda: notices(request)),
    }


def notices(request: HttpRequest) -> list[dict[str, str]]:
    """What is to be said to this browser; said once."""
    return [{"kind": _KINDS[one.level_tag], "text": str(one)} for one in messages.get_messages(request)]


@cache
def doors() -> dict[str, tuple[str, str | None]]:
    """The rooms that have a page: room → its address and who may enter. A room's page is named as the room is."""
    found = {}
    for room in (room for group in ROOMS for room in group):
        try:
            url = reverse(room)
        except NoReverseMatch:
            continue
        found[room] = (url, resolve(url).func.permission)
    return found


def room_of(path: str) -> str | None:
    """The room that an address belongs to: the one whose own address it begins with."""
    found = [room for room, (url, _) in doors().items() if path == url or (url != "/" and path.startswith(url))]
    return max(found, key=lambda room: len(doors()[room][0]), default=None)


def _frame(request: HttpRequest, language: Language) -> dict[str, Any]:
    actor = request.actor
    urls = {"home": "/", "preferences": reverse("preferences")}
    user = None
    if actor.is_nobody:
        urls["sign_in"] = reverse("account_login")
    else:
        urls["sign_out"] = reverse("account_logout")
        user = _user(request, language)
    return frame(
        {room: url for room, (url, permission) in doors().items() if enters(actor, permission)},
        room_of(request.path),
        user=user,
        counts=waiting.counts(actor),
        where=getattr(request, "where", None),
        urls=urls,
        back=request.get_full_path() if request.method == "GET" else request.path,
        now=timezone.now(),
    )


def _user(request: HttpRequest, language: Language) -> dict[str, Any]:
    """Name, highest role and its scope."""
    order = list(roles())
    best = max(request.memberships, key=lambda one: order.index(one.role), default=None)
    told: dict[str, Any] = {"name": request.user.name, "role": "", "scope": "", "url": reverse("account")}
    if best is not None:
        told["role"] = roles()[best.role][language]
        told["scope"] = str(best.place or best.body or said("frame.whole", language))
    return told
