"""The questions that the checks ask about what is handed in, held against the known past and the other places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
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
#: How far the past of the place itself reaches, in months.
_OWN, _YEAR = 60, 12
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
    """What is known of these indicators: here in the years before, and at the other places of the form beside it."""
    own = _here(sheet, names)
    beside = _beside(sheet.round.period, {row[2] for row in own})
    return own + _elsewhere(sheet, names, beside)


def _here(sheet: Sheet, names: dict[int, str]) -> list[tuple[Any, ...]]:
    last = _end(sheet.round.period)
    known = Cell.objects.exclude(status="").exclude(home=sheet).filter(place=sheet.body.place, indicator__in=names)
    rows = known.values_list("indicator", "period", "measure", "value", "unit", "status", "known_at")
    place = str(sheet.body.place)
    return [
        (place, names[i], period, measure, float(value) if value else None, unit, status, _day(at), None)
        for i, period, measure, value, unit, status, at in rows
        if last - _OWN < _end(period) <= last
    ]


def _elsewhere(sheet: Sheet, names: dict[int, str], periods: Collection[str]) -> list[tuple[Any, ...]]:
    """Amounts at the other places of the form; of changes there nobody asks, so the day they were known is left out."""
    bodies = Respondent.objects.filter(form=sheet.round.form_id).select_related("body__place")
    places = {one.body.place_id: str(one.body.place) for one in bodies}
    places.pop(sheet.body.place_id, None)
    known = Cell.objects.exclude(status="").filter(
        place__in=places, indicator__in=names, period__in=periods, measure="level"
    )
    return [
        (places[p], names[i], period, "level", float(value) if value else None, unit, status, None, None)
        for p, i, period, value, unit, status in known.values_list(
            "place", "indicator", "period", "value", "unit", "status"
        )
    ]


def _beside(period: str, known: Iterable[str]) -> tuple[str, ...]:
    """The period, the same months of the year before, and the months that the year goes on from.

    In these places are compared: a value is looked for at the others, and held against what was there
    (`material.past`).
    """
    asked = bounds(period)
    if asked.end is None:
        return (period,)
    months = (asked.start, asked.end)
    start = asked.start - asked.start % _YEAR
    wanted = {months, (asked.start - _YEAR, asked.end - _YEAR)}
    spans = {one: bounds(one) for one in known}
    ends = {one: (found.start, found.end) for one, found in spans.items() if found.end is not None}
    before = max((end for first, end in ends.values() if first == start and end < asked.end), default=None)
    return (period, *(one for one, span in ends.items() if span in wanted or span == (start, before)))


def _end(period: str) -> int:
    """The last month of a period; 0 where it is open."""
    return bounds(period).end or 0


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(BEIJING).date()
