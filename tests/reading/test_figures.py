"""Figures of a sentence: what they inherit, how firm they are, and where their quotes begin and end."""

from __future__ import annotations

import pytest
from invented import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年，要确保地区生产总值增长5.5%、力争6%。", [("firm", 5.5), ("stretch", 6)]),
        ("今年，要力争新增企业20家，确保工业投资不低于12亿元。", [("stretch", 20), ("firm", 12)]),
        ("今年，要实现地区生产总值增长6%。", [("expected", 6)]),
        ("今年，要努力实现工业投资增长8%、民间投资增长9%。", [("stretch", 8), ("stretch", 9)]),
        ("今年预期目标：工业投资增长8%。", [("expected", 8)]),
        ("今年预期目标：工业投资增长不低于8%。", [("firm", 8)]),
    ],
)
def test_strength(text: str, expected: list[tuple[str, float]]) -> None:
    assert told(text, "strength", "value") == expected


def test_a_result_has_no_strength() -> None:
    assert told("2024年，全县工业投资增长8.3%，同比提高1.2个百分点。", "role", "strength") == [("result", None)] * 2


def test_an_estimate_of_a_year_ended_is_a_forecast() -> None:
    assert told("预计2024年全县地区生产总值增长5.8%。", "role") == ["forecast"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("规上工业产值52.3亿元，同比增长6%。", ["规上工业产值", "规上工业产值"]),
        ("规上工业产值52.3亿元、增长6%，居全市第2位。", ["规上工业产值"] * 3),
        ("城镇化率由52.1%提高到53.4%。", ["城镇化率", "城镇化率"]),
        ("地区生产总值完成310亿元、增长6%，规上工业增加值增长8%。", ["地区生产总值", "地区生产总值", "规上工业增加值"]),
    ],
)
def test_a_number_without_a_noun_has_the_last_one_named(text: str, indicators: list[str]) -> None:
    assert told("2024年，全县" + text, "indicator") == indicators


def test_from_one_level_to_another_is_two_levels_the_first_of_them_earlier() -> None:
    rows = told("2024年，城镇化率由52.1%提高到53.4%。", "value", "measure", "period")
    assert rows == [(52.1, "level", "2023"), (53.4, "level", "2024")]


@pytest.mark.parametrize(
    ("text", "measure", "indicator"),
    [
        ("新增高新技术企业23家", "level", "新增高新技术企业"),
        ("净增市场主体1200户", "change", "市场主体"),
        ("市场主体净增1200户", "change", "市场主体"),
        ("市场主体增加1200户", "change", "市场主体"),
        ("市场主体增至1.2万户", "level", "市场主体"),
    ],
)
def test_new_ones_are_a_level_and_net_ones_a_change(text: str, measure: str, indicator: str) -> None:
    assert told(f"2024年，{text}。", "measure", "indicator") == [(measure, indicator)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("2024年，全县工业投资增长8%。", ["工业投资增长8%"]),
        ("2024年，工业投资52亿元，增长8%。", ["工业投资52亿元", "工业投资52亿元，增长8%"]),
        ("2024年，近400名群众就业。", ["400名群众就业"]),
        ("2024年，旅游业增加值占地区生产总值的8.6%。", ["旅游业增加值占地区生产总值的8.6%"]),
    ],
)
def test_a_quote_is_the_shortest_run_with_number_and_indicator(text: str, quotes: list[str]) -> None:
    assert told(text, "quote") == quotes


def test_a_catalogued_indicator_has_its_code_and_another_none() -> None:
    rows = told("2024年，全县地区生产总值增长6%，云岚白茶产值增长9%。", "indicator", "code")
    assert rows == [("地区生产总值", "GDP"), ("云岚白茶产值", None)]


def test_a_thing_counted_in_the_sentence_before_goes_on() -> None:
    rows = told("截至9月末，全县市场主体达2.3万户。全年新增3200户。", "indicator", "value")
    assert rows == [("市场主体", 2.3), ("新增市场主体", 3200)]


