"""What the tests of the room need: indicators, targets and figures as rows, and judging as the worker does it."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.reporting.models import Cell, Submission
from luoshi.office.scoring import jobs
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.actions.set_league import SetLeague
from luoshi.office.scoring.models import League
from office.making import LONG_AGO, OFFICE, place

_numbers = count(1)
AT = dt.datetime(2025, 10, 18, 2, 0, tzinfo=dt.UTC)


class Work:
    """What a job is given by the worker."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def indicator(code: str, name: str = "", *, unit: str = "亿元", **more: Any) -> Indicator:
    """An indicator."""
    made: Indicator
    made, _ = Indicator.objects.update_or_create(code=code, defaults={"name": name or code, "unit": unit, **more})
    return made


def target(place: Any, of: Indicator, value: str = "120", *, owner: Any = None, **more: Any) -> Commitment:
    """A target of 2025; `owner` leads it."""
    number = more.pop("number", f"2025-{next(_numbers):03d}")
    columns = {
        "kind": "target", "name": of.name, "period": "2025", "measure": "level", "comparator": "ge", "unit": of.unit,
        "strength": "expected", "text": f"{of.name}达到{value}{of.unit}", **more,
    }  # fmt: skip
    made: Commitment = Commitment.objects.create(number=number, place=place, indicator=of, value=value, **columns)
    if owner is not None:
        Ownership.objects.create(commitment=made, body=owner, role="lead", since=LONG_AGO)
    return made


def figure(
    place: Any, of: Indicator, period: str, value: str, *, measure: str = "level", status: str = "reported",
    by: str = "季棠", at: dt.datetime = AT,
) -> Cell:  # fmt: skip
    """An accepted figure; the same cell again is a correction."""
    [submission] = Submission.objects.bulk_create(
        [Submission(entry=0, number=next(_numbers), kind="import", by="person:1", by_name=by, at=at)]
    )
    held = {"status": status, "value": value, "unit": of.unit, "submission": submission, "known_at": at}
    made: Cell
    made, _ = Cell.objects.update_or_create(place=place, indicator=of, measure=measure, period=period, defaults=held)
    return made


def course(place: Any, of: Indicator, values: list[str], *, year: int = 2025, measure: str = "level") -> None:
    """Figures from January on, cumulative."""
    for month, value in enumerate(values, 1):
        figure(place, of, so_far(year, month), value, measure=measure)


def so_far(year: int, month: int) -> str:
    """The period from January to a month."""
    return f"{year}-01" if month == 1 else f"{year}-01/{year}-{month:02d}"


def judge(**arguments: Any) -> dict[str, int]:
    """What the worker does when a figure has been accepted."""
    return jobs.judge(Work(), **arguments)


#: Two cards, one of them by efficacy (a line that a place can move along), one by places.
TOWNS = """
title = "乡镇比拼"
total = 100
missing = "out"

[grades.whole]
by = "quota"
quota = { A = 25, B = 25, C = 25, D = 25 }
rounding = "floor"
rest = "C"
min_group = 3

[cards]
"经济" = { full = 50 }
"生态" = { full = 50 }

[[indicators]]
card = "经济"
indicator = "KEY_PROJECTS_INV"
weight = 50
method = "efficacy"
base = 0

[[indicators]]
card = "生态"
indicator = "RURAL_SEWAGE"
weight = 50
method = "efficacy"
base = 0
"""


def county_league() -> tuple[League, list[Any], tuple[Indicator, Indicator]]:
    """A county of four towns, ranked in February and March of 2025; who leads in March was second."""
    county = place("云岚县", kind="county")
    towns = [place(name, county) for name in ("岚城镇", "雁坪镇", "栗溪镇", "高垅乡")]
    perform(OFFICE, ChangeRules(kind="scoring", name="towns", text=TOWNS, reason="县考评办定"))
    invest, sewage = indicator("KEY_PROJECTS_INV"), indicator("RURAL_SEWAGE", "农村污水治理率", unit="%", kind="rate")
    # A target, so that the year is one that is judged.
    target(county, invest)
    for month, values in ((2, ("8", "12", "10", "4")), (3, ("40", "30", "20", "10"))):
        for town, value, share in zip(towns, values, ("70", "75", "60", "50"), strict=True):
            figure(town, invest, so_far(2025, month), value)
            figure(town, sewage, so_far(2025, month), share)
    league = perform(OFFICE, SetLeague(code="towns", title="乡镇比拼", rules="towns", under=county.pk, kinds=["town"]))
    judge()
    return league, towns, (invest, sewage)
