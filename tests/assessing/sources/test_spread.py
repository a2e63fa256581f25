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


def periods(checked: Checked) -> list[str]:
    """The periods of what was read, with a g behind those of growth."""
    rows = checked.frame.select("period", "measure").iter_rows()
    return [f"{period} g" if measure == "growth" else period for period, measure in rows]


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
        "月报.xlsx, sheet Sheet: columns read by the period in their heads: C 总量 = 2024年1—2月、"
        "D 同比 = 2024年1—2月同比、E 当月 = 2024年3月、F 累计 = 2024年1—3月、G 累计同比 = 2024年1—3月同比"
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


def test_a_table_with_a_column_of_figures_is_one_of_a_row_a_figure(tmp_path: Path) -> None:
    heads = [*HEADS, "期间", "完成值", "同比", "上年同期", "本月", "10月", "年度", "状态"]
    row = ["云岚县", *INVESTMENT, "2024-10", 5.6, "增长8.2%", "（70）", 1, None, 2024, "已报"]
    checked = sources.observations(made.write(tmp_path / "o.csv", heads, [row]))
    assert checked.faults == []
    assert figures(checked) == [("云岚县", "2024-10", "level", 5.6, "亿元")]
    assert checked.notes == ["o.csv: columns that are not read: 同比、上年同期、本月、10月、年度"]


def test_a_unit_is_no_place(tmp_path: Path) -> None:
    rows = [["2024年10月", "", ""], ["指标", "单位", "本月"], ["固定资产投资", "亿元", 7.4]]
    [fault] = sources.observations(book(tmp_path / "a.xlsx", rows)).faults
    assert (fault.column, fault.found, fault.expected) == ("B 单位", "'亿元'", "the name of a place or body")


def test_targets_of_a_quarter_a_column(tmp_path: Path) -> None:
    heads = ["编号", *HEADS, "年度", "全年目标", "一季度目标", "上半年目标", "1—10月", "增速", "基数"]
    row = ["7", "云岚县", *INVESTMENT, "2024", 22, 5.6, 9, 18, 8.5, 20]
    checked = sources.targets(made.write(tmp_path / "t.csv", heads, [row]))
    assert checked.faults == []
    assert checked.frame.select("id", "period", "value", "baseline").rows() == [
        # Last year's amount is of one of them, and nobody says of which.
        ("7·全年目标", "2024", 22.0, None),
        ("7·一季度目标", "2024-01/2024-03", 5.6, None),
        ("7·上半年目标", "2024-01/2024-06", 9.0, None),
    ]
    # What does not say that it is a target may be what was reached, and growth the growth of any of them.
    assert "t.csv: columns that are not read: 1—10月、增速" in checked.notes
    checked = sources.targets(made.write(tmp_path / "t.csv", heads[1:], [row[1:]]))
    assert checked.frame["id"].to_list() == ["t.csv·2·全年目标", "t.csv·2·一季度目标", "t.csv·2·上半年目标"]


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


# What leaves open which figures it belongs to is not read, and told: heads, what is read (g: growth), what is not.
LEFT: list[tuple[list[str], list[str], list[str]]] = [
    # Of a year and the year before it growth is of the later, whichever comes first.
    (
        ["2024年1—10月", "2023年1—10月", "同比"],
        ["2024-01/2024-10", "2023-01/2023-10", "2024-01/2024-10 g"],
        [],
    ),
    (["2023年", "2024年", "增速"], ["2023", "2024", "2024 g"], []),
    (["10月", "9月", "增长%"], ["2024-10", "2024-09"], ["增长%"]),
    (["1月", "2月", "3月", "同比"], ["2024-01", "2024-02", "2024-03"], ["同比"]),
    # Another column between them.
    (["10月当月", "截至10月底累计完成额", "同比"], ["2024-10"], ["截至10月底累计完成额", "同比"]),
    (["1—10月", "全年预计", "同比"], ["2024-01/2024-10"], ["全年预计", "同比"]),
    (["1—10月", "位次", "同比"], ["2024-01/2024-10"], ["位次", "同比"]),
    # Its own head says it.
    (["1—10月", "位次", "1—10月同比"], ["2024-01/2024-10", "2024-01/2024-10 g"], ["位次"]),
    (["去年同期", "1—10月"], ["2024-01/2024-10"], ["去年同期"]),
    # A plan, or what is expected; months of two years; a sum of which nobody knows the end.
    (["全年", "1—10月", "完成率"], ["2024-01/2024-10"], ["全年", "完成率"]),
    (["11月", "12月", "1月", "2月"], [], ["11月", "12月", "1月", "2月"]),
    (["2024/10/1", "2024/10/8"], [], ["2024/10/1", "2024/10/8"]),
    (["2024-10-01", "2024-10-02", "2024年9月"], ["2024-09"], ["2024-10-01", "2024-10-02"]),
    (["10月当月", "上年同期", "同比"], ["2024-10", "2023-10", "2024-10 g"], []),
]


