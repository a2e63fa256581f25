from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.office.pages.saying import day, moment, number


@pytest.mark.parametrize(
    ("value", "language", "more", "text"),
    [
        (0, "zh", {}, "0"),
        (-0.04, "zh", {"digits": 1}, "0.0"),
        (-1.8, "zh", {}, "−1.8"),
        (1.8, "zh", {"signed": True}, "+1.8"),
        (0, "zh", {"signed": True}, "0"),
        (1377, "zh", {}, "1377"),
        (1377, "en", {}, "1,377"),
        (12498, "zh", {}, "12,498"),
        (2.5, "zh", {"digits": 0}, "3"),
        (Decimal("0.125"), "zh", {"digits": 2}, "0.13"),
        (Decimal("1E+3"), "zh", {}, "1000"),
        (7.0, "zh", {}, "7"),
        (1e-7, "zh", {}, "0.0000001"),
        (float("nan"), "zh", {}, "nan"),
        ("约40", "zh", {}, "约40"),
        (True, "zh", {}, "True"),
    ],
)
def test_numbers(value: Any, language: Any, more: dict[str, Any], text: str) -> None:
    assert number(value, language, **more) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_nothing_is_lost_without_digits(value: Decimal) -> None:
    assert Decimal(number(value).replace(",", "").replace("−", "-")) == value


def test_days_and_times_are_those_of_the_place() -> None:
    late = datetime(2025, 10, 19, 18, 5, tzinfo=UTC)
    assert moment(late) == "2025年10月20日 02:05"
    assert moment(late, "en") == "20 Oct 2025 02:05"
    assert day(late, year=False) == "10月20日"
    assert day(date(2025, 1, 3), "en", year=False) == "3 Jan"
