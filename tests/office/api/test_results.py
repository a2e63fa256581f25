"""Figures, verdicts and standings out: exact, in one's scope only, and as SDMX that pysdmx reads back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pysdmx.io.csv.sdmx20.reader import read

from luoshi.office.api.exports.sdmx import period_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.scoring.models import League, Standing, Verdict
from office.api.calling import Caller
from office.making import person
from office.reporting.making import County, accepted, county, opened, sheet

BEFORE = dt.datetime(2025, 4, 10, 2, tzinfo=dt.UTC)
LATER = dt.datetime(2025, 4, 20, 2, tzinfo=dt.UTC)


@pytest.fixture
def reported(office: str) -> County:
    """Two towns, two figures each; the second town's were accepted later."""
    here = county(towns=2, indicators=2)
    held = opened(here.form(0, 1))
    for town, at, values in ((0, BEFORE, ("1.50", "-20")), (1, LATER, ("1234567.89", "0"))):
        accepted(here.clerks[town], here.reviewer, sheet(held, here.towns[town]), *values, at=at)
    return here


def listed(caller: Caller, address: str) -> list[Any]:
    items: list[Any] = []
    following: str | None = address
    while following:
        page = caller.get(following).json()
        items += page["items"]
        following = page["next"]
    return items


def sdmx(caller: Caller, address: str) -> list[dict[str, str]]:
    response = caller.get(address)
    assert response.status_code == 200
    [found] = read(b"".join(response.streaming_content).decode())
    rows: list[dict[str, str]] = found.data.to_dict("records")
    return rows


def test_figures_are_exact(reported: County) -> None:
    found = listed(Caller(person("viewer")), "/api/observations?limit=3")
    assert sorted(item["value"] for item in found) == ["-20", "0", "1.5", "1234567.89"]
    assert {item["status"] for item in found} == {"reported", "zero"}
    assert {item["period"] for item in found} == {"2025-01/2025-03"}


def test_figures_of_one_s_scope_only(reported: County) -> None:
    found = listed(Caller(person("viewer", reported.towns[0].place)), "/api/observations")
    assert {item["place"] for item in found} == {reported.towns[0].place.code}
    assert len(listed(Caller(person("viewer", reported.place)), "/api/observations")) == 4
    assert listed(Caller(person("viewer", reported.bureau)), "/api/observations") == []


def test_figures_narrowed(reported: County) -> None:
    caller = Caller(person("viewer"))
    town, indicator = reported.towns[0].place.code, reported.indicators[0].code
    assert len(listed(caller, f"/api/observations?place={town}")) == 2
    assert len(listed(caller, f"/api/observations?indicator={indicator}")) == 2
    assert len(listed(caller, f"/api/observations?place={reported.place.code}")) == 0
    assert len(listed(caller, f"/api/observations?place={reported.place.code}&below=true")) == 4
    assert listed(caller, "/api/observations?place=nowhere&below=true") == []
    assert listed(caller, "/api/observations?period=2024") == []


def test_figures_as_they_were_known(reported: County) -> None:
    caller = Caller(person("viewer"))
    for moment, count in (("2025-04-09T00:00:00Z", 0), ("2025-04-10T10:00:00", 2), ("2025-04-21T00:00:00Z", 4)):
        assert len(listed(caller, f"/api/observations?known_at={moment}")) == count, moment


def test_figures_as_sdmx(reported: County) -> None:
    caller, address = Caller(person("viewer")), "/api/observations?format=sdmx-csv"
    told = list(csv.DictReader(io.StringIO(b"".join(caller.get(address).streaming_content).decode())))
    assert sorted(row["OBS_VALUE"] for row in told) == ["-20", "0", "1.5", "1234567.89"]
    rows = sdmx(caller, address)
    assert sorted(Decimal(row["OBS_VALUE"]) for row in rows) == sorted(Decimal(row["OBS_VALUE"]) for row in told)
    assert {period_of(row["TIME_PERIOD"]) for row in rows} == {"2025-01/2025-03"}
    assert {(row["OBS_STATUS"], row["STATUS"]) for row in rows} == {("A", "reported"), ("A", "zero")}
    keys = {(row["REF_AREA"], row["INDICATOR"], row["MEASURE"], row["TIME_PERIOD"]) for row in rows}
    assert len(keys) == 4


def test_queries_do_not_grow_with_figures(reported: County) -> None:
    caller = Caller(person("viewer"))
    caller.get("/api/observations")
    counts = []
    for limit in (1, 4):
        with CaptureQueriesContext(
            connection,
        ) as found:
            caller.get(f"/api/observations?limit={limit}")
        counts.append(len(found))
    assert counts == [3, 3]


def test_verdicts_and_standings(reported: County) -> None:
    here, town = reported, reported.towns[0].place
    for number, place in enumerate((town, here.towns[1].place)):
        made = Commitment.objects.create(
            number=f"2025-{number}", kind="target", place=place, name="税收", indicator=here.indicators[0],
            period="2025", value="100",
        )  # fmt: skip
        Verdict.objects.create(
            commitment=made, as_of="2025-03", state="behind", light="red", at=LATER,
            contents={"actual": "12.5", "completion": "0.125", "gap": "-87.5", "ahead": None},
        )  # fmt: skip
    league = League.objects.create(code="towns", title="乡镇", rules="towns", under=here.place, kinds="town")
    for card, rank in (("", 1), ("经济", 2)):
        Standing.objects.create(
            league=league,
            period="2025-01/2025-03",
            card=card,
            place=town,
            score="91.25",
            rank=rank,
            grade="A",
            at=LATER,
        )
    whole, inside, beside = (Caller(person("viewer", node)) for node in (None, town, here.towns[1].place))
    assert [len(listed(caller, "/api/verdicts")) for caller in (whole, inside, beside)] == [2, 1, 1]
    [one] = listed(inside, "/api/verdicts?light=red&as_of=2025-03")
    assert (one["actual"], one["completion"], one["ahead"], one["place"]) == ("12.5", "0.125", None, town.code)
    assert listed(whole, "/api/verdicts?light=green") == []
    [row] = sdmx(inside, "/api/verdicts?format=sdmx-csv")
    assert (row["OBS_VALUE"], row["GAP"], row["AHEAD"], row["LIGHT"]) == ("12.5", "-87.5", "", "red")
    assert [len(listed(caller, "/api/standings")) for caller in (whole, inside, beside)] == [2, 0, 0]
    [standing] = listed(whole, "/api/standings?league=towns&card=经济&period=2025-01/2025-03")
    assert (standing["score"], standing["rank"]) == ("91.25", 2)
    assert {row["CARD"] for row in sdmx(whole, "/api/standings?format=sdmx-csv")} == {"_T", "经济"}
