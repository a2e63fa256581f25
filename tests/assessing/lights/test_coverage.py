"""What the checker says of rules, held against trying every value."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.assessing.lights.conditions import Comparison, Condition, Sum, parse
from luoshi.assessing.lights.coverage import BOTTOM, TOP, Interval, Region, covers, flaws, region, unreachable
from luoshi.assessing.lights.ruleset import Column

COLUMNS = {
    "x": Column("x", "x"),
    "y": Column("y", "y"),
    "s": Column("s", "s", "text", values=(("a", "a"), ("b", "b"), ("c", "c"))),
}
# Limits are whole numbers, so halves between and beside them stand for all numbers.
GRID = [Fraction(n, 2) for n in range(-3, 8)]
ROWS = [(x, y, s) for x in GRID for y in GRID for s in "abc"]

numeric = st.builds(
    lambda left, sign, right: f"{left} {sign} {right}",
    st.sampled_from(["x", "y", "x - y"]),
    st.sampled_from(["<", "<=", ">", ">=", "="]),
    st.integers(-1, 3),
)
choice = st.sampled_from(["s is a", "s is not a", "s is one of a, b", "s is not one of b, c"])
rules = st.lists(st.lists(numeric | choice, min_size=1, max_size=3), min_size=1, max_size=5)


def value(side: Sum, row: dict[str, Fraction]) -> Fraction:
    return sum((f * (row[name] if name else 1) for f, name in side.terms), start=Fraction(0))


def met(condition: Condition, x: Fraction, y: Fraction, s: str) -> bool:
    if isinstance(condition, Comparison):
        left, right = (value(side, {"x": x, "y": y}) for side in (condition.left, condition.right))
        return {
            "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "=": left == right,
        }[condition.relation]  # fmt: skip
    return (s in getattr(condition, "values", ())) != getattr(condition, "negated", False)


@settings(deadline=None, max_examples=60)
@given(rules)
def test_a_rule_called_never_reached_is_reached_by_no_row(texts: list[list[str]]) -> None:
    parsed = [[parse(text) for text in rule] for rule in texts]
    regions = [region(rule, COLUMNS) for rule in parsed]
    left = ROWS
    for number, rule in enumerate(parsed):
        mine = [row for row in left if all(met(condition, *row) for condition in rule)]
        if regions[number].empty or unreachable(regions[number], regions[:number], COLUMNS):
            assert not mine
        left = [row for row in left if row not in mine]
    if unreachable(Region(), regions, COLUMNS):
        assert not left


@settings(deadline=None)
@given(st.lists(numeric.filter(lambda t: t.startswith("x ") and "-" not in t[:4]), min_size=1, max_size=5))
def test_of_one_column_the_checker_is_complete(texts: list[str]) -> None:
    regions = [region([parse(text)], COLUMNS) for text in texts]
    covered = all(any(met(parse(t), x, Fraction(0), "a") for t in texts) for x in GRID)
    assert unreachable(Region(), regions, COLUMNS) == covered


def inside(number: Fraction, interval: Interval) -> bool:
    low, high = interval
    return low <= (number, 0) and (number, 1) <= high


cuts = st.tuples(st.integers(-1, 3).map(Fraction), st.sampled_from([0, 1]))
intervals = st.tuples(cuts | st.just(BOTTOM), cuts | st.just(TOP)).filter(lambda i: i[0] < i[1])


@given(st.lists(intervals, min_size=1, max_size=4))
def test_bands_are_right_exactly_where_every_number_is_in_one(found: list[Interval]) -> None:
    once = all(sum(inside(number, interval) for interval in found) == 1 for number in GRID)
    assert (flaws([(str(n), interval) for n, interval in enumerate(found)], "x") == []) == once
    if once:
        assert covers(found, (BOTTOM, TOP))


def test_a_computed_column_is_known_by_what_it_is_made_of() -> None:
    columns = {**COLUMNS, "behind": Column("behind", "落后", computed=Sum(((Fraction(-1), "x"),)))}
    assert region([parse("behind > 3")], columns).numbers == region([parse("x < -3")], columns).numbers
