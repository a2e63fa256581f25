"""Good tables in every format give the same frames."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from assessing.sources import made
from luoshi.assessing import sources
from luoshi.assessing.frames import OBSERVATIONS, TARGETS

FORMATS = ("csv", "xlsx", "parquet", "jsonl")


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_targets_are_the_same_from_every_format(form: str, tmp_path: Path) -> None:
    found = sources.targets(made.write(tmp_path / f"目标.{form}", made.TARGET_HEADS, made.TARGETS))
    assert found.faults == []
    assert found.frame.columns == [*TARGETS, "source"]
    assert found.frame.drop("source").rows() == [
        ("1", "云岚县", "地区生产总值", "2024", "growth", "approx", 6.0, None, "%", "expected", None, None),
        ("2", "云岚县", "城镇新增就业", "2024", "level", "ge", 4200.0, None, "人", "firm", None, None),
        ("3", "云岚县", "一般公共预算收入", "2024", "growth", "between", 5.0, 6.0, "%", None, None, None),
        ("4", "云岚县", "进出口总额", "2024", "growth", "positive", None, None, None, None, None, None),
        ("5", "云岚县", "社会消费品零售总额", "2024", "gap", "positive", None, None, None, None, "全市", None),
        ("6", "云岚县", "固定资产投资", "2024", "level", "eq", 80.0, None, "亿元", None, None, 73.5),
    ]


def test_observations_are_the_same_from_every_format(form: str, tmp_path: Path) -> None:
    found = sources.observations(made.write(tmp_path / f"数.{form}", made.OBSERVATION_HEADS, made.OBSERVATIONS))
    assert found.faults == []
    assert found.frame.columns == [*OBSERVATIONS, "source"]
    day = datetime.date
    assert found.frame.drop("source").rows() == [
        ("云岚县", "地区生产总值", "2024-01/2024-09", "growth", 6.2, "%", "reported", day(2024, 10, 25)),
        ("云岚县", "城镇新增就业", "2024-01/2024-10", "level", 3905.0, "人", None, day(2024, 11, 18)),
        ("云岚县", "城镇新增就业", "2024-01/2024-10", "level", 3911.0, "人", None, day(2024, 12, 2)),
        ("云岚县", "固定资产投资", "2024-10", "level", None, "亿元", "missing", None),
        ("云岚县", "生产安全事故起数", "2024-10", "level", 0.0, "起", "zero", day(2024, 11, 18)),
    ]


def test_every_row_says_where_it_stands(tmp_path: Path) -> None:
    table = made.write(tmp_path / "目标.csv", made.TARGET_HEADS, made.TARGETS)
    assert sources.targets(table).frame["source"].to_list()[:2] == ["目标.csv·2", "目标.csv·3"]
    book = made.write(tmp_path / "目标.xlsx", made.TARGET_HEADS, made.TARGETS)
    assert sources.targets(book).frame["source"].to_list()[0] == "目标.xlsx·表·2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_of_csv(encoding: str, tmp_path: Path) -> None:
    table = made.write(tmp_path / "目标.csv", made.TARGET_HEADS, made.TARGETS, encoding)
    assert sources.targets(table).frame.height == 6


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_separators(separator: str, tmp_path: Path) -> None:
    table = made.write(tmp_path / "目标.csv", made.TARGET_HEADS, made.TARGETS)
    other = tmp_path / "目标.tsv"
    other.write_text(table.read_text("utf-8-sig").replace(",", separator), encoding="utf-8")
    assert sources.targets(other).frame.drop("source").equals(sources.targets(table).frame.drop("source"))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4200", 4200.0),
        (" 4,200 ", 4200.0),
        ("４２００", 4200.0),
        ("4200人", 4200.0),
        ("４，２００人", 4200.0),
        ("4.2e3", 4200.0),
        ("-5", -5.0),
        ("−5", -5.0),
    ],
)
def test_numbers_as_offices_write_them(cell: str, value: float, tmp_path: Path) -> None:
    table = made.targets(tmp_path / "t.xlsx", 口径="总量", 单位="人", 目标值=cell)
    found = sources.targets(table)
    assert (found.faults, found.frame["value"].to_list()) == ([], [value])


def test_a_unit_behind_the_number_is_its_unit(tmp_path: Path) -> None:
    found = sources.observations(made.observations(tmp_path / "o.csv", 口径="总量", 数值="218.6亿元", 单位=None))
    assert found.frame.select("value", "unit").rows() == [(218.6, "亿元")]


def test_a_unit_in_the_head_is_the_unit_of_the_column(tmp_path: Path) -> None:
    heads = ["编号", "地区", "指标", "时期", "目标值（亿元）"]
    found = sources.targets(made.write(tmp_path / "t.csv", heads, [["1", "云岚县", "固定资产投资", "2024", 80]]))
    assert found.frame.select("value", "unit", "measure", "comparator").rows() == [(80.0, "亿元", "level", "eq")]


def test_a_name_that_says_growth_is_measured_by_growth(tmp_path: Path) -> None:
    found = sources.targets(made.targets(tmp_path / "t.csv", 指标="固定资产投资增速", 口径=None))
    assert found.frame["measure"].to_list() == ["growth"]


def test_a_unit_column_is_the_place_or_the_unit_by_what_else_there_is(tmp_path: Path) -> None:
    one = made.write(
        tmp_path / "一.csv", ["序号", "单位", "指标", "时期", "目标值"], [[1, "县教育局", "学位", "2024", 900]]
    )
    assert sources.targets(one).frame.select("id", "place", "unit").rows() == [("1", "县教育局", None)]
    two = made.write(
        tmp_path / "二.csv",
        ["序号", "编号", "地区", "单位", "指标", "时期", "目标值"],
        [[7, "A1", "云岚县", "个", "学位", "2024", 900]],
    )
    found = sources.targets(two)
    assert found.frame.select("id", "place", "unit").rows() == [("A1", "云岚县", "个")]
    assert found.notes == ["二.csv: columns that are not read: 序号"]


def test_a_workbook_as_an_office_makes_it(tmp_path: Path) -> None:
    """A title, a head of two rows, merged cells, an empty row, a total, a remark, a date, a percentage."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024年目标"
    sheet.append(["云岚县2024年主要目标"])
    sheet.merge_cells("A1:H1")
    sheet.append(["编号", "地区", "指标", "时期", "口径", "目标", None, "单位"])
    sheet.append([None, None, None, None, None, "值", "上限", None])
    for column in "ABCDEH":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("F2:G2")
    sheet.append([1, "云岚县", "地区生产总值", datetime.date(2024, 1, 1), "增速", 0.06, None, None])
    sheet["F4"].number_format = "0.0%"
    sheet["D4"].number_format = "yyyy"
    sheet.append([2, None, "固定资产投资", 2024, "总量", 80, None, "亿元"])
    sheet.merge_cells("B4:B5")
    sheet.append([])
    sheet.append(["合 计", None, None, None, None, 80, None, None])
    sheet.append(["注：以上为预期性目标"])
    book.create_sheet("说明").append(["本表由督查室编制"])
    hidden = book.create_sheet("旧表")
    hidden.append(["编号", "地区", "指标", "时期", "目标值"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "目标.xlsx")
    found = sources.targets(tmp_path / "目标.xlsx")
    assert found.faults == []
    assert found.frame.select("id", "place", "indicator", "period", "measure", "value", "unit").rows() == [
        ("1", "云岚县", "地区生产总值", "2024", "growth", 6.0, "%"),
        ("2", "云岚县", "固定资产投资", "2024", "level", 80.0, "亿元"),
    ]
    assert found.notes == [
        "目标.xlsx: sheets that are not read, as they hold no targets: 说明",
        "目标.xlsx, sheet 2024年目标: row 6 is empty, left out",
        "目标.xlsx, sheet 2024年目标: row 7 is totals, left out",
        "目标.xlsx, sheet 2024年目标: row 8 is remarks, left out",
    ]


def test_every_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for month in (9, 10):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(made.OBSERVATION_HEADS)
        sheet.append(
            ["云岚县", "城镇新增就业", f"2024年1—{month}月", None, month * 390, "人", None, f"2024-{month + 1}-18"]
        )
    book.save(tmp_path / "数.xlsx")
    found = sources.observations(tmp_path / "数.xlsx")
    assert found.frame.select("period", "value").rows() == [("2024-01/2024-09", 3510.0), ("2024-01/2024-10", 3900.0)]


def test_a_head_printed_again_is_left_out(tmp_path: Path) -> None:
    rows = [made.TARGETS[0], made.TARGET_HEADS, made.TARGETS[1]]
    found = sources.targets(made.write(tmp_path / "t.csv", made.TARGET_HEADS, rows))
    assert found.frame["id"].to_list() == ["1", "2"]
    assert found.notes == ["t.csv: row 3 is the head again, left out"]


def test_the_same_figure_twice_is_one(tmp_path: Path) -> None:
    rows = [made.OBSERVATIONS[1], made.OBSERVATIONS[1]]
    found = sources.observations(made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, rows))
    assert (found.frame.height, found.notes) == (1, ["o.csv: 1 row says the same again, left out"])


