"""Rounds: their periods and days, and what stands in the office when one is opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.reporting.asking import asks, months_of, period_of
from luoshi.office.reporting.homes import cells_of, settle
from luoshi.office.reporting.models import Cell, Form, Round, Sheet
from luoshi.office.reporting.workcalendar import Days, work_calendar
from luoshi.vocabulary.periods import bounds

_BATCH = 500


def month_of(form: Form, period: str) -> int:
    """The last month of a period that a form asks for (`year * 12 + month - 1`). Raises `Invalid` for any other."""
    try:
        end = bounds(period).end if len(period) <= 30 else None
    except ValueError:
        end = None
    if end is None or not 1949 <= end // 12 <= 2200 or period != period_of(end) or end % 12 + 1 not in months_of(form):
        months = "、".join(str(month) for month in months_of(form))
        raise Invalid("reporting.period", found=period[:30], months=months)
    return end


def check_days(days: Days) -> None:
    """Raise `Invalid` where the days of a round are not in their order."""
    if not days.opens <= days.due <= days.joined <= days.result:
        raise Invalid("reporting.days_order", **{k: v for k, v in asdict(days).items() if k != "sure"})


def must_be_new(form: Form, period: str) -> None:
    """Raise `Conflict` where the form's round for the period is there already."""
    if Round.objects.filter(form=form, period=period).exists():
        raise Conflict("reporting.round_there", form=form.title, period=period)


@dataclass(frozen=True)
class Opened:
    """A round with its numbers: sheets, cells that are asked for, and of these the ones that others ask for."""

    round: Round
    sheets: int
    cells: int
    from_others: int


def open_round(form: Form, period: str, days: Days, today: dt.date) -> Opened:
    """A round with its sheets and cells; each cell that no open form asks for yet has its home here."""
    held: Round = Round.objects.create(
        form=form, period=period, opens=days.opens, due=days.due, joined=days.joined, result=days.result
    )
    asked = asks([form], today)[form.pk]
    Sheet.objects.bulk_create(
        [Sheet(round=held, body_id=body) for body, cells in asked.of.items() if cells], batch_size=_BATCH
    )
    there = set(cells_of(held).values_list("place_id", "indicator_id", "measure"))
    whats = list(dict.fromkeys(what for _, what in asked.whats()))
    Cell.objects.bulk_create(
        [Cell(place_id=p, indicator_id=i, measure=m, period=period) for p, i, m in whats if (p, i, m) not in there],
        batch_size=_BATCH,
    )
    settle(cells_of(held), today)
    own = Cell.objects.filter(home__round=held).count()
    return Opened(held, sum(1 for cells in asked.of.values() if cells), len(whats), len(whats) - own)


def due_rounds(form: Form, today: dt.date) -> list[tuple[str, Days]]:
    """The rounds of a form that are open by the calendar and not there yet: period and days.

    Looked for in the last twelve months; rounds whose figures were due before the form was issued are none.
    """
    now = today.year * 12 + today.month - 1
    calendar = work_calendar()
    found = []
    there = set(Round.objects.filter(form=form).values_list("period", flat=True))
    for month in range(now - 12, now):
        if month % 12 + 1 not in months_of(form) or period_of(month) in there:
            continue
        days = calendar.days(form, month)
        if days.opens <= today <= calendar.closes(Round(**_columns(days))) and days.due >= (form.issued_on or today):
            found.append((period_of(month), days))
    return found


def over(held: Round, today: dt.date) -> bool:
    """Whether the last day on which a round takes figures is past."""
    return work_calendar().closes(held) < today


def _columns(days: Days) -> dict[str, dt.date]:
    return {"opens": days.opens, "due": days.due, "joined": days.joined, "result": days.result}
