"""The pages of the catalogue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.catalogue.actions.change_indicator import ChangeIndicator
from luoshi.office.catalogue.actions.close_indicator import CloseIndicator
from luoshi.office.catalogue.changing import EVERY, WORDS
from luoshi.office.catalogue.definitions import COLUMNS
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.perform import perform
from luoshi.office.pages.catalogue.indicator import FAMILIES
from luoshi.office.pages.words import words
from office.catalogue.making import own, taken
from office.making import LONG_AGO, OFFICE, body, person, place

TYPED = {
    "unit": "", "measure": "level", "digits": "1", "card": "", "definition": "", "reporter": "", "issuer": "",
    "every": "3", "first": "3", "due_day": "20", "position": "0", "since": "2024-01-01", "reason": "",
}  # fmt: skip


@pytest.fixture
def client(office: str) -> Client:
    found = Client()
    found.force_login(person("administrator"))
    return found


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_is_filtered_by_card_words_and_due_day(client: Client) -> None:
    taken("GDP")
    taken("FAI", due_day=12)
    own("农村公路里程", card="民生", due_day=20)
    whole = text(client.get("/catalogue/"))
    assert "共 3 项" in whole
    assert "每月，次月 20 日前" in whole
    for query, name in (
        ("card=民生", "农村公路里程"), ("q=公路", "农村公路里程"), ("due=12", "固定资产投资"),
        ("q=全市生产总值增速", "地区生产总值"),
    ):  # fmt: skip
        shown = text(client.get(f"/catalogue/?{query}"))
        assert "共 1 项" in shown, query
        assert name in shown
    assert client.get("/catalogue/?due=x").status_code == 422
    assert "没有这样的指标" in text(client.get("/catalogue/", {"q": "\0无"}))


def test_closed_ones_have_their_own_list(client: Client) -> None:
    perform(OFFICE, CloseIndicator(indicator=own().pk, on=dt.date(2024, 1, 1), reason="不再统计"))
    assert "共 0 项" in text(client.get("/catalogue/"))
    assert "农村公路里程" in text(client.get("/catalogue/?closed=1"))


def test_an_indicator_shows_how_it_was_defined(client: Client) -> None:
    bureau = body("县交通运输局", of=place("云岚县", kind="county"))
    road = own("农村公路里程", reporter=bureau.pk)
    perform(OFFICE, ChangeIndicator(indicator=road.pk, since=dt.date(2025, 1, 1), unit="千米", reason="国家口径调整"))
    shown = text(client.get(f"/catalogue/{road.pk}/"))
    assert "自 2025年1月1日 起" in shown
    assert "国家口径调整" in shown
    assert "<del>单位 公里</del><ins>单位 千米</ins>" in shown
    assert "县交通运输局" in shown
    assert client.get("/catalogue/999999/").status_code == 404


def test_forms_take_define_change_and_close(client: Client) -> None:
    shown = text(client.get("/catalogue/take"))
    assert "地区生产总值（亿元）" in shown
    answer = client.post("/catalogue/take", {**TYPED, "code": "GDP"})
    gdp = Indicator.objects.get(code="GDP")
    assert (answer.status_code, answer["Location"]) == (303, f"/catalogue/{gdp.pk}/")
    assert (gdp.every, gdp.digits, gdp.unit) == (3, 1, "亿元")
    assert "地区生产总值（亿元）" not in text(client.get("/catalogue/take"))
    own_words = {"name": "危桥改造", "code": "", "direction": "up", "kind": "flow", "cumulates": "sum"}
    client.post("/catalogue/new", {**TYPED, **own_words, "unit": "座"})
    bridges = Indicator.objects.get(name="危桥改造")
    assert 'value="座"' in text(client.get(f"/catalogue/{bridges.pk}/change"))
    changed = {**TYPED, **own_words, "name": "危桥改造数", "unit": "座", "since": "2025-01-01", "reason": "改名"}
    assert client.post(f"/catalogue/{bridges.pk}/change", changed).status_code == 303
    assert Indicator.objects.get(pk=bridges.pk).name == "危桥改造数"
    assert client.post(f"/catalogue/{bridges.pk}/close", {"on": "2025-06-01", "reason": "完成"}).status_code == 303
    assert Indicator.objects.get(pk=bridges.pk).until == dt.date(2025, 6, 1)


def test_a_fault_is_shown_at_its_field_and_nothing_typed_is_lost(client: Client) -> None:
    road = own()
    typed = {**TYPED, "name": "农村公路", "direction": "up", "kind": "flow", "cumulates": "sum", "digits": "12"}
    answer = client.post(f"/catalogue/{road.pk}/change", {**typed, "reason": "理由"})
    assert answer.status_code == 422
    assert "应在 0 到 8 之间，收到 12" in text(answer)
    assert 'value="农村公路"' in text(answer)
    assert client.post(f"/catalogue/{road.pk}/change", {**typed, "since": "昨天"}).status_code == 422


def test_who_may_not_change_is_told_so(office: str) -> None:
    road = own()
    viewer = Client()
    viewer.force_login(person("viewer"))
    assert "采用" not in text(viewer.get("/catalogue/"))
    assert viewer.get(f"/catalogue/{road.pk}/").status_code == 200
    for address in ("/catalogue/take", "/catalogue/new", f"/catalogue/{road.pk}/change", f"/catalogue/{road.pk}/close"):
        assert viewer.get(address).status_code == 403
        assert viewer.post(address, TYPED).status_code == 403
    assert Client().get("/catalogue/").status_code == 302


def test_in_english(client: Client) -> None:
    road = own()
    client.post("/preferences", {"language": "en", "next": "/"})
    for address in ("/catalogue/", f"/catalogue/{road.pk}/", "/catalogue/take", f"/catalogue/{road.pk}/change"):
        assert client.get(address).status_code == 200
    assert "monthly, by day 18 of the month after" in text(client.get("/catalogue/"))


def test_every_word_of_a_column_is_there() -> None:
    for column, family in FAMILIES.items():
        assert all(f"catalogue.{family}.{word}" in words() for word in WORDS[column])
    assert all(f"catalogue.{column}" in words() for column in COLUMNS)
    assert all(f"catalogue.every_{every}" in words() for every in EVERY)


@pytest.mark.parametrize("address", ["/catalogue/", "/catalogue/{}/"])
def test_queries_do_not_grow_with_rows(address: str, client: Client) -> None:
    bureau = body("县交通运输局", of=place("云岚县", kind="county"))
    road = own(reporter=bureau.pk, since=LONG_AGO)

    def count() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get(address.format(road.pk)).status_code == 200
        return len(told)

    few = count()
    for number in range(20):
        own(f"某数之{number}", reporter=bureau.pk, issuer=bureau.pk)
        perform(OFFICE, ChangeIndicator(indicator=road.pk, since=dt.date(2024, 1, 1), digits=number % 3, reason="x"))
    assert count() == few
