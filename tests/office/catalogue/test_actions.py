from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.catalogue.actions.change_indicator import ChangeIndicator
from luoshi.office.catalogue.actions.close_indicator import CloseIndicator
from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.definitions import as_of, for_period
from luoshi.office.catalogue.jobs import follow_calendar
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from office.catalogue.making import own, taken
from office.making import LONG_AGO, OFFICE, actor, body, place

Y2024, Y2025, Y2099 = (dt.date(year, 1, 1) for year in (2024, 2025, 2099))


def change(indicator: Indicator, since: dt.date, **more: Any) -> Indicator:
    return perform(OFFICE, ChangeIndicator(indicator=indicator.pk, since=since, **{"reason": "统计口径调整", **more}))


def test_an_indicator_of_the_vocabulary_brings_its_words(office: str) -> None:
    found = taken("GDP")
    assert (found.name, found.unit, found.card, found.kind, found.cumulates) == (
        "地区生产总值",
        "亿元",
        "经济",
        "flow",
        "sum",
    )


def test_a_code_that_the_vocabulary_has_not_is_not_taken(sqlite_only: str) -> None:
    with pytest.raises(NotFound, match="NOTHING"):
        taken("NOTHING")


def test_an_indicator_is_taken_once(sqlite_only: str) -> None:
    taken("GDP")
    with pytest.raises(Conflict, match="the code GDP is that of"):
        taken("GDP")


def test_what_the_vocabulary_has_is_not_defined_again(sqlite_only: str) -> None:
    with pytest.raises(Conflict, match="take it from there"):
        own("地区生产总值")


def test_the_name_is_the_code_of_an_own_indicator_without_one(sqlite_only: str) -> None:
    assert own("农村公路里程").code == "农村公路里程"
    assert own("危桥改造", code="BRIDGES").code == "BRIDGES"


@pytest.mark.parametrize("code", ["../x", "1A", "A B", "<b>"])
def test_a_code_is_a_word(code: str, sqlite_only: str) -> None:
    with pytest.raises(Invalid, match="code"):
        own("某数", code=code)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "), ("name", "长" * 61), ("unit", "长" * 21), ("direction", "sideways"), ("kind", "x"),
        ("cumulates", "x"), ("measure", "x"), ("digits", 9), ("digits", -1), ("every", 5), ("first", 13),
        ("due_day", 0), ("issuer", 999999), ("reporter", 999999),
    ],
)  # fmt: skip
def test_every_field_at_fault_is_named(field: str, value: Any, sqlite_only: str) -> None:
    # A reporter that is not there is found before anything else, since it says whom the act concerns.
    with pytest.raises((Invalid, NotFound)) as caught:
        perform(OFFICE, CreateIndicator(**{"name": "某数", "since": LONG_AGO, field: value}))
    assert field in caught.value.fields or (field == "reporter" and caught.value.code == "catalogue.no_body")


def test_a_stock_is_never_summed(sqlite_only: str) -> None:
    with pytest.raises(Invalid) as caught:
        own("在校学生", kind="stock", cumulates="sum")
    assert caught.value.fields["cumulates"].code == "catalogue.stock_summed"


def test_a_change_leaves_old_periods_their_definition(office: str) -> None:
    road = own("农村公路里程", unit="公里")
    change(road, Y2025, unit="千米", due_day=20)
    assert as_of(dt.date(2024, 12, 31))[road.code].unit == "公里"
    assert as_of(Y2025)[road.code].unit == "千米"
    assert for_period("2024-11")[road.code].due_day == 18
    assert for_period("2024/")[road.code].unit == "公里"
    assert for_period("2025-01/2025-03")[road.code].due_day == 20


def test_before_its_first_day_an_indicator_is_what_it_was_on_it(office: str) -> None:
    road = own("农村公路里程", since=Y2025)
    assert as_of(Y2024)[road.code].unit == "公里"


def test_a_change_to_come_takes_hold_on_its_day(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    road = own("农村公路里程")
    assert change(road, Y2099, digits=0).digits == 2
    assert as_of(Y2099)[road.code].digits == 0
    assert follow_calendar(None) == 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: dt.datetime(2099, 1, 1, 1, tzinfo=dt.UTC))
    assert follow_calendar(None) == 1
    assert Indicator.objects.get(pk=road.pk).digits == 0


def test_of_two_changes_of_one_day_the_later_holds(office: str) -> None:
    road = own("农村公路里程")
    change(road, Y2025, digits=0)
    assert change(road, Y2025, digits=1).digits == 1
    assert [version.number for version in road.versions.order_by("number")] == [1, 2, 3]


def test_nothing_is_changed_before_the_last_change(sqlite_only: str) -> None:
    road = own("农村公路里程", since=Y2025)
    with pytest.raises(Invalid) as caught:
        change(road, Y2024, digits=0)
    assert caught.value.fields["since"].code == "catalogue.later_version"


def test_a_change_needs_its_reason(sqlite_only: str) -> None:
    with pytest.raises(Invalid) as caught:
        change(own(), Y2025, digits=0, reason=" ")
    assert "reason" in caught.value.fields


def test_a_change_of_nothing_is_no_version(sqlite_only: str) -> None:
    road = own()
    change(road, Y2025, digits=road.digits)
    assert road.versions.count() == 1


def test_the_log_tells_what_was_and_what_is(office: str) -> None:
    change(own(), Y2025, digits=0)
    told = Entry.objects.latest("seq")
    assert told.action == "catalogue.change_indicator"
    assert told.before == '{"digits":2}'
    assert json.loads(told.after) == {"digits": 0, "reason": "统计口径调整", "since": "2025-01-01"}


def test_a_closed_indicator_is_closed(office: str) -> None:
    road = own()
    perform(OFFICE, CloseIndicator(indicator=road.pk, on=Y2025, reason="不再统计"))
    with pytest.raises(Conflict, match="out of use"):
        perform(OFFICE, CloseIndicator(indicator=road.pk, on=Y2025, reason="不再统计"))
    with pytest.raises(Conflict, match="out of use"):
        change(road, Y2025, digits=0)
    assert as_of(Y2024)[road.code].until == Y2025
    # The name is free again.
    own("农村公路里程", code="ROADS")


def test_who_reports_it_says_who_may_define_it(office: str) -> None:
    county = place("云岚县", kind="county")
    roads = body("县交通运输局", of=county)
    other = body("市交通运输局", of=place("青澜市", kind="city"))
    guardian = actor("administrator", county)
    new = perform(guardian, CreateIndicator(name="危桥改造", since=LONG_AGO, reporter=roads.pk))
    with pytest.raises(Forbidden):
        perform(guardian, CreateIndicator(name="桥梁", since=LONG_AGO, reporter=other.pk))
    with pytest.raises(Forbidden):
        perform(guardian, TakeIndicator(code="GDP", since=LONG_AGO))
    with pytest.raises(Forbidden):
        perform(guardian, ChangeIndicator(indicator=new.pk, since=Y2025, reason="移交", reporter=other.pk))
    with pytest.raises(Forbidden):
        perform(actor("reporter", county), CloseIndicator(indicator=new.pk, on=Y2025, reason="不再统计"))


def test_definitions_take_one_query(office: str) -> None:
    for count in (3, 9):
        for number in range(count):
            own(f"某数{count}之{number}")
        with CaptureQueriesContext(connection) as queries:
            as_of(Y2025)
        assert len(queries) == 1
