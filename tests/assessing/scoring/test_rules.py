from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from luoshi.assessing import scoring
from luoshi.assessing.scoring import RuleError, load, named, parse
from luoshi.assessing.scoring.methods import METHODS

RACE = {"indicator": "GDP", "measure": "growth", "weight": 10, "method": "race"}


def faults(**data: Any) -> list[str]:
    with pytest.raises(RuleError) as error:
        parse({"indicators": [RACE], **data}, "x.toml")
    return [fault.removeprefix("x.toml: ") for fault in error.value.faults]


def of_method(**keys: Any) -> list[str]:
    return faults(indicators=[{"indicator": "GDP", "measure": "growth", "weight": 10, **keys}])


@pytest.mark.parametrize("name", named())
def test_every_shipped_set_is_sound(name: str) -> None:
    rules = load(name)
    assert rules.title
    assert rules.source
    assert rules.rules


def test_the_eight_cards() -> None:
    rules = load("eight-cards")
    assert [card.name for card in rules.cards] == ["党建", "经济", "平安", "改革", "创新", "生态", "文化", "民生"]
    assert sum(card.weight for card in rules.cards) == rules.total == 100
    assert rules.grading["card"].names == ("A", "B", "C", "D", "E")
    [energy] = [rule for rule in rules.rules if rule.indicator == "ENERGY_PER_GDP"]
    assert (energy.good, energy.label, energy.unit) == ("down", "单位地区生产总值能耗增速", "%")


def test_a_file_is_loaded_by_its_path_and_its_faults_name_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[indicators]]\nindicator = "GDP"\nweight = 10\nmethod = "race"\n', encoding="utf-8")
    assert load(path).name == load(str(path)).name == "mine"
    path.write_text('[[indicators]]\nindicator = "GDP"\nweight = "10"\nmethod = "race"\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"mine\.toml: indicators\[1\]\.weight: found '10', expected a number from 0"):
        load(path)
    path.write_text("[[indicators]\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"mine\.toml: found no TOML"):
        load(path)


def test_an_unknown_set() -> None:
    with pytest.raises(RuleError, match=r"rule set: found 'rase', expected a path ending in \.toml or one of bands"):
        load("rase")


def test_all_faults_at_once() -> None:
    found = faults(
        missing="ignore",
        cards={"经济": {"full": 20}},
        total=50,
        indicators=[{**RACE, "indicator": "GDPX", "step": 0}, {**RACE, "method": "rase"}],
    )
    assert found == [
        "missing: found 'ignore', expected one of out, zero, last",
        "indicators[1].indicator: found 'GDPX', expected a code or name of the catalogue, or one declared under [own]",
        "indicators[1].step: found 0, expected a part of the points above 0",
        "indicators[2].method: found 'rase', expected one of " + ", ".join(METHODS),
        'indicators[2].goal: found nothing, expected a number or "target"',
        "total: found 50, but the weights of the cards sum to 20, expected 20",
    ]


def test_weights_must_sum_to_what_is_stated() -> None:
    assert faults(cards={"经济": {"full": 30}}) == [
        "cards.经济.full: found 30, but the weights of its indicators sum to 10, expected 10"
    ]
    assert faults(cards={"经济": {}}, total=12) == [
        "total: found 12, but the weights of the cards sum to 10, expected 10"
    ]


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"method": "goal"}, 'goal: found nothing, expected a number or "target"'),
        ({"method": "goal", "goal": "aim"}, "goal: found 'aim', expected a number or \"target\""),
        ({"method": "both", "goal": 8, "base": 11}, "base: found 11, expected no more than the weight (10)"),
        (
            {"method": "steps", "points": [10, 8, 9]},
            "points: found 9 after 8",
        ),
        (
            {"method": "steps", "points": [10, 8], "rest": 9},
            "points: found 9 after 8",
        ),
        ({"method": "steps", "points": [9, 8]}, "points: found 9 for the first, expected the weight (10)"),
        (
            {"method": "ratio", "good": "middle", "middle": 2},
            "good: found middle, expected up or down",
        ),
        ({"method": "efficacy", "low": 9, "high": 6}, "low: found 9, expected a value that is worse than `high` (6)"),
        (
            {"method": "efficacy", "low": 6, "high": 9, "good": "down"},
            "low: found 6, expected a value that is worse",
        ),
        ({"method": "completion", "good": "down"}, "good: found down, expected up for the method completion"),
        ({"method": "completion", "goal": 0}, "goal: found 0, expected a number above 0"),
        ({"method": "completion", "cap": 50, "floor": 60}, "floor: found 60, expected no more than `cap` (50)"),
        ({"method": "race", "steps": 5}, "steps: found an unknown key, expected one of "),
        ({"method": "race", "card": "经济表"}, ""),
    ],
)
def test_faults_of_methods(keys: dict[str, Any], fault: str) -> None:
    if not fault:
        assert parse({"indicators": [{**RACE, **keys}]}).cards[0].name == "经济表"
        return
    assert any(found.startswith(f"indicators[1].{fault}") for found in of_method(**keys)), of_method(**keys)


