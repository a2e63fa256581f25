"""What a table says wrongly without a word: numbers without units, too large, or of no kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luoshi.assessing import sources
from luoshi.assessing.sources.beside import without_unit
from luoshi.assessing.sources.faults import Fault

TARGETS = "编号,地区,指标,时期,口径,关系,目标值,计量单位,基数\n"
FIGURES = "地区,指标,时期,口径,数值,计量单位\n"


def table(path: Path, head: str, *rows: str) -> Path:
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_number_without_a_unit_is_a_fault_where_the_other_table_has_one(tmp_path: Path) -> None:
    lines = [
        "1,云岚县,GDP,2024,总量,不低于,12,,",
        "2,云岚县,一般公共预算收入,2024,增速,不低于,6,,",
        "3,甲县,GDP,2024,总量,不低于,9,亿元,",
    ]
    targets = sources.targets(table(tmp_path / "目标.csv", TARGETS, *lines))
    figures = [
        "云岚县,地区生产总值,2024年1—9月,总量,98000,万元",
        "云岚县,一般公共预算收入,2024年1—9月,总量,4,亿元",
        "甲县,GDP,2024年1—9月,总量,8,",
    ]
    observations = sources.observations(table(tmp_path / "数据.csv", FIGURES, *figures))
    without_unit(targets, observations)
    without_unit(observations, targets)
    said = "a unit, as the same indicator is in {} elsewhere"
    assert targets.faults == [Fault("目标.csv", None, 2, "计量单位", "nothing", said.format("万元"))]
    assert observations.faults == [Fault("数据.csv", None, 4, "计量单位", "nothing", said.format("亿元"))]
    assert (targets.frame["id"].to_list(), targets.faulty_rows) == (["2", "3"], 1)
    assert observations.frame.height == 2


def test_two_tables_without_units_go_together(tmp_path: Path) -> None:
    targets = sources.targets(table(tmp_path / "目标.csv", TARGETS, "1,云岚县,GDP,2024,总量,不低于,12,,"))
    observations = sources.observations(table(tmp_path / "数据.csv", FIGURES, "云岚县,GDP,2024,总量,11,"))
    without_unit(targets, observations)
    assert (targets.faults, targets.frame.height) == ([], 1)


def test_the_unit_behind_a_baseline_is_the_row_s(tmp_path: Path) -> None:
    path = table(tmp_path / "目标.csv", TARGETS, "1,云岚县,GDP,2024,总量,不低于,12,亿元,95000万元")
    expected = "the unit 亿元, as the row says, or none"
    assert sources.targets(path).faults == [Fault("目标.csv", None, 2, "基数", "'95000万元'", expected)]


@pytest.mark.parametrize("text", ["1e15", "99999999999999999999", "-1e300"])
def test_a_number_that_is_none_of_anything_is_a_fault(text: str, tmp_path: Path) -> None:
    path = table(tmp_path / "数据.csv", FIGURES, f"云岚县,GDP,2024,总量,{text},亿元", "云岚县,GDP,2023,总量,9e14,亿元")
    checked = sources.observations(path)
    assert checked.faults == [Fault("数据.csv", None, 2, "数值", f"'{text}'", "a number below 1e+15")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ([{"a": 1}], "'a value of type Struct({'a': Int64})'"),
        ([b"9.8"], "'a value of type Binary'"),
        ([timedelta(1)], "'a value of type Duration(time_unit='us')'"),
        ([[timedelta(1)]], "'a value of type List(Duration(time_unit…'"),
        ([True], "'True'"),
        ([1e300], "'1e+300'"),
    ],
)
def test_what_a_parquet_file_keeps_instead_of_a_number_is_told(value: list[Any], found: str, tmp_path: Path) -> None:
    path = tmp_path / "数据.parquet"
    cell = {"place": ["云岚县"], "indicator": ["GDP"], "period": ["2024"], "unit": ["亿元"]}
    pl.DataFrame({**cell, "value": value, "note": [timedelta(1)]}).write_parquet(path)
    [fault] = sources.observations(path).faults
    assert (fault.row, fault.column, fault.found.replace('"', "'")) == (1, "value", found)


def test_lines_that_are_no_rows_are_counted_and_a_file_of_them_says_nothing_of_heads(tmp_path: Path) -> None:
    good = '{"place": "云岚县", "indicator": "GDP", "period": "2024", "value": 9, "unit": "亿元"}'
    path = tmp_path / "数据.jsonl"
    path.write_text(f"{good}\ngarbage\n[1]\n", encoding="utf-8")
    checked = sources.observations(path)
    assert (checked.frame.height, checked.faulty_rows, [fault.row for fault in checked.faults]) == (1, 2, [2, 3])
    path.write_text('{"place":\n', encoding="utf-8")
    [fault] = sources.observations(path).faults
    assert fault.expected == "one JSON object a line, in UTF-8"


def test_rankings(tmp_path: Path) -> None:
    head = "指标,时期,公布日期,口径\n"
    path = table(tmp_path / "排名.csv", head, "社会消费品零售总额,2024年1—10月,2024-11-25,总量", "GDP,2024,,")
    checked = sources.rankings(path)
    columns = ("indicator", "period", "measure", "published_at")
    assert [tuple(map(str, row)) for row in checked.frame.select(columns).rows()] == [
        ("社会消费品零售总额", "2024-01/2024-10", "level", "2024-11-25")
    ]
    assert [(fault.row, fault.expected) for fault in checked.faults] == [
        (3, "the day on which the ranking was published")
    ]
