"""What a sentence weighs: positive for a plan, negative for what is done."""

from __future__ import annotations

import pytest

from luoshi.reading.cues import ASSIGNS, PAST_HEAD, PLAN_HEAD, PROBLEMS, REVIEW_OPENS, TARGETS, looks_back, told, weight
from luoshi.reading.times import Clock

CLOCK = Clock(2025, 1)


@pytest.mark.parametrize(
    "text",
    [
        "我们将加快建设雁坪水库。",
        "要把扩大内需摆在首位。",
        "力争工业投资突破35亿元。",
        "确保粮食产量稳定在20万吨以上。",
        "预期目标是：地区生产总值增长6%。",
        "下一步，抓好春耕备耕。",
        "务必守住安全底线。",
        "明年计划新建学校3所。",
    ],
)
def test_a_plan_weighs_more_than_nothing(text: str) -> None:
    assert weight(text, CLOCK) > 0


@pytest.mark.parametrize(
    "text",
    [
        "1—11月，全县工业投资同比增长12.4%。",
        "去年，全县建成通车公路74公里。",
        "雁坪水库顺利封顶，成效显著。",
        "截至9月末，各项贷款余额增长8.2%。",
        "产业园获评省级示范。",
        "2023年，全县地区生产总值增长6.1%。",
    ],
)
def test_a_review_weighs_less_than_nothing(text: str) -> None:
    assert weight(text, CLOCK) < 0


@pytest.mark.parametrize("word", ["主要", "重要", "需要", "要求", "要素", "即将", "将军", "近来"])
def test_want_inside_a_word_is_no_plan(word: str) -> None:
    assert weight(f"这里的{word}是竹木家居。", None) < weight("要发展这里的竹木家居。", None)


def test_targets_are_round_and_results_are_not() -> None:
    plan = "地区生产总值增长6%，工业投资增长8%，财政收入增长5%。"
    past = "地区生产总值增长6.3%，工业投资增长8.7%，财政收入增长5.1%。"
    assert weight(plan, CLOCK) > weight(past, CLOCK)


def test_a_quotation_before_what_is_told_does_not_count() -> None:
    telling = "“要把项目抓到底再抓到底。”近日，云岚县组成13个督查组走村入户查看进展。"
    assert told(telling) == "近日，云岚县组成13个督查组走村入户查看进展。"
    assert told("“要把项目抓到底。”他说。") == "“要把项目抓到底。”他说。"


def test_what_headings_and_openings_say() -> None:
    assert PLAN_HEAD.search("二、2025年工作安排")
    assert PAST_HEAD.search("一、2024年工作回顾")
    assert TARGETS.search("主要预期目标是：地区生产总值增长6%")
    assert ASSIGNS.search("祝南星强调，要抓落实")
    assert PROBLEMS.search("我们也清醒地认识到")
    assert REVIEW_OPENS.match("一年来，全县上下同心")
    assert looks_back("同比增长6%")
    assert not looks_back("增长6%")
