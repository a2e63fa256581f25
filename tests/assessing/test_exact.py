"""Numbers in sentences: as a person writes them, whatever the float."""

from __future__ import annotations

import math

import polars as pl
import pytest

from luoshi.assessing.checks.questions import number
from luoshi.assessing.exact import rounded, text


def told(expression: pl.Expr, value: float | None) -> str | None:
    frame = pl.DataFrame({"value": [value]}, schema={"value": pl.Float64}).lazy()
    found: str | None = frame.select(expression.alias("told")).collect()["told"][0]
    return found


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (6.10, 2, "6.1"), (100.0, 2, "100"), (0.0, 2, "0"), (-0.0, 2, "0"), (0.05, 2, "0.05"), (10.004, 2, "10"),
        # Half away from zero, as printed: the double nearest to 2.675 lies below it.
        (2.675, 2, "2.68"), (-2.675, 2, "-2.68"), (0.1 + 0.2, 2, "0.3"), (1e-9, 2, "0"), (-0.004, 2, "0"),
        (-0.005, 2, "-0.01"), (0.5, 0, "1"), (-0.5, 0, "-1"), (1200.0, 0, "1200"), (12345.6789, 4, "12345.6789"),
        (math.nan, 2, "NaN"), (None, 2, None),
        # What is off in the last bits is so by a part of it; of a large number that is more than a last digit.
        (86_000_000.0, 4, "86000000"), (8_600_000_000.0, 2, "8600000000"), (123_456_789_012.34, 2, "123456789012.34"),
    ],
)  # fmt: skip
def test_a_number_is_told_as_a_person_writes_it(value: float | None, digits: int, expected: str | None) -> None:
    assert told(text(pl.col("value"), digits), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (6.10, "6.1"), (-6.10, "-6.1"), (-0.00005, "-0.0001"), (-0.00004, "0"), (12_345_678.5, "12345678.5"),
        (1e10, "100亿"), (-12_345_678_901.0, "-123.46亿"), (1e17, "极大的数"), (-1e17, "极大的数"), (None, None),
    ],
)  # fmt: skip
def test_a_question_tells_a_large_number_in_hundred_millions(value: float | None, expected: str | None) -> None:
    assert told(number("value").expression(), value) == expected


@pytest.mark.parametrize(
    ("value", "digits"), [(86_000_000.0, 4), (8_600_000_000.0, 2), (987_654_321_098.0, 1), (-6e11, 1)]
)
def test_a_large_number_is_rounded_to_itself(value: float, digits: int) -> None:
    frame = pl.DataFrame({"value": [value]}).lazy()
    assert frame.select(rounded(pl.col("value"), digits)).collect().item() == value
