"""Numbers with their units, and the numbers that say nothing and are left alone."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.numbers import Number, quoted, scan


def numbers(text: str) -> list[Number]:
    return scan(text, [])


@pytest.mark.parametrize(
    ("text", "value", "to", "unit"),
    [
        ("产值52.3亿元", 52.3, None, "亿元"),
        ("产值1.2万亿元", 1.2, None, "万亿元"),
        ("余额1,234.5亿元", 1234.5, None, "亿元"),
        ("增长6%", 6, None, "%"),
        ("增长5%—6%", 5, 6, "%"),
        ("增长5—6%", 5, 6, "%"),
        ("增长5%至6%", 5, 6, "%"),
        ("粮食产量20—21万吨", 20, 21, "万吨"),
        ("提高3个百分点", 3, None, "个百分点"),
        ("降低5个基点", 5, None, "个基点"),
        ("就业7300人", 7300, None, "人"),
        ("游客312.6万人次", 312.6, None, "万人次"),
        ("浓度28微克/立方米", 28, None, "微克/立方米"),
        ("合格率百分之九十五", 95, None, "%"),
        ("合格率为百分之三点五", 3.5, None, "%"),
        ("好评达九成五以上", 95, None, "%"),
        ("好评占七成", 70, None, "%"),
        ("是上年的1.8倍", 1.8, None, "倍"),
        ("突破五百亿元", 500, None, "亿元"),
        ("突破百亿元", 100, None, "亿元"),
        ("安置一千二百人", 1200, None, "人"),
        ("AB档达3/4", 0.75, None, ""),
        ("占三分之二", 2 / 3, None, ""),
        ("收入比2.6：1", 2.6, None, ""),
        ("收入比缩小到1.91", 1.91, None, ""),
        ("产值翻番", 2, None, "倍"),
        ("产值翻了两番", 4, None, "倍"),
        ("居全市第2位", 2, None, ""),
        ("进入全省前十", 10, None, ""),
        ("居全县首位", 1, None, ""),
        ("完成任务过半", 50, None, "%"),
        ("保持正增长", None, None, ""),
    ],
)
def test_a_number_has_its_value_and_unit(text: str, value: float | None, to: float | None, unit: str) -> None:
    (n,) = numbers(text)
    assert n.value == (pytest.approx(value) if value is not None else None)
    assert (n.value_to, n.unit) == (to, unit)


@pytest.mark.parametrize(
    ("text", "close", "printed"),
    [
        ("招收2000余名", "ge", "2000余名"),
        ("服务3800多次", "ge", "3800多次"),
        ("增长6%左右", "approx", "6%"),
        ("增长6%以上", "ge", "6%"),
        ("控制在5.5%以内", "le", "5.5%"),
        ("控制在3%以下", "le", "3%"),
        ("增长5%—6%", "between", "5%—6%"),
        ("突破700亿元大关", None, "700亿元"),
        ("完成任务过半", "ge", "过半"),
        ("保持正增长", "positive", "正增长"),
        ("进入全市前三", "top", "前三"),
        ("增长6%", None, "6%"),
    ],
)
def test_what_closes_a_number_and_what_of_it_is_printed(text: str, close: str | None, printed: str) -> None:
    (n,) = numbers(text)
    assert (n.close, text[n.start : n.end]) == (close, printed)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("高于全国全市6.9、10.1个百分点", ["个百分点", "个百分点"]),
        ("分别高3.4个、1个百分点", ["个百分点", "个百分点"]),
        ("分别增长6、8%", ["%", "%"]),
        ("完成投资3.2和1.5亿元", ["亿元", "亿元"]),
        ("增长5、6、7%", ["%", "%", "%"]),
    ],
)
def test_a_shared_unit_belongs_to_every_number(text: str, units: list[str]) -> None:
    assert [n.unit for n in numbers(text)] == units


@pytest.mark.parametrize(
    "text",
    [
        "召开第72次会议",  # an ordinal
        "第十八届县人大三次会议",
        "推进“五个一批”",  # a name
        "落实“885”机制",
        "印发《3年行动方案》",
        "提出33618现代制造业集群体系",
        "6·18促销",
        "建设220千伏输变电工程",  # a rating
        "5G基站",
        "CRH380列车",
        "608所AES100发动机",
        "坚持3个方面发力",  # a way of speaking
        "开展一次检查",
        "一个中心两个基本点",
        "500万元以上项目",  # a class of things
        "亿元以上项目",
        "2024年",
        "今年45岁",
        "连续4年",  # a length of time that is not measured
        "电话5862",
        "双过半",
        "第二产业",
        "前期工作",
        "前三季度",
    ],
)
def test_a_number_that_says_nothing_is_left_alone(text: str) -> None:
    assert [text[n.start : n.end] for n in numbers(text) if n.kind != "bare"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("办理时限压缩至3天", 3), ("开办时间由5天缩短", 5), ("平均用时8分钟", 8), ("人均预期寿命达79.2岁", 79.2)],
)
def test_a_length_of_time_is_a_number_where_it_is_what_is_measured(text: str, value: float) -> None:
    assert [n.value for n in numbers(text)] == [value]


def test_a_number_inside_a_time_is_the_times() -> None:
    assert scan("前三季度增长6%", [(0, 4)])[0].value == 6


def test_names_are_what_stands_in_quotes_without_a_sentence_mark() -> None:
    assert quoted("落实“885”机制") == [(2, 6)]
    assert quoted("他说“增长6%，很好。”") == []
    assert quoted("印发《2024年，方案》") == [(2, 11)]
    assert quoted("“没有合上") == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2024年，产值１２３．４亿元，增长７．８％。", ["１２３．４亿元", "７．８％"]),
        ("2024年，建成公园7个、步道32公里。", ["7个", "32公里"]),
        ("2024年，开工亿元以上项目32个。", ["32个"]),
        ("2024年，百亿级园区达到2个。", ["2个"]),
        ("第72次会议召开，“885”机制落地，220千伏工程开工，6·18火热，全县地区生产总值增长6%。", ["6%"]),
    ],
)
def test_value_text_is_printed_as_it_stands(text: str, printed: list[str]) -> None:
    assert told(text, "value_text") == printed