def test_a_corrections_later_day_makes_it_no_contradiction(tmp_path: Path) -> None:
    table = made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, made.OBSERVATIONS[1:3])
    assert sources.observations(table).frame["value"].to_list() == [3905.0, 3911.0]


def test_types_of_parquet_are_taken(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "place": pl.Series(["云岚县"], dtype=pl.Categorical),
            "indicator": ["GDP"],
            "period": [2024],
            "value": [218],
            "unit": ["亿元"],
            "reported_at": [datetime.datetime(2025, 1, 18, 9, 30)],
        }
    ).write_parquet(tmp_path / "o.parquet")
    found = sources.observations(tmp_path / "o.parquet")
    assert found.frame.drop("source").rows() == [
        ("云岚县", "GDP", "2024", "level", 218.0, "亿元", None, datetime.date(2025, 1, 18))
    ]


def test_nan_is_nothing(tmp_path: Path) -> None:
    frame = pl.DataFrame({"place": ["云岚县"], "indicator": ["GDP"], "period": ["2024"], "value": [float("nan")]})
    frame.write_parquet(tmp_path / "o.parquet")
    assert sources.observations(tmp_path / "o.parquet").frame["value"].to_list() == [None]


def test_further_columns_can_be_kept(tmp_path: Path) -> None:
    table = made.observations(tmp_path / "o.xlsx", 组别="山区")
    assert sources.observations(table, keep=["组别"]).frame["组别"].to_list() == ["山区"]
    [fault] = sources.observations(table, keep=["分组"]).unusable
    assert fault.expected == "a column 分组"