def band(points: float, low: float | None = None, high: float | None = None) -> dict[str, float]:
    return {"points": points} | ({} if low is None else {"from": low}) | ({} if high is None else {"to": high})


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ([], "found nothing, expected a list of bands"),
        (
            [band(10, 8), band(5, 6, 7), band(0, None, 6)],
            "found a gap from 7 to 8",
        ),
        (
            [band(10, 7), band(5, 6, 8), band(0, None, 6)],
            "found an overlap from 7 to 8",
        ),
        ([band(10, 7), band(5, 6, 7)], "found no band below 6"),
        ([band(10, 7, 9), band(5, None, 7)], "found no band above 9"),
        ([band(5, 7), band(10, None, 7)], "found 10 points below 5, expected no more points for a worse value"),
        ([band(9, 7), band(5, None, 7)], "found 9 points for the best band, expected the weight (10)"),
    ],
)
def test_faults_of_bands(bands: list[dict[str, float]], fault: str) -> None:
    assert any(found.startswith(f"indicators[1].bands: {fault}") for found in of_method(method="bands", bands=bands))


def test_faults_of_grades() -> None:
    quota = {"by": "quota", "quota": {"A": 20, "B": 70}, "rounding": "floor"}
    assert faults(grades={"card": quota}) == [
        "grades.card.quota: found shares that sum to 90, expected 100",
        "grades.card.rest: found nothing, expected one of A, B",
    ]
    twice = [{"grade": "A", "from": 60}, {"grade": "A", "to": 60}]
    assert faults(grades={"whole": {"by": "bands", "bands": twice}, "all": {"by": "bands"}})[0] == (
        "grades.whole.bands: found a grade twice, expected each grade once"
    )
    assert "grades.all: found an unknown key, expected card or whole" in faults(grades={"all": {"by": "bands"}})


def test_an_indicator_is_once_in_a_card_but_may_be_in_two() -> None:
    assert faults(indicators=[RACE, RACE]) == [
        "indicators[2].indicator: found GDP (growth) as in indicators[1], expected each once in a card"
    ]
    rules = parse({"indicators": [{**RACE, "card": "甲"}, {**RACE, "card": "乙"}]})
    assert [card.name for card in rules.cards] == ["甲", "乙"]


def test_an_indicator_without_a_good_direction_needs_one_said() -> None:
    cpi = {"indicator": "CPI", "measure": "growth", "weight": 10, "method": "race"}
    assert faults(indicators=[cpi]) == [
        "indicators[1].good: found nothing, and CPI has no good direction, expected up, down, or middle with `middle`"
    ]
    assert parse({"indicators": [{**cpi, "good": "middle", "middle": 2}]}).rules[0].middle == 2


def test_the_first_place_is_the_best_rank_and_more_completion_is_better_whatever_the_indicator() -> None:
    def good(indicator: str, measure: str) -> str:
        return parse({"indicators": [{**RACE, "indicator": indicator, "measure": measure}]}).rules[0].good

    assert (good("GDP", "rank"), good("UNEMP_SURVEY", "rank"), good("CPI", "rank")) == ("down",) * 3
    assert (good("UNEMP_SURVEY", "completion"), good("CPI", "completion")) == ("up",) * 2
    assert good("UNEMP_SURVEY", "level") == "down"


def test_own_indicators_have_unit_and_direction() -> None:
    own = {"办件投诉": {"unit": "件", "good": "down"}}
    [rule] = parse({"own": own, "indicators": [{"indicator": "办件投诉", "weight": 1, "method": "race"}]}).rules
    assert (rule.unit, rule.good, rule.label) == ("件", "down", "办件投诉")
    assert faults(own={"GDP": {}}) == [
        "own.GDP: found an indicator of the catalogue (GDP), expected a name that it does not have"
    ]


def test_the_package_gives_what_the_page_lists() -> None:
    assert set(scoring.__all__) == {
        "RuleError", "Rules", "cards", "grade", "grade_share", "league", "load", "named", "parse", "rank", "score",
        "sensitivity", "whole",
    }  # fmt: skip


def test_odd_numbers_peers_and_encodings_are_refused(tmp_path: Path) -> None:
    one = {"indicator": "GDP", "measure": "growth", "weight": 10, "method": "race"}
    for change, told in (
        ({"digits": 2.5}, "rules: digits: found 2.5, expected a whole number"),
        (
            {"peers": ["place"]},
            "rules: peers: found place, expected columns of your own: this one has a meaning already",
        ),
        (
            {"peers": ["class", "change", "_score"]},
            "rules: peers: found change, _score, expected columns of your own: this one has a meaning already",
        ),
        ({"min_weight": float("inf")}, "rules: min_weight: found inf, expected a number from 0 to 100"),
    ):
        with pytest.raises(RuleError) as refused:
            parse({"indicators": [one], **change})
        assert refused.value.faults == (told,)
    path = tmp_path / "r.toml"
    path.write_bytes('title = "乡镇"'.encode("gb18030"))
    with pytest.raises(RuleError, match=r"r\.toml: found byte 9, which is not UTF-8; expected a text in UTF-8"):
        load(path)
