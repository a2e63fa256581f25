"""The questions that the checks ask about what is handed in, held against the known past and the other places."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import polars as pl
from django.core.cache import cache
from django.db.models import QuerySet

from luoshi.assessing.checks import RULES, check_figures, thresholds, unusual
from luoshi.office.guard.acting import BEIJING
from luoshi.office.log.canonical import canonical, digest
from luoshi.office.people.scopes import today
from luoshi.office.reporting.defined import Defined
from luoshi.office.reporting.entries import Entry
from luoshi.office.reporting.models import Cell, Respondent, Sheet
from luoshi.office.reporting.turns import Turns
from luoshi.vocabulary.indicators import catalogue
from luoshi.vocabulary.periods import bounds

#: How long the questions about the same figures are remembered, in seconds.
_KEPT = 900
#: How far the past of the place itself reaches, in months.
_OWN, _YEAR = 60, 12
#: Rules about other things than a figure just handed in.
_NOT_HERE = frozenset({"first_digits", "last_digits", "two_values_one_day", "status_and_value", "soft_target"})
_ASKED = tuple(name for name, rule in RULES.items() if name not in _NOT_HERE and rule.needs == ("observations",))
# A process asks about one sheet after the other: a tenth of a second each, and others wait for a hundredth.
_TURNS = Turns()


class _Row(NamedTuple):
    """A figure as the checks are given it; `cell` is the number of one that is handed in."""

    place: str
    indicator: str
    period: str
    measure: str
    value: float | None
    unit: str
    status: str
    reported_at: dt.date | None
    cell: int | None


_KINDS = {"value": pl.Float64, "reported_at": pl.Date, "cell": pl.Int64}
_SCHEMA = {name: _KINDS.get(name, pl.String) for name in _Row._fields}


@dataclass(frozen=True)
class Question:
    """What rule `rule` asks about the cell with number `cell`; `severity`: error, warning, notice."""

    cell: int
    rule: str
    severity: str
    text: str


def questions_about(
    sheet: Sheet,
    entries: Sequence[Entry],
    cells: Sequence[Cell],
    kinds: Mapping[int, Defined],
    *,
    urgent: bool = False,
) -> tuple[Question, ...]:
    """What is asked about entries that are in order (`entries.settled`), the loudest first; () where nothing is.

    `cells` are those of the sheet, with place and indicator, `kinds` their definitions (`defined`). Who is `urgent`
    does not wait for those who are not. As many queries however many figures; the same of the same sheet are asked
    about once in a quarter of an hour.
    """
    key = f"reporting.questions:{digest(canonical([sheet.pk, sheet.version, today(), *map(asdict, entries)]))}"
    held = cache.get(key)
    if held is None:
        # Kept after the turn: who writes may have to wait for the database, and nobody should wait for that here.
        with _TURNS.turn(urgent=urgent):
            held = _asked(sheet, entries, {cell.pk: cell for cell in cells}, kinds)
        cache.set(key, held, _KEPT)
    found: tuple[Question, ...] = held
    return found


def _asked(
    sheet: Sheet, entries: Sequence[Entry], cells: Mapping[int, Cell], kinds: Mapping[int, Defined]
) -> tuple[Question, ...]:
    numbered = [entry for entry in entries if entry.value and entry.cell in cells]
    if not numbered:
        return ()
    names = {cell.indicator_id: _name(cell) for cell in cells.values()}
    here = _here(sheet, names)
    now = today()
    own = []
    for entry in numbered:
        cell = cells[entry.cell]
        unit = kinds[cell.pk].unit
        told = (str(cell.place), names[cell.indicator_id], cell.period, cell.measure, float(entry.value), unit)
        own.append(_Row(*told, entry.status, now, cell.pk))
    figures = _frame([*here, *own])
    compared = _off_their_past(here, own, figures) | _alike(sheet, names, numbered)
    others = _others(sheet, {number: name for number, name in names.items() if name in compared}, figures)
    asked = check_figures(pl.concat([figures, others]), rules=_ASKED, about="cell")
    found: dict[tuple[int, str], Question] = {}
    for rule, severity, cell_number, text in asked.select("rule", "severity", "cell", "question").iter_rows():
        before = found.get((cell_number, rule))
        found[cell_number, rule] = Question(cell_number, rule, severity, f"{before.text}\n{text}" if before else text)
    return tuple(found.values())


def _frame(rows: Sequence[_Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _name(cell: Cell) -> str:
    """What the checks know an indicator by: its code in the vocabulary, else its name."""
    return cell.indicator.code if cell.indicator.code in catalogue() else cell.indicator.name


def _here(sheet: Sheet, names: Mapping[int, str]) -> list[_Row]:
    """What is known of these indicators at the place itself, in the years before."""
    last = _end(sheet.round.period)
    known = Cell.objects.exclude(status="").exclude(home=sheet).filter(place=sheet.body.place, indicator__in=names)
    rows = list(known.values_list("indicator", "period", "measure", "value", "unit", "status", "known_at"))
    place = str(sheet.body.place)
    near = {period for period in {row[1] for row in rows} if last - _OWN < _end(period) <= last}
    # Two cells may be one span under two names (2024-Q1, 2024-01/2024-03): then the later one counts.
    return [
        _Row(place, names[i], period, measure, float(value) if value else None, unit, status, _day(at), None)
        for i, period, measure, value, unit, status, at in rows
        if period in near
    ]


def _off_their_past(here: Sequence[_Row], own: Sequence[_Row], figures: pl.DataFrame) -> set[str]:
    """The indicators of which a value handed in is far from its own past (`checks.unusual`).

    Most are near what they were a year before, which is soon seen; that rule need not look at them.
    """
    ratio = thresholds()["swapped_values"]["ratio"]
    # There are a thousand rows and some forty periods.
    covered = {period: bounds(period) for period in {row.period for row in (*here, *own)}}
    before: dict[tuple[str, int, int | None], list[_Row]] = defaultdict(list)
    for row in here:
        if row.value is not None and row.measure == "level":
            before[row.indicator, covered[row.period].start, covered[row.period].end].append(row)
    far, unknown = set(), set()
    for row in own:
        if row.measure != "level":
            continue
        start, end = covered[row.period].start, covered[row.period].end
        past = before[row.indicator, start - _YEAR, None if end is None else end - _YEAR]
        if not past or any(one.unit != row.unit for one in past):
            unknown.add(row.indicator)
        elif any(not 1 / ratio < row.value / one.value < ratio for one in past if row.value and one.value):
            far.add(row.indicator)
    if unknown:
        far.update(unusual(figures).filter(pl.col("cell").is_not_null())["indicator"])
    return far


def _alike(sheet: Sheet, names: Mapping[int, str], entries: Iterable[Entry]) -> set[str]:
    """The indicators of which another place has a value that is handed in, be it one of the form or not."""
    known = _amounts(sheet).filter(indicator__in=names, value__in={entry.value for entry in entries})
    found = known.filter(period=sheet.round.period).values_list("indicator", flat=True)
    return {names[number] for number in found}


def _amounts(sheet: Sheet) -> QuerySet[Cell]:
    """Known amounts at other places."""
    return Cell.objects.exclude(status="").filter(measure="level").exclude(place=sheet.body.place_id)


def _others(sheet: Sheet, names: Mapping[int, str], figures: pl.DataFrame) -> pl.DataFrame:
    """What is known of indicators at the other places; of changes there nobody asks, so no day is told."""
    if not names:
        return _frame([])
    periods = _beside(sheet.round.period, set(figures["period"].to_list()))
    places = Respondent.objects.filter(form=sheet.round.form_id).values("body__place")
    known = _amounts(sheet).filter(indicator__in=names, period__in=periods, place__in=places)
    columns = ("place__name", "place__short", "indicator", "period", "value", "unit", "status")
    return _frame(
        [
            _Row(short or name, names[i], period, "level", float(value) if value else None, unit, status, None, None)
            for name, short, i, period, value, unit, status in known.values_list(*columns)
        ]
    )


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
