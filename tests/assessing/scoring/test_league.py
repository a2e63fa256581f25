from __future__ import annotations

from typing import Any

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import TYPES, figures
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import cards, league, parse, score, whole


def table(scores: dict[str, float | None], **more: Any) -> list[dict[str, Any]]:
    return [{"place": place, "score": value, **more} for place, value in scores.items()]


@on_every_engine
def test_who_stands_before_and_behind(engine: Engine) -> None:
    now = engine.frame(table({"a": 90.0, "b": 85.5, "c": 85.2 + 0.3, "d": 80.0, "e": None}), {"score": "number"})
    before = engine.frame([{"place": p, "rank": float(r)} for p, r in [("a", 3), ("b", 1), ("d", 4)]])
    frame = league(now, before)
    assert engine.is_same_kind(frame)
    assert [
        (r["place"], r["rank"], r["change"], r["ahead_place"], r["to_next"], r["behind_place"], r["behind_by"])
        for r in engine.rows(frame)
    ] == [
        ("a", 1, 2, None, None, "b", 4.5),
        ("b", 2, -1, "a", 4.5, "d", 5.5),
        ("c", 2, None, "a", 4.5, "d", 5.5),
        ("d", 4, 0, "b", 5.5, None, None),
    ]


@on_every_engine
def test_change_since_the_period_before_in_the_same_frame(engine: Engine) -> None:
    rows = table({"a": 1.0, "b": 2.0}, period="2024-Q3") + table({"a": 3.0, "b": 2.0}, period="2024-Q4")
    found = engine.rows(league(engine.frame(rows)))
    assert [(r["period"], r["place"], r["rank"], r["change"]) for r in found] == [
        ("2024-Q3", "a", 2, None), ("2024-Q3", "b", 1, None), ("2024-Q4", "a", 1, 1), ("2024-Q4", "b", 2, -1),
    ]  # fmt: skip


def test_each_card_has_a_table_of_its_own() -> None:
    engine = Engine("polars")
    rows = table({"a": 1.0, "b": 2.0}, card="经济") + table({"a": 3.0, "b": 2.0}, card="民生")
    found = engine.rows(league(engine.frame(rows)))
    assert [(r["card"], r["place"], r["rank"], r["needed"]) for r in found] == [
        ("民生", "a", 1, None), ("民生", "b", 2, 1), ("经济", "a", 2, 1), ("经济", "b", 1, None),
    ]  # fmt: skip


GROWTH = {"measure": "growth", "method": "efficacy"}
RULES = parse(
    {
        "digits": 6,
        "cards": {"经济": {"weight": 80}, "生态": {"weight": 20}},
        "indicators": [
            {**GROWTH, "card": "经济", "indicator": "GDP", "weight": 40, "method": "race"},
            {**GROWTH, "card": "经济", "indicator": "FAI", "weight": 60, "low": 0, "high": 10},
            {**GROWTH, "card": "生态", "indicator": "PM25", "weight": 50, "low": 9, "high": 1},
        ],
    }
)  # fmt: skip


def _whole(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    scores = score(Engine("polars").frame(rows, TYPES), RULES)
    return scores, whole(cards(scores, RULES), RULES)


def year(fai: float, dust: float = 5.0) -> list[dict[str, Any]]:
    return figures([8.0, 7.0, 6.0], "GDP") + figures([5.0, fai, 2.0], "FAI") + figures([5.0, dust, 5.0], "PM25")


@pytest.mark.parametrize("dust", [5.0, 2.0])
def test_what_is_needed_of_one_indicator_does_gain_the_place(dust: float) -> None:
    scores, now = _whole(year(2.0, dust))
    found = {row["place"]: row for row in Engine("polars").rows(league(now, scores=scores, rules=RULES))}
    mine = found["松口县"]
    assert mine["rank"] == 2
    assert (mine["needed_in"], mine["needed_measure"]) == ("FAI", "growth")
    assert mine["needed_change"] == pytest.approx(mine["needed_value"] - 2.0)
    reached = {row["place"]: row for row in Engine("polars").rows(_whole(year(mine["needed_value"] + 1e-5, dust))[1])}
    assert reached["松口县"]["rank"] == 1
    short = {row["place"]: row for row in Engine("polars").rows(_whole(year(mine["needed_value"] - 1e-4, dust))[1])}
    assert short["松口县"]["rank"] == 2


def test_no_indicator_is_named_that_cannot_bring_it_alone() -> None:
    rows = figures([8.0, 1.0], "GDP") + figures([10.0, 10.0], "FAI") + figures([1.0, 1.0], "PM25")
    scores, now = _whole(rows)
    found = Engine("polars").rows(league(now, scores=scores, rules=RULES))
    assert [(row["needed"], row["needed_in"]) for row in found] == [(None, None), (1.6, None)]


def test_in_a_cards_table_what_is_needed_is_in_points_of_the_card() -> None:
    scores, _ = _whole(year(2.0))
    found = Engine("polars").rows(league(cards(scores, RULES), scores=scores, rules=RULES))
    # 经济: 2 points of GDP's race and three of FAI's 5 % are 9.2 points; one of FAI is 60 × 40 % ÷ 10 = 2.4.
    [row] = [row for row in found if row["card"] == "经济" and row["place"] == "松口县"]
    assert (row["needed"], row["needed_in"], round(row["needed_value"], 4)) == (9.2, "FAI", 5.8333)


def test_frames_that_are_no_tables() -> None:
    frame = Engine("polars").frame([{"place": "a", "score": 1.0}])
    with pytest.raises(FrameError, match="now: no column score; found place"):
        league(frame.select("place"))
    with pytest.raises(FrameError, match="before: no column rank; found place, score"):
        league(frame, frame)
    with pytest.raises(ValueError, match="rules: found nothing"):
        league(frame, scores=frame)
