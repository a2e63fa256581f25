"""A sheet as a grid: the period before, the same months of the year before, what is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.pages.entering import Request
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.contents import Contents, Row, Said
from luoshi.office.reporting.entries import Entry, rules

#: What may be picked besides a number, in the order of the list.
STATUSES = ("missing", "not_due", "not_applicable", "estimated", "withheld")


def grid(
    request: Request, held: Contents, typed: Mapping[int, Entry] | None, wrong: Mapping[int, str]
) -> dict[str, Any]:
    """The context of components/grid.html. `typed`: what was posted, in the place of what stands; `wrong`: by cell."""
    language, sheet = request.language, held.sheet
    words = Words(language)
    return {
        "id": f"sheet-{sheet.pk}",
        "version": f"{held.version}.{held.draft}",
        "user": str(request.actor.person),
        "caption": sheet.round.form.title,
        "columns": [
            {"key": "year_ago", "label": said("reporting.year_ago", language), "before": True},
            {"key": "before", "label": words.whole_period(held.before_period), "before": True},
            {"key": "now", "label": words.whole_period(sheet.round.period)},
        ],
        "rows": [_row(row, typed, wrong, language) for row in held.rows],
        "statuses": [status for status in STATUSES if status in rules()],
    }


def _row(row: Row, typed: Mapping[int, Entry] | None, wrong: Mapping[int, str], language: Language) -> dict[str, Any]:
    what = row.defined
    return {
        "key": row.name,
        "label": what.label(language),
        "unit": what.unit,
        "digits": what.digits,
        "cells": [before(row.year_ago, what.digits), before(row.before, what.digits), _cell(row, typed, wrong)],
    }


def _cell(row: Row, typed: Mapping[int, Entry] | None, wrong: Mapping[int, str]) -> dict[str, Any]:
    now: Said | Entry = row.now
    if row.own and typed is not None:
        now = typed.get(row.cell, Said())
    cell: dict[str, Any] = {
        "name": row.name,
        "value": now.value,
        "status": now.status or ("reported" if now.value else ""),
    }
    if row.cell in wrong:
        cell["fault"] = wrong[row.cell]
    if not row.own:
        source = row.source
        cell["readonly"] = True
        if source is not None and source.sheet:
            cell["source"] = {"label": source.form, "url": reverse("sheet", args=[source.sheet])}
    return cell


def before(said_: Said, digits: int) -> dict[str, Any] | None:
    """A figure to be read; None where nothing is known."""
    value = number(said_.value)
    if value is None and not said_.status:
        return None
    return {"value": value, "digits": digits, "status": said_.status or "reported"}


def number(text: str) -> Decimal | None:
    """Exact text as a number; None where it is none."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def filled(held: Contents, typed: Mapping[int, Entry] | None) -> dict[str, int]:
    """How many of the own cells say something."""
    there = held.own if typed is None else [row for row in held.own if row.cell in typed]
    return {
        "filled": sum(
            1 for row in there if typed is not None or row.now.value or row.now.status not in ("", "missing")
        ),
        "total": len(held.own),
    }
