"""The noun phrase that is an indicator, cut out of the words before a number or behind it."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.nouns import hollow, left, right, tidy


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("全县地区生产总值", "地区生产总值"),
        ("其中工业投资", "工业投资"),
        ("推动工业投资", "工业投资"),
        ("工业投资稳步", "工业投资"),
        ("全国文明城市", "全国文明城市"),  # part of a name
        ("完成水利建设、粮食产量", "粮食产量"),  # what stands before the 、 is another statement
        ("全面推进改革、工业投资", "工业投资"),
        ("力争城镇新增就业", "城镇新增就业"),
        ("累计新增高新技术企业", "新增高新技术企业"),
        ("经济总量跨过", "经济总量"),
        ("“五个一批”重大项目", "“五个一批”重大项目"),
    ],
)
def test_the_noun_before_a_number(words: str, noun: str) -> None:
    a, b = left(words)
    assert words[a:b] == noun


def test_a_list_that_is_shared_out_is_not_cut() -> None:
    words = "旅游收入、游客人数"
    a, b = left(words, listing=True)
    assert words[a:b] == words


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("群众实现就业，收入", "群众实现就业"),
        ("工作经验。", "工作经验"),
        ("社区（村）全部完成", "社区（村）"),
        ("项目、企业", "项目"),
    ],
)
def test_the_noun_behind_a_number_ends_with_its_clause(words: str, noun: str) -> None:
    assert words[: right(words, 0)] == noun


@pytest.mark.parametrize(
    ("words", "is_hollow"), [("方面", True), ("关键环节", True), ("学校", False), ("工业企业", False)]
)
def test_a_lists_own_length_is_no_thing(words: str, is_hollow: bool) -> None:
    assert hollow(words) is is_hollow


def test_done_inside_a_noun_is_no_part_of_it() -> None:
    assert tidy("第一产业实现增加值") == "第一产业增加值"
    assert tidy("完成投资") == "完成投资"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("近400名群众就业", ["群众就业"]),
        ("新建学校3所", ["新建学校"]),
        ("新改（扩）建学校3所", ["新改（扩）建学校"]),
        ("建成公园7个、步道32公里", ["建成公园", "建成步道"]),  # the verb is shared
        ("引进项目22宗，总投资11.9亿元", ["引进项目", "引进项目总投资"]),  # what leans on the thing before
        ("净增市场主体1200户", ["市场主体"]),
        ("“五个一批”重大项目完成投资36亿元", ["“五个一批”重大项目投资"]),
        ("总结63项工作经验", ["工作经验"]),
        ("全县A级景区达12家", ["A级景区"]),
        ("第一产业实现增加值18亿元，同比增长3.5%", ["第一产业增加值", "第一产业增加值"]),
    ],
)
def test_indicators_as_printed(text: str, indicators: list[str]) -> None:
    assert told(f"2024年，{text}。", "indicator") == indicators


def test_there_are_is_no_part_of_what_there_is() -> None:
    assert told("全县共有规上企业186家。", "indicator") == ["规上企业"]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("6月底前基层报表数量压减三分之一", "基层报表数量"),
        ("年底前完成路基工程的30%", "路基工程"),
        ("年底之前新增停车位600个", "新增停车位"),
        ("主汛期前完成避险搬迁320户", "避险搬迁"),
        ("汛前开展防汛演练120场次", "防汛演练"),
        ("国庆节前新增停车位600个", "新增停车位"),
        ("2025年前沿技术攻关项目达到8个", "前沿技术攻关项目"),  # a word of its own
        ("全年前期费用控制在300万元以内", "前期费用"),
    ],
)
def test_by_when_is_no_part_of_what(text: str, indicator: str) -> None:
    assert told(f"2025年，要确保{text}。", "indicator") == [indicator]


def test_the_number_of_an_item_is_no_part_of_its_noun() -> None:
    assert told("2025年工作安排\n\n2.改造老旧小区26个，建成道路3公里。", "indicator") == ["改造老旧小区", "建成道路"]
