"""Lists, the burden, tables of figures: who sees what, odd numbers, how many queries."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote, unquote

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.reporting.models import Cell, Sheet
from luoshi.vocabulary.period_words import period_word
from office.making import person, place
from office.pages.reporting.browsing import address, now, signed_in, text, typed
from office.reporting.making import County, opened, sheet, submitted


def test_burden_counts_what_is_asked(here: County, owed: Sheet) -> None:
    opened(here.form(0, title="重复的表"))
    client = signed_in(person("leader", here.place))
    page = text(client.get("/burden/"))
    assert "镇0人民政府" in page
    assert "投资月报、重复的表" in page
    assert client.get("/burden/?year=1999").status_code == client.get("/burden/?year=x").status_code == 200


@pytest.mark.parametrize("told", ["²", "٣", "-1", "9" * 30, "20259999", "\0"])
@pytest.mark.parametrize("address", ["/burden/?year=", "/forms/?show=all&round=", "/forms/?page="])
def test_numbers_that_are_none_break_nothing(here: County, owed: Sheet, address: str, told: str) -> None:
    assert signed_in(here.reviewer).get(address + quote(told)).status_code == 200


def test_figures_come_in_from_a_table(here: County) -> None:
    supervisor = signed_in(person("supervisor", here.place))
    name = here.indicators[0].name
    head = "地区,指标,时期,口径,数值,单位,状态\n"
    good = f"{head}云镇0,{name},2024-01/2024-03,总量,12.5,亿元,已报\n云镇1,{name},2024-01/2024-03,总量,,亿元,缺报\n"

    def given(table: str) -> Any:
        return supervisor.post(
            "/figures/import", {"file": SimpleUploadedFile("历史.csv", table.encode()), "note": "年鉴"}
        )

    assert "请选择文件" in text(supervisor.post("/figures/import", {"note": ""}))
    wrong = given(f"{head}云镇0,{name},2024-01/2024-03,总量,很多,亿元,已报\n无名镇,{name},2024,总量,1,亿元,已报\n")
    assert wrong.status_code == 422
    assert "一行也没有导入" in text(wrong)
    assert "没有这个行政区：无名镇" in text(wrong)
    assert not Cell.objects.exists()
    done = supervisor.post("/figures/import", {"file": SimpleUploadedFile("历史.csv", good.encode())}, follow=True)
    assert "已导入 2 个数" in text(done)
    assert Cell.objects.get(place__name="云镇0").value == "12.5"
    assert signed_in(here.reviewer).get("/figures/import").status_code == 403


def test_figures_come_in_a_column_a_month_and_what_is_not_read_is_told(here: County) -> None:
    supervisor = signed_in(person("supervisor", here.place))
    table = f"地区,指标,单位,3月,4月,位次\n云镇0,{here.indicators[0].name},亿元,12.5,13,1\n"
    file = SimpleUploadedFile("2024年投资.csv", table.encode())
    page = text(supervisor.post("/figures/import", {"file": file}, follow=True))
    unknown = SimpleUploadedFile("2024年投资.csv", table.replace("云镇0", "无名镇").encode())
    # What is wrong with a row is told once, however many figures it has.
    assert text(supervisor.post("/figures/import", {"file": unknown})).count("没有这个行政区：无名镇") == 1
    assert "已导入 2 个数" in page
    assert "2024年投资.csv：没有读的栏：位次" in page
    assert "2024年投资.csv：按表头上的时期读的栏：3月 = 2024年3月、4月 = 2024年4月" in page
    assert list(Cell.objects.order_by("period").values_list("period", "value")) == [
        ("2024-03", "12.5"),
        ("2024-04", "13"),
    ]


def test_lists_ask_as_many_queries_for_many_as_for_few(here: County) -> None:
    first = here.form(0, title="投资月报")
    made = submitted(here.clerks[1], sheet(opened(first), here.towns[1]), "3")
    lists = [
        *((here.clerks[0], one) for one in ("/forms/", "/forms/?show=mine", "/forms/?show=all", "/forms/asked")),
        *((here.reviewer, one) for one in ("/forms/rounds", "/review/", f"/review/{made.pk}/", "/burden/")),
        (here.reviewer, f"/forms/{first.pk}/"),
    ]
    clients = {who.person: signed_in(who) for who in (here.clerks[0], here.reviewer)}
    counts: dict[str, list[int]] = {}
    for rounds in (("2025-01", "2025-01/2025-02"), ("2025-01/2025-04", "2025-01/2025-05", "2025-01/2025-06")):
        for period in rounds:
            held, other = opened(first, period), opened(here.form(1, 2), period)
            submitted(here.clerks[0], sheet(held, here.towns[0]), "1")
            submitted(here.clerks[1], sheet(other, here.towns[1]), "1", "2")
        for who, one in lists:
            clients[who.person].get(one)
            with CaptureQueriesContext(connection) as asked:
                assert clients[who.person].get(one).status_code == 200
            counts.setdefault(one, []).append(len(asked))
    assert {one: found for one, found in counts.items() if len({*found}) > 1} == {}


def test_a_sheet_asks_as_many_queries_for_many_cells(here: County) -> None:
    client, counts = signed_in(here.clerks[0]), []
    for which in ((0,), (1, 2, (0, "growth"), (1, "growth"), (2, "growth"))):
        held = sheet(opened(here.form(*which)), here.towns[0])
        client.get(address(held))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(held)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 40


def test_whoever_has_nothing_to_do_with_it_finds_nothing(here: County, owed: Sheet) -> None:
    made = submitted(here.clerks[0], owed, "1", "2")
    elsewhere = place("外县", kind="county")
    for role in ("reporter", "reviewer", "supervisor"):
        client = signed_in(person(role, elsewhere))
        for one in (address(owed), address(owed, "template"), f"/review/{made.pk}/", f"/forms/{owed.round.form_id}/"):
            assert client.get(one).status_code == 404, (role, one)
        assert "投资月报" not in text(client.get("/forms/?show=all"))
    stranger = signed_in(person("supervisor", elsewhere))
    for one in (f"/review/{made.pk}/accept", f"/review/{made.pk}/back", f"/forms/rounds/{owed.round_id}/close",
                f"/forms/{owed.round.form_id}/withdraw", address(owed, "waive")):  # fmt: skip
        assert stranger.post(one, {"why": "x", "reason": "x"}).status_code == 404, one
    neighbour = signed_in(here.clerks[1])
    for one in (address(owed), address(owed, "upload"), f"/review/{made.pk}/"):
        assert neighbour.get(one).status_code == 404, one
    assert neighbour.post(address(owed), typed(owed, "5", "6")).status_code == 404
    reviewer = signed_in(here.reviewer)
    assert reviewer.post(address(owed), typed(owed, "5", "6")).status_code == 403
    assert reviewer.get(address(owed, "upload")).status_code == 403
    clerk = signed_in(here.clerks[0])
    assert clerk.get("/review/").status_code == clerk.get("/forms/new").status_code == 403
    assert clerk.post(f"/review/{made.pk}/accept").status_code == 403
    assert signed_in(person("viewer", here.place)).get(address(owed)).status_code == 200
    assert Client().get(address(owed)).status_code == 302
    assert now(owed).state == "submitted"


def test_a_round_is_fetched_as_one_workbook(here: County, owed: Sheet) -> None:
    asker = signed_in(here.reviewer)
    link = f"/forms/rounds/{owed.round_id}/workbook"
    assert f'href="{link}"' in text(asker.get("/forms/rounds"))
    assert f'href="{link}"' in text(asker.get(f"/forms/{owed.round.form_id}/"))
    answer = asker.get(link)
    name = unquote(answer["Content-Disposition"].rpartition("''")[2])
    assert name == f"{owed.round.form.title}-{period_word(owed.round.period)}.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["数据"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == [town.name for town in here.towns]
    assert signed_in(person("reviewer", place("南浦县", kind="county"))).get(link).status_code == 404
