"""A whole round as one workbook: every respondent, every cell, the state of each sheet."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.actors import Actor
from luoshi.office.reporting.models import Round
from luoshi.office.reporting.summary import Summary, summary, workbook
from office.making import OFFICE, actor, place
from office.reporting.making import County, accepted, county, opened, sheet, submitted


def round_of(held: Round) -> Round:
    return Round.objects.select_related("form__issuer").get(pk=held.pk)


def tables(found: Summary, language: str = "zh") -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook(found, language)))
    return {table.title: [list(row) for row in table.iter_rows(values_only=True)] for table in book}


def made(towns: int = 3) -> tuple[County, Round]:
    """Three towns: the first accepted, the second handed in, the third not; the first thing comes by another form."""
    here = county(towns=towns, indicators=2)
    held, other = opened(here.form(0)), opened(here.form(0, 1, (1, "growth"), title="全县月报"))
    accepted(here.clerks[0], here.reviewer, sheet(held, here.towns[0]), "5.25")
    submitted(here.clerks[1], sheet(held, here.towns[1]), "7")
    accepted(here.clerks[0], here.reviewer, sheet(other, here.towns[0]), "-3", "1.5")
    submitted(here.clerks[1], sheet(other, here.towns[1]), "4", "2")
    return here, other


def test_figures_statuses_and_the_state_of_each_sheet(office: str) -> None:
    here, held = made()
    first, second = (indicator.name for indicator in here.indicators)
    told = tables(summary(here.reviewer, round_of(held)))
    heads = ["单位代码", "填报单位", "行政区", "报表状态", "版本"]
    heads += [f"{first}（亿元）", f"{second}（亿元）", f"{second} 增速（%）"]
    assert list(told) == ["数据", "状态"]
    assert [rows[0] for rows in told.values()] == [heads, heads]
    codes = [town.code for town in here.towns]
    assert [row[1:] for row in told["数据"][1:]] == [
        ["镇0人民政府", "云镇0", "已通过", 1, 5.25, -3, 1.5],
        ["镇1人民政府", "云镇1", "待审核", 1, None, 4, 2],
        ["镇2人民政府", "云镇2", "未报", None, None, None, None],
    ]
    assert [row[0] for row in told["数据"][1:]] == codes
    assert [row[5:] for row in told["状态"][1:]] == [
        ["已报", "已报", "已报"],
        [None, "已报（未审核）", "已报（未审核）"],
        [None, None, None],
    ]
    assert list(tables(summary(here.reviewer, round_of(held)), "en")) == ["figures", "statuses"]


def test_each_gets_the_respondents_that_one_sees(office: str) -> None:
    here, held = made()

    def seen(who: Actor) -> list[str]:
        return [line.sheet.body.name for line in summary(who, round_of(held)).lines]

    everybody = [town.name for town in here.towns]
    assert seen(here.reviewer) == seen(OFFICE) == seen(actor("viewer", here.bureau)) == everybody
    assert seen(here.clerks[1]) == ["镇1人民政府"]
    assert seen(actor("reviewer", place("南浦县", kind="county"))) == []


def test_a_sheet_with_no_cells_of_its_own_owes_nothing(office: str) -> None:
    here = county(towns=1, indicators=1)
    opened(here.form(0))
    told = tables(summary(OFFICE, round_of(opened(here.form(0)))))
    assert told["数据"][1][3] == "无须填报"


def test_queries_do_not_grow_with_the_respondents(office: str) -> None:
    counts = []
    for towns in (3, 8):
        here, held = made(towns)
        seen = round_of(held)
        with CaptureQueriesContext(connection) as queries:
            summary(here.reviewer, seen)
        counts.append(len(queries))
    assert counts == [6, 6]
