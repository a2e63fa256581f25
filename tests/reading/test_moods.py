"""Whether sentences tell of what is done or of what is to be done."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.articles import mark_headings
from luoshi.reading.layout import paragraphs
from luoshi.reading.moods import Block, blocks, head_lean, sentences
from luoshi.reading.times import Clock


def moods(text: str) -> list[Block]:
    found = paragraphs(text)
    mark_headings(found)
    return [b for b in blocks(found, Clock(2025, 1)) if b.sentences]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一句。两句！三句？四句；五句", ["一句。", "两句！", "三句？", "四句；", "五句"]),
        ("“他说。”又说。", ["“他说。”", "又说。"]),
        ("目标（一是好；二是快）如此。", ["目标（一是好；二是快）如此。"]),
        ("《先。后》如此。", ["《先。后》如此。"]),
        ("", []),
    ],
)
def test_sentences_are_closed_by_their_marks_outside_brackets(text: str, parts: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == parts


def test_an_open_bracket_does_not_swallow_a_text() -> None:
    assert len(sentences("（" + "全县产值增长。" * 30)) > 10


@pytest.mark.parametrize(
    ("title", "sign"),
    [
        ("一、2024年工作回顾", -1),
        ("二、2025年工作安排", 1),
        ("2025年主要目标", 1),
        ("产业发展", 0),
        ("2024年目标完成情况", -1),
    ],
)
def test_a_heading_leans(title: str, sign: int) -> None:
    lean = head_lean(title)
    assert (lean > 0) - (lean < 0) == (sign if title != "2024年目标完成情况" else 0)


def test_a_report_turns_from_review_to_plan_at_a_chapter() -> None:
    text = "一、2024年工作回顾\n\n新建学校3所。\n\n二、2025年工作安排\n\n新建学校3所。\n"
    review, plan = moods(text)
    assert (review.sentences[0].mood, plan.sentences[0].mood) == ("past", "plan")
    assert (review.topic, plan.topic) == (2024, 2025)
    assert review.section == "一、2024年工作回顾"


def test_a_section_is_the_path_of_its_headings() -> None:
    text = (
        "一、2025年工作安排\n\n（一）产业\n\n加快建设栗溪工业园二期。\n\n（二）民生\n\n新建学校3所，让孩子就近上学。\n"
    )
    assert [b.section for b in moods(text)] == ["一、2025年工作安排 › （一）产业", "一、2025年工作安排 › （二）民生"]


def test_a_list_of_targets_goes_on_until_a_sentence_looks_back() -> None:
    text = "今年的主要预期目标是：地区生产总值增长6%。工业投资增长8%。去年，工业投资同比增长12.4%。"
    assert told(text, "role") == ["target", "target", "result"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("今年，要确保全县工业投资增长8%。", "target"),
        ("力争旅游总收入达到20亿元。", "target"),
        ("2024年，全县工业投资同比增长8.3%。", "result"),
        ("预计2024年全县工业投资增长8%。", "forecast"),
        ("目前，全县共有规上企业186家。", "result"),
        ("到2027年，力争规上企业达到260家，目前已有186家。", "target"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert told(text, "role")[0] == role


def test_what_stands_already_is_a_result_in_a_plan_too() -> None:
    assert told("到2027年，力争规上企业达到260家，目前已有186家。", "role") == ["target", "result"]
