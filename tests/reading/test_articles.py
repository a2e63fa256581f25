"""Paragraphs to articles, whatever the order of a page's blocks."""

from __future__ import annotations

import pytest
from invented import document

from luoshi.reading.articles import heading_level, mark_headings, split_articles
from luoshi.reading.layout import paragraphs

A = "1月2日，县委经济工作会议在县会议中心召开，总结2024年经济工作，部署2025年经济工作。全县工业投资增长8%。"
B = "1月2日，云岚白茶采摘节在雁坪镇开幕，来自各地的客商走进茶园，现场签约项目12个，总投资3.2亿元。"
TITLE_A, TITLE_B = "把目标拆到月把责任落到人", "白茶采摘节在雁坪镇开幕"


def titles(text: str) -> list[tuple[str | None, str | None, str]]:
    found = document(text)
    return [(a.title, a.byline, text[slice(*a.span)][-6:]) for a in found.articles]


def test_titles_before_bodies() -> None:
    text = f"{TITLE_A}\n\n本报讯（记者 黎舟）{A}\n\n{TITLE_B}\n\n本报讯（记者 林溪）{B}\n"
    assert titles(text) == [(TITLE_A, "记者黎舟", A[-6:]), (TITLE_B, "记者林溪", B[-6:])]


def test_titles_after_bodies() -> None:
    text = f"本报讯（记者 黎舟）{A}\n\n{TITLE_A}\n\n本报讯（记者 林溪）{B}\n\n{TITLE_B}\n"
    assert titles(text) == [(TITLE_A, "记者黎舟", A[-6:]), (TITLE_B, "记者林溪", B[-6:])]


def test_a_report_is_one_article_with_its_chapters() -> None:
    text = (
        "云岚县2025年政府工作报告\n——2025年1月16日在云岚县第十八届人民代表大会第四次会议上\n"
        "县长 闻人朗\n\n各位代表：\n\n"
        f"一、2024年工作回顾\n\n{A}\n\n二、2025年工作安排\n\n要加快建设雁坪水库。\n"
    )
    (only,) = document(text).articles
    assert only.title == "云岚县2025年政府工作报告"
    assert "要加快建设雁坪水库。" in text[slice(*only.span)]


def test_a_dateline_is_byline_and_not_body() -> None:
    (only,) = document(f"新华社云岚1月2日电（记者 黎舟）{A}\n").articles
    assert only.byline is not None
    assert "黎舟" in only.byline
    text = f"新华社云岚1月2日电（记者 黎舟）{A}\n"
    assert text[slice(*only.span)].startswith("1月2日，县委")


def test_jumps_with_marks() -> None:
    text = f"本报讯（记者 黎舟）{A}（下转4版）\n\n（上接2版）{B}\n"
    first, second = document(text).articles
    assert (first.continued_on, first.continues_from) == ("4版", None)
    assert (second.continued_on, second.continues_from) == (None, "2版")


@pytest.mark.parametrize("mark", ["（上接1版）", "(上接1版)", "<<上接1版", "（上接第1版）", "（上接A1版）"])
def test_every_way_to_print_a_jump(mark: str) -> None:
    found = document(f"{mark}\n\n{B}\n\n本报讯（记者 黎舟）{A}\n").articles
    assert found[0].continues_from is not None
    assert found[0].continues_from.endswith("1版")


def test_captions_page_numbers_and_mastheads_are_no_articles() -> None:
    text = "云岚日报\n2025年1月3日 星期五 第1版\n\n" + (
        f"本报讯（记者 黎舟）{A}\n\n图为会议现场。\n\n本报讯（记者 林溪）{B}\n\n— 1 —\n"
    )
    found = document(text).articles
    assert len(found) == 2
    assert not any("图为" in text[slice(*a.span)] for a in found)


@pytest.mark.parametrize(
    ("text", "level"), [("一、工作回顾", 1), ("第一章 总则", 1), ("（一）产业", 2), ("产业发展", 3)]
)
def test_how_deep_a_heading_stands(text: str, level: int) -> None:
    assert heading_level(text) == level


def test_short_lines_without_a_full_stop_are_headings_and_items_of_a_list_are_not() -> None:
    found = paragraphs(f"{TITLE_A}\n\n{A}\n\n地区生产总值增长6%左右\n\n城镇新增就业4300人以上\n")
    mark_headings(found)
    assert [p.kind for p in found] == ["heading", "body", "body", "body"]


def test_what_a_web_page_adds_behind_is_left_out() -> None:
    text = f"{TITLE_A}\n\n{A}\n\n{B}\n\n相关链接\n\n{TITLE_B}\n"
    (only,) = document(text).articles
    assert text[slice(*only.span)].endswith(B[-6:])


@pytest.mark.parametrize("text", ["", "\n", TITLE_A, "（下转4版）", "*", "一、\n二、\n", "| | |\n", "—" * 40])
def test_a_page_with_next_to_nothing(text: str) -> None:
    assert len(split_articles(paragraphs(text))) <= 1


@pytest.mark.parametrize(
    ("last", "byline"),
    [
        ("（记者 黎舟 摄）", None),
        ("（黎舟 林溪）", "黎舟"),
        ("云岚日报记者 黎舟 文/图", "黎舟"),
    ],
)
def test_a_byline_behind_the_body_is_no_body(last: str, byline: str | None) -> None:
    text = f"{TITLE_A}\n\n{A}\n\n{B}\n\n{last}\n"
    (only,) = document(text).articles
    assert only.title == TITLE_A
    if byline is not None:
        assert only.byline is not None
        assert byline in only.byline
        assert text[slice(*only.span)].endswith(B[-4:])


def test_a_title_in_brackets_before_its_text() -> None:
    (only,) = document(f"【{TITLE_A}】{A}\n").articles
    assert only.title == TITLE_A


def test_a_sub_title_and_who_attended_are_no_title() -> None:
    text = (
        f"{TITLE_A}\n祝南星出席并讲话\n——写在全县经济工作会议之际\n\n本报讯（记者 黎舟）{A}\n\n本报讯（记者 林溪）{B}\n"
    )
    assert document(text).articles[0].title == TITLE_A


def test_a_page_of_markdown_with_signed_articles() -> None:
    text = f"# {TITLE_A}\n\n云岚日报记者 黎舟\n\n{A}\n\n# {TITLE_B}\n\n云岚日报记者 林溪\n\n{B}\n"
    assert [t for t, _, _ in titles(text)] == [TITLE_A, TITLE_B]
