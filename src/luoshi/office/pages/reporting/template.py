"""A sheet as a workbook, and back: what is right becomes the draft, what is not is given back in the same template."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import Invalid, NotFound, Problem
from luoshi.office.guard.permissions import require
from luoshi.office.pages.acting import act, go, notice, show, told
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.reporting.saving import named, saved
from luoshi.office.pages.words import said
from luoshi.office.reporting import template_reading
from luoshi.office.reporting.actions.save_draft import SaveDraft
from luoshi.office.reporting.contents import Contents, contents
from luoshi.office.reporting.finding import must_see, of_sheet, sheet_of
from luoshi.office.reporting.template import template

#: How long a template with faults can be fetched, in seconds.
_KEPT = 1800


@page("reporting.see", methods=("GET",))
def blank(request: Request, number: int) -> HttpResponse:
    """The template of a sheet, with what stands in it."""
    held = contents(must_see(request.actor, sheet_of(number)))
    parts = (*named(held.sheet.round, request.language), str(held.sheet.body))
    return saved(template(held, request.language), f"sheet-{number}", *parts)


@page("reporting.save_draft")
def upload(request: Request, number: int) -> HttpResponse:
    """A template that was filled in: it becomes the draft; with faults nothing is taken over, and all are listed."""
    found = must_see(request.actor, sheet_of(number))
    require(request.actor, SaveDraft.permission, of_sheet(found))
    held = contents(found)
    result: Any = None
    if request.method == "POST":
        result = _read(request, held)
        if not isinstance(result, Problem) and not result.faults:
            kept = act(request, SaveDraft(sheet=number, revision=held.draft, entries=result.entries), done="")
            if not isinstance(kept, Problem):
                notice(request, "done", said("reporting.taken", request.language, count=len(result.entries)))
                return go(request, reverse("sheet", args=[number]))
            result = kept
    return show(request, "reporting/upload.html", _context(request, held, result), problem=_problem(result))


@page("reporting.save_draft", methods=("GET",))
def returned(request: Request, number: int, token: str) -> HttpResponse:
    """The template that was uploaded, with its faults where they belong."""
    sheet = must_see(request.actor, sheet_of(number))
    require(request.actor, SaveDraft.permission, of_sheet(sheet))
    content = cache.get(_name(number, request.actor.person, token))
    if content is None:
        raise NotFound("pages.gone")
    parts = (*named(sheet.round, request.language), str(sheet.body), said("reporting.fault", request.language))
    return saved(content, f"sheet-{number}-faults", *parts)


def _read(request: Request, held: Contents) -> Any:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Invalid("reporting.no_file")
        return template_reading.read(held, file.name or "", file.read())
    except Problem as problem:
        return told(request, problem)


def _problem(result: Any) -> Problem | None:
    if isinstance(result, Problem):
        return result
    return next(iter(result.faults.values()), None) if result is not None else None


def _context(request: Request, held: Contents, result: Any) -> dict[str, Any]:
    language, number = request.language, held.sheet.pk
    context: dict[str, Any] = {
        "title": said("grid.upload", language),
        "lead": f"{held.sheet.round.form.title} · {held.sheet.body}",
        "crumbs": [
            {"label": said("rooms.forms", language), "url": reverse("forms")},
            {"label": held.sheet.round.form.title, "url": reverse("sheet", args=[number])},
        ],
        "form": {
            "action": reverse("sheet_upload", args=[number]),
            "fields": [
                {
                    "name": "file",
                    "label": said("reporting.file", language),
                    "kind": "file",
                    "accept": ".xlsx",
                    "required": True,
                    "help": said("reporting.file_help", language),
                }
            ],
            "submit": said("grid.upload", language),
            "cancel": reverse("sheet", args=[number]),
            "upload": True,
        },
    }
    if result is not None and not isinstance(result, Problem) and result.faults:
        token = secrets.token_hex(8)
        cache.set(_name(number, request.actor.person, token), template_reading.back(held, result, language), _KEPT)
        labels = {row.cell: row.defined.label(language) for row in held.rows}
        context["faults"] = {
            "caption": said("reporting.faults_found", language, count=len(result.faults)),
            "captioned": True,
            "columns": [
                {"label": said("grid.row", language), "kind": "text"},
                {"label": said("reporting.fault", language), "kind": "text", "width": "wide"},
            ],
            "rows": [
                {"cells": [labels.get(cell, str(cell)), fault.sentence(language)]}
                for cell, fault in result.faults.items()
            ],
        }
        context["buttons"] = [
            {
                "label": said("reporting.fetch_faults", language),
                "url": reverse("sheet_returned", args=[number, token]),
                "main": True,
            }
        ]
    return context


def _name(number: int, person: int | None, token: str) -> str:
    return f"reporting.returned:{number}:{person}:{token}"
