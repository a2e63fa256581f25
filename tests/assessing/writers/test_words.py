"""Targets and rules in an office's words."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.assessing.lights import load, names
from luoshi.assessing.lights.conditions import parse
from luoshi.assessing.scoring.methods import METHODS
from luoshi.assessing.writers import rules
from luoshi.assessing.writers.league import change_word
from luoshi.assessing.writers.words import indicator_word, layout, number_word, target_word


def target(**said: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("value", "value_to", "unit", "reference"))
    return {"indicator": "某数", "measure": "level", "comparator": "eq", **empty, **said}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"value": 80.0, "unit": "亿元"}, "80亿元"),
        ({"value": 4200.0, "unit": "人", "comparator": "ge"}, "4200人以上"),
        ({"value": 5.5, "unit": "%", "comparator": "le"}, "5.5%以内"),
        ({"value": 6.5, "unit": "%", "comparator": "approx", "measure": "growth"}, "增长6.5%左右"),
        ({"value": 5.0, "value_to": 6.0, "unit": "%", "comparator": "between", "measure": "growth"}, "增长5%—6%"),
        ({"value": -2.5, "unit": "%", "measure": "growth"}, "下降2.5%"),
        ({"comparator": "positive", "measure": "growth"}, "正增长"),
        ({"comparator": "positive", "measure": "gap", "reference": "全市"}, "高于全市"),
        ({"measure": "growth", "reference": "经济增长"}, "与经济增长同步"),
        ({"value": 1.5, "unit": "个百分点", "measure": "gap", "reference": "全国"}, "高于全国1.5个百分点"),
        ({"value": 3.0, "comparator": "top", "measure": "rank", "reference": "全市"}, "进入全市前3"),
        ({"value": 2.0, "measure": "rank", "reference": "山区"}, "居山区第2"),
        ({"value": 75.0, "unit": "%", "comparator": "ge", "measure": "share"}, "占75%以上"),
        ({"value": 50.0, "unit": "%", "comparator": "ge", "measure": "completion"}, "完成50%以上"),
        ({"value": 0.9, "unit": "个百分点", "measure": "change"}, "提高0.9个百分点"),
        ({"value": 2.0, "unit": "倍", "measure": "multiple"}, "2倍"),
    ],
)
def test_every_row_of_the_grammar_has_words(said: dict[str, Any], words: str) -> None:
    assert target_word(target(**said)) == "某数" + words


def test_a_code_is_shown_by_its_name() -> None:
    assert (indicator_word("JOBS_NEW"), indicator_word("招商到位资金")) == ("城镇新增就业", "招商到位资金")


@pytest.mark.parametrize(
    ("value", "text"), [(6.10, "6.1"), (4200.0, "4200"), (0.1 + 0.2, "0.3"), (3.4e13, "34000000000000"), (None, "")]
)
def test_numbers(value: float | None, text: str) -> None:
    assert number_word(value) == text


def test_changes_of_place() -> None:
    assert [change_word(change) for change in (2, -1, 0, None)] == ["↑2", "↓1", "–", ""]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("state is met", "状态为目标已达到"),
        ("state is not one of met, on_track", "状态不为目标已达到、进展正常"),
        ("schedule is missing", "没有序时进度"),
        ("completion is known", "有完成率"),
        ("completion >= 0.7 * schedule", "完成率不低于0.7×序时进度"),
        ("completion - schedule < 10", "完成率－序时进度低于10"),
    ],
)
def test_conditions_in_chinese(condition: str, words: str) -> None:
    assert rules.condition_word(parse(condition), load("progress")) == words


@pytest.mark.parametrize("name", names())
def test_every_shipped_set_can_be_shown(name: str) -> None:
    first = rules.blocks(load(name))[0]
    assert len(first) == 1 + len(load(name).rules)
    assert all(row[1] for row in first)


def test_every_code_has_a_word() -> None:
    tables = layout()
    assert set(tables["methods"]) == set(METHODS)
