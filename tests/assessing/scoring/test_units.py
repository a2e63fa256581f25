"""What is compared is in one unit, and what is no number is never ranked."""

from __future__ import annotations

import math
from typing import Any

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import rules_of
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import grade, league, load, rank, score


def rows(*values: Any, unit: Any = "亿元", indicator: str = "GDP") -> list[dict[str, Any]]:
    units = unit if isinstance(unit, list) else [unit] * len(values)
    return [
        {"place": f"{n}县", "indicator": indicator, "period": "2024", "value": value, "unit": one}
        for n, (value, one) in enumerate(zip(values, units, strict=True))
    ]


def ranks(native: Any, engine: Engine) -> list[Any]:
    return [row["rank"] for row in sorted(engine.rows(native), key=lambda row: str(row["place"]))]


@on_every_engine
def test_units_of_one_kind_are_compared_as_amounts(engine: Engine) -> None:
    frame = engine.frame(rows(9.8, 98000.0, 9.9, unit=["亿元", "万元", "亿元"]))
    assert ranks(rank(frame), engine) == [2, 2, 1]
    found = engine.rows(score(frame, rules_of("race", indicator="GDP", measure="level")))
    assert [(row["value"], row["rank"]) for row in sorted(found, key=lambda row: row["place"])] == [
        (9.8, 2),
        (9.8, 2),
        (9.9, 1),
    ]
    assert "98000" not in "".join(row["reason"] for row in found)


def test_units_of_several_kinds_are_refused() -> None:
    engine = Engine("polars")
    with pytest.raises(FrameError, match="rank: GDP 2024: found numbers in 人 and in 元, expected one kind of unit"):
        rank(engine.frame(rows(9.8, 9.0, unit=["亿元", "人"])))
    with pytest.raises(FrameError, match="rank: GDP 2024: found numbers in no unit and in 元"):
        rank(engine.frame(rows(9.8, 9.0, unit=["亿元", None])))
    with pytest.raises(
        FrameError, match="values: GDP: found numbers in 人, expected 亿元, in which the rules count it"
    ):
        score(engine.frame(rows(9.8, 9.0, unit=["亿元", "人"])), rules_of("race", indicator="GDP", measure="level"))
    # A group of its own has a unit of its own.
    assert ranks(rank(engine.frame([*rows(9.8), *rows(70.0, unit="人", indicator="就业")])), engine) == [1, 1]


def test_a_rule_without_a_unit_takes_that_of_its_rows() -> None:
    engine = Engine("polars")
    frame = engine.frame(rows(2.0, 1.0, unit=["千件", "万件"], indicator="办件"))
    top = {"own": {"办件": {"good": "up"}}}
    found = score(frame, rules_of("race", top=top, indicator="办件", measure="level"))
    assert sorted(found.select("place", "value", "rank").rows()) == [("0县", 0.2, 2), ("1县", 1.0, 1)]


@on_every_engine
def test_what_is_no_number_has_no_rank(engine: Engine) -> None:
    frame = engine.frame(rows(math.nan, 5.0, 4.0, math.inf, -math.inf, None))
    assert ranks(rank(frame), engine) == [None, 1, 2, None, None, None]
    scored = [{"place": f"{n}县", "period": "2024", "score": value} for n, value in enumerate((math.nan, 5.0, 4.0))]
    grades = engine.rows(grade(engine.frame(scored), load("eight-cards").grading["whole"]))
    assert [row["grade"] for row in sorted(grades, key=lambda row: row["place"])] == [None, "E", "E"]
    assert [row["place"] for row in engine.rows(league(engine.frame(scored)))] == ["1县", "2县"]


@pytest.mark.parametrize("wrong", [["9.8", "10.2"], [True, False]])
def test_what_holds_no_numbers_is_refused(wrong: list[Any]) -> None:
    frame = Engine("polars").frame([{"indicator": "GDP", "period": "2024", "value": one} for one in wrong])
    with pytest.raises(FrameError, match=r"rank: column value: found (String|Boolean), expected numbers"):
        rank(frame)


def test_a_name_stands_for_one_column() -> None:
    assert ranks(rank(Engine("polars").frame(rows(1.0, 2.0)), by="indicator"), Engine("polars")) == [2, 1]


def test_a_place_is_in_a_table_once() -> None:
    engine = Engine("polars")
    twice = engine.frame([{"place": "甲县", "period": "2024", "score": one} for one in (3.0, 5.0)])
    with pytest.raises(FrameError, match="now: found 甲县 2024 more than once, expected once in a table"):
        league(twice)
    now = engine.frame([{"place": "甲县", "period": "2024", "score": 3.0}])
    before = engine.frame([{"place": "甲县", "period": period, "rank": 1} for period in ("2022", "2023")])
    with pytest.raises(FrameError, match="before: found 甲县 more than once, expected a frame of one earlier period"):
        league(now, before)


@pytest.mark.parametrize(("regions", "found"), [(["东", "西"], "found 东 and 西"), ([None, None], "found nothing")])
def test_a_place_has_one_group_of_peers(regions: list[str | None], found: str) -> None:
    given = [one | {"place": "甲县", "region": region} for one, region in zip(rows(1.0, 2.0), regions, strict=True)]
    rules = rules_of("race", top={"peers": ["region"]}, indicator="GDP", measure="level")
    with pytest.raises(FrameError, match=f"values: 甲县 in 2024: region: {found}; expected one for each place"):
        score(Engine("polars").frame(given, {"region": "text"}), rules)
