from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from assessing.lights.rows import lit_rows
from luoshi.assessing.frames import FrameError
from luoshi.assessing.lights import RuleError, light, load, read

WARNING = load("warning")
FULL = """
title = "全"
[columns]
a = { zh = "甲", unit = "个" }
b = { zh = "乙", unit = "个", digits = 0 }
s = { zh = "状态", values = { x = "在办", y = "办结" } }
[[rule]]
key = "text"
light = "green"
when = ["s is not x", "a is known"]
[[rule]]
key = "sum"
light = "blue"
when = ["a + 2 * b - 1 <= 10", "a >= b"]
[[rule]]
key = "close"
light = "yellow"
when = "a > b"
[[rule]]
key = "blank"
light = "grey"
when = ["a <= b", "b is missing"]
[[rule]]
key = "rest"
light = "red"
when = "otherwise"
""".replace('[[rule]]\nkey = "blank"\nlight = "grey"\nwhen = ["a <= b", "b is missing"]\n', "")


@on_every_engine
def test_reasons_are_made_of_the_conditions_where_nothing_else_is_said(engine: Engine) -> None:
    frame = engine.frame(
        [
            {"a": 4.0, "b": 2.0, "s": "y"},
            {"a": 4.0, "b": 3.0, "s": "x"},
            {"a": 9.001, "b": 9.0, "s": "x"},
            {"a": 10.4, "b": 10.2, "s": "x"},
            {"a": 8.0, "b": 9.0, "s": "x"},
            {"a": None, "b": None, "s": "x"},
        ]
    )
    found = engine.rows(light(frame, read(FULL, "全.toml")))
    assert {row["light_reason"] for row in found} == {
        "办结，甲已有，亮绿灯。",
        "甲4个加2倍的乙3个减1，不高于10，甲4个，不低于乙3个，亮蓝灯。",
        "甲9个，略高于乙9个，亮黄灯。",
        "甲10.4个，高于乙10个，亮黄灯。",
        "状态在办、甲8个、乙9个，以上各条都不符合，亮红灯。",
        "缺少甲、缺少乙，不亮灯。",
    }


@on_every_engine
def test_what_is_no_number_is_never_red(engine: Engine) -> None:
    rows = [{"month_completion": value} for value in (None, math.nan, math.inf, -math.inf, 1e16, 12.0)]
    assert [row["light"] for row in lit_rows(engine, "warning", rows)] == ["grey"] * 5 + ["yellow_card"]


@on_every_engine
def test_a_column_of_nothing_but_nulls_gives_no_light(engine: Engine) -> None:
    rows = [{"closed": None, "deadline_days": None, "ahead": None, "poor_quality": None}] * 2
    frame = engine.frame(
        rows, {"deadline_days": "number", "ahead": "number", "closed": "number", "poor_quality": "text"}
    )
    with pytest.raises(RuleError) as error:
        light(frame, load("slips"))
    assert [line.split(": found")[0] for line in error.value.faults] == [
        "slips: rule closed: column closed",
        "slips: rule poor: column poor_quality",
    ]


@on_every_engine
def test_other_columns_stay_and_lights_are_made_anew(engine: Engine) -> None:
    frame = engine.frame([{"light": "red", "id": "1", "month_completion": 90.0}])
    assert engine.rows(light(frame, WARNING)) == [
        {
            "light": "no_card",
            "id": "1",
            "month_completion": 90.0,
            "rule": "no_card",
            "light_reason": "完成当月任务90%，不低于80%，不预警。",
        }
    ]


@on_every_engine
def test_without_reasons_there_is_no_column_of_them(engine: Engine) -> None:
    [row] = engine.rows(light(engine.frame([{"month_completion": 90.0}]), WARNING, reasons=False))
    assert row == {"month_completion": 90.0, "light": "no_card", "rule": "no_card"}


@on_every_engine
def test_a_missing_column_is_named_with_rule_set_and_rule(engine: Engine) -> None:
    frame = engine.frame([{"growth": 1.0, "averge": 2.0}])
    with pytest.raises(RuleError) as error:
        light(frame, load("investment"))
    assert error.value.faults == (
        "investment: rule both: no column plan: found 2 others, expected plan (number)",
        "investment: rule both: no column average: found averge, expected average (number)",
    )


@on_every_engine
def test_a_column_of_another_kind_is_named(engine: Engine) -> None:
    with pytest.raises(
        RuleError, match=r"warning: rule yellow_card: column month_completion: found String, expected num"
    ):
        light(engine.frame([{"month_completion": "90"}]), WARNING)


def test_what_is_no_frame_is_said() -> None:
    with pytest.raises(FrameError, match="verdicts: found list, expected a frame"):
        light([1, 2], WARNING)


def test_no_rows_give_no_rows() -> None:
    found = light(pl.DataFrame(schema={"month_completion": pl.Float64}), WARNING)
    assert found.shape == (0, 4)


def test_texts_may_be_categories() -> None:
    progress: dict[str, Any] = {"state": ["met"], "completion": [1.0], "schedule": [1.0], "ahead": [1.0], "gap": [1.0]}
    frame = pl.DataFrame(progress).with_columns(pl.col("state").cast(pl.Categorical))
    assert light(frame, load("progress"))["light"].to_list() == ["green"]


def test_whole_numbers_are_numbers() -> None:
    frame = pl.DataFrame({"month_completion": [59, 60, 80]})
    assert light(frame, WARNING)["light"].to_list() == ["yellow_card", "followed", "no_card"]


def test_a_set_of_ones_own_with_chinese_columns(tmp_path: Path) -> None:
    path = tmp_path / "招商.toml"
    path.write_text(
        'title = "招商灯"\n[columns]\n"签约" = { zh = "签约项目", unit = "个" }\n'
        '[[bands]]\ncolumn = "签约"\nband = [ { key = "少", light = "red", below = 3 }, '
        '{ key = "够", light = "green", from = 3 } ]\n',
        encoding="utf-8",
    )
    found = light(pl.DataFrame({"签约": [2, 3]}), load(path))
    assert found["light_reason"].to_list() == ["签约项目2个，低于3个，亮红灯。", "签约项目3个，不低于3个，亮绿灯。"]


def test_a_set_may_be_given_by_its_name() -> None:
    frame = pl.DataFrame({"month_completion": [59.0]})
    assert light(frame, "warning").equals(light(frame, WARNING))
