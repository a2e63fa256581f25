from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from luoshi.office.guard.errors import Forbidden, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.ledger import listing
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.actions.import_commitments import ImportCommitments
from luoshi.office.ledger.exports.book import workbook
from luoshi.office.ledger.exports.rows import rows_of
from luoshi.office.ledger.importing import read
from luoshi.office.ledger.listing import Asked
from luoshi.office.ledger.models import Commitment, CommitmentVersion
from luoshi.office.ledger.owners import current
from luoshi.office.ledger.parts import Part
from office.ledger.making import county, indicator, target, task
from office.making import OFFICE, actor, place

TARGET = (
    "编号",
    "地区",
    "指标",
    "时期",
    "口径",
    "关系",
    "目标值",
    "单位",
    "牵头单位",
    "配合单位",
    "完成时限",
    "上级编号",
)
TASK = ("编号", "地区", "任务", "内容", "时期", "牵头单位")


def book(*rows: tuple[Any, ...], heads: tuple[str, ...] = TARGET, name: str = "目标") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for row in (heads, *rows):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def faults(content: bytes) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        read(content)
    return {where: problem.code for where, problem in caught.value.fields.items()}


def test_what_is_exported_comes_in_unchanged(office: str) -> None:
    here = county()
    whole = target(here.county, indicator(), "100", lead=(here.development.id,), due=dt.date(2025, 12, 31))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="40.5"),)))
    target(here.county, indicator("GDP", "地区生产总值"), "5", measure="growth", comparator="between", value_to="6")
    task(here.county, lead=(here.industry.id,), support=tuple(one.id for one in here.town_governments))
    task(here.county, "修订规划。", printed_lead="县林业局")
    made = workbook(rows_of(listing.commitments(OFFICE, Asked())))
    assert perform(OFFICE, ImportCommitments(rows=read(made))) == {"made": 0, "changed": 0, "same": 5}
    assert CommitmentVersion.objects.count() == 5


def test_rows_are_entered_and_changed(office: str) -> None:
    here = county()
    made = target(here.county, indicator(), "100")
    content = book(
        (
            "2025-001", "云岚县", "固定资产投资", "2025", "总量", "不低于", 110, "亿元", "县发展和改革局", "各乡镇",
            "2025-12-31", None,
        ),
        (None, "岚城镇", "固定资产投资", "2025年", "总量", "不低于", 400000, "万元", None, None, None, "2025-001"),
        ("2025-A1", "云岚县", "固定资产投资", 2025, "增速", "左右", "6%", None, None, None, None, None),
        ("2025-A2", "雁坪镇", "固定资产投资", "2025", "增速", "左右", 6, "%", None, None, None, "2025-A1"),
    )  # fmt: skip
    rows = read(content)
    assert perform(OFFICE, ImportCommitments(rows=rows, reason="换算")) == {"made": 3, "changed": 1, "same": 0}
    made.refresh_from_db()
    assert (made.value, made.due, made.version) == ("110", dt.date(2025, 12, 31), 2)
    assert len(current(made)) == 4
    part = Commitment.objects.get(parent=made)
    assert (part.number, part.place, part.value, part.unit) == ("2025-001-01", here.towns[0], "40", "亿元")
    own = Commitment.objects.get(number="2025-A1")
    assert (own.value, own.unit, own.comparator) == ("6", "%", "approx")
    assert Commitment.objects.get(number="2025-A2").parent == own


def test_tasks_come_in(sqlite_only: str) -> None:
    here = county()
    content = book(("2025-T1", "云岚县", None, "修订规划。", "2025", "县发展和改革局"), heads=TASK, name="任务")
    perform(OFFICE, ImportCommitments(rows=read(content)))
    made = Commitment.objects.get()
    assert (made.kind, made.name, made.text) == ("task", "修订规划", "修订规划。")
    assert [one.body for one in current(made)] == [here.development]


def test_faults_are_told_by_sheet_row_and_column(office: str) -> None:
    county()
    indicator()
    good = ("云岚县", "固定资产投资", "2025", "总量", "不低于", 100, "亿元", None, None, None, None)

    def row(number: str | None = None, **changed: Any) -> tuple[Any, ...]:
        told = dict(zip(TARGET[1:], good, strict=True)) | changed
        return (number, *told.values())

    content = book(
        row(地区="澄江县"),
        row(指标="没有的"),
        row(时期="今年"),
        row(目标值="多"),
        row(单位="人"),
        row(牵头单位="县林业局"),
        row(完成时限="年底"),
        row(上级编号="2025-999"),
        row("2025-1"),
        row("2025-1"),
        row(口径="大小"),
        row(地区=None),
    )
    assert faults(content) == {
        "目标.2.地区": "ledger.no_place",
        "目标.3.指标": "ledger.no_indicator",
        "目标.4.时期": "ledger.period",
        "目标.5.目标值": "ledger.number",
        "目标.6.单位": "ledger.unit",
        "目标.7.牵头单位": "ledger.unknown_owners",
        "目标.8.完成时限": "ledger.day",
        "目标.9.上级编号": "ledger.import_parent",
        "目标.11.编号": "ledger.import_twice",
        "目标.12.口径": "ledger.word",
        "目标.13.地区": "guard.empty",
    }
    assert Commitment.objects.count() == 0


def test_faults_of_what_stands_undo_all(office: str) -> None:
    here = county()
    fai = indicator()
    made = [target(here.county, fai), target(here.county, fai)]
    perform(OFFICE, CloseCommitment(commitment=made[1].pk, state="done", reason="达到"))
    rows = [(one.number, "云岚县", "固定资产投资", "2025", "总量", "不低于", 7, "亿元") for one in made]
    with pytest.raises(Invalid) as caught:
        perform(OFFICE, ImportCommitments(rows=read(book(*rows))))
    assert {where: fault.code for where, fault in caught.value.fields.items()} == {"目标.3.编号": "ledger.closed"}
    assert set(Commitment.objects.values_list("value", flat=True)) == {"183.2"}


def test_files_that_are_none(sqlite_only: str) -> None:
    county()
    with pytest.raises(Invalid, match="cannot be opened"):
        read(b"no workbook")
    with pytest.raises(Invalid, match="no sheet of commitments"):
        read(book(("一", "二", "三"), heads=("甲", "乙", "丙")))
    with pytest.raises(Invalid, match="none was chosen"):
        read(book())


def test_who_may_import(sqlite_only: str) -> None:
    here = county()
    other = place("澄江县", here.city, kind="county")
    content = book(("2025-T1", "云岚县", None, "修订规划。", "2025", None), heads=TASK, name="任务")
    with pytest.raises(Forbidden):
        perform(actor("supervisor", other), ImportCommitments(rows=read(content)))
    assert perform(actor("supervisor", here.county), ImportCommitments(rows=read(content)))["made"] == 1
    # A commitment of others is not taken over by naming one's own place.
    moved = book(("2025-T1", "澄江县", None, "修订规划。", "2025", None), heads=TASK, name="任务")
    with pytest.raises(Forbidden):
        perform(actor("supervisor", other), ImportCommitments(rows=read(moved)))
