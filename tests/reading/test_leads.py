"""What leads up to a number: the noun that is left when the words that say how it is measured are taken off."""

from __future__ import annotations

import pytest

from luoshi.reading.leads import lead


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("第一产业实现增加值", "第一产业实现增加值"),
        ("社会消费品零售总额同比增长", "社会消费品零售总额"),
        ("城镇调查失业率控制在", "城镇调查失业率"),
        ("，固定资产投资不低于", "固定资产投资"),
        ("粮食产量比上年增加", "粮食产量"),
        ("工业投资增速高于全国", "工业投资增速"),
        ("旅游业增加值占地区生产总值的", "旅游业增加值"),
        ("节约", "节约"),  # 约 is no word of its own here
        ("集体经济收入超过", "集体经济收入"),
        ("国有", "国有"),
        ("同比增长", ""),
        ("，和谐社区", "和谐社区"),  # 和 is no conjunction here
        ("，并和工业投资", "并和工业投资"),
    ],
)
def test_the_noun_of_a_lead(words: str, noun: str) -> None:
    found = lead(words, 0, len(words))
    assert words[found.start : found.end] == noun


@pytest.mark.parametrize("mark", ["，", "：", "——"])
def test_a_lead_begins_behind_the_last_mark(mark: str) -> None:
    words = f"工业投资回升{mark}粮食产量"
    found = lead(words, 0, len(words))
    assert words[found.start : found.end] == "粮食产量"


def test_nothing_behind_a_separator_is_a_lead() -> None:
    # 增长6%、8%: what stands before 、 belongs to the number before.
    found = lead("增长6%、", 0, 5)
    assert found.start == found.end


def test_only_after_a_comparison_is_high_a_verb() -> None:
    assert lead("增速比上年高", 0, 6).verb == "up"
    assert lead("增速最高", 0, 4).verb is None
