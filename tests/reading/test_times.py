"""Times in running text, resolved by the document's date."""

from __future__ import annotations

import pytest

from luoshi.reading.times import Clock, scan

JANUARY = Clock(2025, 1)
OCTOBER = Clock(2024, 10)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年", "2024"),
        ("今年", "2025"),
        ("去年", "2024"),
        ("上年", "2024"),
        ("前年", "2023"),
        ("明年", "2026"),
        ("过去一年", "2024"),
        ("一年来", "2024"),
        ("2024年前三季度", "2024-Q1/2024-Q3"),
        ("2024年1—11月", "2024-01/2024-11"),
        ("2024年1至11月", "2024-01/2024-11"),
        ("2024年上半年", "2024-01/2024-06"),
        ("2024年下半年", "2024-07/2024-12"),
        ("2024年二季度", "2024-Q2"),
        ("2024年第二季度", "2024-Q2"),
        ("2024年前11个月", "2024-01/2024-11"),
        ("2024年11月", "2024-11"),
        ("2024年末", "2024"),
        ("2024年12月2日", "2024-12-02"),
        ("截至2024年9月末", "2024-09"),
        ("去年底", "2024"),
        ("今年一季度", "2025-Q1"),
        ("2023年以来", "2023/"),
        ("今年以来", "2025/"),
        ("“十四五”时期", "2021/2025"),
        ("十四五期间", "2021/2025"),
        ("“十三五”末", "2020"),
        ("“十四五”以来", "2021/"),
        ("2021—2024年", "2021/2024"),
        ("过去五年", "2020/2024"),
        ("今后五年", "2025/2029"),
        ("到2027年", "2027"),
        # a part of a year that the date says lies too far ahead is the last year's
        ("前三季度", "2024-Q1/2024-Q3"),
        ("1—11月", "2024-01/2024-11"),
        ("截至9月末", "2024-09"),
        ("一季度", "2025-Q1"),
    ],
)
def test_a_time_has_its_period(text: str, period: str) -> None:
    (t,) = scan(text, JANUARY)
    assert (t.period, text[t.start : t.end]) == (period, text)


def test_the_pieces_of_a_year_belong_to_the_year_the_text_speaks_in() -> None:
    assert [t.period for t in scan("前三季度", OCTOBER)] == ["2024-Q1/2024-Q3"]
    assert [t.period for t in scan("前三季度", JANUARY, topic=2023)] == ["2023-Q1/2023-Q3"]
    assert [t.period for t in scan("2022年，一季度", JANUARY)] == ["2022", "2022-Q1"]


def test_the_whole_year_of_a_january_is_the_last_one_but_in_a_plan_this() -> None:
    (t,) = scan("全年", JANUARY)
    assert (t.period, t.ahead) == ("2024", "2025")


def test_there_is_no_thirteenth_month() -> None:
    assert scan("13月", JANUARY) == []


def test_without_a_date_only_what_is_printed_whole_is_known() -> None:
    assert scan("今年", None) == []
    assert [t.period for t in scan("2024年", None)] == ["2024"]


@pytest.mark.parametrize("text", ["比上年", "较2020年", "与去年", "是“十三五”末", "同去年"])
def test_a_time_that_is_compared_with_dates_nothing(text: str) -> None:
    assert [t.compared for t in scan(text + "的", JANUARY)] == [True]


@pytest.mark.parametrize("text", ["2035园区", "电话20251203", "第二产业", "6·18"])
def test_what_is_no_time(text: str) -> None:
    assert scan(text, JANUARY) == []


@pytest.mark.parametrize("text", ["百分之九十五", "二十五家企业", "百分之十五", "三十五万人"])
def test_a_numeral_that_ends_in_five_is_no_plan(text: str) -> None:
    assert [t for t in scan(text, JANUARY) if t.kind == "plan"] == []


@pytest.mark.parametrize(
    ("date", "year", "month", "past"),
    [
        ("2025-01-03", 2025, 1, 2024),
        ("2025", 2025, None, 2024),
        ("2025-04", 2025, 4, 2024),
        ("2025-10", 2025, 10, 2025),
    ],
)
def test_a_clock_is_the_documents_own(date: str, year: int, month: int | None, past: int) -> None:
    clock = Clock.of(date)
    assert clock is not None
    assert (clock.year, clock.month, clock.past_year) == (year, month, past)
    assert Clock.of(None) is None
