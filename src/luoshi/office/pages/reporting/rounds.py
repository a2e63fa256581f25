"""The rounds of one form, each with the button that closes it or opens it again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.guard.permissions import allows
from luoshi.office.pages.entering import Request
from luoshi.office.pages.reporting import fields
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.finding import of_form
from luoshi.office.reporting.models import Form

#: So many rounds are listed, the last due first.
_MOST = 24


def rounds(request: Request, found: Form, language: Language) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The table of the rounds (components/table.html) and its dialogs; some queries, however many rounds."""
    concerns = of_form(found)
    closes = allows(request.actor, CloseRound.permission, concerns)
    reopens = found.state == "issued" and allows(request.actor, ReopenRound.permission, concerns)
    columns = [("period", "link", "nowrap"), ("due", "text", "nowrap"), ("came", "bar", ""),
               ("to_review", "number", ""), ("state", "status", "nowrap"), ("workbook", "text", "nowrap")]  # fmt: skip
    rows, dialogs = [], []
    for one in listing.rounds(request.actor, form=found.pk)[:_MOST]:
        period, opened = Words(language).whole_period(one.period), one.closed_at is None
        cells: list[Any] = [
            {"text": period, "url": f"{reverse('forms')}?show=all&round={one.pk}"},
            day(one.due, language),
            (one.submitted_count + one.accepted_count, one.sheet_count or 1, one.accepted_count),
            one.submitted_count,
            "open" if opened else "closed",
            {"text": said("reporting.all_figures", language), "url": reverse("round_workbook", args=[one.pk])},
        ]
        if closes or reopens:
            dialog = _dialog(one.pk, period, "close" if opened else "reopen", language)
            may = closes if opened else reopens
            cells.append({"text": dialog["submit"], "opens": dialog["id"]} if may else None)
            dialogs += [dialog] if may else []
        rows.append({"cells": cells})
    told = [{"label": said(f"reporting.{name}", language), "kind": kind, "width": css} for name, kind, css in columns]
    table = {
        "caption": said("reporting.tab_rounds", language),
        "columns": [*told, {"label": "", "kind": "text", "width": "nowrap"}] if closes or reopens else told,
        "rows": rows,
        "empty": said("reporting.no_rounds", language),
    }
    return table, dialogs


def _dialog(number: int, period: str, verb: str, language: Language) -> dict[str, Any]:
    return {
        "id": f"{verb}-{number}",
        "title": said(f"reporting.{verb}_period", language, period=period),
        "text": said(f"reporting.{verb}_help", language),
        "action": reverse("form_round", args=[number, verb]),
        "fields": [{**fields.reason(language), "prefix": f"r{number}"}] if verb == "reopen" else [],
        "submit": said(f"reporting.{verb}_it", language),
        "grave": verb == "close",
    }
