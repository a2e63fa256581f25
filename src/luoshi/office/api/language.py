"""In which language a request is answered."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from luoshi.office.guard.errors import LANGUAGES


def language_of(request: HttpRequest) -> str:
    """`zh` or `en`: the first of the two that Accept-Language names, else the person's own, else Chinese."""
    for named, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = named.split("-")[0]
        if weight > 0 and language in LANGUAGES:
            return language
    chosen = getattr(getattr(request, "person", None), "language", "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
