from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from assessing.lights.rows import lit
from luoshi.assessing.lights import RuleError, RuleSet, light, load, read
from luoshi.assessing.lights.loading import WINDOWS
from luoshi.assessing.lights.memory import REST

MEMORY = load("memory")


def month(as_of: str, ahead: float | None, place: str = "云岚县") -> dict[str, Any]:
    return {"place": place, "indicator": "固定资产投资", "as_of": as_of, "ahead": ahead}


def given(as_of: str, light: str | None, place: str = "云岚县") -> dict[str, Any]:
    return {"place": place, "indicator": "固定资产投资", "as_of": as_of, "light": light}


def with_window(window: str) -> RuleSet:
    return read(
        'title = "灯"\n[columns]\nahead = { zh = "超前" }\n'
        '[[bands]]\ncolumn = "ahead"\nband = [ { key = "bad", light = "red", below = 0 }, '
        '{ key = "good", light = "green", from = 0 } ]\n'
        f'[memory]\nkey = "kept"\nafter = "red"\nat_best = "yellow"\nwindow = "{window}"\n',
        "灯.toml",
    )


@on_every_engine
def test_a_stretched_target_s_red_does_not_hold_back_the_firm_one(engine: Engine) -> None:
    rows = [
        {"id": name, **month(as_of, ahead)}
        for name, as_of, ahead in (
            ("硬", "2024-03", 1.0),
            ("高", "2024-03", -5.0),
            ("硬", "2024-04", 2.0),
            ("高", "2024-04", 1.0),
        )
    ]
    assert [light for light, _ in lit(engine, "memory", rows)] == ["green", "red", "green", "yellow"]


def test_a_history_without_ids_is_of_every_target_and_one_with_ids_of_its_own() -> None:
    now = pl.DataFrame([{"id": name, **month("2024-04", 1.0)} for name in ("硬", "高")])
    before = pl.DataFrame([{"id": "高", **given("2024-03", "red")}])
    assert light(now, MEMORY, history=before, reasons=False)["light"].to_list() == ["green", "yellow"]
    assert light(now, MEMORY, history=before.drop("id"), reasons=False)["light"].to_list() == ["yellow", "yellow"]


@on_every_engine
def test_a_series_remembers_only_its_own_months(engine: Engine) -> None:
    rows = [month("2024-03", -1.0), month("2024-04", 1.0, "松溪县"), month("2024-02", 1.0), month("2024-10", 1.0)]
    assert lit(engine, "memory", rows) == [
        ("red", "missed"),
        ("green", "done"),
        ("green", "done"),
        ("yellow", "made_up"),
    ]


@on_every_engine
def test_lights_given_earlier_are_remembered(engine: Engine) -> None:
    rows = [month("2024-10", 1.0), month("2024-10", -1.0, "松溪县"), month("2024-10", 1.0, "竹源县")]
    history = engine.frame(
        [
            given("2024-03", "red"),
            given("2024-04", "yellow"),
            given("2024-05", None),
            given("2023-12", "red", "竹源县"),
            given("2024-10", "red", "竹源县"),
            given("2024-11", "red", "竹源县"),
        ]
    )
    assert lit(engine, "memory", rows, history=history) == [
        ("yellow", "made_up"),
        ("red", "missed"),
        ("green", "done"),
    ]


@on_every_engine
def test_the_reason_names_the_first_month_of_frame_and_history(engine: Engine) -> None:
    frame = engine.frame([month("2024-05", -1.0), month("2024-06", 1.0)])
    for earlier, named in (("2024-03", "2024-03"), ("2024-07", "2024-05")):
        found = engine.rows(light(frame, MEMORY, history=engine.frame([given(earlier, "red")])))
        [reason] = [row["light_reason"] for row in found if row["as_of"] == "2024-06"]
        assert reason == f"比要求超前1个百分点；但{named}曾亮红灯，本年内补上也只到黄灯，亮黄灯。"


def test_months_may_be_given_as_cumulative_periods() -> None:
    frame = pl.DataFrame([month("2024-01", -1.0), month("2024-01/2024-02", 1.0)])
    assert sorted(light(frame, MEMORY)["light"]) == ["red", "yellow"]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("quarter", ["yellow", "green", "green", "green"]),
        ("half", ["yellow", "yellow", "green", "green"]),
        ("year", ["yellow", "yellow", "yellow", "green"]),
        ("always", ["yellow", "yellow", "yellow", "yellow"]),
    ],
)
def test_a_memory_lasts_for_its_window(window: str, expected: list[str]) -> None:
    months = ["2024-02", "2024-03", "2024-06", "2024-12", "2025-01"]
    frame = pl.DataFrame([month(m, -1.0 if m == "2024-02" else 1.0) for m in months])
    found = light(frame, with_window(window)).sort("as_of")
    assert found["light"].to_list() == ["red", *expected]


def test_every_window_has_its_words() -> None:
    assert set(REST) == set(WINDOWS)


@pytest.mark.parametrize(
    ("rows", "history", "expected"),
    [
        ([month("2024-13", 1.0)], None, "memory: memory: verdicts, column as_of: found '2024-13', expected a month"),
        ([month("2024-10", 1.0), {**month("2024-10", 1.0), "as_of": None}], None,
         "memory: memory: verdicts, column as_of: found nothing, expected a month"),
        ([{"ahead": 1.0, "place": "云岚县", "as_of": "2024"}], None,
         "memory: memory: no column indicator: found 3 others, expected indicator (text)"),
        ([month("2024-10", 1.0)], [{"place": "云岚县", "light": "red"}],
         "memory: memory: history has no column indicator: found place, light, expected indicator"),
        ([month("2024-10", 1.0)], [given("2024-03", "rot")],
         "memory: memory: history, column light: found rot, expected one of green, blue"),
        ([month("2024-10", 1.0)], [given("三月", "red")],
         "memory: memory: history, column as_of: found '三月', expected a month"),
    ],
)  # fmt: skip
def test_what_cannot_be_remembered_is_said(rows: Any, history: Any, expected: str) -> None:
    with pytest.raises(RuleError) as error:
        light(pl.DataFrame(rows), MEMORY, history=None if history is None else pl.DataFrame(history))
    assert expected in str(error.value)


def test_a_history_may_be_of_another_kind_of_frame() -> None:
    history = Engine("duckdb").frame([given("2024-03", "red")])
    assert lit(Engine("polars"), "memory", [month("2024-10", 1.0)], history=history) == [("yellow", "made_up")]


def test_a_history_for_a_set_without_a_memory_is_refused() -> None:
    with pytest.raises(RuleError, match="warning: history: no memory: found a history, expected a rule set with"):
        light(
            pl.DataFrame({"month_completion": [1.0]}), load("warning"), history=pl.DataFrame([given("2024-03", "red")])
        )
