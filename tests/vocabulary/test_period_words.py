from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.vocabulary.period_words import period_of, period_word
from luoshi.vocabulary.periods import bounds, months

READ = {
    "2024": "2024",
    "2024年": "2024",
    "2024年度": "2024",
    "2024.0": "2024",
    "2024年末": "2024",
    "2024年全年": "2024",
    "2024年1—12月": "2024",
    "2024-10": "2024-10",
    "2024/10": "2024-10",
    "2024/9": "2024-09",
    "2024.10": "2024-10",
    "202410": "2024-10",
    "202410.0": "2024-10",
    "２０２４年１０月": "2024-10",
    "2024年十月": "2024-10",
    "2024 年 10 月份": "2024-10",
    "截至2024年10月末": "2024-10",
    "Oct-24": "2024-10",
    "2024-10-01": "2024-10",
    "2024-10-01 00:00:00": "2024-10",
    "2024-10-31": "2024-10",
    "2024/10/1": "2024-10",
    "20241031": "2024-10",
    "2024年10月18日": "2024-10-18",
    "2024年1—10月": "2024-01/2024-10",
    "2024年1-10月": "2024-01/2024-10",
    "2024年1～10月份": "2024-01/2024-10",
    "2024年1至10月": "2024-01/2024-10",
    "2024年1月—10月": "2024-01/2024-10",
    "2024年前10个月": "2024-01/2024-10",
    "2024年前十个月": "2024-01/2024-10",
    "2024-01/2024-10": "2024-01/2024-10",
    "202401-202410": "2024-01/2024-10",
    "2024.01-2024.10": "2024-01/2024-10",
    "2024年1月—2024年10月": "2024-01/2024-10",
    "2024年一季度": "2024-01/2024-03",
    "2024年第2季度": "2024-04/2024-06",
    "2024-Q1": "2024-01/2024-03",
    "2024Q4": "2024-10/2024-12",
    "2024-Q1/2024-Q3": "2024-01/2024-09",
    "2024年前三季度": "2024-01/2024-09",
    "2024年上半年": "2024-01/2024-06",
    "2024H2": "2024-07/2024-12",
    "2021/2025": "2021/2025",
    "2021—2025年": "2021/2025",
    "“十四五”时期": "2021/2025",
    "十四五末": "2025",
    "2023年以来": "2023/",
    "2023/": "2023/",
    "2023-11/2024-02": "2023-11/2024-02",
}


@pytest.mark.parametrize(("text", "period"), READ.items())
def test_office_words_are_periods(text: str, period: str) -> None:
    assert period_of(text) == period
    # What comes out is read as itself.
    assert period_of(period) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10月",
        "2024.1",
        "2024年13月",
        "2024-00",
        "2024年10—3月",
        "2024-02-30",
        "年度",
        "2024年5季度",
        "Foo-24",
        "24年",
        "2025/2021",
    ],
)
def test_what_says_no_period_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match="period") as told:
        period_of(text)
    assert repr(text) in str(told.value)


@given(st.integers(1990, 2040), st.integers(1, 12), st.integers(1, 12))
def test_words_and_back_cover_the_same_months(year: int, one: int, other: int) -> None:
    period = months(year, min(one, other), max(one, other))
    assert bounds(period_of(period_word(period))) == bounds(period)
