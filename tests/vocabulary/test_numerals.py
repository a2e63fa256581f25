from __future__ import annotations

import pytest

from luoshi.vocabulary.numerals import arabic, chinese, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十三", 23),
        ("两百零五", 205),
        ("三百二", 320),
        ("三百二十", 320),
        ("一千零八", 1008),
        ("一万二", 12000),
        ("三十二万", 320000),
        ("一亿三千万", 130000000),
        ("百", 100),
        ("三点五", 3.5),
        ("十二点零六", 12.06),
        ("二〇二五", 2025),
        ("九五", 95),
    ],
)
def test_a_chinese_numeral_has_its_value(text: str, value: float) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["", "县", "三县", "点五", "三点", "三点十"])
def test_what_is_no_chinese_numeral_has_none(text: str) -> None:
    assert chinese(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0.0), ("7300", 7300.0), ("6.5", 6.5), ("1,234.5", 1234.5), ("12,345,678", 12345678.0)]
)
def test_digits_with_and_without_thousands_commas(text: str, value: float) -> None:
    assert arabic(text) == value


@pytest.mark.parametrize("text", ["", "1.2.3", "七", "-3", "3a", "."])
def test_what_is_no_digits_has_none(text: str) -> None:
    assert arabic(text) is None


def test_number_takes_either() -> None:
    assert (number("12.5"), number("十二点五"), number("云岚")) == (12.5, 12.5, None)


def test_trillions() -> None:
    assert chinese("二万亿") == 2e12


@pytest.mark.parametrize("text", ["9" * 400, "九" * 400, "亿" * 400, "一万亿" * 200])
def test_a_numeral_of_no_sensible_length_is_none(text: str) -> None:
    assert number(text) is None
