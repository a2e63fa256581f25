"""A reviewer allows, by name, that a cell of a sheet is handed in without a figure, or with an estimated one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import allows
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request
from luoshi.office.pages.reporting import fields
from luoshi.office.pages.words import said
from luoshi.office.reporting.actions.grant_waiver import GrantWaiver
from luoshi.office.reporting.contents import Contents
from luoshi.office.reporting.entries import rules
from luoshi.office.reporting.finding import of_sheet


def waiver(posted: Mapping[str, str]) -> GrantWaiver:
    """What was typed into the dialog. Raises `Invalid` where `cell` is no number."""
    return GrantWaiver(
        cell=whole_number(posted.get("cell", "").strip()) or 0,
        status=posted.get("status", ""),
        reason=posted.get("reason", ""),
    )


def waiving(request: Request, held: Contents, problem: object = None) -> dict[str, Any]:
    """`buttons` and `dialogs` of a sheet for who may waive its cells; nothing where none is left to be waived."""
    language = request.language
    cells = [{"value": str(row.cell), "label": row.defined.label(language)} for row in held.own if not row.known.status]
    if not cells or not allows(request.actor, GrantWaiver.permission, of_sheet(held.sheet)):
        return {"buttons": [], "dialogs": []}
    statuses = [
        {"value": name, "label": said(f"status.{name}", language)} for name, rule in rules().items() if rule.note
    ]
    asked = [
        fields.field("cell", language, "select", options=cells, required=True),
        fields.field("status", language, "select", options=statuses, required=True, label="waive_as"),
        fields.reason(language),
    ]
    if isinstance(problem, Problem):
        asked = fields.with_faults(fields.filled(asked, request.POST.dict()), problem, language)
    dialog = {
        "id": "waive",
        "title": said("reporting.waive", language),
        "text": said("reporting.waive_help", language),
        "action": reverse("sheet_waive", args=[held.sheet.pk]),
        "fields": asked,
    }
    return {"buttons": [{"label": said("reporting.waive", language), "opens": "waive"}], "dialogs": [dialog]}
