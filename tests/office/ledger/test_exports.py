from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from luoshi.office.guard.perform import perform
from luoshi.office.ledger import listing
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.exports.book import workbook
from luoshi.office.ledger.exports.lines import jsonl
from luoshi.office.ledger.exports.paper import chinese, paper
from luoshi.office.ledger.exports.rows import Row, rows_of
from luoshi.office.ledger.listing import Asked
from luoshi.office.ledger.parts import Part
from office.ledger.making import County, county, document, indicator, statement, task
from office.making import OFFICE


def filled() -> County:
    """A printed target with its parts, a task of two bodies, a task that nobody leads."""
    here = county()
    indicator()
    printed = statement(document(here.county), lead=here.development.name, unit="%")
    whole = perform(OFFICE, CommitStatement(statement=printed.pk, due=dt.date(2025, 12, 31)))
    parts = tuple(Part(place=town.id, value=value) for town, value in zip(here.towns, ("6", "7.5", "8"), strict=True))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts))
    task(here.county, lead=(here.industry.id,), support=(here.development.id,), due=dt.date(2025, 10, 1))
    task(here.county, "=1+1，修订规划。", printed_lead="县林业局")
    return here


def rows(**asked: Any) -> list[Row]:
    return rows_of(listing.commitments(OFFICE, Asked(**asked)))


def sheets(made: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_workbook_has_targets_tasks_and_owners(office: str) -> None:
    filled()
    made = workbook(rows())
    found = sheets(made)
    assert list(found) == ["目标", "任务", "按单位"]
    targets = [dict(zip(found["目标"][0], row, strict=True)) for row in found["目标"][1:]]
    assert [row["编号"] for row in targets] == ["2025-001", "2025-001-01", "2025-001-02", "2025-001-03"]
    assert targets[0] | {
        "地区": "云岚县", "指标": "固定资产投资", "指标代码": "FAI", "目标": "确保增长7%以上", "口径": "增速",
        "关系": "不低于", "目标值": 7, "单位": "%", "力度": "确保", "牵头单位": "云岚县发展和改革局",
        "完成时限": "2025-12-31", "状态": "进行中", "原文": "固定资产投资增长7%以上",
        "出处": "云岚日报-20250115-01版.txt 第19行",
    } == targets[0]  # fmt: skip
    assert (targets[2]["目标值"], targets[2]["上级编号"]) == (7.5, "2025-001")
    tasks = [dict(zip(found["任务"][0], row, strict=True)) for row in found["任务"][1:]]
    assert (tasks[0]["牵头单位"], tasks[0]["配合单位"]) == ("云岚县经济和信息化局", "云岚县发展和改革局")
    assert (tasks[1]["内容"], tasks[1]["待定单位"]) == ("=1+1，修订规划。", "县林业局")
    by_owner = [tuple(row[:3]) for row in found["按单位"][1:]]
    assert {row[0] for row in by_owner[:3]} == {"云岚县发展和改革局", "云岚县经济和信息化局"}
    assert [row for row in by_owner if row[0] == "云岚县发展和改革局"] == [
        ("云岚县发展和改革局", "牵头", "2025-001"),
        ("云岚县发展和改革局", "配合", "2025-002"),
    ]
    assert made == workbook(rows())


def test_all_towns_are_written_as_one(sqlite_only: str) -> None:
    here = county()
    task(here.county, lead=(here.development.id,), support=tuple(one.id for one in here.town_governments))
    task(here.county, support=(here.industry.id, *(one.id for one in here.town_governments[:2])))
    assert [row.called["support"] for row in rows()] == [
        ["各乡镇"],
        ["云岚县经济和信息化局", "岚城镇人民政府", "雁坪镇人民政府"],
    ]
    assert len(rows()[0].owners) == 4


def test_the_workbook_is_set_up_for_print(sqlite_only: str) -> None:
    filled()
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows())))
    for sheet, frozen in zip(book, ("D2", "D2", "C2"), strict=True):
        assert (sheet.freeze_panes, sheet.page_setup.paperSize, sheet.page_setup.orientation) == (
            frozen, 9, "landscape",
        )  # fmt: skip
        assert (sheet.print_title_rows, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("$1:$1", True)
        assert (sheet["A1"].font.name, sheet["C2"].alignment.wrap_text) == ("宋体", True)


def test_the_paper_has_a_table_for_each_lead_body(office: str) -> None:
    filled()
    read = Document(io.BytesIO(paper(rows(parts=False))))
    texts = [paragraph.text for paragraph in read.paragraphs if paragraph.text]
    assert texts[:2] == [
        "云岚县2025年目标任务分解表",
        "现将云岚县2025年目标任务共3项（其中目标1项、任务2项）按牵头单位分解如下。",
    ]
    assert [text.partition("、")[0] for text in texts[2:]] == ["一", "二", "三"]
    assert texts[4] == "三、牵头单位待定（1项）"
    assert sorted(text.partition("、")[2] for text in texts[2:4]) == [
        "云岚县发展和改革局（1项）", "云岚县经济和信息化局（1项）",
    ]  # fmt: skip
    found = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]
    assert found[0] == ["序号", "目标任务", "配合单位", "完成时限"]
    assert ["1", "建成县城北环线一期工程，国庆节前通车。", "云岚县发展和改革局", "2025年10月1日"] in found
    section: Any = read.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.top_margin, section.left_margin)] == [210, 37, 28]
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_a_paper_of_nothing(sqlite_only: str) -> None:
    read = Document(io.BytesIO(paper([], place="云岚县", year=2025)))
    assert [paragraph.text for paragraph in read.paragraphs if paragraph.text] == [
        "云岚县2025年目标任务分解表",
        "没有目标任务。",
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (100, "一百"), (105, "一百零五"), (111, "一百一十一")],
)
def test_headings_are_counted_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said


def test_the_ledger_as_json_lines(office: str) -> None:
    here = filled()
    found = [json.loads(line) for line in jsonl(rows())]
    assert [one["number"] for one in found] == [
        "2025-001", "2025-001-01", "2025-001-02", "2025-001-03", "2025-002", "2025-003",
    ]  # fmt: skip
    assert found[0] | {
        "value": "7", "unit": "%", "value_to": None, "parent": None, "due": "2025-12-31", "line": 19,
        "place": {"code": here.county.code, "name": "云岚县"}, "indicator": {"code": "FAI", "name": "固定资产投资"},
        "owners": [{"code": here.development.code, "name": here.development.name, "role": "lead"}],
    } == found[0]  # fmt: skip
    assert found[1]["parent"] == "2025-001"
    assert found[5]["open_owners"] == [{"name": "县林业局", "role": "lead"}]


def test_queries_do_not_grow_with_the_rows(sqlite_only: str) -> None:
    filled()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            found = rows()
            for made in (workbook, paper, lambda rows: b"".join(jsonl(rows))):
                write: Callable[[list[Row]], bytes] = made
                assert write(found)
        counts.append(len(captured))
        filled_more()
    assert counts == [3, 3]


def filled_more() -> None:
    from luoshi.office.organisations.models import Place

    home = Place.objects.get(name="云岚县")
    for _ in range(10):
        task(home)