@pytest.mark.parametrize(("heads", "read", "left"), LEFT)
def test_what_is_left_open_is_not_read(heads: list[str], read: list[str], left: list[str], tmp_path: Path) -> None:
    row = ["云岚县", *INVESTMENT, *(7.5 + at for at in range(len(heads)))]
    checked = sources.observations(made.write(tmp_path / "2024年.csv", [*HEADS, *heads], [row]))
    assert bool(checked.faults) == (read == [])
    assert periods(checked) == read
    told = [note.split(": ")[-1] for note in checked.notes if "not read" in note]
    assert told == (["、".join(left)] if left else [])


def book(path: Path, rows: list[list[Any]], *merged: str) -> Path:
    """A workbook of rows as they stand there, with merged cells."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(path)
    return path


# Heads above others that change what is below them: upper, lower, what is read.
GROUPS: list[tuple[list[str], list[str], list[str]]] = [
    (
        ["目标", "完成情况", "完成情况"],
        ["全年", "1—10月", "同比"],
        ["2024-01/2024-10", "2024-01/2024-10 g"],
    ),
    (["上年", "本年", "本年"], ["全年", "1—9月", "1—10月"], []),
    (["实际", "预计", "预计"], ["1—10月", "全年", "同比"], ["2024-01/2024-10"]),
    (
        ["绝对量", "增速（%）", "增速（%）"],
        ["1—10月", "1—9月", "1—10月"],
        ["2024-01/2024-10", "2024-01/2024-09 g", "2024-01/2024-10 g"],
    ),
    (["总量", "环比增速（%）", "全市位次"], ["一季度", "二季度", "三季度"], ["2024-01/2024-03"]),
    (["全县", "其中：开发区", "其中：开发区"], ["一季度", "二季度", "三季度"], []),
    (["2024年", "2024年", "2023年"], ["预计", "增速", "一季度"], ["2023-01/2023-03"]),
    (["2024年", "2023年", "2023年"], ["本月", "本月", "累计"], []),
]


@pytest.mark.parametrize(("upper", "lower", "read"), GROUPS)
def test_heads_above_others(upper: list[str], lower: list[str], read: list[str], tmp_path: Path) -> None:
    merged = [f"{letter}2:{letter}3" for letter in "ABC"]
    for at, other in ((0, 1), (1, 2)):
        if upper[at] == upper[other]:
            merged.append(f"{'DEF'[at]}2:{'DEF'[other]}2")
    rows = [
        ["2024年主要指标"],
        [*HEADS, *(None if at and upper[at] == upper[at - 1] else head for at, head in enumerate(upper))],
        [None, None, None, *lower],
        ["云岚县", *INVESTMENT, 7.4, 7.5, 7.6],
    ]
    checked = sources.observations(book(tmp_path / "月报.xlsx", rows, *merged))
    if not read:
        assert checked.unusable
        return
    assert periods(checked) == read


def test_groups_that_are_centred_and_not_merged_are_not_read(tmp_path: Path) -> None:
    rows = [
        [*HEADS, "2023年", None, "2024年", None],
        [*HEADS, "11月", "12月", "1月", "2月"],
        ["云岚县", *INVESTMENT, 1, 2, 3, 4],
    ]
    checked = sources.observations(book(tmp_path / "a.xlsx", rows))
    assert checked.frame.select("period", "value").rows() == [("2023-11", 1.0), ("2024-01", 3.0)]
    assert checked.notes[0] == "a.xlsx, sheet Sheet: columns that are not read: E 12月、G 2月"


def test_a_unit_of_the_title_is_of_what_is_counted_in_it(tmp_path: Path) -> None:
    rows = [
        ["2024年主要指标（单位：亿元）", None, None],
        ["地区", "指标", "1—10月"],
        ["云岚县", "固定资产投资", 80.1],
        ["云岚县", "城镇新增就业", 3911],
        ["云岚县", "城镇登记失业率", 3.1],
    ]
    checked = sources.observations(book(tmp_path / "a.xlsx", rows))
    assert checked.frame["unit"].to_list() == ["亿元", None, None]


def test_the_unit_of_a_head_is_that_of_its_column(tmp_path: Path) -> None:
    table = made.write(
        tmp_path / "a.csv", [*HEADS, "期间", "本月（万元）", "累计"], [["云岚县", *INVESTMENT, "2024-10", 74000, 80.1]]
    )
    assert sources.observations(table).frame.select("value", "unit").rows() == [(74000.0, "万元"), (80.1, "亿元")]


def test_growth_of_percentages_is_not_read(tmp_path: Path) -> None:
    rows = [
        ["云岚县", "城镇登记失业率", "%", "2024-10", 3.1, -0.2],
        ["云岚县", *INVESTMENT, "2024-10", 80.1, 8.2],
        ["云岚县", "规模以上工业增加值增速", None, "2024-10", 6.5, 0.8],
    ]
    checked = sources.observations(made.write(tmp_path / "a.csv", [*HEADS, "期间", "累计", "同比"], rows))
    assert checked.frame.filter(pl.col("value") < 1).is_empty()
    assert "a.csv: 同比 of percentages is not read, as it may be in points: 2, 4" in checked.notes


def test_a_second_table_on_the_sheet_has_a_title_of_its_own(tmp_path: Path) -> None:
    heads = ["地区", "指标", "单位", "本月"]
    rows = [
        ["2024年2月", None],
        heads,
        ["云岚县", *INVESTMENT, 1],
        ["2024年3月", None],
        heads,
        ["雾溪县", *INVESTMENT, 2],
    ]
    [fault, *_] = sources.observations(book(tmp_path / "a.xlsx", rows)).unusable
    assert (fault.row, fault.found) == (5, "the head again")


def test_remarks_over_all_columns_and_a_row_of_column_names(tmp_path: Path) -> None:
    heads = [*HEADS, "1月", "2月"]
    rows = [
        ["2024年投资"],
        heads,
        ["甲", "乙", "丙", 1, 2],
        ["云岚县", *INVESTMENT, 7.4, None],
        ["注：2月的数下月发布"],
    ]
    checked = sources.observations(book(tmp_path / "a.xlsx", rows, "A1:E1", "A5:E5"))
    assert checked.faults == []
    assert figures(checked) == [("云岚县", "2024-01", "level", 7.4, "亿元")]
    assert any("row 3 is names of columns" in note for note in checked.notes)


@pytest.mark.parametrize(
    ("title", "heads", "read"),
    [
        # What lies behind the title's month has not come, whatever stands in it.
        ("2024年1—9月投资", ["8月", "9月", "10月", "全年"], ["2024-08", "2024-09"]),
        # Growth, ranks, plans: no amounts that were reached.
        ("2024年10月投资增速", ["8月", "9月"], []),
        ("2024年投资计划", ["8月", "9月"], []),
        ("2024年投资目标完成情况", ["8月", "9月"], ["2024-08", "2024-09"]),
        ("2024年投资及增速", ["8月", "同比"], ["2024-08", "2024-08 g"]),
    ],
)
def test_what_a_title_says_of_the_figures(title: str, heads: list[str], read: list[str], tmp_path: Path) -> None:
    rows = [[title], [*HEADS, *heads], ["云岚县", *INVESTMENT, *(7.5 for _ in heads)]]
    assert periods(sources.observations(book(tmp_path / "a.xlsx", rows))) == read


def test_a_sum_to_date_beside_a_column_of_years_is_not_read(tmp_path: Path) -> None:
    table = made.write(
        tmp_path / "a.csv", [*HEADS, "年份", "1月", "2月", "累计"], [["云岚县", *INVESTMENT, 2024, 1, 2, 3]]
    )
    checked = sources.observations(table)
    assert periods(checked) == ["2024-01", "2024-02"]
    assert checked.notes[0] == "a.csv: columns that are not read: 累计"


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("固定资产投资", "亿元"),
        ("固定资产投资（万元）", None),
        ("居民人均可支配收入", None),
        ("城镇新增就业", None),
    ],
)
def test_the_unit_of_a_title_fits_what_the_catalogue_counts_in(
    indicator: str, unit: str | None, tmp_path: Path
) -> None:
    rows = [["2024年10月（单位：亿元）"], ["地区", "指标", "累计"], ["云岚县", indicator, 7.5]]
    assert sources.observations(book(tmp_path / "a.xlsx", rows)).frame["unit"].to_list() == [unit]


@pytest.mark.parametrize(
    ("head", "cells", "read"),
    [
        ("同比", ["0.082", "-0.12"], []),
        ("同比", ["8.2%", "0.5%"], [8.2, 0.5]),
        ("同比（%）", ["0.82", "0.5"], [0.82, 0.5]),
        ("同比", ["8.2", "0.5"], [8.2, 0.5]),
        ("同比", ["持平", "—"], [0.0]),
    ],
)
def test_growth_that_may_be_a_fraction_is_not_read(
    head: str, cells: list[str], read: list[float], tmp_path: Path
) -> None:
    rows = [[place, *INVESTMENT, "2024-10", 5, cell] for place, cell in zip(("云岚县", "雾溪县"), cells, strict=True)]
    checked = sources.observations(made.write(tmp_path / "a.csv", [*HEADS, "期间", "累计", head], rows))
    assert checked.faults == []
    assert checked.frame.filter(pl.col("measure") == "growth")["value"].to_list() == read
