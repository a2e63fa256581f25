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
