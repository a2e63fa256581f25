from __future__ import annotations

import pytest

from luoshi.vocabulary import periods


@pytest.mark.parametrize(
    ("ordinal", "span"),
    [(1, (1953, 1957)), (2, (1958, 1962)), (3, (1966, 1970)), (13, (2016, 2020)), (15, (2026, 2030))],
)
def test_five_year_plans(ordinal: int, span: tuple[int, int]) -> None:
    assert periods.plan(ordinal) == span


def test_there_is_no_plan_before_the_first() -> None:
    with pytest.raises(ValueError, match="five-year plan 0"):
        periods.plan(0)


@pytest.mark.parametrize(
    ("name", "span"), [("十四五", (2021, 2025)), ("九五", (1996, 2000)), ("十四", None), ("第五", None)]
)
def test_plans_by_name(name: str, span: tuple[int, int] | None) -> None:
    assert periods.plan_named(name) == span


def test_runs_of_months_quarters_and_years() -> None:
    assert periods.months(2024, 1, 11) == "2024-01/2024-11"
    assert periods.months(2024, 5, 5) == "2024-05"
    assert periods.quarters(2024, 1, 3) == "2024-Q1/2024-Q3"
    assert periods.quarters(2024, 2, 2) == "2024-Q2"
    assert periods.years(2021, 2025) == "2021/2025"
    assert periods.years(2025, 2025) == "2025"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025", (2025, 1), (2025, 12)),
        ("2025-Q2", (2025, 4), (2025, 6)),
        ("2025-03", (2025, 3), (2025, 3)),
        ("2025-03-08", (2025, 3), (2025, 3)),
        ("2024-01/2024-11", (2024, 1), (2024, 11)),
        ("2024-Q1/2024-Q3", (2024, 1), (2024, 9)),
        ("2021/2025", (2021, 1), (2025, 12)),
    ],
)
def test_bounds_are_months(period: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    def month(m: tuple[int, int]) -> int:
        return m[0] * 12 + m[1] - 1

    assert periods.bounds(period) == periods.Bounds(month(first), month(last))


def test_an_open_period_has_no_end() -> None:
    assert periods.bounds("2023/").end is None
    assert periods.last_year("2023/") == 2023
    assert periods.last_year("2021/2025") == 2025


@pytest.mark.parametrize("text", ["", "去年", "2025-Q5", "2025-13", "2025-Qx"])
def test_text_that_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected YYYY"):
        periods.bounds(text)
