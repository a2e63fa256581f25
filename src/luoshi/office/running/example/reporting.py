"""The example's forms and figures: two years that were taken over, and the round that is open on the example's day."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from luoshi.office.catalogue.models import Indicator
from luoshi.office.demo import Demo
from luoshi.office.demo.records import Figure
from luoshi.office.guard.acting import BEIJING
from luoshi.office.guard.errors import Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.grant_waiver import GrantWaiver
from luoshi.office.reporting.actions.import_figures import ImportFigures
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.forms import Asked
from luoshi.office.reporting.models import Cell, Form, Sheet, Submission
from luoshi.office.running.example.hand import COUNTY, OFFICE
from luoshi.office.running.example.people import actor

#: The round that is open on the example's day; what is older was taken over when the office began.
PERIOD = "2025-01/2025-10"
_HEADS = ("place", "indicator", "period", "measure", "value", "unit", "status")
_ANSWER = "已与台账核对，数字无误。"
_NOTE = "见说明"
#: The forms whose round is open; what others ask came with the history.
_OPEN = ("F01", "F03", "F05", "F06", "F10")
#: Forms that are being drafted: most of what they ask others ask already.
_DRAFTS = ("F02", "F04")
#: Who has not handed in yet: form, place.
_LATE = frozenset({("F03", "枫林乡"), ("F06", "高垅乡")})


def figures(demo: Demo, nodes: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> None:
    """History by import, the forms, the open round with what was handed in, accepted and sent back."""
    made = _forms(demo, nodes, indicators)
    borne = _borne(demo)
    _imports(figure for figure in demo.figures if (figure.place, figure.indicator, figure.measure) not in borne
             or figure.period != PERIOD)  # fmt: skip
    for code in _OPEN:
        perform(OFFICE, OpenRound(form=made[code].pk, period=PERIOD))
    _waivers(demo)
    _hand_in(demo, nodes)


def _forms(demo: Demo, nodes: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> dict[str, Form]:
    standing = [body for body in demo.bodies if body.until is None]
    towns = [nodes[body.code].id for body in standing if body.kind == "town_government"]
    bureaus = [nodes[body.code].id for body in standing if body.place == COUNTY and body.code in _reporting(demo)]
    made = {}
    for told in demo.forms:
        form = perform(
            OFFICE,
            CreateForm(
                code=told.id,
                title=told.title,
                issuer=nodes[told.issuer].id,
                every=told.every,
                first=told.every,
                minutes=told.minutes,
                basis=told.basis,
                cells=tuple(Asked(indicator=indicators[c.indicator].code, measure=c.measure) for c in told.cells),
                respondents=tuple(towns if told.respondents == "towns" else bureaus),
            ),
        )
        if told.id not in _DRAFTS:
            form = perform(OFFICE, IssueForm(form=form.pk, leave_repeats=True))
        made[told.id] = form
    return made


def _reporting(demo: Demo) -> set[str]:
    return {item.body for item in demo.indicators}


def _borne(demo: Demo) -> set[tuple[str, str, str]]:
    """What comes by a round that is open: place, indicator, measure."""
    towns = [place.name for place in demo.places if place.level == "town"]
    county = [place.name for place in demo.places if place.code == COUNTY]
    return {
        (place, cell.indicator, cell.measure)
        for form in demo.forms
        if form.id in _OPEN
        for cell in form.cells
        for place in (towns if form.respondents == "towns" else county)
    }


def _imports(history: Iterable[Figure]) -> None:
    """The figures by the month of their reports, each month one table; a correction in a table of its own."""
    rows = sorted(history, key=lambda figure: figure.reported_at)
    for month, of_month in groupby(rows, key=lambda figure: figure.reported_at.strftime("%Y-%m")):
        for number, table in enumerate(_tables(of_month)):
            at = max(figure.reported_at for figure in table)
            name = f"{month}-汇总{'' if number == 0 else '-更正'}.csv"
            perform(OFFICE, ImportFigures(file=name, content=_csv(table)), at=_moment(at, 17))


def _tables(of_month: Iterable[Figure]) -> list[list[Figure]]:
    """One table after the other, none with a cell twice."""
    tables: list[dict[Any, Figure]] = []
    for figure in of_month:
        key = (figure.place, figure.indicator, figure.period, figure.measure)
        free = next((table for table in tables if key not in table), None)
        if free is None:
            tables.append(free := {})
        free[key] = figure
    return [list(table.values()) for table in tables]


def _csv(table: Iterable[Figure]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADS)
    writer.writerows([getattr(figure, head) for head in _HEADS] for figure in table)
    return out.getvalue().encode("utf-8")


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=BEIJING).astimezone(dt.UTC)


def _waivers(demo: Demo) -> None:
    """Who allowed that a number is not there, or an estimate: those of the open round."""
    for told in demo.waivers:
        cells = Cell.objects.filter(
            place__name=told.place, indicator__name=told.indicator, period=PERIOD, status=""
        ) | Cell.objects.filter(place__name=told.place, indicator__code=told.indicator, period=PERIOD, status="")
        if told.period in (PERIOD, PERIOD[:4]):
            for cell in cells.exclude(home=None):
                perform(OFFICE, GrantWaiver(cell=cell.pk, status=told.status, reason=told.reason))


def _hand_in(demo: Demo, nodes: Mapping[str, Any]) -> None:
    """Each sheet of the open round: handed in by its clerk, accepted or sent back by a reviewer."""
    known = {(f.place, f.indicator, f.measure): f for f in demo.figures if f.period == PERIOD}
    decided = {(r.form, r.place): r for r in demo.reviews if r.period == PERIOD}
    for sheet in Sheet.objects.filter(round__period=PERIOD).select_related("round__form", "body__place"):
        cells = list(sheet.cells.select_related("indicator", "place"))
        told = [(cell, _figure(cell, known)) for cell in cells]
        there = [figure for _, figure in told if figure is not None]
        reporter = next((figure.reporter for figure in there if figure.reporter), None)
        if reporter is None or (sheet.round.form.code, sheet.body.place.name) in _LATE:
            continue
        day = max(figure.reported_at for figure in there)
        submission = _submit(sheet, reporter, tuple(_entry(cell, figure) for cell, figure in told), day)
        review = decided.get((sheet.round.form.code, sheet.body.place.name))
        if review is None:
            at = _moment(min(day + dt.timedelta(days=1), demo.today), 9)
            perform(actor("shenhe-tjj", demo.today), AcceptSubmission(submission=submission.pk), at=at)
        elif review.state == "returned":
            by = actor(review.reviewer or "shenhe-tjj", demo.today)
            back = SendBack(submission=submission.pk, reason=review.reason or "")
            perform(by, back, at=_moment(review.decided or demo.today, 9))


def _figure(cell: Cell, known: Mapping[tuple[str, str, str], Figure]) -> Figure | None:
    place, measure = cell.place.name, cell.measure
    return known.get((place, cell.indicator.code, measure)) or known.get((place, cell.indicator.name, measure))


def _entry(cell: Cell, figure: Figure | None) -> Entry:
    if figure is None:
        # What comes by the quarter or the year, in a month between.
        return Entry(cell=cell.pk, status="not_due", note="按季度、年度报送")
    value = "" if figure.value is None else format(figure.value, f".{cell.indicator.digits}f")
    wanting = figure.status not in ("reported", "zero")
    return Entry(cell=cell.pk, status=figure.status, value=value, note=figure.note or (_NOTE if wanting else ""))


def _submit(sheet: Sheet, reporter: str, entries: tuple[Entry, ...], day: dt.date) -> Submission:
    """Handed in; to what the checks ask the clerk answers."""
    by, at = actor(reporter, day), _moment(day, 15)
    try:
        return perform(by, SubmitSheet(sheet=sheet.pk, version=0, entries=entries), at=at)
    except Invalid as problem:
        if problem.code != "reporting.unanswered":
            raise
        answers = tuple(_answers(problem.fields))
        return perform(by, SubmitSheet(sheet=sheet.pk, version=0, entries=entries, answers=answers), at=at)


def _answers(questions: Iterable[str]) -> Iterator[Answer]:
    for name in questions:
        _, cell, rule = name.split(".", 2)
        yield Answer(cell=int(cell), rule=rule, text=_ANSWER)
