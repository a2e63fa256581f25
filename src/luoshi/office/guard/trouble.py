"""The disk is full, the folder read-only, the database away: told to people as that, not as an internal error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import get_callable

from luoshi.office.guard.errors import LANGUAGES, Unavailable

_log = logging.getLogger("luoshi.trouble")


def unavailable(error: OperationalError) -> Unavailable:
    """What the database said, as a problem."""
    said = str(error).lower()
    _log.error("the database: %s", " ".join(str(error).split()))
    if "disk is full" in said or "no space left" in said or "disk full" in said:
        return Unavailable("guard.disk_full")
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return Unavailable("guard.read_only")
    if "locked" in said or "busy" in said or "deadlock" in said or "timeout" in said:
        return Unavailable("guard.busy")
    return Unavailable("guard.database_away")


class Trouble:
    """The middleware that answers 503, with a sentence, where a view met such trouble."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; middleware behind this one may meet it as well (sessions)."""
        try:
            return self.get_response(request)
        except OperationalError as error:
            return _answer(request, unavailable(error))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A view met it."""
        if isinstance(exception, OperationalError):
            return _answer(request, unavailable(exception))
        return _answer(request, exception) if isinstance(exception, Unavailable) else None


def _answer(request: HttpRequest, problem: Unavailable) -> HttpResponse:
    """By the office's own page (`handler503` of the addresses), where it has one, else as plain text."""
    page = getattr(import_module(settings.ROOT_URLCONF), "handler503", None)
    if page is not None:
        answer = get_callable(page)(request, problem)
    else:
        text = "\n".join(problem.sentence(language) for language in LANGUAGES) + "\n"
        answer = HttpResponse(text, status=problem.status, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = "30"
    return answer
