"""What became of a sheet, and a sheet that is only to be read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.pages.reporting.grid import before
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.contents import Contents, Row, history
from luoshi.office.reporting.models import Sheet


def entries(sheet: Sheet, language: Language) -> list[dict[str, Any]]:
    """The list of components/history.html."""
    return [
        {
            "when": (act.review or act.submission).at,
            "who": (act.review or act.submission).by_name,
            "what": said(f"reporting.act_{act.what}", language, number=act.number),
            "said": act.review.reason if act.review else act.submission.note,
            "grave": act.what == "sent_back",
            "url": reverse("review_submission", args=[act.submission.pk]),
        }
        for act in history(sheet)
    ]


def table(held: Contents, language: Language) -> dict[str, Any]:
    """The rows of a sheet, to be read: the year before, the period before, what was said, the change, the note."""
    words = Words(language)
    columns = [
        (said("grid.row", language), "text", "wide"),
        (said("reporting.unit", language), "text", "nowrap"),
        (said("reporting.year_ago", language), "figure", ""),
        (words.whole_period(held.before_period), "figure", ""),
        (words.whole_period(held.sheet.round.period), "figure", ""),
        (said("reporting.change", language), "figure", ""),
        (said("reporting.note", language), "text", "wide" if any(row.now.note for row in held.rows) else ""),
    ]
    return {
        "caption": held.sheet.round.form.title,
        "columns": [{"label": label_, "kind": kind, "width": width} for label_, kind, width in columns],
        "rows": [{"cells": _cells(row, language)} for row in held.rows],
    }


def _cells(row: Row, language: Language) -> list[Any]:
    digits = row.defined.digits
    unit = row.change_unit if row.change_unit == "%" else said("verdict.points", language)
    change = None if row.change is None else {"value": row.change, "digits": 1, "signed": True, "unit": unit}
    note = row.now.note
    if row.source is not None and row.source.form:
        note = said("reporting.taken_from", language, form=row.source.form)
    if row.waived:
        told = "、".join(said(f"status.{status}", language) for status in row.waived)
        note = f"{note} {said('reporting.waived', language, status=told)}".strip()
    return [
        row.defined.label(language),
        row.defined.unit,
        before(row.year_ago, digits),
        before(row.before, digits),
        before(row.now, digits),
        change,
        note,
    ]
