"""Burden: what is asked of whom, by whom, how often the same, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.organisations.models import Body
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.office.reporting.burden import Burden, Cost, burden, years
from luoshi.office.reporting.defined import called


@page("reporting.see_burden", methods=("GET",))
def costs(request: Request) -> HttpResponse:
    """The burden of a year (`?year=`)."""
    language, there = request.language, years()
    asked = request.GET.get("year", "")
    year = next((one for one in there if str(one) == asked), there[0] if there else today().year)
    found = burden(request.actor, year)
    options = [{"value": str(one), "label": str(one)} for one in there or [year]]
    context = {
        "title": said("rooms.burden", language),
        "lead": said("reporting.burden_lead", language, year=year),
        "tiles": _tiles(found, language),
        "filters": {
            "action": reverse("burden"),
            "label": said("reporting.find", language),
            "fields": [
                {"name": "year", "label": said("reporting.year", language), "kind": "select", "options": options,
                 "value": str(year)}
            ],
        },
        "towns": _bodies(found.respondents, "by_town", language),
        "askers": _bodies(found.issuers, "by_asker", language, asking=True),
        "forms": _forms(found, language),
        "repeats": _repeats(found, language),
    }  # fmt: skip
    return show(request, "burden.html", context)


def _hours(minutes: Fraction) -> dict[str, Any]:
    return {"value": round(float(minutes) / 60, 1), "digits": 1}


def _tiles(found: Burden, language: Language) -> list[dict[str, Any]]:
    total = found.total
    share = round(float(total.share_saved), 1)
    saved = said("reporting.hours_saved", language, hours=_hours(total.minutes_saved)["value"])
    return [
        {"label": said("burden.forms", language), "figure": {"value": len(total.forms)}},
        {"label": said("reporting.sheets_count", language), "figure": {"value": total.sheets}},
        {
            "label": said("reporting.cells_asked", language),
            "figure": {"value": total.asked},
            "note": said("reporting.typed", language, own=total.own),
        },
        {
            "label": said("reporting.saved", language),
            "figure": {"value": total.saved},
            "note": said("reporting.share", language, share=share),
        },
        {"label": said("reporting.hours", language), "figure": _hours(total.minutes), "note": saved},
        {"label": said("reporting.late_count", language), "figure": {"value": total.late}},
    ]


def _bodies(found: Mapping[Body, Cost], caption: str, language: Language, *, asking: bool = False) -> dict[str, Any]:
    most = max((cost.asked for cost in found.values()), default=1) or 1
    columns = [("body", "text"), ("forms", "number"), ("cells_asked", "number"), ("own_cells", "number"),
               ("saved_bar", "bar"), ("hours", "figure")]  # fmt: skip
    if not asking:
        columns += [("late_count", "number"), ("back_count", "number")]
    rows = []
    for body, cost in found.items():
        cells: list[Any] = [
            str(body), len(cost.forms), cost.asked, cost.own, (cost.asked, most, cost.saved), _hours(cost.minutes),
        ]  # fmt: skip
        rows.append({"cells": cells if asking else [*cells, cost.late, cost.sent_back]})
    return {
        "caption": said(f"burden.{caption}", language),
        "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
        "rows": rows,
        "empty": said("reporting.no_forms", language),
    }


def _forms(found: Burden, language: Language) -> dict[str, Any]:
    """What each form costs: who may see a body's burden sees by which forms it comes."""
    columns = (("form", "link"), ("issuer", "text"), ("sheets_count", "number"), ("cells_asked", "number"),
               ("own_cells", "number"), ("hours", "figure"))  # fmt: skip
    return {
        "caption": said("reporting.by_form", language),
        "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
        "rows": [
            {
                "cells": [
                    {"text": form.title, "url": reverse("form", args=[form.pk])},
                    str(form.issuer),
                    cost.sheets,
                    cost.asked,
                    cost.own,
                    _hours(cost.minutes),
                ]
            }
            for form, cost in found.forms.items()
        ],
        "empty": said("reporting.no_forms", language),
    }


def _repeats(found: Burden, language: Language) -> dict[str, Any]:
    columns = (("indicator", "text"), ("times", "number"), ("who_asks", "text"))
    return {
        "caption": said("burden.repeated", language),
        "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
        "rows": [
            {
                "cells": [
                    called(one.name, one.measure, language),
                    len(one.forms),
                    "、".join(form.title for form in one.forms),
                ]
            }
            for one in found.repeats
        ],
        "empty": said("reporting.no_repeats", language),
    }
