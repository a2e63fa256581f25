"""One document read: exact places, quotes as printed, and the same figures whatever the line breaks."""

from __future__ import annotations

import json

import pytest
from invented import DATE, HOME, document
from printed import in_column

from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Document

ARTICLE = [
    "过去一年，全县上下攻坚克难，经济运行总体平稳、稳中有进。2024年1—11月，全县规上工业增加值增长9.2%，"
    "高于全国全市3.4、2.0个百分点；社会消费品零售总额增长6.8%；招商到位资金49.8亿元，完成年度任务的83%；"
    "盘活闲置资产3.3亿元、回收资金1.8亿元，分别完成目标任务的110%、90%。",
    "会议强调，要围绕竹木家居、山地果茶延链补链，全年新开工亿元以上项目20个以上，力争工业投资突破35亿元，"
    "确保一季度固定资产投资增长8%，城镇调查失业率控制在5.5%以内，城乡居民人均可支配收入分别增长5%、7%左右。",
]


def facts(found: Document) -> list[tuple[object, ...]]:
    return [
        (f.value, f.value_to, f.unit, f.indicator, f.measure, f.comparator, f.role, f.period, f.quote)
        for f in found.figures
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def whole() -> Document:
    return document("\n\n".join(ARTICLE))


def test_the_article_says_what_it_says() -> None:
    found = [(f.value, f.indicator, f.measure, f.role) for f in whole().figures]
    assert found == [
        (9.2, "规上工业增加值", "growth", "result"),
        (3.4, "规上工业增加值", "gap", "result"),
        (2.0, "规上工业增加值", "gap", "result"),
        (6.8, "社会消费品零售总额", "growth", "result"),
        (49.8, "招商到位资金", "level", "result"),
        (83.0, "招商到位资金", "completion", "result"),
        (3.3, "盘活闲置资产", "level", "result"),
        (1.8, "回收资金", "level", "result"),
        (110.0, "盘活闲置资产", "completion", "result"),
        (90.0, "回收资金", "completion", "result"),
        (20.0, "新开工亿元以上项目", "level", "target"),
        (35.0, "工业投资", "level", "target"),
        (8.0, "固定资产投资", "growth", "target"),
        (5.5, "城镇调查失业率", "level", "target"),
        (5.0, "城镇居民人均可支配收入", "growth", "target"),
        (7.0, "农村居民人均可支配收入", "growth", "target"),
    ]


@pytest.mark.parametrize("blank", [False, True], ids=["close", "spaced"])
@pytest.mark.parametrize("width", [16, 19, 24, 37])
def test_reading_is_the_same_whatever_the_line_breaks(width: int, blank: bool) -> None:
    printed = ("\n\n\n" if blank else "\n\n").join(in_column(p, width, blank) for p in ARTICLE)
    assert facts(document(printed)) == facts(whole())


@pytest.mark.parametrize("indent", ["　　", "    ", "\t"])
def test_an_indent_changes_nothing(indent: str) -> None:
    printed = "\n".join(indent + in_column(p, 19) for p in ARTICLE)
    assert facts(document(printed)) == facts(whole())


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_places_are_exact(ending: str) -> None:
    text = ("　　" + in_column(ARTICLE[0], 19, True) + "\n\n" + in_column(ARTICLE[1], 19, True)).replace("\n", ending)
    found = document(text)
    assert len(found.figures) == 16
    for f in found.figures:
        assert squeezed(text[slice(*f.span)]) == f.quote
        assert squeezed(text[slice(*f.value_span)]) == f.value_text
        assert f.line == text.count("\n", 0, f.value_span[0]) + 1
    for t in found.tasks:
        assert squeezed(text[slice(*t.span)]) == t.quote
        assert t.line == text.count("\n", 0, t.span[0]) + 1


def test_full_width_and_traditional_characters_are_quoted_as_printed() -> None:
    text = "２０２４年，全縣規模以上工業增加值增長７．８％，城鎮新增就業４３００人。"
    found = document(text).figures
    assert [(f.value, f.value_text, f.indicator) for f in found] == [
        (7.8, "７．８％", "规模以上工业增加值"),
        (4300, "４３００人", "城镇新增就业"),
    ]
    assert found[0].quote == "規模以上工業增加值增長７．８％"


def test_pages_of_a_pdf_are_numbered() -> None:
    one, two = ARTICLE[0] + "\n", ARTICLE[1] + "\n"
    found = read_source(Source("云岚.pdf", one + two, "pdf", (0, len(one))), place=HOME, date=DATE)
    assert {f.page for f in found.figures} == {1, 2}
    assert found.figures[0].page == 1
    assert found.figures[-1].page == 2
    assert all(f.page is None for f in whole().figures)


def test_place_and_date_are_given_or_worked_out() -> None:
    given = document(ARTICLE[0])
    assert (given.place, given.date) == (HOME, DATE)
    text = "永川日报\n2025年1月3日 星期五 第1版\n\n"
    text += "本报讯（记者 黎舟）永川区委经济工作会议召开。我区地区生产总值增长6%，永川加快发展。"
    found = document(text, place=None, date=None)
    assert (found.place, found.date) == ("重庆市永川区", "2025-01-03")
    assert {f.subject for f in found.figures} == {"重庆市永川区"}


def test_rows_are_json_articles_first_and_statements_as_they_stand() -> None:
    rows = list(whole().rows())
    assert [r["kind"] for r in rows][:1] == ["article"]
    starts = [r["span"] for r in rows[1:]]
    assert starts == sorted(starts)
    assert json.loads(json.dumps(rows, ensure_ascii=False)) == rows


@pytest.mark.parametrize("text", ["", " ", "\n", "*", "**", "。", "“", "第", "%", "6%", "\ufeff", "\x00", "😀"])
def test_next_to_nothing_is_read_without_a_word(text: str) -> None:
    found = document(text)
    assert found.text == text
    assert all(f.indicator for f in found.figures)
