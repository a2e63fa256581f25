"""What cannot be shown: pages for 400, 403, 404, 500 and 503 in the look of the office, and notices for htmx."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from luoshi.office.guard.errors import Problem
from luoshi.office.pages.preferences import language_chosen, language_of, theme_of
from luoshi.office.pages.words import said

#: Statuses that have words of their own (`faults.<status>`); any other is told as 400 or 500.
WORDED = (400, 403, 404, 405, 409, 422, 500, 503)


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem as a page with its status, to htmx as a notice."""
    if getattr(request, "htmx", False):
        return toast(request, "fault", problem.sentence(language_of(request)), status=problem.status)
    return fault(request, problem.status, lead=problem.sentence(language_of(request)))


def toast(request: HttpRequest, kind: str, text: str, *, status: int = 200) -> HttpResponse:
    """An answer to htmx that is nothing but a notice (kind: note, done, warning, fault); it lands in `#toasts`."""
    notice = {"kind": kind, "text": text}
    html = render_to_string("components/notice.html", {"notice": notice, "language": language_of(request)})
    return HttpResponse(html, status=status, headers={"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})


def fault(request: HttpRequest, status: int, *, lead: str = "", bare: bool = False) -> HttpResponse:
    """The page of a status; `lead` says what is wrong, `bare` asks the database nothing (it may be what is wrong)."""
    language = language_chosen(request) if bare else language_of(request)
    known = status if status in WORDED else 500 if status >= 500 else 400
    title, lead = said(f"faults.title_{known}", language), lead or said(f"faults.lead_{known}", language)
    if request.path.startswith("/api/"):
        told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": lead}
        return JsonResponse(told, status=status, content_type="application/problem+json")
    context: dict[str, Any] = {"title": title, "lead": lead, "number": status}
    if bare:
        urls = {"home": "/", "preferences": reverse("preferences")}
        context |= {"language": language, "theme": theme_of(request), "frame": {"urls": urls, "back": "/"}}
        context |= {"notices": []}
        return HttpResponse(render_to_string("fault.html", context), status=status)
    return render(request, "fault.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, by Django."""
    return fault(request, 400, bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, by Django."""
    return fault(request, 403)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or one from elsewhere."""
    return fault(request, 403, lead=said("faults.no_token", language_chosen(request)), bare=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, by Django."""
    return fault(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a mistake of the office."""
    return fault(request, 500, bare=True)


def unavailable(request: HttpRequest, problem: Problem) -> HttpResponse:
    """503: the disk is full, the database away (guard/trouble.py finds this by `handler503`)."""
    return fault(request, 503, lead=problem.sentence(language_chosen(request)), bare=True)
