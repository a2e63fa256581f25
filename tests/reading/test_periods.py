"""The period of each figure: its own words, its sentence, its paragraph, its section, the document's date."""

from __future__ import annotations

import pytest
from invented import told


def periods(text: str, date: str | None = "2025-01-03") -> list[str | None]:
    return told(text, "period", date=date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1—11月，全县用电量增长6%。", ["2024-01/2024-11"]),
        ("前三季度，全县用电量增长6%。", ["2024-Q1/2024-Q3"]),
        ("截至9月末，各项贷款余额210亿元，同比增长8%。", ["2024-09", "2024-09"]),
        ("去年，全县外贸出口3.2亿元。", ["2024"]),
        ("2024年11月，全县CPI上涨0.3%。", ["2024-11"]),
        ("3月5日，全县发放消费券200万元。", ["2025-03-05"]),
        ("2023年以来，全县累计投入资金5.6亿元。", ["2023/"]),
        ("今年以来，全县新签约项目41个。", ["2025/"]),
        ("“十四五”以来，全县累计造林5.6万亩。", ["2021/"]),
        ("2021—2024年，全县地区生产总值年均增长6.2%。", ["2021/2024"]),
        ("上半年，全县到位资金18亿元；下半年，全县到位资金20亿元。", ["2024-01/2024-06", "2024-07/2024-12"]),
        ("到2027年，力争数字经济增加值占比达到12%。", ["2027"]),
        ("确保一季度固定资产投资增长8%。", ["2025-Q1"]),
        ("目前，全县共有规上企业186家。", ["2025-01-03"]),
        ("2024年，城镇化率由52.1%提高到53.4%。", ["2023", "2024"]),
        # a comparison is no period
        ("2024年，全县产值52亿元，比2020年增加12亿元。", ["2024", "2024"]),
        ("2024年，全县产值52亿元，是2020年的1.8倍。", ["2024", "2024"]),
    ],
)
def test_the_words_of_a_sentence(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


def test_a_time_is_carried_to_the_next_sentences_of_its_paragraph_and_no_further() -> None:
    text = "1—11月，全县用电量增长6%。工业投资增长12%。\n\n地区生产总值增长6%。"
    assert periods(text) == ["2024-01/2024-11", "2024-01/2024-11", "2024"]


def test_of_five_years_a_state_is_the_ends_and_what_adds_up_is_all_of_them() -> None:
    text = "“十四五”时期，全县累计新建学校26所，常住人口城镇化率达到61.5%，工业投资累计完成310亿元。"
    assert periods(text, "2026-01-10") == ["2021/2025", "2025", "2021/2025"]


@pytest.mark.parametrize(
    ("date", "past", "plan"),
    [("2025-01-03", "2024", "2025"), ("2025-12-20", "2025-12-20", "2026"), ("2025-07-01", "2025-07-01", "2025")],
)
def test_where_no_word_says_it_the_documents_date_does(date: str, past: str, plan: str) -> None:
    assert periods("全县用电量同比增长6.3%，比去年提高2.1个百分点。", date) == [past, past]
    assert periods("预期目标：用电量增长6%。", date) == [plan]


def test_without_a_date_nothing_is_guessed() -> None:
    assert periods("全县用电量同比增长6.3%。", None) == [None]


def test_a_chapter_about_a_year_dates_its_figures() -> None:
    text = "一、2023年工作回顾\n\n全县用电量增长6.2%。\n\n二、2024年工作安排\n\n要确保用电量增长6%。"
    assert periods(text, "2024-01-16") == ["2023", "2024"]


@pytest.mark.parametrize("numeral", ["百分之十五", "百分之九十五"])
def test_a_numeral_dates_nothing(numeral: str) -> None:
    assert periods(f"2024年，群众满意率达{numeral}，水质达标率98.2%。新增就业3200人。") == ["2024"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年的工业产值3.2亿元，2024年达到5.1亿元。", ["2020", "2024"]),
        ("全县工业投资连续三年增长10%以上。", ["2022/2024"]),
        ("目前，全县共有企业186家。其中规上工业企业97家。", ["2025-01-03", "2025-01-03"]),
        ("2023年末，全县贷款余额52亿元；2024年末，贷款余额58亿元。", ["2023", "2024"]),
    ],
)
def test_several_years_in_a_paragraph(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


def test_a_plan_that_is_a_sentences_matter_is_not_its_time() -> None:
    # 打好“十四五”规划收官战: what the sentence is about.
    text = "今年，要打好“十四五”规划实施收官战。要新建标准厂房12万平方米。"
    assert told(text, "period") == ["2025"]
