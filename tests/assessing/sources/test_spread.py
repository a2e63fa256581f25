"""Tables with a column a period: a month a column, 本月 and 累计 and 同比 beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from assessing.sources import made
from luoshi.assessing import sources
from luoshi.assessing.sources import Checked
from luoshi.assessing.sources.beside import without_unit

INVESTMENT = ["固定资产投资", "亿元"]
HEADS = ["地区", "指标", "单位"]


def figures(checked: Checked) -> list[tuple[Any, ...]]:
    return checked.frame.select("place", "period", "measure", "value", "unit").rows()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_column_a_month_is_the_same_as_a_row_a_month(form: str, tmp_path: Path) -> None:
    rows = [["云岚县", *INVESTMENT, "2024", 1.2, 3.4], ["栖霞岭县", *INVESTMENT, "2024", 2.0, 4.1]]
    wide = sources.observations(made.write(tmp_path / f"宽.{form}", [*HEADS, "年份", "1-2月", "3月"], rows))
    long = sources.observations(
        made.write(
            tmp_path / f"长.{form}",
            [*HEADS, "时期", "数值"],
            [[*row[:3], period, row[at]] for at, period in ((4, "2024年1—2月"), (5, "2024年3月")) for row in rows],
        )
    )
    assert wide.faults == long.faults == []
    assert_frame_equal(wide.frame.drop("source"), long.frame.drop("source"))
    assert wide.frame["source"].str.slice(-1).to_list() == long.frame["source"].str.slice(-1).to_list()[:2] * 2


def test_a_head_of_two_rows_with_its_month_and_unit_in_the_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["2024年3月主要指标"],
        ["单位：亿元、%"],
        ["地区", "指标", "1-2月", None, "3月", None, None],
        [None, None, "总量", "同比", "当月", "累计", "累计同比"],
        ["云岚县", "固定资产投资", 1.2, 0.05, 3.4, 4.6, 0.061],
        ["栖霞岭县", "固定资产投资", 2.2, None, None, 4.6, -0.02],
    ):
        sheet.append(row)
    for cells in ("A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:G3"):
        sheet.merge_cells(cells)
    for cell in ("D5", "G5", "G6"):
        sheet[cell].number_format = "0.0%"
    book.save(tmp_path / "月报.xlsx")
    checked = sources.observations(tmp_path / "月报.xlsx")
    assert checked.faults == []
    assert figures(checked) == [
        ("云岚县", "2024-01/2024-02", "level", 1.2, "亿元"),
        ("栖霞岭县", "2024-01/2024-02", "level", 2.2, "亿元"),
        # Growth that nobody gave is no figure; a month without its amount is a missing one.
        ("云岚县", "2024-01/2024-02", "growth", 5.0, "%"),
        ("云岚县", "2024-03", "level", 3.4, "亿元"),
        ("栖霞岭县", "2024-03", "level", None, "亿元"),
        ("云岚县", "2024-01/2024-03", "level", 4.6, "亿元"),
        ("栖霞岭县", "2024-01/2024-03", "level", 4.6, "亿元"),
        ("云岚县", "2024-01/2024-03", "growth", 6.1, "%"),
        ("栖霞岭县", "2024-01/2024-03", "growth", -2.0, "%"),
    ]
    assert checked.notes == [
        "月报.xlsx, sheet Sheet: columns read by the period in their heads: C 总量 = 2024-01/2024-02、"
        "D 同比 = 2024-01/2024-02同比、E 当月 = 2024-03、F 累计 = 2024-01/2024-03、G 累计同比 = 2024-01/2024-03同比"
    ]


def test_month_to_date_growth_and_the_year_before_by_the_rows_month(tmp_path: Path) -> None:
    heads = [*HEADS, "期间", "本月", "累计", "同比（%）", "上年同期累计", "位次"]
    table = made.write(tmp_path / "月报.csv", heads, [["云岚县", *INVESTMENT, "2024-03", 2.2, 5.6, 7.7, 5.2, 1]])
    checked = sources.observations(table)
    assert figures(checked) == [
        ("云岚县", "2024-03", "level", 2.2, "亿元"),
        ("云岚县", "2024-01/2024-03", "level", 5.6, "亿元"),
        ("云岚县", "2024-01/2024-03", "growth", 7.7, "%"),
        ("云岚县", "2023-01/2023-03", "level", 5.2, "亿元"),
    ]
    assert checked.notes == [
        "月报.csv: columns that are not read: 位次",
        "月报.csv: columns read by the period in their heads: "
        "本月、累计、同比（%） = 累计同比、上年同期累计 = 累计上年",
    ]


def test_growth_beside_a_column_of_figures(tmp_path: Path) -> None:
    heads = [*HEADS, "期间", "完成值", "同比"]
    checked = sources.observations(
        made.write(tmp_path / "o.csv", heads, [["云岚县", *INVESTMENT, "2024-03", 5.6, "7.7%"]])
    )
    assert figures(checked) == [("云岚县", "2024-03", "level", 5.6, "亿元"), ("云岚县", "2024-03", "growth", 7.7, "%")]
    # Where a column says what the rows measure, a head does not.
    measured = [["云岚县", *INVESTMENT, "2024-03", 5.6, 7.7, "总量"]]
    checked = sources.observations(made.write(tmp_path / "o.csv", [*heads, "口径"], measured))
    assert figures(checked) == [("云岚县", "2024-03", "level", 5.6, "亿元")]
    assert checked.notes == ["o.csv: columns that are not read: 同比"]


def test_targets_of_a_quarter_a_column(tmp_path: Path) -> None:
    heads = ["编号", *HEADS, "年度", "年度目标", "一季度", "上半年目标"]
    checked = sources.targets(made.write(tmp_path / "t.csv", heads, [["7", "云岚县", *INVESTMENT, "2024", 22, 5.6, 9]]))
    assert checked.faults == []
    assert checked.frame.select("id", "period", "value").rows() == [
        ("7", "2024", 22.0),
        ("7·一季度", "2024-01/2024-03", 5.6),
        ("7·上半年目标", "2024-01/2024-06", 9.0),
    ]
    checked = sources.targets(made.write(tmp_path / "t.csv", heads[1:], [["云岚县", *INVESTMENT, "2024", 22, 5.6, 9]]))
    assert checked.frame["id"].to_list() == ["t.csv·2", "t.csv·2·一季度", "t.csv·2·上半年目标"]


def test_months_that_have_not_come_are_left_out(tmp_path: Path) -> None:
    heads = [*HEADS, "1月", "2月", "3月"]
    rows = [["云岚县", *INVESTMENT, 1.2, 1.3, None], ["栖霞岭县", *INVESTMENT, 2.0, None, None]]
    checked = sources.observations(made.write(tmp_path / "2024年投资.csv", heads, rows))
    assert checked.frame.select("place", "period", "value").rows() == [
        ("云岚县", "2024-01", 1.2),
        ("栖霞岭县", "2024-01", 2.0),
        ("云岚县", "2024-02", 1.3),
        ("栖霞岭县", "2024-02", None),
    ]


def test_faults_say_the_column_and_are_told_once(tmp_path: Path) -> None:
    heads = [*HEADS, "年份", "1月", "2月"]
    rows = [
        ["云岚县", *INVESTMENT, "2024", 1.2, "待定"],
        ["", *INVESTMENT, "2024", 2.0, 2.1],
        ["雾溪县", *INVESTMENT, "2024-03", 2, 3],
    ]
    checked = sources.observations(made.write(tmp_path / "o.xlsx", heads, rows))
    assert [(fault.row, fault.column, fault.found, fault.expected) for fault in checked.faults] == [
        (3, "A 地区", "nothing", "the name of a place or body"),
        (4, "D 年份", "'2024-03'", "a year, as the heads say the rest"),
        (2, "F 2月", "'待定'", "one number, alone or with its unit (218.6, 218.6亿元)"),
    ]
    # A row with a fault in one month keeps the others.
    assert checked.faulty_rows == 3
    assert figures(checked) == [("云岚县", "2024-01", "level", 1.2, "亿元")]


def test_a_year_that_nothing_says_is_a_fault_of_the_table(tmp_path: Path) -> None:
    checked = sources.observations(
        made.write(tmp_path / "o.csv", [*HEADS, "1月", "2月"], [["云岚县", *INVESTMENT, 1, 2]])
    )
    [fault] = checked.unusable
    assert (fault.row, fault.found) == (1, "the heads 1月、2月")
    assert (
        fault.expected == "their year or month: in a column 时期, in a title, in the name of the sheet or of the file"
    )
    assert checked.faults == [fault]


def test_one_figure_in_two_columns_with_two_values(tmp_path: Path) -> None:
    heads = [*HEADS, "期间", "累计", "本年累计"]
    checked = sources.observations(
        made.write(tmp_path / "o.csv", heads, [["云岚县", *INVESTMENT, "2024-03", 5.6, 5.7]])
    )
    assert [fault.column for fault in checked.faults] == ["累计", "本年累计"]
    assert checked.frame.is_empty()


def test_a_row_without_unit_is_one_fault(tmp_path: Path) -> None:
    rows = [["云岚县", "固定资产投资", 1, 2]]
    checked = sources.observations(made.write(tmp_path / "2024.csv", ["地区", "指标", "1月", "2月"], rows))
    other = {"place": "云岚县", "indicator": "固定资产投资", "measure": "level", "value": 80.0, "unit": "亿元"}
    without_unit(checked, Checked(pl.DataFrame([other])))
    assert [fault.row for fault in checked.faults] == [2]
    assert (checked.faulty_rows, checked.frame.height) == (1, 0)
