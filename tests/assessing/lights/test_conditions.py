from __future__ import annotations

from fractions import Fraction

import pytest

from luoshi.assessing.lights.conditions import Choice, Comparison, ConditionError, Presence, Sum, parse, parse_sum

ONE = Fraction(1)


def column(name: str) -> Sum:
    return Sum(((ONE, name),))


def number(value: str) -> Sum:
    return Sum(((Fraction(value), None),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("growth >= plan", Comparison(column("growth"), ">=", column("plan"))),
        ("growth≥7.5", Comparison(column("growth"), ">=", number("7.5"))),
        ("growth ≤ -3", Comparison(column("growth"), "<=", number("-3"))),
        ("rank > group_size - 4", Comparison(column("rank"), ">", Sum(((ONE, "group_size"), (Fraction(-4), None))))),
        ("spent >= 0.7 * expected", Comparison(column("spent"), ">=", Sum(((Fraction("0.7"), "expected"),)))),
        ("增速 = 计划", Comparison(column("增速"), "=", column("计划"))),
        ("state is met", Choice("state", ("met",))),
        ("state is not met", Choice("state", ("met",), negated=True)),
        ("state is one of met, on_track", Choice("state", ("met", "on_track"))),
        ("state is not one of met, on_track", Choice("state", ("met", "on_track"), negated=True)),
        ("average is missing", Presence("average", True)),
        ("average is known", Presence("average", False)),
    ],
)
def test_a_condition_is_read(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("growth", "found 'growth', expected a condition such as growth >= plan"),
        ("1 < growth < 3", "one relation in each"),
        ("growth == 3", "one relation in each"),
        ("3 < 4", "expected a column on one side at least"),
        ("growth > 3 %", "found '%', expected a number, a column or one of"),
        ("growth > plan 3", "found '3' in 'plan 3', expected + or - before it"),
        ("growth > plan * 3", "found '*' in 'plan * 3'"),
        ("growth >", "expected numbers, columns or 0.7 * column"),
        ("growth > - -3", "expected numbers, columns or 0.7 * column"),
        ("state is met, on_track", "expected one value, or: one of VALUE, VALUE"),
        ("state is one of met,", "expected one value, or: one of VALUE, VALUE"),
    ],
)
def test_what_is_no_condition_is_said_with_what_was_expected(text: str, said: str) -> None:
    with pytest.raises(ConditionError) as error:
        parse(text)
    assert said in str(error.value)


def test_a_sum_keeps_its_numbers_exact() -> None:
    assert parse_sum("0.1 + 0.2").terms == ((Fraction(1, 10), None), (Fraction(1, 5), None))
    assert parse_sum("-ahead + 2").terms == ((Fraction(-1), "ahead"), (Fraction(2), None))
