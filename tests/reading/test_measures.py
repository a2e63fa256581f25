"""What a number measures, what bounds it, and what it is held against: the target grammar of the design."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.leads import lead
from luoshi.reading.measures import rank_lead, references

TARGETS = "2025年主要预期目标："


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地区生产总值增长6%", (6, "地区生产总值", "growth", "eq")),
        ("地区生产总值增长6%左右", (6, "地区生产总值", "growth", "approx")),
        ("地区生产总值增长6%以上", (6, "地区生产总值", "growth", "ge")),
        ("地区生产总值增长约6%", (6, "地区生产总值", "growth", "approx")),
        ("工业投资增速不低于9%", (9, "工业投资", "growth", "ge")),
        ("进出口总额保持正增长", (None, "进出口总额", "growth", "positive")),
        ("城镇新增就业7300人", (7300, "城镇新增就业", "level", "eq")),
        ("城镇新增就业7300人以上", (7300, "城镇新增就业", "level", "ge")),
        ("城镇调查失业率控制在5.5%以内", (5.5, "城镇调查失业率", "level", "le")),
        ("单位GDP能耗下降2.5%", (-2.5, "单位GDP能耗", "growth", "eq")),
        ("居民消费价格涨幅2%左右", (2, "居民消费价格", "growth", "approx")),
        ("社会消费品零售总额增速高于全国", (None, "社会消费品零售总额", "gap", "positive")),
        ("居民收入与经济增长同步", (None, "居民收入", "growth", "eq")),
        ("旅游总收入进入全市前十", (10, "旅游总收入", "rank", "top")),
        ("“八张报表”AB档达到3/4以上", (0.75, "“八张报表”AB档", "share", "ge")),
        ("数字经济产业营业收入突破500亿元", (500, "数字经济产业营业收入", "level", "ge")),
        ("地区生产总值迈上300亿元大关", (300, "地区生产总值", "level", "ge")),
        ("固定资产投资不低于120亿元", (120, "固定资产投资", "level", "ge")),
        ("政府性债务不超过45亿元", (45, "政府性债务", "level", "le")),
        ("森林覆盖率提高0.5个百分点", (0.5, "森林覆盖率", "change", "eq")),
        ("城镇化率达到61%", (61, "城镇化率", "level", "eq")),
        ("旅游收入翻番", (2, "旅游收入", "multiple", "eq")),
    ],
)
def test_the_target_grammar(text: str, expected: tuple[float | None, str, str, str]) -> None:
    assert told(TARGETS + text + "。", "value", "indicator", "measure", "comparator", "role") == [(*expected, "target")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工业投资完成96亿元，完成年度任务的117.7%", (117.7, "completion", "年度任务")),
        ("旅游业增加值占地区生产总值的8.6%", (8.6, "share", "地区生产总值")),
        ("民生支出占一般公共预算支出的比重保持在80%以上", (80, "share", "一般公共预算支出")),
        ("工业投资超过序时进度3个百分点", (3, "gap", "序时进度")),
        ("工业增加值增速高于全国2.1个百分点", (2.1, "gap", "全国")),
        ("工业增加值增速低于全市1.4个百分点", (-1.4, "gap", "全市")),
        ("工业总产值52亿元，是2020年的1.8倍", (1.8, "multiple", None)),
        ("数字经济指数稳居山区库区第2", (2, "rank", "山区库区")),
        ("旅游总收入居全市首位", (1, "rank", "全市")),
        ("工业增加值增速居全市第1位", (1, "rank", "全市")),
        ("粮食产量比上年增加2.2万吨", (2.2, "change", None)),
        ("单位能耗比上年下降3.1%", (-3.1, "growth", None)),
        ("财政收入减少1.2亿元", (-1.2, "change", None)),
        ("减少办公用房租赁费1.2亿元", (-1.2, "change", None)),
        ("分担率提升3%", (3, "change", None)),
        ("Ⅲ类水质断面", (3, "grade", None)),
    ],
)
def test_shares_plans_gaps_ranks_and_changes(text: str, expected: tuple[float, str, str | None]) -> None:
    assert told(f"2024年，{text}。", "value", "measure", "reference")[-1] == expected


def test_completion_of_the_years_goal() -> None:
    assert told("2024年，全县到位资金18亿元，完成年度目标的52%。", "measure", "reference")[-1] == (
        "completion",
        "年度目标",
    )


def test_percent_and_points_are_two_measures() -> None:
    assert told("2024年，森林覆盖率提高1.2个百分点，绿地面积提高1.2%。", "measure", "unit") == [
        ("change", "个百分点"),
        ("growth", "%"),
    ]


def test_two_gaps_share_a_unit_and_have_each_a_reference() -> None:
    rows = told(
        "1—11月，规上工业增加值增长10.2%，高于全国全市6.9、10.1个百分点。", "value", "unit", "measure", "reference"
    )
    assert rows == [
        (10.2, "%", "growth", None),
        (6.9, "个百分点", "gap", "全国"),
        (10.1, "个百分点", "gap", "全市"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全国全市", ["全国", "全市"]),
        ("全国、全省", ["全国", "全省"]),
        ("全国和全省平均", ["全国平均", "全省平均"]),
        ("全市平均水平", ["全市平均水平"]),
        ("云岚县", ["云岚县"]),
    ],
)
def test_the_names_a_gap_is_held_against(text: str, names: list[str]) -> None:
    assert references(text) == names


def test_the_words_of_a_rank_and_among_whom_it_is() -> None:
    text = "数字经济指数稳居山区库区第2"
    start, among = rank_lead(text, 0, text.index("第2"))
    assert (text[:start], among) == ("数字经济指数", "山区库区")


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("工业投资同比增长", "verb", "up"),
        ("单位能耗下降", "verb", "down"),
        ("地区生产总值达到", "verb", "to"),
        ("工业投资完成", "verb", "done"),
        ("工业投资超过", "close", "ge"),
        ("失业率不超过", "close", "le"),
        ("工业投资近", "close", "approx"),
        ("收入、支出分别增长", "each", True),
        ("地区生产总值年均增长", "yearly", True),
        ("预计地区生产总值增长", "forecast", False),
        ("地区生产总值预计增长", "forecast", True),
        ("地区生产总值力争增长", "strength", "stretch"),
        ("地区生产总值确保增长", "strength", "firm"),
        ("工业投资增速高于全国", "gap_to", "全国"),
        ("粮食产量比上年增加", "compared", "上年"),
        ("服务业占地区生产总值的", "share_of", "地区生产总值"),
        ("工业投资完成年度任务的", "completion_of", "年度任务"),
        ("城镇化率由", "source", True),
    ],
)
def test_the_words_between_a_noun_and_its_number(words: str, field: str, value: object) -> None:
    assert getattr(lead(words, 0, len(words)), field) == value
