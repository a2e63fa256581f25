"""The shipped sets with figures of the invented county: each rule in public use gives the numbers it is known by."""

from __future__ import annotations

from typing import Any

import pytest

from assessing.engines import Engine
from assessing.scoring.invented import PLACES, TYPES, figures, scored
from luoshi.assessing.scoring import cards, grade_share, load, named, score, whole

SIX = [9.6, 9.1, 8.8, 8.0, 7.9, 3.0]
CASES: dict[str, dict[str, tuple[str, list[float], list[float]]]] = {
    # set → indicator → measure, values of the places, their points
    "goal": {
        "GDP": ("growth", [6.0, 5.9], [10, 0]),
        "FAI": ("growth", [8.1, 8.0], [10, 10]),
        "UNEMP_SURVEY": ("level", [5.6, 5.5], [0, 10]),
    },
    "race": {
        "GDP": ("growth", SIX, [10, 9.5, 9, 8.5, 8, 7.5]),
        "IND_VA": ("growth", SIX[::-1], [7.5, 8, 8.5, 9, 9.5, 10]),
        "ENERGY_PER_GDP": ("growth", [-1.0, -2.0, -3.0, 0.0, 1.0, 2.0], [9, 9.5, 10, 8.5, 8, 7.5]),
    },
    "both": {"IND_VA": ("growth", SIX, [10, 9.7, 9.4, 9.1, 0, 0])},
    "steps": {"KEY_PROJECTS_INV": ("growth", SIX, [60, 57, 54, 51, 48, 0])},
    "ratio": {"INVEST_ATTRACTED": ("level", [80.0, 60, 40, 20, 10, 5], [40, 30, 20, 10, 5, 0])},
    "efficacy": {
        "IND_PROFIT": ("growth", [12.0, 2.0, -8.0], [60, 48, 36]),
        "IND_SALES_RATIO": ("level", [99.5, 95.5, 91.3], [40, 32, 22.4]),
    },
    "bands": {
        "AIR_GOOD_RATE": ("level", [90.0, 89.9, 80.0, 79.9], [10, 8, 5, 0]),
        "PM25": ("level", [25.0, 25.1, 35.0, 35.1], [10, 8, 5, 0]),
    },
    "completion": {
        "JOBS_NEW": ("completion", [117.7, 130, 97.2, 59.9], [17.66, 18, 14.58, 0]),
        "KEY_PROJECTS_INV": ("level", [90.0, 110, 60, 59], [13.5, 15, 9, 0]),
    },
    "bonus": {"FAI": ("growth", SIX, [10, 10, 10, 10, 0, 0])},
}


@pytest.mark.parametrize("name", CASES)
def test_a_shipped_set_gives_its_numbers(name: str) -> None:
    rows: list[dict[str, Any]] = []
    for indicator, (measure, values, _) in CASES[name].items():
        rows += figures(values, indicator, measure)
    for row in rows:
        row["target"] = 100.0
    found = [row for row in scored(rows, load(name)) if row["method"] not in ("bonus", "malus")]
    for indicator, (_, values, expected) in CASES[name].items():
        got = {row["place"]: row["score"] for row in found if row["indicator"] == indicator}
        assert [got[place] for place in PLACES[: len(values)]] == expected, indicator


def test_every_shipped_set_is_tried() -> None:
    assert {*CASES, "eight-cards"} == set(named())


def test_eight_cards_from_figures_to_the_share_of_good_grades() -> None:
    rules = load("eight-cards")
    rows: list[dict[str, Any]] = []
    for rule in rules.rules:
        # The first place is the best in everything, the last the worst.
        values = [90.0 - n for n in range(8)]
        rows += figures(values if rule.good == "up" else values[::-1], rule.indicator, rule.measure, "2024-Q3")
    engine = Engine("polars")
    card_frame = cards(score(engine.frame(rows, TYPES), rules, "2024-Q3"), rules)
    # Eight places: A 1, B 2, D 1, E none, and C the four that are left.
    grades = {row["place"]: row["grade"] for row in engine.rows(card_frame) if row["card"] == "经济"}
    assert "".join(grades[place] for place in PLACES) == "ABBCCCCD"
    shares = {row["place"]: row["value"] for row in engine.rows(grade_share(card_frame))}
    assert [shares[place] for place in PLACES] == [100, 100, 100, 0, 0, 0, 0, 0]
    total = {row["place"]: row for row in engine.rows(whole(card_frame, rules))}
    assert [total[place]["rank"] for place in PLACES] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert total["云岚县"]["full"] == 100
    # Full points but for two completions of 90 %: 改革 has 94, 民生 97, so (6 × 100 + 94 + 97) ÷ 8 = 98.875.
    assert total["云岚县"]["score"] == 98.88
    assert total["云岚县"]["grade"] == "A"
