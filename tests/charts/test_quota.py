from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from charts.invented import CARD_TYPES, named, named_rows, texts
from luoshi import charts
from luoshi.assessing.frames import FrameError

QUOTA = {"A": 20, "B": 30, "C": 50}
LETTERS = {"云岚县": "ABC", "松溪县": "BBC", "石桥区": "CA-", "白沙区": "CCC", "柳河县": "CCB"}


def cards(letters: dict[str, str] = LETTERS, period: str | None = None) -> list[dict[str, Any]]:
    return [
        {"place": place, "card": card, "grade": None if letter == "-" else letter, "period": period}
        for place, found in letters.items()
        for card, letter in zip(("民生", "经济", "党建"), found, strict=False)
    ]


def grades(rows: list[dict[str, Any]], quota: Any = None, **options: Any) -> Any:
    return charts.grades(Engine("polars").frame(rows, CARD_TYPES), quota, **options)


@on_every_engine
def test_a_cell_for_each_card_and_the_same_picture_from_every_engine(engine: Engine) -> None:
    quota = engine.frame([{"grade": g, "share": float(s)} for g, s in QUOTA.items()])
    chart = charts.grades(engine.frame(cards(), CARD_TYPES), quota, goal=60.0)
    cells = {(row["place"], row["card"]): row["grade"] for row in named_rows(chart, "cells")}
    assert len(cells) == 15
    assert cells["石桥区", "党建"] is None
    assert chart.to_dict() == grades(cards(), QUOTA, goal=60.0).to_dict()


def test_cards_stand_in_their_usual_order_and_the_best_place_first() -> None:
    chart = grades(cards())
    assert named(chart.to_dict(), "cells")["encoding"]["x"]["scale"]["domain"] == ["党建", "经济", "民生"]
    names = [text for text in texts(chart) if text in LETTERS]
    assert names == ["云岚县", "松溪县", "石桥区", "柳河县", "白沙区"]


def test_bars_count_the_graded_only() -> None:
    bars = {(row["card"], row["grade"]): row for row in named_rows(grades(cards()), "bars")}
    assert (bars["民生", "C"]["count"], bars["民生", "C"]["share"]) == (3, 60)
    assert bars["党建", "C"]["count"] == 3
    # Four of five have a grade in 党建.
    assert bars["党建", "C"]["share"] == 75
    assert "未评 1" in texts(grades(cards()))


def test_marks_stand_where_each_grade_should_end() -> None:
    chart = grades(cards(), QUOTA)
    rows = [row for row in named_rows(chart, "quota") if row["card"] == "经济"]
    assert [(row["grade"], row["until"]) for row in rows] == [("A", 20), ("B", 50)]
    bars = [row for row in named_rows(chart, "bars") if row["card"] == "民生" and row["grade"] == "A"]
    # One of five is 20 %: the bar of A ends at its mark.
    assert bars[0]["top"] == pytest.approx(rows[0]["row"])
    by_card = pl.DataFrame({"card": ["经济", "经济"], "grade": ["A", "B"], "share": [10.0, 40.0]})
    assert {row["card"] for row in named_rows(grades(cards(), by_card), "quota")} == {"经济"}


def test_the_goal_is_counted_over_graded_cards() -> None:
    said = texts(grades(cards(), goal=60))
    # 云岚县 2 of 3 is 66.7 %; 石桥区 1 of 2, one short of 60 %.
    assert said.count("● 达到目标") == 2
    assert {"2/3", "1/2", "○ 差1张", "○ 差2张"} <= set(said)
    assert grades(cards(), goal=75).to_dict()["title"]["subtitle"] == ["目标：AB档占75%以上"]


def test_three_quarters_of_eight_cards_are_six() -> None:
    rows = [{"place": "云岚县", "card": f"K{n}", "grade": "A" if n < 6 else "C", "period": None} for n in range(8)]
    assert "● 达到目标" in texts(grades(rows, goal=75))
    rows[0]["grade"] = "C"
    assert "○ 差1张" in texts(grades(rows, goal=75))


def test_one_place_has_no_bars_and_its_quarters_are_rows() -> None:
    rows = cards({"云岚县": "ABC"}, "2024-Q1") + cards({"云岚县": "AAB"}, "2024-Q2")
    chart = grades(rows, QUOTA)
    assert not [part for part in chart.to_dict()["layer"] if part.get("name") == "bars"]
    assert {"云岚县 2024年一季度", "云岚县 2024年二季度"} <= set(texts(chart))
    assert chart.to_dict()["title"]["text"] == "等次与名额（2024年二季度）"


def test_bars_are_those_of_the_last_period() -> None:
    rows = cards(LETTERS, "2024-Q1") + cards({"云岚县": "AAA", "松溪县": "AAA"}, "2024-Q2")
    assert {row["grade"] for row in named_rows(grades(rows), "bars")} == {"A"}


def test_nothing_says_so() -> None:
    assert texts(charts.grades(pl.DataFrame())) == ["没有可显示的数据"]
    assert texts(grades([])) == ["没有可显示的数据"]


def test_only_ungraded_cards_are_drawn_without_bars() -> None:
    chart = grades(cards({"云岚县": "---", "松溪县": "---"}), QUOTA, goal=75)
    assert named_rows(chart, "bars") == []
    assert charts.to_png(chart).startswith(b"\x89PNG")


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(FrameError, match="cards: found two rows for place 云岚县, card 民生, expected one"):
        grades([*cards(), cards()[0]])
    with pytest.raises(ValueError, match="quota: found shares that sum to 110 %"):
        grades(cards(), {"A": 60, "B": 50})
    with pytest.raises(FrameError, match="cards: column period: found nothing in some rows"):
        grades([*cards(), {"place": "甲", "card": "民生", "grade": "A", "period": "2024-Q1"}])
    with pytest.raises(FrameError, match="cards: no column grade"):
        charts.grades(pl.DataFrame({"place": ["甲"], "card": ["民生"]}))
