"""What comes by the calendar: the days of the rounds that are open, and of those that will open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.office.guard.actors import Actor
from luoshi.office.reporting import listing
from luoshi.office.reporting.asking import months_of, period_of
from luoshi.office.reporting.models import Form, Round
from luoshi.office.reporting.workcalendar import Days, work_calendar
from luoshi.vocabulary.periods import bounds

#: The days of a round, in their order.
KINDS = ("opens", "due", "joined", "result")


@dataclass(frozen=True)
class Coming:
    """A day (`kind`: opens, due, joined, result) of a form's round, open or to be opened.

    `named` is the day that the form names, where that is not worked and the next workday stands for it; `makes_up`: the
    day itself is one of a weekend that is worked; not `sure`: the holidays of its year are not known yet.
    """

    day: dt.date
    kind: str
    form: Form
    period: str
    named: dt.date | None
    makes_up: bool
    sure: bool


def coming(actor: Actor, since: dt.date, until: dt.date) -> list[Coming]:
    """The days from `since` to `until` (counted) of the rounds that the actor sees, in their order. Three queries.

    Rounds that are not there yet are those of issued forms whose figures are due after the form was issued.
    """
    found = [
        one
        for form, period, days in (*_open(actor), *_planned(actor, since, until))
        for one in _days(form, period, days)
        if since <= one.day <= until
    ]
    return sorted(found, key=lambda one: (one.day, KINDS.index(one.kind), one.form.code))


def _open(actor: Actor) -> Iterator[tuple[Form, str, Days]]:
    for held in listing.rounds(actor, open_only=True):
        yield held.form, held.period, Days(held.opens, held.due, held.joined, held.result)


def _planned(actor: Actor, since: dt.date, until: dt.date) -> Iterator[tuple[Form, str, Days]]:
    """Rounds that the calendar will open: a round's days are in the month after its period."""
    forms, calendar = list(listing.forms(actor, state="issued")), work_calendar()
    months = range(_month(since) - 1, _month(until))
    periods = [period_of(month) for month in months]
    there = set(Round.objects.filter(form__in=forms, period__in=periods).values_list("form", "period"))
    for form in forms:
        for month in months:
            if month % 12 + 1 not in months_of(form) or (form.pk, period_of(month)) in there:
                continue
            days = calendar.days(form, month)
            if days.opens >= since and days.due >= (form.issued_on or since):
                yield form, period_of(month), days


def _days(form: Form, period: str, days: Days) -> Iterator[Coming]:
    calendar, end = work_calendar(), bounds(period).end
    # The period of a round is so many months of a year.
    assert end is not None
    told = calendar.named(form, end)
    for kind in KINDS:
        day, named = getattr(days, kind), getattr(told, kind)
        moved = named != day and calendar.workday(named) == day
        sure = calendar.knows(day.year)
        yield Coming(day, kind, form, period, named if moved else None, calendar.makes_up(day), sure)


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1
