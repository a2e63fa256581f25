"""A large office, made up: towns with their reporters, indicators, years of monthly figures, targets with verdicts.

Places, people, forms and sheets are made by the office's own actions. Figures and verdicts are put into their tables
as they stand, by the hundred thousand; nobody handed them in, so the log knows nothing of them, and `luoshi verify`
would say so. What is measured does not depend on that.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.test import Client

from luoshi.assessing.calendar import so_far
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.log.models import Head
from luoshi.office.organisations.models import Body
from luoshi.office.people.models import Person
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.models import Cell, Submission
from luoshi.office.scoring.models import Verdict
from luoshi.vocabulary.periods import bounds
from office.making import person
from office.reporting import making
from office.stress.desks import token

_AT = dt.datetime(2025, 4, 20, 2, tzinfo=dt.UTC)
_YEARS = (2022, 2023, 2024)
_LIGHTS = ("green", "green", "blue", "yellow", "red")


@dataclass(frozen=True)
class Reporter:
    """Somebody with a sheet: by token for the API, by session for the pages."""

    token: str
    session: str
    sheet: int
    #: cell → what is usual for it
    cells: dict[int, float]
    place: int


@dataclass(frozen=True)
class Large:
    """The office: who works in it, a reviewer for all (token), a leader (session), how many figures there are."""

    reporters: list[Reporter]
    reviewer: str
    #: the session of somebody who sees the whole county
    leader: str
    county: int
    cells: int

    def told(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def fill(towns: int, cells: int, *, asked: int = 30) -> Large:
    """So many towns, at least so many figures, and a sheet of `asked` cells for each town."""
    county = making.county(towns=towns, indicators=max(asked, -(-cells // (towns * len(_YEARS) * 12))))
    _figures(county.towns, county.indicators)
    _targets(county.place, county.indicators)
    for town in county.towns:
        _owned(town, _targets(town.place, county.indicators[:10]))
    held = making.opened(county.form(*range(asked)))
    reviewer = token(person("reviewer", county.place))
    reporters = []
    for town in county.towns:
        sheet, who = making.sheet(held, town), person("reporter", town)
        numbers = {
            cell.pk: usual(town, cell.indicator_id, 2025, bounds(cell.period).end % 12 + 1) for cell in own_cells(sheet)
        }
        reporters.append(Reporter(token(who), _session(who), sheet.pk, numbers, town.place.pk))
    leader = _session(person("leader", county.place))
    return Large(reporters, reviewer, leader, county.place.pk, Cell.objects.count())


def _session(who: Person) -> str:
    """A session of somebody who has signed in."""
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies["sessionid"].value)


def usual(town: Body, indicator: int, year: int, months: int) -> float:
    """The amount of a town from January on: it grows by some percents a year, and by season, as real ones do."""
    random_ = random.Random(f"{town.pk} {indicator}")
    size, growth = 10 ** random_.uniform(1, 4), random_.uniform(1.0, 1.09)
    season = 1 + 0.1 * math.sin(months + indicator)
    chance = 1 + random.Random(f"{town.pk} {indicator} {year} {months}").uniform(-0.01, 0.01)
    return round(size * growth ** (year - _YEARS[0]) * months / 12 * season * chance, 2)


def _figures(towns: list[Body], indicators: list[Any]) -> None:
    entry = Head.objects.get(id=1).count
    [taken_over] = Submission.objects.bulk_create(
        [Submission(entry=entry, kind="import", by="office:stress", by_name="落实", at=_AT)]
    )
    rows = (
        Cell(
            place=town.place, body=town, indicator=indicator, measure="level", period=so_far(12 * year + month - 1),
            status="reported", unit="亿元", value=str(usual(town, indicator.pk, year, month)), submission=taken_over,
            known_at=_AT,
        )
        for town in towns for indicator in indicators for year in _YEARS for month in range(1, 13)
    )  # fmt: skip
    while block := list(islice(rows, 5000)):
        Cell.objects.bulk_create(block, batch_size=1000)


def _owned(town: Body, commitments: list[Commitment]) -> None:
    """Who reports for a town sees what the town has to do."""
    Ownership.objects.bulk_create(
        Ownership(commitment=one, body=town, role="lead", since=_AT.date()) for one in commitments
    )


def _targets(place: Any, indicators: list[Any]) -> list[Commitment]:
    random_ = random.Random(place.pk)
    targets = Commitment.objects.bulk_create(
        Commitment(
            number=f"2024-{place.pk}-{number}", kind="target", place=place, name=indicator.name, indicator=indicator,
            period="2024", measure="level", comparator="ge", value="100", unit="亿元", text="达到100亿元",
        )
        for number, indicator in enumerate(indicators)
    )  # fmt: skip
    Verdict.objects.bulk_create(
        [
            Verdict(
                commitment=target, as_of=f"2024-{month:02d}", state="ongoing", light=random_.choice(_LIGHTS),
                shown=f"{random_.randrange(60, 120)}%", contents={"actual": "88", "completion": "0.88"}, at=_AT,
            )
            for target in targets for month in range(1, 13)
        ],
        batch_size=1000,
    )  # fmt: skip
    return targets
