"""Forms, rounds and sheets for the tests, made by the office itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.forms import Asked
from luoshi.office.reporting.handing_in import check_sheet, own_cells
from luoshi.office.reporting.models import Form, Round, Sheet, Submission
from office.catalogue.making import own
from office.making import OFFICE, actor, body, place

_numbers = count(1)
PERIOD = "2025-01/2025-03"
LATE = dt.date(2099, 1, 1)


@dataclass
class County:
    """A county with towns, the body that asks, and indicators of its own. Town 0's government is `towns[0]`."""

    place: Any
    bureau: Any
    towns: list[Any]
    indicators: list[Any]
    clerks: list[Actor]
    reviewer: Actor
    _forms: dict[int, Form] = field(default_factory=dict)

    def form(
        self, *which: int | tuple[int, str], towns: list[int] | None = None, issue: bool = True, **more: Any
    ) -> Form:
        """A form that asks for indicators (by position, with a measure or without), of all towns or some; in issue."""
        cells = tuple(
            Asked(indicator=self.indicators[one].code)
            if isinstance(one, int)
            else Asked(indicator=self.indicators[one[0]].code, measure=one[1])
            for one in which
        )
        chosen = self.towns if towns is None else [self.towns[town] for town in towns]
        code = more.pop("code", f"F{next(_numbers)}")
        made = perform(
            OFFICE,
            CreateForm(
                code=code, title=more.pop("title", f"报表{code}"), issuer=self.bureau.id, cells=cells,
                respondents=tuple(town.id for town in chosen), **more,
            ),
        )  # fmt: skip
        return perform(OFFICE, IssueForm(form=made.id, leave_repeats=True)) if issue else made


def county(towns: int = 2, indicators: int = 3) -> County:
    """云岚县 with so many towns and indicators (counted in 亿元, two decimals, summed up over the year)."""
    here = place("云岚县", kind="county")
    bureau = body("云岚县统计局", of=here)
    governments = [body(f"镇{n}人民政府", of=place(f"云镇{n}", here), kind="town_government") for n in range(towns)]
    return County(
        here,
        bureau,
        governments,
        [own(f"自有指标{next(_numbers)}", unit="亿元", digits=2) for _ in range(indicators)],
        [actor("reporter", town) for town in governments],
        actor("reviewer", here),
    )


def opened(form: Form, period: str = PERIOD, **more: Any) -> Round:
    """A round that takes figures for long."""
    days = {"opens": dt.date(2025, 4, 1), "due": LATE, "joined": LATE, "result": LATE, **more}
    return perform(OFFICE, OpenRound(form=form.id, period=period, **days))


def sheet(held: Round, town: Any) -> Sheet:
    return Sheet.objects.select_related("round__form", "body__place").get(round=held, body=town)


def filled(held: Sheet, *values: str, note: str = "") -> tuple[Entry, ...]:
    """An entry for each own cell: the values in turn, the last one again for the others."""
    cells = own_cells(held)
    said = [values[min(n, len(values) - 1)] for n in range(len(cells))]
    return tuple(Entry(cell=cell.pk, value=value, note=note) for cell, value in zip(cells, said, strict=True))


def submitted(who: Actor, held: Sheet, *values: str, **more: Any) -> Submission:
    """Hand in a sheet; every question is answered."""
    held.refresh_from_db()
    entries = filled(held, *values)
    answers = tuple(
        Answer(cell=question.cell, rule=question.rule, text="已核实")
        for question in check_sheet(held, entries).questions
    )
    return perform(who, SubmitSheet(sheet=held.pk, version=held.version, entries=entries, answers=answers), **more)


def accepted(who: Actor, reviewer: Actor, held: Sheet, *values: str, **more: Any) -> Submission:
    """Hand in a sheet and accept it."""
    made = submitted(who, held, *values, **more)
    perform(reviewer, AcceptSubmission(submission=made.pk), **more)
    held.refresh_from_db()
    return made
