"""The breakdown editor: parts for the places below, or for bodies, and what they make of the whole while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.cascade import Together, expected
from luoshi.office.ledger.finding import bodies_on
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.parts import Part
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.ledger.seen import seen
from luoshi.office.pages.acting import attempt, faults, go, notice, once, show, with_faults
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.ledger import fields
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.office.scoring.weighing import weights_of, whole_of

_DONE = "ledger.broken_down"
Typed = Mapping[str, str]


@page("ledger.break_down")
def parts(request: Request, number: int) -> HttpResponse:
    """GET shows a line for each place below (`?by=body`: for each body of the place); POST makes the parts."""
    whole = _whole(request, number)
    language = request.language
    by_body = request.GET.get("by") == "body"
    result: Any = None
    if request.method == "POST":
        result = attempt(request, lambda: _break_down(whole, request.POST), key=once(request), done="")
        if not isinstance(result, Problem):
            notice(request, "done", said(_DONE, language, count=len(result)))
            return go(request, reverse("commitment", args=[whole.pk]))
    address = reverse("commitment", args=[whole.pk])
    members = _members(whole, by_body)
    drafts = parts_of(request.POST) if request.method == "POST" else []
    context: dict[str, Any] = {
        "title": said("ledger.breakdown_title", language, number=whole.number),
        "lead": f"{whole.name}　{figure_said(whole, language, strength=True)}".strip(),
        "crumbs": [
            {"label": said("rooms.ledger", language), "url": reverse("ledger")},
            {"label": f"{whole.number} {whole.name}", "url": address},
        ],
        "action": request.get_full_path(),
        "ways": _ways(request, whole, by_body),
        "standing": _standing(whole, language),
    }
    if whole.kind == "target" and members:
        context |= {
            "grid": _grid(request, whole, members, result),
            "sum_url": reverse("ledger_parts_sum", args=[whole.pk]),
            "sum": _sum(whole_of(whole, drafts), language),
            "fields": with_faults([fields.field("due", language, "date", value=_due(whole))], result, language),
        }
    elif members:
        context["form"] = _task_form(request, whole, members, result)
    return show(request, "ledger/break_down.html", context, problem=result)


@page("ledger.break_down", methods=("POST",))
def parts_sum(request: Request, number: int) -> HttpResponse:
    """What the typed parts, with those that stand, make of the whole: a part of the editor's page."""
    whole = _whole(request, number)
    told = _sum(whole_of(whole, parts_of(request.POST)), request.language)
    return render(request, "ledger/sum.html", {"sum": told})


def parts_of(typed: Typed) -> list[Part]:
    """The parts that were typed: fields `place-<number>` and `body-<number>`; what was left empty is none."""
    found = []
    for name, value in typed.items():
        tree, _, number = name.partition("-")
        if tree in ("place", "body") and number.isdecimal() and len(number) < 19 and value.strip():
            found.append(Part(**{tree: int(number), "value": value.strip()}))  # type: ignore[arg-type]
    return found


def _break_down(whole: Commitment, typed: Typed) -> BreakDown:
    due = fields.read("due", typed["due"]) if typed.get("due") else None
    if whole.kind == "target":
        return BreakDown(commitment=whole.pk, parts=tuple(parts_of(typed)), due=due)
    text = typed.get("text", "").strip()
    chosen = [name.partition("-") for name in typed.getlist("member")]  # type: ignore[attr-defined]
    parts = [
        Part(**{tree: int(number)}, text=text)  # type: ignore[arg-type]
        for tree, _, number in chosen
        if tree in ("place", "body") and number.isdecimal() and len(number) < 19
    ]
    return BreakDown(commitment=whole.pk, parts=tuple(parts), due=due)


def _whole(request: Request, number: int) -> Commitment:
    whole = seen(request.actor, number)
    require(request.actor, "ledger.break_down", (whole.place,))
    return whole


def _members(whole: Commitment, by_body: bool) -> list[tuple[str, str]]:
    """Name of the field and label of each who can have a part and has none; those that stand are left out."""
    standing = whole.parts.exclude(state="dropped")
    if not by_body:
        taken = set(standing.values_list("place", flat=True))
        return [(f"place-{place.pk}", place.name) for place in expected(whole) if place.pk not in taken]
    leading = Ownership.objects.filter(commitment__in=standing, commitment__place=whole.place, role="lead", until=None)
    bodies = bodies_on(today()).filter(place=whole.place).exclude(pk__in=leading.values("body"))
    return [(f"body-{body.pk}", str(body)) for body in bodies.order_by("position", "code")]


