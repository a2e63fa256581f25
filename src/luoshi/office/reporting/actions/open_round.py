"""A form is asked for a period: its respondents get their sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.scopes import today
from luoshi.office.reporting.finding import form_of, of_form
from luoshi.office.reporting.models import Form, Round
from luoshi.office.reporting.rounds import check_days, month_of, must_be_new, open_round
from luoshi.office.reporting.workcalendar import Days, work_calendar


@dataclass(frozen=True, kw_only=True)
class OpenRound(Action[Round]):
    """Open the round of a form in issue for a `period` that it asks for (`2025-01/2025-03`); gives the `Round`.

    Days that are not given are those of the calendar. Cells that other open forms ask for, or that are known, are not
    asked again. Raises `Conflict` where the form is not in issue, the period is not over, or its round is there;
    `Invalid` for a period that the form does not ask for and for days out of order.
    """

    form: int
    period: str
    opens: dt.date | None = None
    due: dt.date | None = None
    joined: dt.date | None = None
    result: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(form_of(self.form))

    def check(self) -> None:
        """In issue, a period that is over and not asked for yet, days in their order."""
        form = form_of(self.form)
        if form.state != "issued":
            raise Conflict("reporting.not_issued", form=form.title)
        month = month_of(form, self.period)
        now = today()
        if month >= now.year * 12 + now.month - 1:
            raise Conflict("reporting.not_over", period=self.period)
        must_be_new(form, self.period)
        check_days(self._days(form))

    def do(self, on: Acting) -> Round:
        """The round, its sheets and cells."""
        form = form_of(self.form)
        opened = open_round(form, self.period, self._days(form), on.day)
        on.log(
            opened.round,
            after={
                "form": form.code,
                "period": self.period,
                "due": opened.round.due,
                "sheets": opened.sheets,
                "cells": opened.cells,
                "from_others": opened.from_others,
            },
        )
        return opened.round

    def _days(self, form: Form) -> Days:
        days = work_calendar().days(form, month_of(form, self.period))
        given = {name: getattr(self, name) for name in ("opens", "due", "joined", "result")}
        return replace(days, **{name: day for name, day in given.items() if day is not None})
