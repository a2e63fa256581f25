"""Whom a figure is about."""

from __future__ import annotations

import pytest
from invented import told

YONGCHUAN = "重庆市永川区"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("地区生产总值增长6%。", YONGCHUAN),
        ("我区工业投资增长8%。", YONGCHUAN),
        ("全区工业投资增长8%。", YONGCHUAN),
        ("全市地区生产总值增长6%。", "重庆市"),
        ("全国居民消费价格上涨2%。", "全国"),
        ("江北区一般公共预算收入增长5%。", "重庆市江北区"),
        ("永川区一般公共预算收入增长5%。", YONGCHUAN),
        ("云岚智造集团实现营业收入18.6亿元。", "云岚智造集团"),
    ],
)
def test_words_for_places_are_resolved_from_the_home(text: str, subject: str) -> None:
    assert told("2024年，" + text, "subject", place=YONGCHUAN) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("全县工业投资增长8%。", "青澜市云岚县"),
        ("我县工业投资增长8%。", "青澜市云岚县"),
        ("全市工业投资增长8%。", "青澜市"),
        ("全国工业投资增长8%。", "全国"),
        ("雁坪镇建成高标准农田1200亩。", "青澜市云岚县雁坪镇"),
    ],
)
def test_a_home_outside_the_register(text: str, subject: str) -> None:
    assert told("2024年，" + text, "subject") == [subject]


def test_a_company_goes_on_to_be_the_subject_of_its_sentence() -> None:
    assert told("2024年，云岚智造集团实现营业收入18.6亿元，利润增长12%。", "subject") == ["云岚智造集团"] * 2


def test_a_series_that_is_compared_with_is_no_subject() -> None:
    assert told("2024年，我区工业投资增长8%，高于全国2个百分点。", "subject", place=YONGCHUAN) == [YONGCHUAN] * 2


def test_a_national_prize_is_not_the_nations() -> None:
    assert told("2024年，我区获全国性奖项12个。", "subject", place=YONGCHUAN) == [YONGCHUAN]


@pytest.mark.parametrize("opening", ["江北区委书记林山介绍，", "江北区作为开放门户，"])
def test_a_paragraph_that_opens_with_a_district_is_about_it(opening: str) -> None:
    text = f"{opening}工业投资增长8%。财政收入增长5%，高于全市1个百分点。"
    assert told(text, "subject", place="重庆市") == ["重庆市江北区"] * 3


def test_the_subject_of_a_speaking_company_is_itself() -> None:
    text = "永川交通开投集团董事长何川表示，今年将完成投资20亿元。"
    assert told(text, "subject", "role", place=YONGCHUAN) == [("永川交通开投集团", "target")]
