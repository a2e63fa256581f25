"""Where and when a document speaks, worked out from its text."""

from __future__ import annotations

import pytest

from luoshi.reading.setting import setting

BODY = "我区地区生产总值增长6%，全区工业投资增长8%。"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("永川日报2025年1月2日 星期四 第1版" + BODY, "2025-01-02"),
        ("2025-01-02 09:30" + BODY, "2025-01-02"),
        ("（2024年1月16日在第十八届人民代表大会上）" + BODY, "2024-01-16"),
        ("昨日召开的会议部署2025年重点工作。" + BODY, "2025-01"),
        ("1月2日，区委经济工作会议召开，部署2025年经济工作。", "2025-01-02"),
        ("12月28日，区委经济工作会议召开，部署2025年经济工作。", "2024-12-28"),
        (BODY, None),
    ],
)
def test_a_date_from_the_text(text: str, date: str | None) -> None:
    assert setting(text, "", None, None).date == date


def test_a_date_that_is_given_is_overruled_only_by_a_closer_one() -> None:
    text = "永川日报2025年1月2日" + BODY
    assert setting(text, "", None, "2025").date == "2025-01-02"
    assert setting(text, "", None, "2024-12-30").date == "2024-12-30"


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("永川区委经济工作会议召开。" + BODY + "永川正加快发展。", "", "重庆市永川区"),
        (BODY, "重庆市永川区2024年政府工作报告", "重庆市永川区"),
        ("全省地区生产总值增长5%，省委、省政府部署。成都市、绵阳市增长较快。", "四川省政府工作报告", "四川省"),
        ("我国经济运行总体平稳，国内需求扩大。", "", "全国"),
        ("今天天气很好。", "", None),
    ],
)
def test_a_home_from_the_text(text: str, title: str, name: str | None) -> None:
    assert setting(text, title, None, None).name == name


def test_a_home_outside_the_register_is_kept_as_printed() -> None:
    text = "青澜市云岚县召开会议。我县地区生产总值增长6%，云岚县工业投资增长8%，全县上下同心。"
    found = setting(text, "", None, None)
    assert (found.place, found.name) == (None, "青澜市云岚县")


def test_a_home_that_is_given_is_never_overruled() -> None:
    assert setting("永川区工业投资增长8%。", "永川区工作报告", "重庆市江北区", None).name == "重庆市江北区"
    assert setting("永川区工业投资增长8%。", "永川区工作报告", "云岚县", None).name == "云岚县"


def test_a_year_that_is_aimed_at_is_not_the_year_that_speaks() -> None:
    text = "2028年，全县工业投资增长6%，比上年提高1个百分点。到2035年，基本建成现代产业体系。2036年前再上台阶。"
    assert setting(text, "", "青澜市云岚县", None).date == "2029-01"
