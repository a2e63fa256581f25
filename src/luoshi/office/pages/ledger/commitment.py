"""A commitment and all that is known of it: clause, owners, parts, verdicts, history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.documents.finding import seen as pages_seen
from luoshi.office.guard.permissions import allows
from luoshi.office.ledger.models import Commitment, Ownership, TaskReport
from luoshi.office.ledger.owners import Register, current
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.ledger.seen import may, seen, visible
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.ledger.history import history
from luoshi.office.pages.ledger.standing import months, tiles
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.office.scoring.models import Verdict
from luoshi.office.scoring.tracing import verdict_of
from luoshi.office.scoring.weighing import whole_of
from luoshi.vocabulary.terms import term


@page("ledger.see", methods=("GET",))
def commitment(request: Request, number: int) -> HttpResponse:
    """A target or a task; what somebody does not see is not there."""
    language = request.language
    found = seen(request.actor, number)
    owners = current(found)
    verdict = verdict_of(found)
    reports = list(found.reports.select_related("body").order_by("-pk"))
    context: dict[str, Any] = {
        "title": _title(found, language),
        "lead": None if found.state == "open" else said(f"ledger.{found.state}", language),
        "crumbs": [{"label": said("rooms.ledger", language), "url": reverse("ledger")}, *_above(request, found)],
        "buttons": _buttons(request, found, owners),
        "verdict": _verdict(found, verdict, language),
        "tiles": tiles(found, verdict, reports, language),
        "clause": _clause(request, found),
        "facts": _facts(request, found),
        "owners": _owners(found, owners, language),
        "figures": _reports(found, reports, language) if found.kind == "task" else months(found, language),
        "figures_title": said("ledger.task_state", language) if found.kind == "task" else "",
        "parts": _parts(request, found),
        "history": history(found, reports, language),
        "chart_url": reverse("ledger_chart", args=[found.pk]) if verdict is not None else "",
    }
    return show(request, "commitment.html", context)


def _title(found: Commitment, language: Language) -> str:
    figure = figure_said(found, language)
    return f"{found.name}{figure}" if language == "zh" else f"{found.name} {figure}".strip()


def _above(request: Request, found: Commitment) -> list[dict[str, Any]]:
    if found.parent is None or not visible(request.actor).filter(pk=found.parent_id).exists():
        return []
    url = reverse("commitment", args=[found.parent_id])
    return [{"label": f"{found.parent.number} {found.parent.name}", "url": url}]


def _buttons(request: Request, found: Commitment, owners: list[Ownership]) -> list[dict[str, Any]]:
    """What this person may do with it now."""
    verbs = ["change", "assign", "close"] if found.state == "open" else ["reopen"]
    permissions = {"change": "change_commitment", "assign": "assign_owners", "close": "close_commitment"}
    buttons: list[dict[str, Any]] = []
    for verb in verbs:
        if may(request.actor, f"ledger.{permissions.get(verb, 'reopen_commitment')}", found):
            buttons.append({"verb": verb, "url": reverse("ledger_change", args=[found.pk, verb])})
    if found.state == "open" and found.kind == "task" and reporting_for(request, owners):
        buttons.append({"verb": "report", "url": reverse("ledger_change", args=[found.pk, "report"])})
    if found.state == "open" and may(request.actor, "ledger.break_down", found):
        buttons.append({"verb": "break_down", "url": reverse("ledger_parts", args=[found.pk]), "main": True})
    if enters(request.actor, "log.see"):
        buttons.insert(0, {"verb": "log", "url": f"{reverse('log')}?object=commitment:{found.pk}"})
    return [{**one, "label": said(f"ledger.{one['verb']}", request.language)} for one in buttons]


def reporting_for(request: Request, owners: list[Ownership]) -> list[Ownership]:
    """The owners for whom this person may report."""
    return [one for one in owners if allows(request.actor, "ledger.report_task", (one.body.nodes(),))]


def _verdict(found: Commitment, verdict: Verdict | None, language: Language) -> dict[str, Any] | None:
    if verdict is not None:
        return {"light": verdict.light, "reason": verdict.reason}
    if found.kind == "task":
        return None
    return {"light": None, "reason": said("ledger.no_verdict", language)}


def _clause(request: Request, found: Commitment) -> dict[str, Any] | None:
    """The clause as printed; a link to the page only for who may see the page."""
    if found.statement is None:
        return None
    language, document = request.language, found.statement.document
    open_ = pages_seen(request.actor).filter(pk=document.pk).exists()
    return {
        "quote": found.statement.quote,
        "document": document.name,
        "line": found.statement.line,
        "url": f"{reverse('document', args=[document.pk])}?statement={found.statement.number}" if open_ else None,
        "note": said("ledger.statement_note", language, number=found.statement.number),
    }


def _facts(request: Request, found: Commitment) -> list[dict[str, Any]]:
    language = request.language
    told: list[tuple[str, Any, str]] = [
        ("number", found.number, "text"),
        ("place", found.place.name, "text"),
        ("period", Words(language).whole_period(found.period), "text"),
        ("measure", term("measure", found.measure or None, language), "text"),
        ("strength", term("strength", found.strength or None, language), "text"),
        ("baseline", f"{found.baseline}{found.unit if found.measure == 'level' else ''}" if found.baseline else "", ""),
        ("reference", found.reference, "text"),
        ("due", found.due, "date"),
        ("card", found.card, "text"),
        ("state", said(f"ledger.{found.state}", language), "text"),
    ]
    facts = [
        {"label": said(f"ledger.{name}", language), "value": value, "kind": kind} for name, value, kind in told if value
    ]
    if found.indicator is not None:
        url = (
            reverse("catalogue_indicator", args=[found.indicator_id]) if enters(request.actor, "catalogue.see") else ""
        )
        name = found.indicator.name
        facts.insert(2, {"label": said("ledger.indicator", language), "value": name, "url": url, "kind": "text"})
    elif found.text and found.statement is None:
        facts.append({"label": said("ledger.clause", language), "value": found.text, "kind": "text"})
    return facts


def _owners(found: Commitment, owners: list[Ownership], language: Language) -> list[dict[str, Any]]:
    roles = {"lead": "lead", "support": "cooperating"}
    told: list[dict[str, Any]] = []
    by_name = {str(one.body): one for one in owners}
    register = Register(today()) if len(owners) > _MANY else None
    for role, shown in roles.items():
        bodies = [one.body for one in owners if one.role == role]
        for name in register.together(bodies, found.place) if register else [str(body) for body in bodies]:
            one = by_name.get(name)
            url = f"{reverse('ledger')}?owner={one.body_id}" if one is not None else None
            told.append({"name": one.body.name if one is not None else name, "role": shown, "url": url})
    for role, name in found.printed_owners:
        note = said("ledger.open_owner_note", language, name=name)
        told.append({"name": said("ledger.nobody", language), "role": roles[role], "note": note})
    return told or [{"name": said("ledger.nobody", language), "role": "lead"}]


#: With more owners it is worth a look whether they are all the towns.
_MANY = 3


def _reports(found: Commitment, reports: list[TaskReport], language: Language) -> dict[str, Any]:
    columns = (("as_of", "date"), ("body", "text"), ("task_state", "text"), ("share", "figure"), ("done_text", "text"))
    return {
        "caption": said("ledger.reports_caption", language, name=found.name),
        "columns": [{"label": said(f"ledger.{name}", language), "kind": kind} for name, kind in columns],
        "rows": [
            {
                "cells": [
                    one.at, str(one.body), said(f"ledger.{one.state}", language),
                    {"value": float(one.share)} if one.share else None, one.text,
                ]
            }
            for one in reports
        ],
        "empty": said("ledger.no_report", language),
    }  # fmt: skip


def _parts(request: Request, found: Commitment) -> dict[str, Any] | None:
    """The parts one sees, each with its latest verdict, and what all of them make of the whole."""
    language = request.language
    shown = visible(request.actor).filter(parent=found).select_related("place").order_by("position", "number")
    parts = list(shown)
    if not parts:
        return None
    lights = {one.commitment_id: one for one in Verdict.objects.filter(commitment__in=parts).order_by("as_of")}
    leads = {
        one.commitment_id: one.body.name
        for one in Ownership.objects.filter(commitment__in=parts, until=None, role="lead", position=0).select_related(
            "body"
        )
    }
    columns: tuple[tuple[str, str], ...] = (("number", "text"), ("part", "text"), ("figure", "text"), ("state", "text"))
    columns += (("actual", "figure"), ("light", "light")) if found.kind == "target" else ()
    rows = []
    for one in parts:
        name = one.place.name if one.place_id != found.place_id else leads.get(one.pk, one.place.name)
        row: list[Any] = [
            {"text": one.number, "url": reverse("commitment", args=[one.pk])}, name,
            figure_said(one, language) or one.name, said(f"ledger.{one.state}", language),
        ]  # fmt: skip
        if found.kind == "target":
            verdict = lights.get(one.pk)
            actual = verdict.contents.get("actual") if verdict else None
            row += [{"value": float(actual)} if actual else None, verdict.light if verdict else None]
        rows.append({"cells": row})
    summed = whole_of(found)
    table = {
        "caption": said("ledger.parts_caption", language, name=found.name),
        "columns": [{"label": said(_label(name), language), "kind": kind} for name, kind in columns],
        "rows": rows,
    }
    return {"summary": summed.reason if summed else "", "table": table}


def _label(name: str) -> str:
    return f"verdict.{name}" if name in ("actual", "light") else f"ledger.{name}"
