"""Figures from a table: history, and what other offices report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.assessing.sources import SUFFIXES
from luoshi.assessing.sources.faults import note_in_chinese
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.pages.acting import attempt, go, notice, show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.actions.import_figures import ImportFigures


@page("reporting.import_figures")
def figures(request: Request) -> HttpResponse:
    """The form; POST takes the whole table over, or lists what is wrong by sheet, row and column."""
    language = request.language
    result: Any = None
    if request.method == "POST":
        action = _import(request)
        result = attempt(request, lambda: _given(action), done="")
        if action is not None and not isinstance(result, Problem):
            notice(request, "done", said("reporting.imported", language, count=result.values.count()))
            for note in action.notes:
                notice(request, "note", note_in_chinese(note) if language == "zh" else note)
            return go(request, reverse("forms"))
    context = {
        "title": said("reporting.import", language),
        "lead": said("reporting.import_lead", language),
        "crumbs": [{"label": said("rooms.forms", language), "url": reverse("forms")}],
        "form": {
            "action": reverse("figures_import"),
            "fields": [
                {"name": "file", "label": said("reporting.file", language), "kind": "file", "required": True,
                 "accept": ",".join(SUFFIXES), "help": said("reporting.import_help", language)},
                {"name": "note", "label": said("reporting.note", language), "kind": "text",
                 "value": request.POST.get("note", "")},
            ],
            "submit": said("reporting.import", language),
            "cancel": reverse("forms"),
            "upload": True,
        },
        "faults": _faults(result, language) if isinstance(result, Problem) and result.fields else None,
    }  # fmt: skip
    return show(request, "import.html", context, problem=result)


def _import(request: Request) -> ImportFigures | None:
    file = request.FILES.get("file")
    if file is None:
        return None
    return ImportFigures(file=(file.name or "")[:200], content=file.read(), note=request.POST.get("note", ""))


def _given(action: ImportFigures | None) -> ImportFigures:
    if action is None:
        raise Invalid("reporting.no_file")
    return action


def _faults(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "caption": said("reporting.faults_found", language, count=problem.values.get("count", len(problem.fields))),
        "captioned": True,
        "columns": [{"label": said("reporting.fault", language), "kind": "text"}],
        "rows": [{"cells": [fault.sentence(language)]} for fault in problem.fields.values()],
    }