def _ways(request: Request, whole: Commitment, by_body: bool) -> list[dict[str, Any]]:
    address = reverse("ledger_parts", args=[whole.pk])
    return [
        {"label": said("ledger.breakdown_places", request.language), "url": address, "here": not by_body},
        {"label": said("ledger.breakdown_bodies", request.language), "url": f"{address}?by=body", "here": by_body},
    ]


def _grid(request: Request, whole: Commitment, members: list[tuple[str, str]], result: Any) -> dict[str, Any]:
    """A line for each who can have a part; beside it, of growth, the level of the year before that it is weighed by."""
    language = request.language
    typed = request.POST
    wrong = _by_field(typed, result, language)
    before = _before(whole)
    label = said("ledger.by_bodies" if members[0][0].startswith("body") else "ledger.place", language)
    columns: list[dict[str, Any]] = [{"key": "value", "label": said("ledger.value", language), "unit": whole.unit}]
    if before:
        unit = whole.indicator.unit if whole.indicator else ""
        columns.insert(0, {"key": "before", "label": said("ledger.last_year", language), "unit": unit, "before": True})
    rows = []
    for name, called in members:
        value = typed.get(name, "")
        cell = {"name": name, "value": value, "status": "reported" if value else "", "fault": wrong.get(name, "")}
        cells: list[Any] = [cell]
        if before:
            known = before.get(called)
            cells.insert(0, {"value": known} if known is not None else {"status": "missing"})
        rows.append({"key": name, "label": called, "cells": cells})
    return {
        "id": f"parts-{whole.pk}",
        "version": f"{whole.version}.{len(members)}",
        "user": request.actor.person,
        "caption": said("ledger.breakdown_of", language, unit=whole.unit),
        "label": label,
        "columns": columns,
        "rows": rows,
        "statuses": [],
    }


def _before(whole: Commitment) -> dict[str, float]:
    """The levels of the year before by the names of places; only where growth is broken down."""
    levels = weights_of(whole)
    if levels is None:
        return {}
    rows = levels.filter((levels["measure"] == "level") & levels["value"].is_not_null()).sort("period")
    return dict(zip(rows["place"].to_list(), rows["value"].to_list(), strict=True))


def _by_field(typed: Typed, result: Any, language: str) -> dict[str, str]:
    """The faults of parts (`parts.3.value`) by the fields that they were typed into."""
    named = [name for name, value in typed.items() if name.partition("-")[0] in ("place", "body") and value.strip()]
    found = {}
    for column, sentences in faults(result, language).items():
        where = column.split(".")
        if where[0] == "parts" and where[1].isdecimal() and int(where[1]) < len(named):
            found[named[int(where[1])]] = " ".join(sentences)
    return found


def _sum(found: Together | None, language: Language) -> dict[str, Any] | None:
    if found is None:
        return None
    faulty = said("ledger.faulty_parts", language, count=found.faulty) if found.faulty else ""
    return {
        "reason": found.reason,
        "grave": found.faulty > 0 or (found.gap is not None and (found.over_pct or 0) < 0),
        "faulty": faulty,
    }


def _standing(whole: Commitment, language: Language) -> dict[str, Any]:
    found = whole.parts.exclude(state="dropped").select_related("place").order_by("position", "number")
    columns = ("number", "place", "figure")
    return {
        "caption": said("ledger.standing_parts", language),
        "columns": [{"label": said(f"ledger.{name}", language), "kind": "text"} for name in columns],
        "rows": [
            {
                "cells": [
                    {"text": one.number, "url": reverse("commitment", args=[one.pk])},
                    one.place.name,
                    figure_said(one, language, strength=True) or one.name,
                ]
            }
            for one in found
        ],
    }


def _task_form(request: Request, whole: Commitment, members: list[tuple[str, str]], result: Any) -> dict[str, Any]:
    language = request.language
    chosen = set(request.POST.getlist("member"))
    options = [{"value": name, "label": called, "chosen": name in chosen} for name, called in members]
    shown = [
        fields.field("member", language, "choices", label="task_parts", options=options),
        fields.field("text", language, "textarea", label="part_text", value=request.POST.get("text", "")),
        fields.field("due", language, "date", value=request.POST.get("due", _due(whole))),
    ]
    return {
        "action": request.get_full_path(),
        "fields": with_faults(shown, result, language),
        "submit": said("ledger.save_parts", language),
        "cancel": reverse("commitment", args=[whole.pk]),
    }


def _due(whole: Commitment) -> str:
    return whole.due.isoformat() if whole.due else ""
