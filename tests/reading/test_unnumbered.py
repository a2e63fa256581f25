"""Targets and results that print no number."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.unnumbered import scan

TARGETS = "2025年主要预期目标是：地区生产总值增长6%，"


@pytest.mark.parametrize(
    ("text", "measure", "comparator", "reference"),
    [
        ("居民收入与经济增长同步", "growth", "eq", "经济增长"),
        ("居民收入与经济增长基本同步", "growth", "approx", "经济增长"),
        ("工业投资增速高于全国", "gap", "positive", "全国"),
        ("工业投资增速快于全市平均水平", "gap", "positive", "全市平均水平"),
        ("民间投资稳步增长", "growth", "positive", None),
        ("民间投资稳中有升", "growth", "positive", None),
        ("能耗强度完成国家下达目标", "completion", "eq", "国家下达目标"),
    ],
)
def test_a_target_without_a_number(text: str, measure: str, comparator: str, reference: str | None) -> None:
    rows = told(TARGETS + text + "。", "value", "unit", "measure", "comparator", "reference")
    assert rows[-1] == (None, "", measure, comparator, reference)


def test_a_gap_that_has_a_number_is_no_unnumbered_one() -> None:
    assert scan("工业投资增速高于全国2.1个百分点", False) == []


@pytest.mark.parametrize("text", ["服务质量稳步提升", "各项工作完成目标任务"])
def test_the_vague_ones_count_only_in_a_list_of_targets(text: str) -> None:
    assert scan(text, False) == []
    assert len(scan(text, True)) == 1


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("重点项目建设超过序时进度", "positive"),
        ("重点项目建设达到序时进度要求", "eq"),
        ("重点项目建设不低于序时进度", "ge"),
    ],
)
def test_the_pace_of_the_year_is_a_reference(text: str, comparator: str) -> None:
    rows = told(f"今年，要确保{text}。", "indicator", "value", "measure", "comparator", "reference", "role")
    assert rows == [("重点项目建设", None, "completion", comparator, "序时进度", "target")]


def test_a_pace_with_its_distance_has_a_number() -> None:
    assert scan("招商引资到位资金超过序时进度5个百分点", True) == []
