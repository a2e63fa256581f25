from __future__ import annotations

from typing import Any

import pytest

from luoshi.assessing.promises.wording import amount, when, whole_year


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2024", "2024年"),
        ("2024-Q1", "2024年一季度"),
        ("2024-01/2024-06", "2024年上半年"),
        ("2024-Q1/2024-Q3", "2024年前三季度"),
        ("2024-07/2024-12", "2024年下半年"),
        ("2024-01/2024-11", "2024年1—11月"),
        ("2024-03", "2024年3月"),
        ("2024-03-08", "2024年3月8日"),
        ("2021/2025", "2021—2025年"),
        ("2023/", "2023年以来"),
        ("怪", "怪"),
        (None, "未注明时期"),
    ],
)
def test_periods_in_words(period: str | None, text: str) -> None:
    assert when(period) == text


def test_whole_years() -> None:
    assert whole_year("2024")
    assert whole_year(None)
    assert not whole_year("2024-Q1")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"measure": "growth", "value": -5.0, "comparator": "ge"}, "下降不低于5%"),
        ({"quote": "农村饮水普及率提高2个百分点"}, "提高2个百分点"),
        ({"quote": "农村饮水普及率比上年提升2个百分点"}, "提升2个百分点"),
        ({"quote": "农村饮水普及率2个百分点", "value": -2.0}, "下降2个百分点"),
        ({"quote": "茶农户均3200元", "value_text": "3200元", "unit": "元"}, "增加3200元"),
        ({"quote": "茶农户均增收3200元", "value_text": "3200元", "unit": "元"}, "增收3200元"),
        ({"measure": "completion", "reference": "年度任务", "comparator": "ge"}, "完成年度任务不低于5%"),
        ({"measure": "completion", "reference": "年度任务"}, "完成年度任务的5%"),
        ({"measure": "level"}, "5%"),
    ],
)
def test_amounts_in_words(fields: dict[str, Any], text: str) -> None:
    row = {"measure": "change", "value": 5.0, "comparator": "eq", "unit": "%", "reference": None, "quote": ""}
    if "quote" in fields:
        row |= {"value_text": "2个百分点", "unit": "个百分点"}
    else:
        row |= {"value_text": "5%"}
    assert amount(row | fields) == text
