"""How a commitment stands: its tiles, the table of its months, its chart."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.ledger.models import Commitment, TaskReport
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.ledger.seen import seen
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.preferences import theme_of
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring.models import Verdict
from luoshi.vocabulary.terms import term

_NUMBERS = ("actual", "completion", "schedule", "ahead", "gap", "outlook", "outlook_low", "outlook_high")
_COLUMNS = (
    ("as_of", "text"),
    ("actual", "figure"),
    ("completion", "figure"),
    ("schedule", "figure"),
    ("light", "light"),
)


def tiles(
    found: Commitment, verdict: Verdict | None, reports: list[TaskReport], language: Language
) -> list[dict[str, Any]]:
    """What was promised, what there is, how far apart they are, where the year is likely to end."""
    if found.kind == "task":
        return _task_tiles(reports, language)
    strength = term("strength", found.strength or None, language)
    told = [_tile("target_tile", figure_said(found, language), language, note=strength)]
    if verdict is None:
        return told
    points = "个百分点" if found.unit == "%" else found.unit
    numbers = {name: verdict.contents.get(name) for name in _NUMBERS}
    trace = reverse("commitment", args=[found.pk]) + "#figures"
    if numbers["actual"] is not None:
        shown = {"value": Decimal(numbers["actual"]), "unit": found.unit, "url": trace}
        label = f"{said('ledger.as_of', language)}{' ' if language == 'en' else ''}{_month(verdict, language)}"
        told.append({"label": label, "figure": shown})
    if numbers["completion"] is not None:
        note = ""
        if numbers["schedule"] is not None:
            note = said("ledger.schedule_note", language, schedule=_short(numbers["schedule"]))
        shown = {"value": Decimal(numbers["completion"]), "unit": "%", "digits": 1}
        told.append(_tile("completion_tile", shown, language, note=note))
    elif numbers["gap"] is not None:
        told.append(_tile("gap_tile", {"value": Decimal(numbers["gap"]), "unit": points, "signed": True}, language))
    if verdict.outlook:
        low, high = verdict.outlook.get("low"), verdict.outlook.get("high")
        note = said("ledger.outlook_note", language, low=_short(low), high=_short(high)) if low and high else ""
        shown = {"value": Decimal(verdict.outlook["value"]), "unit": found.unit, "digits": 1}
        told.append(_tile("outlook_tile", shown, language, note=note))
    return told


def _task_tiles(reports: list[TaskReport], language: Language) -> list[dict[str, Any]]:
    if not reports:
        return []
    last = reports[0]
    note = said("ledger.share_note", language, share=last.share) if last.share else ""
    return [_tile("stands_tile", said(f"ledger.{last.state}", language), language, note=note)]


def _tile(key: str, figure: Any, language: Language, *, note: str = "") -> dict[str, Any]:
    shown = figure if isinstance(figure, dict) else {"value": figure}
    return {"label": said(f"ledger.{key}", language), "figure": shown, "note": note}


def months(found: Commitment, language: Language) -> dict[str, Any]:
    """The verdicts of a target, the latest month first; one query."""
    words = Words(language)
    verdicts = list(Verdict.objects.filter(commitment=found).order_by("-as_of"))
    units = {"actual": found.unit, "completion": "%", "schedule": "%"}
    # Growth and rates have no completion: no empty columns.
    units = {name: unit for name, unit in units.items() if any(one.contents.get(name) for one in verdicts)}
    columns = [(name, kind) for name, kind in _COLUMNS if name in units or name in ("as_of", "light")]
    return {
        "caption": said("ledger.figures_caption", language, name=found.name),
        "columns": [
            {"label": said(_label(name), language), "kind": kind, "unit": units.get(name, "")} for name, kind in columns
        ],
        "rows": [
            {
                "cells": [
                    words.whole_period(one.as_of),
                    *(_number(one.contents.get(name)) for name in units),
                    one.light,
                ]
            }
            for one in verdicts
        ],
        "empty": said("ledger.no_verdict", language),
    }


@page("ledger.see", methods=("GET",))
def chart(request: Request, number: int) -> HttpResponse:
    """The picture of a target against its schedule with its outlook; a part of the page of a commitment."""
    found = seen(request.actor, number)
    verdicts = list(Verdict.objects.filter(commitment=found).order_by("as_of"))
    rows = tuple(_row(found, one) for one in verdicts)
    theme = theme_of(request)
    themes = ("dark",) if theme == "dark" else ("light",) if theme == "light" else ("light", "dark")
    drawn = [_drawn(rows, found.unit, request.language, one) for one in themes]
    name = figure_said(found, request.language)
    shown = {
        "svg": drawn[0],
        "svg_dark": drawn[1] if len(drawn) > 1 else "",
        "label": said("ledger.chart_label", request.language, name=f"{found.name}{name}"),
    }
    return render(request, "components/chart.html", {"chart": shown})


@lru_cache(maxsize=128)
def _drawn(rows: tuple[tuple[tuple[str, Any], ...], ...], unit: str, language: Language, theme: Any) -> str:
    """Drawing takes a quarter of a second: the same picture is drawn once."""
    import polars as pl

    from luoshi import charts

    frame = pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)
    return charts.to_svg(charts.progress(frame, unit=unit, language=language, theme=theme, title=""))


def _row(found: Commitment, verdict: Verdict) -> tuple[tuple[str, Any], ...]:
    told: dict[str, Any] = {
        "id": found.number, "place": found.place.name, "indicator": found.name, "as_of": verdict.as_of,
        "state": verdict.state or None, "light": verdict.light or None, "reason": verdict.reason or None,
    }  # fmt: skip
    held = {**verdict.contents, **{f"outlook_{name}": verdict.outlook.get(name) for name in ("low", "high")}}
    held["outlook"] = verdict.outlook.get("value")
    told |= {name: float(held[name]) if held.get(name) is not None else None for name in _NUMBERS}
    return tuple(told.items())


def _month(verdict: Verdict, language: Language) -> str:
    return Words(language).whole_period(verdict.as_of)


def _number(value: str | None) -> Any:
    return None if value is None else {"value": Decimal(value), "digits": min(2, _digits(value))}


def _digits(value: str) -> int:
    return len(value.partition(".")[2])


def _short(value: str) -> str:
    return f"{Decimal(value):.1f}".removesuffix(".0")


def _label(name: str) -> str:
    return "ledger.as_of" if name == "as_of" else f"verdict.{name}"
