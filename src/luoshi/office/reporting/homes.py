"""Asked once: which sheet is the home of a cell, and who takes over when that one no longer asks.

Of the open rounds that ask for a cell, that of the form issued first is its home; if that form's own round is still to
come, the cell waits for it. What is known, or has been handed in and waits for review, stays where it is; so does what
nobody else asks for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from luoshi.office.reporting.asking import Asks, What, asks, months_of, turn
from luoshi.office.reporting.models import Cell, Form, Round, Sheet
from luoshi.office.reporting.workcalendar import work_calendar
from luoshi.vocabulary.periods import bounds

#: The states of a sheet in which nothing of it waits for review.
_IDLE = ("open", "sent_back")
_BATCH = 500


def homeless() -> Q:
    """A filter to the cells of which nothing is known and that their home, if they have one, asks for no more."""
    over = Q(home__round__closed_at__isnull=False) | Q(home__round__form__state="withdrawn")
    return Q(status="") & (Q(home=None) | (over & Q(home__state__in=_IDLE)))


def settle(cells: QuerySet[Cell], today: dt.date) -> dict[str, int]:
    """Give the homeless among some cells a home, where somebody asks for them. How many moved to each (`sheet:12`).

    A sheet that was accepted and gets a further cell is open again. Some six queries, and one a batch of cells moved.
    """
    free = list(cells.filter(homeless()))
    if not free:
        return {}
    periods = {cell.period for cell in free}
    indicators = {cell.indicator_id for cell in free}
    forms = list(Form.objects.filter(state="issued", cells__indicator__in=indicators).distinct())
    held = asks(forms, today)
    homes = _homes(held, periods, today)
    moved: dict[str, int] = {}
    changed: list[Cell] = []
    again: set[int] = set()
    for cell in free:
        home = homes.get((cell.period, (cell.place_id, cell.indicator_id, cell.measure)))
        if home is None:
            continue
        cell.home_id, cell.body_id = home.pk, home.body_id
        changed.append(cell)
        moved[f"sheet:{home.pk}"] = moved.get(f"sheet:{home.pk}", 0) + 1
        if home.state == "accepted":
            again.add(home.pk)
    Cell.objects.bulk_update(changed, ["home", "body"], batch_size=_BATCH)
    Sheet.objects.filter(pk__in=again).update(state="open")
    return moved


def _homes(held: dict[int, Asks], periods: Iterable[str], today: dt.date) -> dict[tuple[str, What], Sheet | None]:
    """Of each period and thing asked: the sheet that is its home, None where it waits for a round to come."""
    sheets = Sheet.objects.filter(round__form__in=held, round__period__in=list(periods)).select_related("round")
    by_place = {(sheet.round.form_id, sheet.round.period, sheet.body_id): sheet for sheet in sheets}
    rounds = {(found.form_id, found.period) for found in Round.objects.filter(form__in=held, period__in=list(periods))}
    homes: dict[tuple[str, What], Sheet | None] = {}
    for of in sorted(held.values(), key=lambda one: turn(one.form)):
        for period in periods:
            if (of.form.pk, period) not in rounds:
                if _to_come(of.form, period, today):
                    for _, what in of.whats():
                        homes.setdefault((period, what), None)
                continue
            for body, what in of.whats():
                sheet = by_place.get((of.form.pk, period, body))
                if sheet is not None and sheet.round.closed_at is None:
                    homes.setdefault((period, what), sheet)
    return homes


def _to_come(form: Form, period: str, today: dt.date) -> bool:
    """Whether the calendar has still to open a form's round for a period."""
    end = bounds(period).end
    if end is None or end % 12 + 1 not in months_of(form):
        return False
    return work_calendar().days(form, end).due >= today


def cells_of(held: Round) -> QuerySet[Cell]:
    """The cells that a round asks for, wherever their homes are."""
    sheets = Sheet.objects.filter(round=held).select_related("body")
    places = {sheet.body.place_id for sheet in sheets}
    indicators = held.form.cells.values("indicator")
    found: QuerySet[Cell] = Cell.objects.filter(period=held.period, place__in=places, indicator__in=indicators)
    return found
