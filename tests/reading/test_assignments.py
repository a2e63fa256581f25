"""Brackets that say who is to do what stands before them."""

from __future__ import annotations

import pytest
from invented import document
from printed import in_column

from luoshi.reading.assignments import assigned

PARAGRAPH = (
    "新建标准厂房12万平方米。（牵头单位：县工信局；责任单位：县财政局、县住建局）"
    "推进城乡环境整治。（责任单位：县城管局、各乡镇）加快雁坪水库建设（主办单位：县水利局，配合单位：雁坪镇）。"
)


def test_who_leads_and_who_supports() -> None:
    found = assigned(PARAGRAPH)
    assert [(a.lead, a.support) for a in found[:2]] == [
        (["县工信局"], ["县财政局", "县住建局"]),
        (["县城管局"], ["各乡镇"]),
    ]


def test_a_bracket_is_of_the_task_before_it_and_no_part_of_the_next() -> None:
    tasks = document(PARAGRAPH).tasks
    assert [t.quote for t in tasks][:2] == ["新建标准厂房12万平方米。", "推进城乡环境整治。"]
    assert [t.lead for t in tasks] == ["县工信局", "县城管局", "县水利局"]
    assert tasks[0].support == "县财政局、县住建局"


def test_an_ordinary_bracket_assigns_nothing() -> None:
    assert assigned("推进重点项目（含续建项目）建设，全年完成投资88亿元（同比增长7%）。") == []


@pytest.mark.parametrize(
    ("bracket", "lead", "support"),
    [
        ("（责任单位：县农业农村局；配合单位：县财政局、各乡镇）", "县农业农村局", "县财政局、各乡镇"),
        ("(责任部门:县农业农村局;县财政局)", "县农业农村局", "县财政局"),
        ("【牵头单位：县农业农村局，责任单位：县财政局】", "县农业农村局", "县财政局"),
        ("[主办：县农业农村局 协办：岚城镇]", "县农业农村局", "岚城镇"),
        ("（责任单位：县农业农村局。配合单位：县财政局。）", "县农业农村局", "县财政局"),
        ("（责任单位：县农业农村局和县财政局）", "县农业农村局", "县财政局"),
        ("（责任单位：县住房和城乡建设局等有关单位）", "县住房和城乡建设局", None),
        ("（主办：县住建局（人防办、房管局）；协办：各镇（街道）等）", "县住建局（人防办、房管局）", "各镇（街道）"),
        ("（责任领导：卓一帆；责任单位：县农业农村局）", "县农业农村局", None),
        ("（县级责任领导：卓一帆）", None, None),
        ("（配合单位：县财政局）", None, "县财政局"),
    ],
)  # fmt: skip
def test_the_brackets_that_documents_print(bracket: str, lead: str | None, support: str | None) -> None:
    """Also where no word of the sentence says that it is a task, and the next one begins behind the bracket."""
    text = f"全县粮食产量21万吨。{bracket}加快建设雁坪水库。（责任单位：县水利局）"
    found = [(t.quote, t.lead, t.support) for t in document(text).tasks]
    assert found == [("全县粮食产量21万吨。", lead, support), ("加快建设雁坪水库。", "县水利局", None)]


@pytest.mark.parametrize("width", range(12, 30))
def test_wherever_a_line_breaks_the_bracket_is_of_the_sentence_before_it(width: int) -> None:
    sentences = {
        "推进老旧小区改造26个，完善配套设施，让居民住得安心。": "县住房城乡建设局",
        "全年粮食产量稳定在21万吨以上，整治撂荒耕地4500亩。": "县农业农村局",
        "办好山地茶会和竹灯节，接待游客320万人次。": "县文化旅游局",
        "按时办结群众信访事项，县政府督查室每月通报一次结果。": "县信访局",
    }
    page = "".join(f"{s}（责任单位：{body}、县财政局、各乡镇人民政府）" for s, body in sentences.items())
    found = document("三、2025年重点任务\n\n" + in_column(page, width)).tasks
    assert {t.quote: t.lead for t in found} == sentences


def test_a_bracket_on_a_line_of_its_own_is_of_the_paragraph_before_it() -> None:
    first = "1.加快雁坪水库建设\n（责任单位：县水利局）\n\n"
    text = f"三、重点任务\n\n{first}2.办好竹灯节和山地茶会。\n\n【责任单位：县文化旅游局】\n"
    assert [(t.quote, t.lead) for t in document(text).tasks] == [
        ("1.加快雁坪水库建设", "县水利局"),
        ("2.办好竹灯节和山地茶会。", "县文化旅游局"),
    ]


def test_a_bracket_below_a_heading_is_no_part_of_it() -> None:
    text = "三、重点任务\n\n（一）加快产业升级\n（责任单位：县经济信息化局）\n\n新增规上工业企业12家。\n"
    assert {t.section for t in document(text).tasks} == {"三、重点任务 › （一）加快产业升级"}


def test_a_bracket_is_of_all_sentences_of_its_item_since_the_one_before() -> None:
    text = "新建学校3所。基层报表数量再少一些。（责任单位：县教育局）粮食产量21万吨。（责任单位：县农业农村局）"
    assert [t.lead for t in document(text).tasks] == ["县教育局", "县教育局", "县农业农村局"]


def test_parts_of_a_sentence_may_each_have_theirs() -> None:
    text = "2025年工作安排\n\n新建学校3所（责任单位：县教育局），改造老旧小区26个（责任单位：县住建局）。"
    found = document(text)
    assert [(t.quote, t.lead) for t in found.tasks] == [
        ("新建学校3所", "县教育局"),
        ("改造老旧小区26个（责任单位：县住建局）。", "县住建局"),
    ]
    assert [(f.indicator, f.value) for f in found.figures] == [("新建学校", 3), ("改造老旧小区", 26)]


def test_what_is_charged_is_a_target_unless_its_words_look_back() -> None:
    text = "去年，粮食产量21万吨。（责任单位：县农业农村局）新增养老床位300张。（责任单位：县民政局）"
    found = document("一、2024年工作回顾\n\n" + text)
    assert [t.quote for t in found.tasks] == ["新增养老床位300张。"]
    assert [(f.indicator, f.role) for f in found.figures] == [("粮食产量", "result"), ("新增养老床位", "target")]
