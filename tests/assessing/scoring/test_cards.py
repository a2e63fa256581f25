from __future__ import annotations

from typing import Any

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import PLACES, TYPES, figures
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import Rules, cards, load, parse, score, whole

BANDS = [{"grade": "优", "from": 90}, {"grade": "良", "from": 80, "to": 90}, {"grade": "中", "to": 80}]


def two_cards(**top: Any) -> Rules:
    """经济 (60 + 40 points, three quarters of the whole) and 生态 (10 points, a quarter)."""
    entry = {"measure": "growth", "method": "completion"}
    return parse(
        {
            "title": "年度考核",
            "total": 100,
            "cards": {"经济": {"full": 100, "weight": 75}, "生态": {"full": 10, "weight": 25}},
            "grades": {"card": {"by": "bands", "bands": BANDS}, "whole": {"by": "bands", "bands": BANDS}},
            "indicators": [
                {**entry, "card": "经济", "indicator": "GDP", "weight": 60},
                {**entry, "card": "经济", "indicator": "FAI", "weight": 40},
                {**entry, "card": "生态", "indicator": "FOREST_COVER", "weight": 10},
            ],
            **top,
        }
    )


def made(rows: list[dict[str, Any]], rules: Rules, engine: Engine | None = None) -> tuple[list[Any], list[Any]]:
    engine = engine or Engine("polars")
    card_frame = cards(score(engine.frame(rows, TYPES), rules), rules)
    assert engine.is_same_kind(card_frame)
    order = [lambda row: (PLACES.index(row["place"]), row.get("card", ""))]
    return sorted(engine.rows(card_frame), key=order[0]), sorted(engine.rows(whole(card_frame, rules)), key=order[0])


def year(gdp: list[Any], fai: list[Any], forest: list[Any]) -> list[dict[str, Any]]:
    """Rows of three indicators; a text is a status, None is missing."""
    out = []
    for indicator, values in (("GDP", gdp), ("FAI", fai), ("FOREST_COVER", forest)):
        numbers = [value if isinstance(value, float) else None for value in values]
        out += figures(numbers, indicator, status=[value if isinstance(value, str) else None for value in values])
    return out


@on_every_engine
def test_indicators_make_cards_and_cards_the_whole(engine: Engine) -> None:
    card_rows, whole_rows = made(year([90.0, 80.0], [100.0, 50.0], [100.0, 90.0]), two_cards(), engine)
    assert [(r["card"], r["score"], r["full"], r["weighed"], r["rank"], r["of"], r["grade"]) for r in card_rows] == [
        ("生态", 10, 10, 100, 1, 2, "优"), ("经济", 94, 100, 100, 1, 2, "优"),
        ("生态", 9, 10, 100, 2, 2, "优"), ("经济", 68, 100, 100, 2, 2, "中"),
    ]  # fmt: skip
    assert [(r["score"], r["full"], r["rank"], r["grade"]) for r in whole_rows] == [
        (95.5, 100, 1, "优"), (73.5, 100, 2, "中"),
    ]  # fmt: skip
    assert whole_rows[1]["reason"] == "年度考核总分得73.5分（满分100分），2个中列第2，评中档"


def test_what_does_not_apply_is_shared_out_and_does_not_count_as_a_gap() -> None:
    card_rows, whole_rows = made(year([90.0], ["not_applicable"], ["not_due"]), two_cards())
    assert [(r["card"], r["score"], r["weighed"]) for r in card_rows] == [("生态", None, None), ("经济", 90, 100)]
    assert card_rows[0]["reason"] == "生态没有应评的指标"
    assert (whole_rows[0]["score"], whole_rows[0]["weighed"]) == (90, 100)


def test_what_is_missing_is_shared_out_and_said() -> None:
    card_rows, _ = made(year([90.0], [None], [100.0]), two_cards())
    assert (card_rows[1]["score"], card_rows[1]["weighed"]) == (90, 60)
    assert card_rows[1]["reason"] == "经济得90分（满分100分），1个中列第1，评优档；缺1项，按已计分的60%权重折算"


def test_too_little_of_a_card_makes_no_score() -> None:
    card_rows, whole_rows = made(year([None], [100.0], [100.0]), two_cards())
    assert (card_rows[1]["score"], card_rows[1]["weighed"], card_rows[1]["rank"]) == (None, 40, None)
    assert card_rows[1]["reason"] == "经济已计分的权重为40%，不足50%，不评分"
    # 生态 alone is a quarter of the whole.
    assert (whole_rows[0]["score"], whole_rows[0]["weighed"], whole_rows[0]["grade"]) == (None, 25, None)


def test_nothing_reported_at_all_is_no_score_even_where_little_is_enough() -> None:
    card_rows, whole_rows = made(year([None], [None], ["withheld"]), two_cards(min_weight=0))
    assert [row["score"] for row in card_rows] == [None, None]
    assert whole_rows[0]["score"] is None


def test_missing_as_zero_counts() -> None:
    card_rows, _ = made(year([90.0], [None], [100.0]), two_cards(missing="zero"))
    assert (card_rows[1]["score"], card_rows[1]["weighed"]) == (54, 100)


def test_bonus_is_on_top_and_limited_and_a_card_of_bonuses_is_added_as_it_is() -> None:
    entry = {"indicator": "GDP", "measure": "growth"}
    rules = parse(
        {
            "cards": {"经济": {"full": 10, "weight": 100, "bonus_limit": 0.4}, "加分": {}},
            "indicators": [{**entry, "card": "经济", "weight": 10, "method": "completion"}],
            "bonus": [
                {**entry, "card": "经济", "points": [0.5, 0.3]},
                {**entry, "card": "加分", "points": [2, 1]},
            ],
        }
    )
    card_rows, whole_rows = made(figures([90.0, 80.0, 70.0], "GDP"), rules)
    assert [(r["card"], r["score"]) for r in card_rows] == [
        ("加分", 2), ("经济", 9.4), ("加分", 1), ("经济", 8.3), ("加分", 0), ("经济", 7),
    ]  # fmt: skip
    assert [row["score"] for row in whole_rows] == [96, 84, 70]


def test_scores_that_are_equal_as_printed_tie() -> None:
    card_rows, whole_rows = made(year([90.0, 90.001, 89.0], [80.0] * 3, [70.0] * 3), two_cards())
    assert [row["rank"] for row in whole_rows] == [1, 1, 3]
    assert [row["rank"] for row in card_rows if row["card"] == "经济"] == [1, 1, 3]


def test_eight_cards_of_nothing() -> None:
    card_rows, whole_rows = made(figures([None], "GDP"), load("eight-cards"))
    assert len(card_rows) == 8
    assert whole_rows[0]["score"] is None


def test_frames_that_are_no_scores_and_no_cards() -> None:
    frame = Engine("polars").frame([{"place": "a", "period": "2024", "card": "b"}])
    with pytest.raises(FrameError, match="scores: no column score, full, method, status"):
        cards(frame, load("race"))
    with pytest.raises(FrameError, match="cards: no column score, full, weighed"):
        whole(frame, load("race"))
