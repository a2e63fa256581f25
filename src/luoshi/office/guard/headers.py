"""Headers of every answer: what the browser may load, and from where. No script and no style stands in a page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def policy(oidc_url: str = "") -> str:
    """The content security policy. Forms may lead to the server that says who signs in, if there is one."""
    origin = ""
    if oidc_url:
        parts = urlsplit(oidc_url)
        origin = f" {parts.scheme}://{parts.netloc}"
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            f"form-action 'self'{origin}",
            "frame-ancestors 'none'",
        ]
    )


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that adds them; a view that sets one itself is left its own."""
    told = policy(settings.OIDC.url if settings.OIDC else "")

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", told)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # What somebody signed in has seen is not kept by the browser for the next one. (The cookie is asked and not
            # the database, which may be what is away.)
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware
