"""The questions that the checks ask about what is handed in, held against the known past and the other places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl
from django.core.cache import cache

from luoshi.assessing.checks import RULES, check_figures
from luoshi.office.guard.acting import BEIJING
from luoshi.office.log.canonical import canonical, digest
from luoshi.office.people.scopes import today
from luoshi.office.reporting.defined import define
from luoshi.office.reporting.entries import Entry
from luoshi.office.reporting.models import Cell, Respondent, Sheet
from luoshi.vocabulary.indicators import catalogue
from luoshi.vocabulary.periods import bounds

#: How long the questions about the same figures are remembered, in seconds.
_KEPT = 900
#: How far the past reaches, in months: of the place itself, and of the others.
_OWN, _OTHERS = 60, 13
#: Rules about other things than a figure just handed in.
_NOT_HERE = frozenset({"first_digits", "last_digits", "two_values_one_day", "status_and_value", "soft_target"})
_ASKED = tuple(name for name, rule in RULES.items() if name not in _NOT_HERE and rule.needs == ("observations",))
_SCHEMA = {
    "place": pl.String,
    "indicator": pl.String,
    "period": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
    "reported_at": pl.Date,
    "cell": pl.Int64,
}


@dataclass(frozen=True)
class Question:
    """What rule `rule` asks about the cell with number `cell`; `severity`: error, warning, notice."""

    cell: int
    rule: str
    severity: str
    text: str


def questions_about(sheet: Sheet, entries: Sequence[Entry]) -> tuple[Question, ...]:
    """What is asked about entries that are in order (`entries.settled`), the loudest first; () where nothing is.

    Four queries; the same figures of the same sheet are asked about once in a quarter of an hour.
    """
    key = f"reporting.questions:{digest(canonical([sheet.pk, sheet.version, today(), *map(asdict, entries)]))}"
    held = cache.get(key)
    if held is None:
        held = _asked(sheet, entries)
        cache.set(key, held, _KEPT)
    found: tuple[Question, ...] = held
    return found


def _asked(sheet: Sheet, entries: Sequence[Entry]) -> tuple[Question, ...]:
    cells = {c.pk: c for c in Cell.objects.filter(home=sheet).select_related("indicator", "place")}
    numbered = [entry for entry in entries if entry.value and entry.cell in cells]
    if not numbered:
        return ()
    names = {cell.indicator_id: _name(cell) for cell in cells.values()}
    rows = _known(sheet, names)
    units = define(sheet.round.period, {(cell.indicator_id, cell.measure) for cell in cells.values()})
    now = today()
    for entry in numbered:
        cell = cells[entry.cell]
        unit = units[cell.indicator_id, cell.measure].unit
        told = (str(cell.place), names[cell.indicator_id], cell.period, cell.measure, float(entry.value), unit)
        rows.append((*told, entry.status, now, cell.pk))
    figures = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    asked = check_figures(figures, rules=_ASKED).filter(pl.col("cell").is_not_null())
    found: dict[tuple[int, str], Question] = {}
    for rule, severity, cell_number, text in asked.select("rule", "severity", "cell", "question").iter_rows():
        before = found.get((cell_number, rule))
        found[cell_number, rule] = Question(cell_number, rule, severity, f"{before.text}\n{text}" if before else text)
    return tuple(found.values())


def _name(cell: Cell) -> str:
    """What the checks know an indicator by: its code in the vocabulary, else its name."""
    return cell.indicator.code if cell.indicator.code in catalogue() else cell.indicator.name


def _known(sheet: Sheet, names: dict[int, str]) -> list[tuple[Any, ...]]:
    """What is known of these indicators, here and at the other places of the form, in the months before."""
    end = bounds(sheet.round.period).end or 0
    periods = Cell.objects.filter(indicator__in=names).values_list("period", flat=True).distinct()
    ends = {period: bounds(period).end for period in periods}
    mine = [p for p, last in ends.items() if last is not None and end - _OWN < last <= end]
    near = [p for p in mine if (ends[p] or 0) > end - _OTHERS]
    here = sheet.body.place_id
    places = set(Respondent.objects.filter(form=sheet.round.form_id).values_list("body__place", flat=True)) - {here}
    known = Cell.objects.exclude(status="").exclude(home=sheet).filter(indicator__in=names)
    columns = (
        "place__name", "place__short", "indicator", "period", "measure", "value", "unit", "status", "known_at",
    )  # fmt: skip
    rows = known.filter(place=here, period__in=mine).values_list(*columns)
    others = known.filter(place__in=places, period__in=near).values_list(*columns)
    return [
        (short or name, names[i], period, measure, float(value) if value else None, unit, status, _day(at), None)
        for name, short, i, period, measure, value, unit, status, at in (*rows, *others)
    ]


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(BEIJING).date()