def test_the_same_number_twice_is_two_figures() -> None:
    rows = figures("2024年，工业投资增长8%，民间投资增长8%。")
    assert [f.value for f in rows] == [8, 8]
    assert rows[0].value_span != rows[1].value_span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024年，全县项目建设进度过半。", [(50, "completion", "ge")], id="halfway"),
        pytest.param(
            "2024年，规上工业增加值增长8%，超全国2个百分点。", [(8, "growth", "eq"), (2, "gap", "eq")], id="beyond"
        ),
    ],
)
def test_half_done_and_beyond_a_series(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert told(text, "value", "measure", "comparator") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "引进5亿元以上项目3个、10亿元以上项目2个",  # what a class is named by is no figure
            [("引进5亿元以上项目", 3, "level"), ("引进10亿元以上项目", 2, "level")],
        ),
        (
            "粮食播种面积稳定在32万亩、产量20.9万吨",
            [("粮食播种面积", 32, "level"), ("粮食产量", 20.9, "level")],
        ),
        (
            "居民人均可支配收入达到29680元，比上年增加1780元，增长6.4%",
            [
                ("居民人均可支配收入", 29680, "level"),
                ("居民人均可支配收入", 1780, "change"),
                ("居民人均可支配收入", 6.4, "growth"),
            ],
        ),
        (
            "用电量增长5.2%，增速分别比全国、全省高1.2、0.8个百分点",
            [("用电量", 5.2, "growth"), ("用电量", 1.2, "gap"), ("用电量", 0.8, "gap")],
        ),
        (
            "税收收入占一般公共预算收入比重达61.3%，提高2个百分点",
            [("税收收入占一般公共预算收入比重", 61.3, "share"), ("税收收入占一般公共预算收入比重", 2, "change")],
        ),
        (
            "群众满意度96.2%，居全市第二，比上年前移3位",
            [("群众满意度", 96.2, "level"), ("群众满意度", 2, "rank"), ("群众满意度", 3, "change")],
        ),
        (
            "工业增加值增长11.2%、占地区生产总值的18.6%",
            [("工业增加值", 11.2, "growth"), ("工业增加值", 18.6, "share")],
        ),
        ("每千名老人拥有养老床位34张", [("每千名老人拥有养老床位", 34, "level")]),
        ("机动车同比增加约3000辆", [("机动车", 3000, "change")]),
        ("旅游收入同比增长两成", [("旅游收入", 20, "growth")]),
        ("建设用地供应1200亩，同比减少200亩", [("建设用地供应", 1200, "level"), ("建设用地供应", -200, "change")]),
    ],
)
def test_sentences_of_several_figures(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert told(f"2024年，全县{text}。", "indicator", "value", "measure") == expected


@pytest.mark.parametrize(
    ("text", "indicator", "value", "measure"),
    [
        ("完成营造林2.3万亩，为任务的115%", "营造林", 115, "completion"),
        ("居民可支配收入增长6%，其中城镇、农村分别增长5%和7%", "农村居民可支配收入", 7, "growth"),
        ("生猪出栏32.6万头，存栏18.2万头", "生猪存栏", 18.2, "level"),
    ],
)
def test_what_leans_on_the_clause_before(text: str, indicator: str, value: float, measure: str) -> None:
    assert told(f"2024年，全县{text}。", "indicator", "value", "measure")[-1] == (indicator, value, measure)


@pytest.mark.parametrize(
    ("text", "indicator", "value", "measure"),
    [
        ("工业增加值负增长5%", "工业增加值", -5, "growth"),  # a fall told as a negative rise
        ("工业投资同比增长-3.2%", "工业投资", -3.2, "growth"),  # a sign behind a word is no dash
        ("工业投资增长5%—3%", "工业投资", 3, "growth"),  # the smaller end of a range is its value
        ("粮食总产量1，234吨", "粮食总产量", 1234, "level"),  # full-width thousands commas
        ("完成路基工程的30%", "路基工程", 30, "completion"),
        ("财政支出的八成用于民生", "财政支出", 80, "share"),
        ("冲压件80%销往邻县", "冲压件", 80, "share"),
        ("栗港扩能提升完成总工程量62%", "栗港扩能提升", 62, "completion"),  # 提升 is the work's name here
        ("投资20亿元，利润增长8%", "利润", 8, "growth"),
        ("重点项目已开工67个，开工率81.7%，完成投资54亿元", "重点项目投资", 54, "level"),
        ("居民收入比值由上年同期的2.48缩小为2.43", "居民收入比值", 2.43, "level"),
        ("电力生产业受来水偏枯影响下降12.3%", "电力生产业", -12.3, "growth"),
        ("户均增收3200元", "户均增收", 3200, "change"),
    ],
)
def test_what_the_last_number_measures(text: str, indicator: str, value: float, measure: str) -> None:
    assert told(f"2024年，全县{text}。", "indicator", "value", "measure")[-1] == (indicator, value, measure)


@pytest.mark.parametrize(
    "text",
    [
        "产值" + "1" * 400 + "亿元",  # more digits than a number holds
        "排名第1000000000",
        "产值1_000亿元",
        "三次产业比为3:2:1",
        "雁坪、云万两条快速路加快建设",  # 万 is the end of a name
        "来自云溪、松坳等16个县区",  # where they came from
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert told(f"2024年，全县{text}。", "value") == []


def test_what_is_to_come_of_a_work_is_a_forecast() -> None:
    text = "2024年，雁坪快速路具备通车条件。正式投用后，将极大便利沿线30万人出行。"
    assert "result" not in told(text, "role")


def test_what_is_held_in_a_plan_is_a_result_of_today() -> None:
    text = "到2027年，力争规上企业达到260家，目前已有186家。"
    assert told(text, "value", "role", "period") == [(260, "target", "2027"), (186, "result", "2025-01-03")]


def test_the_old_value_is_of_the_same_months_a_year_before() -> None:
    text = "2024年前三季度，全县居民收入比值由上年同期的2.48缩小为2.43。"
    assert told(text, "value", "period") == [(2.48, "2023-Q1/2023-Q3"), (2.43, "2024-Q1/2024-Q3")]


def test_both_numbers_of_a_change_have_the_noun_before_them() -> None:
    text = "2025年，要推动县属国有企业由9户整合为4户。"
    assert told(text, "indicator", "value", "role") == [("县属国有企业", 9, "result"), ("县属国有企业", 4, "target")]