def test_parts(tmp_path: Path) -> None:
    table = made.write(
        tmp_path / "p.csv", ["下级", "上级", "是否齐全"], [["栗溪镇", "云岚县", "否"], ["雁坪镇", "云岚县", None]]
    )
    assert sources.parts(table).frame.drop("source").rows() == [
        ("栗溪镇", "云岚县", "place", "no"),
        ("雁坪镇", "云岚县", "place", "yes"),
    ]


def test_a_formula_of_our_own_csv_comes_back_as_text(tmp_path: Path) -> None:
    found = sources.targets(made.targets(tmp_path / "t.csv", 地区="'=云岚县"))
    assert found.frame["place"].to_list() == ["=云岚县"]


def test_keys_may_come_later_in_json_lines(tmp_path: Path) -> None:
    table = tmp_path / "o.jsonl"
    rows = [
        {"place": "云岚县", "indicator": "GDP", "period": "2023", "value": 218.6},
        {"unit": "亿元", "place": "云岚县", "indicator": "GDP", "period": "2024", "value": 233},
    ]
    table.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert sources.observations(table).frame.select("period", "value", "unit").rows() == [
        ("2023", 218.6, None),
        ("2024", 233.0, "亿元"),
    ]


def test_a_large_workbook_is_the_same_as_a_large_csv(tmp_path: Path) -> None:
    rows = [["云岚县", f"指标{n}", "2024-10", None, n / 7, "个", None, "2024-11-18"] for n in range(3000)]
    one = sources.observations(made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, rows))
    two = sources.observations(made.write(tmp_path / "o.xlsx", made.OBSERVATION_HEADS, rows))
    assert_frame_equal(one.frame.drop("source"), two.frame.drop("source"))
