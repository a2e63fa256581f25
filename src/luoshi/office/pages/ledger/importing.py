"""Commitments from a workbook: the file, and what is to be put right in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.ledger.actions.import_commitments import ImportCommitments
from luoshi.office.ledger.importing import read
from luoshi.office.pages.acting import attempt, go, notice, show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.ledger import fields
from luoshi.office.pages.words import Language, said

_EXCEL = ".xlsx"


@page("ledger.import_commitments")
def import_(request: Request) -> HttpResponse:
    """The form; POST imports all of the workbook, or tells by sheet, row and column what is wrong."""
    language = request.language
    result: Any = None
    if request.method == "POST":
        result = attempt(request, lambda: _import(request), done="")
        if not isinstance(result, Problem):
            notice(request, "done", said("ledger.imported", language, **result))
            return go(request, reverse("ledger"))
    reason = fields.field("reason", language, value=request.POST.get("reason", ""))
    context = {
        "title": said("ledger.import_title", language),
        "lead": said("ledger.import_lead", language),
        "crumbs": [{"label": said("rooms.ledger", language), "url": reverse("ledger")}],
        "form": {
            "action": reverse("ledger_import"),
            "fields": [fields.field("file", language, "file", accept=_EXCEL, required=True), reason],
            "submit": said("ledger.import", language),
            "cancel": reverse("ledger"),
            "upload": True,
        },
        "faults": _faults(result, language) if isinstance(result, Problem) and result.fields else None,
    }
    return show(request, "import.html", context, problem=result)


def _import(request: Request) -> ImportCommitments:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid("ledger.import_file", found="—")
    return ImportCommitments(rows=read(file.read(), file.name or ""), reason=request.POST.get("reason", ""))


def _faults(problem: Problem, language: Language) -> dict[str, Any]:
    columns = ("sheet", "row", "column", "fault")
    rows = []
    for where, fault in problem.fields.items():
        sheet, row, column = where.rsplit(".", 2)
        rows.append({"cells": [sheet, row, column, fault.sentence(language)]})
    return {
        "caption": said("ledger.faults", language),
        "captioned": True,
        "columns": [{"label": said(f"ledger.{name}", language), "kind": "text"} for name in columns],
        "rows": rows,
    }
