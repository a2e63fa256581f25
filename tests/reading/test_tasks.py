"""Tasks: the sentences that commit somebody to future action."""

from __future__ import annotations

import re

import pytest
from invented import document


def tasks(text: str) -> list[str]:
    return [t.quote for t in document(text).tasks]


@pytest.mark.parametrize(
    "text",
    [
        "要加快建设雁坪水库。",
        "我们将新建学校3所。",
        "今年，县财政局务必落实好种子补贴。",
        "祝南星强调，要把扩大内需摆在首位。",
        "确保一季度固定资产投资增长8%，要加快推进重点工程。",
    ],
)
def test_a_commitment_is_a_task_whole(text: str) -> None:
    assert tasks(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "2024年，全县建成通车公路74公里，成效显著。",
        "各位代表，让我们团结一心，努力奋斗！",
        "目前存在的主要困难是资金不足。",
        "路该怎么走？",
        "云岚白茶是全县的主要产业。",
        "预计全年游客将突破300万人次。",
        "感谢全县人民的支持！",
    ],
)
def test_praise_results_problems_and_appeals_are_none(text: str) -> None:
    assert tasks(text) == []


def test_in_a_plan_a_sentence_that_begins_with_a_verb_is_one() -> None:
    plan = "二、2025年工作安排\n\n加快建设雁坪水库。新建学校3所；推进老旧小区改造26个。\n"
    assert tasks(plan) == ["加快建设雁坪水库。", "新建学校3所；", "推进老旧小区改造26个。"]
    review = "一、2024年工作回顾\n\n一年来，全县加快建设雁坪水库。去年，新建学校3所。\n"
    assert tasks(review) == []


def test_list_marks_are_no_part_of_a_task() -> None:
    plan = "## 2025年工作安排\n\n- **要加快建设雁坪水库。**\n- 要新建学校3所。\n"
    assert tasks(plan) == ["要加快建设雁坪水库。", "要新建学校3所。"]


def test_a_task_has_its_section_period_and_place_on_the_page() -> None:
    text = "二、2025年工作安排\n\n（一）民生\n\n加快新建学校3所。\n"
    found = document(text)
    (task,) = found.tasks
    assert (task.period, task.line, task.section) == ("2025", 5, "二、2025年工作安排 › （一）民生")
    assert text[slice(*task.span)] == task.quote == "加快新建学校3所。"


def test_what_a_speaker_is_quoted_to_do_is_a_task() -> None:
    found = document("县教育局负责人说，“我们将新建学校3所。”")
    assert [(f.indicator, f.role) for f in found.figures] == [("新建学校", "target")]
    assert len(found.tasks) == 1


def test_a_breakdown_in_brackets_says_who_leads() -> None:
    (task,) = document("推进城乡环境整治。（牵头单位：县城市管理局；责任单位：县财政局）").tasks
    assert task.lead is not None
    assert task.support is not None
    assert task.lead.endswith("城市管理局")
    assert task.support.endswith("财政局")


@pytest.mark.parametrize(
    "sentence", ["规上工业企业突破120家。", "基层报表数量压减三分之一。", "上半年重点项目完成投资过半。"]
)
def test_to_reach_a_number_is_a_commitment(sentence: str) -> None:
    text = f"2025年工作安排\n\n今年，要加快建设雁坪水库。{sentence}"
    assert sentence in [t.quote for t in document(text).tasks]


def test_a_run_in_heading_is_no_task() -> None:
    text = "2025年工作安排\n\n抓项目稳投资。加快建设雁坪水库，确保上半年完成投资12亿元。"
    assert [t.quote for t in document(text).tasks] == ["加快建设雁坪水库，确保上半年完成投资12亿元。"]
    # … and a short task beside others of its length is one.
    text = "2025年工作安排\n\n加快建设雁坪水库。推进城乡环境整治。"
    assert len(document(text).tasks) == 2


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("一是加快产业升级。培育链主企业，新增规上企业12家。二是扩大有效投资。铺排项目52个，完成投资88亿元。", 2),
        ("（一）做强主导产业、培育新的动能。建设竹纤维研发中心，推动8项科技成果在县内转化，打造百亿园区。", 1),
        ("加快建设雁坪水库。（责任单位：县水利局）提升科技创新能力。新增高新技术企业10家，技术合同成交额增长20%。", 1),
        ("一是加快建设雁坪水库。二是推进老旧小区改造。三是新建学校3所。", 0),
        ("建设雁坪水库。（责任单位：县水利局）改善居住条件。（责任单位：县住建局）改造小区28个，新建管网42公里。", 0),
        ("一是县财政局要保障资金。各乡镇要把资金用在群众看得见、摸得着的地方，每月报送进度。", 0),
    ],
)  # fmt: skip
def test_a_run_in_heading_that_charges_nobody_is_none_wherever_it_stands(text: str, headings: int) -> None:
    sentences = [s for s in re.split(r"(?<=。)(?:（责任单位：[^）]*）)?", text) if s]
    assert len(tasks(f"2025年工作安排\n\n今年，要抓好下列工作。\n\n{text}")) == len(sentences) - headings + 1
