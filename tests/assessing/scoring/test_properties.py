"""What holds whatever the figures: Hypothesis looks for figures where it does not."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.scoring.invented import TYPES, figures, rules_of, scored
from luoshi.assessing.scoring import Rules, cards, grade, parse, rank, score, whole

# One decimal, as growth is printed, and few of them, so that there are ties.
VALUES = st.lists(st.integers(-30, 150).map(lambda tenths: tenths / 10), min_size=2, max_size=8)
GAIN = st.integers(1, 60).map(lambda tenths: tenths / 10)
STEPS = [10, 8, 7, 3]
METHODS: list[dict[str, Any]] = [
    {"method": "goal", "goal": 5},
    {"method": "race", "step": 15, "floor": 20},
    {"method": "both", "goal": 5, "base": 4},
    {"method": "steps", "points": STEPS, "rest": 1},
    {"method": "ratio", "places": 4, "rest": 1},
    {"method": "efficacy"},
    {"method": "efficacy", "low": 2, "high": 9},
    {"method": "completion", "goal": 6, "cap": 150, "floor": 20},
]
FALLING: list[dict[str, Any]] = [
    {"method": "goal", "goal": 5},
    {"method": "race"},
    {"method": "ratio"},
    {"method": "efficacy", "low": 9, "high": 2},
    {"method": "bands", "bands": [{"to": 3, "points": 10}, {"from": 3, "points": 2}]},
]
MONTHS = ("2024-09", "2024-10")
quick = settings(max_examples=25, deadline=None)


def compared(values: list[float], changed: list[float], at: int, rules: Rules) -> list[dict[str, Any]]:
    """The scores of a place by values and by changed ones: two months, scored in one go, each for itself."""
    months = zip(MONTHS, (values, changed), strict=True)
    found = scored([row for month, held in months for row in figures(held, period=month)], rules)
    return [[row for row in found if row["period"] == month][at] for month in MONTHS]


def better(values: list[float], at: int, gain: float) -> list[float]:
    return [round(value + gain, 1) if n == at else value for n, value in enumerate(values)]


@pytest.mark.parametrize("ties", ["min", "dense", "average"])
@pytest.mark.parametrize("method", METHODS, ids=lambda keys: keys["method"])
@quick
@given(values=VALUES, gain=GAIN, data=st.data())
def test_a_better_value_never_lowers_a_score_or_a_rank(
    method: dict[str, Any], ties: str, values: list[float], gain: float, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    rules = rules_of(**method, ties=ties)
    before, after = compared(values, better(values, at, gain), at, rules)
    assert after["score"] >= before["score"]
    assert after["rank"] <= before["rank"]


@pytest.mark.parametrize("method", FALLING, ids=lambda keys: keys["method"])
@quick
@given(values=VALUES, gain=GAIN, data=st.data())
def test_where_less_is_better_a_smaller_value_never_lowers_it(
    method: dict[str, Any], values: list[float], gain: float, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    rules = rules_of(**method, good="down")
    before, after = compared(values, better(values, at, -gain), at, rules)
    assert after["score"] >= before["score"]
    assert after["rank"] <= before["rank"]


def four_cards(ties: str) -> Rules:
    """Indicators of several methods, with bonus and malus, in two cards."""
    entry = {"indicator": "IND_VA", "measure": "growth"}
    other = {"indicator": "GDP", "measure": "growth"}
    bands = [{"from": 6, "points": 30}, {"to": 6, "points": 10}]
    return parse(
        {
            "ties": ties,
            "cards": {"甲": {"weight": 70}, "乙": {"weight": 30}},
            "indicators": [
                {**entry, "card": "甲", "weight": 60, "method": "race"},
                {**other, "card": "甲", "weight": 40, "method": "efficacy"},
                {**entry, "card": "乙", "weight": 30, "method": "bands", "bands": bands},
                {**other, "card": "乙", "weight": 20, "method": "ratio"},
            ],
            "bonus": [{**entry, "card": "甲", "points": [2, 1], "gates": [{**other, "goal": 5}]}],
            "malus": [{**other, "card": "乙", "points": [2, 1], "goal": 4}],
            "grades": {
                "whole": {"by": "quota", "quota": {"A": 40, "B": 60}, "rounding": "floor", "rest": "B", "min_group": 1}
            },
        }
    )


def wholes(rows: list[dict[str, Any]], rules: Rules) -> dict[tuple[str, str], dict[str, Any]]:
    """The wholes by place and month."""
    schema = {name: pl.Float64 if kind == "number" else pl.String for name, kind in TYPES.items()}
    frame = whole(cards(score(pl.DataFrame(rows, schema_overrides=schema), rules), rules), rules)
    return {(row["place"], row["period"]): row for row in frame.iter_rows(named=True)}


@pytest.mark.parametrize("ties", ["min", "average"])
@quick
@given(pairs=st.lists(st.tuples(st.integers(-30, 150), st.integers(-30, 150)), min_size=2, max_size=6), gain=GAIN)
def test_a_better_value_never_lowers_the_whole_its_rank_or_its_grade(
    ties: str, pairs: list[tuple[int, int]], gain: float
) -> None:
    first, second = [a / 10 for a, _ in pairs], [b / 10 for _, b in pairs]
    rules = four_cards(ties)
    months = zip(MONTHS, (first, better(first, 0, gain)), strict=True)
    rows = [r for month, held in months for r in (*figures(held, period=month), *figures(second, "GDP", period=month))]
    found = wholes(rows, rules)
    before, after = (found["云岚县", month] for month in MONTHS)
    assert after["score"] >= before["score"]
    assert after["rank"] <= before["rank"]
    assert after["grade"] <= before["grade"]


@quick
@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_the_order_of_rows_never_matters(pairs: list[tuple[int, int]], seed: int) -> None:
    rows = figures([float(a) for a, _ in pairs]) + figures([float(b) for _, b in pairs], "GDP")
    # A second report of some cells, on the same day.
    rows += figures([float(b) for _, b in pairs][:2])
    mixed = random.Random(seed).sample(rows, len(rows))
    assert wholes(rows, four_cards("min")) == wholes(mixed, four_cards("min"))


SHARES = st.sampled_from(
    [{"A": 20, "B": 30, "C": 50}, {"A": 33.33, "B": 33.33, "C": 33.34}, {"A": 5, "B": 15, "C": 80}]
)


@pytest.mark.parametrize("edge", ["up", "down", "stated"])
@pytest.mark.parametrize("rounding", ["floor", "half_up", "largest_remainder"])
@quick
@given(scores=st.lists(st.integers(0, 12), min_size=1, max_size=30), shares=SHARES)
def test_quotas_are_exceeded_by_stated_ties_alone(
    rounding: str, edge: str, scores: list[int], shares: dict[str, float]
) -> None:
    table = {"by": "quota", "quota": shares, "rounding": rounding, "edge": edge, "min_group": 1}
    if rounding != "largest_remainder":
        table["rest"] = "C"
    entry = {"indicator": "GDP", "weight": 1, "method": "race"}
    rules = parse({"indicators": [entry], "grades": {"card": table}})
    frame = grade(pl.DataFrame({"score": [float(s) for s in scores]}), rules)
    rows = list(frame.iter_rows(named=True))
    size, best = len(rows), 0.0
    for name in ("A", "B"):
        best += shares[name]
        # So many may have this grade or a better one, give or take what rounding brings for each grade.
        allowed = size * best / 100 + {"floor": 0, "half_up": 1, "largest_remainder": 1}[rounding] + 1e-9
        here = [row for row in rows if row["grade"] is not None and row["grade"] <= name]
        tied = [row for row in here if row["grading"]]
        assert len(here) - len(tied) <= allowed
        if edge != "up":
            assert len(here) <= allowed
        else:
            assert len(here) <= allowed or tied
    assert all(row["grading"] for row in rows if row["grade"] is None)
    # Equal scores have equal grades, and a better score never a worse grade.
    by_score = {row["score"]: row["grade"] for row in rows}
    assert all(by_score[row["score"]] == row["grade"] for row in rows)
    given_ = [by_score[s] for s in sorted(by_score, reverse=True) if by_score[s] is not None]
    assert given_ == sorted(given_)
    if edge == "down" and rounding == "largest_remainder" and len(set(scores)) == size:
        counts = Counter(row["grade"] for row in rows)
        assert all(abs(counts[name] - size * share / 100) < 1 for name, share in shares.items())


@quick
@given(tenths=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=10))
def test_sums_of_decimals_tie_with_the_decimal_they_are(tenths: list[tuple[int, int]]) -> None:
    summed = [a / 10 + b / 10 for a, b in tenths]
    plain = [(a + b) / 10 for a, b in tenths]
    ranks = [
        rank(pl.DataFrame({"value": values}), by=())["rank"].to_list()
        for values in (summed, plain, [a + b for a, b in tenths])
    ]
    assert ranks[0] == ranks[1] == ranks[2]
