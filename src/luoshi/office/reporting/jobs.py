"""What the room does by itself: rounds open and close by the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Conflict
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.registry import job
from luoshi.office.people.scopes import today
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.settle_homes import SettleHomes
from luoshi.office.reporting.asking import turn
from luoshi.office.reporting.models import Form, Round
from luoshi.office.reporting.rounds import due_rounds, over


@job("reporting.follow_calendar", every=dt.timedelta(hours=1))
def follow_calendar(work: Any, day: str = "") -> dict[str, int]:
    """Open the rounds that are open by the calendar, close those whose last day is past; how many of each.

    It may be run again and again; `day` (ISO) is taken for today. A round that was opened again is closed by hand.
    """
    office, now = Actor.office("calendar"), dt.date.fromisoformat(day) if day else today()
    closed = 0
    for held in Round.objects.filter(closed_at=None, reopened=False).select_related("form"):
        closed += over(held, now) and _done(office, CloseRound(round=held.pk))
    forms = sorted(Form.objects.filter(state="issued"), key=turn)
    opened = 0
    for number, form in enumerate(forms, start=1):
        for period, days in due_rounds(form, now):
            opened += _done(
                office,
                OpenRound(
                    form=form.pk, period=period, opens=days.opens, due=days.due, joined=days.joined, result=days.result
                ),
            )
        work.progress(number, len(forms))
    moved = perform(office, SettleHomes())
    return {"opened": opened, "closed": closed, "moved": moved}


def _done(office: Actor, action: Any) -> int:
    """Do it, one transaction each; 0 where somebody did it by hand meanwhile."""
    try:
        perform(office, action)
    except Conflict:
        return 0
    return 1
