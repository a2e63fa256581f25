"""Brackets that say who is to do what stands before them."""

from __future__ import annotations

from invented import document

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
