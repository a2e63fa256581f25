"""Printed lines to paragraphs."""

from __future__ import annotations

import pytest
from printed import in_column

from luoshi.reading.layout import closed, paragraphs, printed_lines

FIRST = (
    "过去一年，全县上下攻坚克难，经济运行总体平稳、稳中有进。1—11月，全县规上工业增加值增长9.2%，"
    "高于全国全市3.4、2.0个百分点，社会消费品零售总额增长6.8%，招商到位资金49.8亿元。"
)
SECOND = (
    "会议要求，要围绕竹木家居、山地果茶延链补链，全年新开工亿元以上项目20个以上，力争工业投资突破35亿元，"
    "加快建设雁坪水库、县城北环线等重点工程，确保一季度固定资产投资增长8%。"
)


@pytest.mark.parametrize("width", [16, 19, 24])
@pytest.mark.parametrize("blank", [False, True])
def test_column_lines_are_rejoined(width: int, blank: bool) -> None:
    text = in_column(FIRST, width, blank) + "\n\n" + in_column(SECOND, width, blank)
    assert [p.text for p in paragraphs(text)] == [FIRST, SECOND]


def test_a_number_broken_between_lines_is_whole_again() -> None:
    lines = [
        "全县规上工业增加值增长12.",
        "6%，高于全国全市平均水平，",
        "社会消费品零售总额增长也很",
        "快，招商引资到位资金有49.",
        "8亿元，完成年度任务的八成。",
    ]
    (p,) = paragraphs("\n".join(lines))
    assert "增长12.6%，" in p.text
    assert "有49.8亿元" in p.text


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_page_number_inside_a_sentence_is_left_out(blank: str) -> None:
    half = len(FIRST) // 2
    text = FIRST[:half] + blank + "— 12 —" + blank + FIRST[half:]
    assert [p.text for p in paragraphs(text)] == [FIRST]


@pytest.mark.parametrize("line", ["— 12 —", "第3页", "第3页共20页", "3/20", "打印", "字号：大 中 小"])
def test_what_belongs_to_the_page_and_not_to_the_text(line: str) -> None:
    assert [p.text for p in paragraphs(f"{FIRST}\n\n{line}\n\n{SECOND}")] == [FIRST, SECOND]


def test_offsets_lead_back_to_the_printed_text() -> None:
    text = "  " + in_column(FIRST, 19, True)
    (p,) = paragraphs(text)
    assert [text[i] for i in p.at] == list(p.text)
    i = p.text.index("社会消费品")
    a, b = p.span(i, i + 9)
    assert "".join(text[a:b].split()) == "社会消费品零售总额"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("（下转4版）", "jump"),
        ("<<上接1版", "jump"),
        ("(上接1版)", "jump"),
        ("本报记者 黎舟 文/图", "byline"),
        ("云岚日报记者 黎舟", "byline"),
        ("2025年1月3日 星期五 第4版", "issue"),
        ("图为栗溪工业园二期。", "caption"),
        ("| 指标 | 目标 |", "table"),
        ("## 工作安排", "heading"),
        ("全县产值增长6%。", "body"),
    ],
)
def test_what_a_line_is(line: str, kind: str) -> None:
    (p,) = paragraphs(line)
    assert p.kind == kind


def test_jump_marks_at_the_ends_of_a_paragraph_are_their_own() -> None:
    found = paragraphs(f"（上接1版）{FIRST}（下转4版）")
    assert [(p.kind, p.text) for p in found] == [("jump", "（上接1版）"), ("body", FIRST), ("jump", "（下转4版）")]


@pytest.mark.parametrize("mark", ["一、", "（一）", "本报讯（记者 黎舟）", "——", "■", "【动态】"])
def test_a_line_that_opens_is_never_joined_to_the_one_before(mark: str) -> None:
    text = in_column(FIRST.rstrip("。"), 19) + "\n" + mark + "会议召开后全县上下抓紧落实"
    assert len(paragraphs(text)) >= 2


def test_a_list_of_figures_is_not_run_together() -> None:
    lines = ["地区生产总值增长6%左右", "规模以上工业增加值增长8.5%", "城镇新增就业4300人以上", "进出口总额保持正增长"]
    assert [p.text for p in paragraphs("\n".join(lines))] == lines


def test_marks_of_markdown_and_lists_are_dropped() -> None:
    found = paragraphs("## 工作安排\n\n- **加快建设雁坪水库。**\n- 新建学校3所。\n")
    assert [(p.kind, p.text) for p in found] == [
        ("heading", "工作安排"),
        ("body", "加快建设雁坪水库。"),
        ("body", "新建学校3所。"),
    ]


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("好。", True),
        ("“好。”", True),
        ("好；", True),
        ("好（下转4版）", False),
        ("好", False),
        ("", False),
        ("好。（下转4版）", True),
    ],
)
def test_whether_a_line_ends_as_a_sentence_ends(text: str, is_closed: bool) -> None:
    assert closed(text) is is_closed


def test_lines_have_their_width_and_the_blank_lines_before_them() -> None:
    lines = printed_lines("全县增长6%\n\n\n  第二行 \n")
    assert [(x.number, x.text, x.gap) for x in lines] == [(1, "全县增长6%", 0), (4, "第二行", 2)]
    assert lines[0].width == 5


@pytest.mark.parametrize("text", ["", "\n\n", "*", "**", "***\n#\n-", "\ufeff", "#" * 50])
def test_nothing_is_no_paragraph_and_no_error(text: str) -> None:
    assert all(p.text == "" or len(p.text) == len(p.at) for p in paragraphs(text))
