"""The template of a sheet: what is locked, what comes back, what is wrong with it, and how it is given back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.save_draft import SaveDraft
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.contents import Contents, contents
from luoshi.office.reporting.entries import Entry
from luoshi.office.reporting.finding import sheet_of
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.template import template
from luoshi.office.reporting.template_reading import answered, back, read
from office.reporting.making import accepted, county, opened, sheet, submitted

VALUE, STATUS, NOTE, SAID = "G", "H", "I", "J"


def made() -> tuple[Any, Contents]:
    """A county with a sheet of three own cells (the last one growth), one that fills itself, and a past."""
    here = county(towns=1, indicators=4)
    first = here.form(3, title="已有的表")
    accepted(here.clerks[0], here.reviewer, sheet(opened(first), here.towns[0]), "9.5")
    form = here.form(0, 1, (1, "growth"), 3, title="月报")
    accepted(here.clerks[0], here.reviewer, sheet(opened(form, "2025-01/2025-02"), here.towns[0]), "4.1", "5", "6", "7")
    return here, contents(sheet_of(sheet(opened(form), here.towns[0]).pk))


def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after somebody has written into it and saved it."""
    held = book(content)
    change(held)
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()


def fill(*values: Any, status: str = "", note: str = "") -> Callable[[Any], None]:
    def write(held: Any) -> None:
        page = held["填报"]
        for row, value in enumerate(values, start=5):
            page[f"{VALUE}{row}"] = value
            page[f"{STATUS}{row}"] = status or None
            page[f"{NOTE}{row}"] = note or None

    return write


def test_what_stands_in_it_and_what_is_locked(sqlite_only: str) -> None:
    here, told = made()
    page = book(template(told))["填报"]
    assert [page[f"B{row}"].value for row in (1, 2)] == [
        "月报", "填报单位：镇0人民政府　时期：2025-01/2025-03　报送截止：2099-01-01",
    ]  # fmt: skip
    assert [cell.value for cell in page[4]] == [
        "格号", "指标", "口径", "单位", "上期", "上年同期", "数值", "状态", "说明", "问题",
    ]  # fmt: skip
    rows = [[page.cell(row, column).value for column in range(2, 10)] for row in range(5, 9)]
    names = [indicator.name for indicator in here.indicators]
    assert rows == [
        [names[0], "总量", "亿元", 4.1, None, None, None, None],
        [names[1], "总量", "亿元", 5, None, None, None, None],
        [names[1], "增速", "%", 6, None, None, None, None],
        [names[3], "总量", "亿元", 7, None, 9.5, None, "取自“已有的表”"],
    ]
    assert page.protection.sheet
    for column in (VALUE, STATUS, NOTE):
        assert [page[f"{column}{row}"].protection.locked for row in range(5, 9)] == [False, False, False, True]
    assert page["B5"].protection.locked
    assert (page[f"{VALUE}5"].number_format, page.column_dimensions["A"].hidden) == ("0.00", True)
    [rule] = page.data_validations.dataValidation
    assert "缺报" in rule.formula1
    assert book(template(told))["luoshi"].sheet_state == "veryHidden"


def test_the_same_sheet_gives_the_same_bytes(sqlite_only: str) -> None:
    _, told = made()
    assert template(told) == template(told)


def test_it_comes_back_filled_in(office: str) -> None:
    here, told = made()
    content = changed(template(told), fill(12.5, "１，３００．２５", 0.061))

    def percent(held: Any) -> None:
        held["填报"][f"{VALUE}7"].number_format = "0.0%"

    found = read(told, "月报.xlsx", changed(content, percent))
    assert not found.faults
    assert [(entry.status, entry.value) for entry in found.entries] == [
        ("reported", "12.5"), ("reported", "1300.25"), ("reported", "6.1"),
    ]  # fmt: skip
    held = told.sheet
    made_ = perform(
        here.clerks[0],
        SubmitSheet(
            sheet=held.pk, version=0, entries=found.must_be_right("月报.xlsx"),
            answers=answered(found.questions, "已核实"),
        ),
    )  # fmt: skip
    assert made_.values.count() == 3


@pytest.mark.parametrize("word", ["缺报", "missing", "Missing"])
def test_statuses_come_back_by_their_words(sqlite_only: str, word: str) -> None:
    _, told = made()
    found = read(told, "x.xlsx", changed(template(told), fill(None, None, None, status=word, note="停电")))
    assert {(entry.status, entry.value, entry.note) for entry in found.entries} == {("missing", "", "停电")}


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (None, "reporting.nothing", "没有填：填数，或选一个状态"),
        ("约12", "reporting.no_number", "“约12”不是数"),
        (1.234, "reporting.too_many_digits", "1.234 的小数位太多：以亿元计最多 2 位"),
        ("12吨", "reporting.other_unit", "“12吨”的单位不能换算成亿元"),
        (True, "reporting.no_number", "“TRUE”不是数"),
        ("=1+1", "reporting.formula", "公式“=1+1”没有算出的结果，请在表格软件里保存后再交"),
        ("#DIV/0!", "reporting.error_cell", "出错的格 #DIV/0!"),
    ],
)
def test_a_fault_is_told_by_sheet_row_and_column(sqlite_only: str, value: Any, code: str, said: str) -> None:
    _, told = made()
    found = read(told, "月报.xlsx", changed(template(told), fill(5.5, value, 6)))
    cell = told.rows[1].cell
    assert set(found.faults) == {cell}
    assert found.faults[cell].sentence("zh") == f"月报.xlsx 工作表“填报”第 6 行 数值 列：{said}"
    with pytest.raises(Invalid) as refused:
        found.must_be_right("月报.xlsx")
    assert list(refused.value.fields) == [f"entries.{cell}"]


def test_days_and_percentages_where_there_are_none(sqlite_only: str) -> None:
    _, told = made()

    def write(held: Any) -> None:
        import datetime as dt

        page = held["填报"]
        page[f"{VALUE}5"], page[f"{VALUE}6"] = dt.datetime(2025, 3, 1), 0.5
        page[f"{VALUE}6"].number_format = "0%"
        page[f"{STATUS}7"] = "大概"
        page[f"{VALUE}7"] = 3

    found = read(told, "x.xlsx", changed(template(told), write))
    said = [found.faults[row.cell].sentence("zh") for row in told.own]
    assert said[0].startswith("x.xlsx 工作表“填报”第 5 行 数值 列：填的是日期 2025-03-01")
    assert said[1] == "x.xlsx 工作表“填报”第 6 行 数值 列：按百分数显示的 50%，单位却是亿元"
    assert said[2].startswith("x.xlsx 工作表“填报”第 7 行 状态 列：没有这种状态：大概")


def test_a_stored_result_of_a_formula_is_a_number(sqlite_only: str) -> None:
    _, told = made()
    content = changed(template(told), fill("=0.1+0.2", 5.5, 6))
    # As a spreadsheet program stores it, with the noise of its arithmetic.
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    page = "xl/worksheets/sheet1.xml"
    assert b"<f>0.1+0.2</f><v />" in parts[page] or b"<f>0.1+0.2</f><v></v>" in parts[page]
    for empty in (b"<v />", b"<v></v>"):
        parts[page] = parts[page].replace(b"<f>0.1+0.2</f>" + empty, b"<f>0.1+0.2</f><v>0.30000000000000004</v>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = read(told, "x.xlsx", out.getvalue())
    assert not found.faults
    assert found.entries[0].value == "0.3"


def test_a_row_that_was_taken_away_is_missed(sqlite_only: str) -> None:
    _, told = made()

    def cut(held: Any) -> None:
        fill(1, 2, 3)(held)
        held["填报"].delete_rows(6)

    found = read(told, "x.xlsx", changed(template(told), cut))
    assert [fault.values["row"] for fault in found.faults.values()] == ["—"]


def test_faulty_rows_come_back_in_the_same_template(sqlite_only: str) -> None:
    _, told = made()
    found = read(told, "月报.xlsx", changed(template(told), fill(12.5, "约12", 3, note="见说明")))
    given = back(told, found)
    page = book(given)["填报"]
    assert [page[f"{VALUE}{row}"].value for row in (5, 6, 7)] == [12.5, "约12", 3]
    assert [page[f"{SAID}{row}"].value for row in (5, 6, 7)] == [None, "“约12”不是数", None]
    assert page[f"{VALUE}6"].comment.text == "“约12”不是数"
    assert page[f"{VALUE}6"].fill.fgColor.rgb == "FFF8CBAD"
    assert page[f"{VALUE}5"].fill.fgColor.rgb == "00000000"
    assert page[f"{NOTE}6"].value == "见说明"
    # Mended there, it is in order.
    mended = read(told, "月报.xlsx", changed(given, fill(12.5, 12, 3)))
    assert not mended.faults


def test_questions_come_back_too(sqlite_only: str) -> None:
    _, told = made()
    found = read(told, "月报.xlsx", changed(template(told), fill(3.9, 5.5, 3)))
    assert [question.rule for question in found.questions] == ["falling_cumulative"]
    page = book(back(told, found, "en"))["sheet"]
    assert page[f"{VALUE}5"].comment.text == found.questions[0].text
    assert page[f"{VALUE}5"].fill.fgColor.rgb == "FFFFE699"
    assert [cell.value for cell in page[4]][:3] == ["cell", "indicator", "measure"]
    assert not read(told, "x.xlsx", changed(back(told, found, "en"), lambda held: None)).faults


def test_a_draft_stands_in_it_as_it_was_typed(sqlite_only: str) -> None:
    here, told = made()
    first, second, third = own_cells(told.sheet)
    entries = (
        Entry(cell=first.pk, value="1.50"),
        Entry(cell=second.pk, value="0.2万元", status="estimated", note="快报"),
        Entry(cell=third.pk, value="=1+1"),
    )
    perform(here.clerks[0], SaveDraft(sheet=told.sheet.pk, revision=0, entries=entries))
    page = book(template(contents(sheet_of(told.sheet.pk))))["填报"]
    assert [page[f"{VALUE}{row}"].value for row in (5, 6, 7)] == [1.5, "0.2万元", "=1+1"]
    assert (page[f"{VALUE}7"].data_type, page[f"{STATUS}6"].value, page[f"{NOTE}6"].value) == ("s", "预计", "快报")


def test_the_template_of_another_sheet_or_version_is_known(sqlite_only: str) -> None:
    here, told = made()
    content = template(told)
    other = contents(sheet_of(sheet(opened(here.form(0, 2)), here.towns[0]).pk))
    with pytest.raises(Invalid, match="is the template of"):
        read(other, "x.xlsx", content)
    submitted(here.clerks[0], told.sheet, "5", "6", "7")
    with pytest.raises(Conflict, match="made from version 0, the sheet is at version 1"):
        read(contents(sheet_of(told.sheet.pk)), "x.xlsx", content)


def test_what_is_no_template(sqlite_only: str) -> None:
    _, told = made()
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)

    def without(held: Any) -> None:
        del held["luoshi"]

    def headless(held: Any) -> None:
        held["填报"]["B4"] = "别的"

    for content in (b"", b"PK", b"no workbook", plain.getvalue(), _bomb(), template(told)[:500]):
        with pytest.raises(Invalid) as told_:
            read(told, "x.xlsx", content)
        assert told_.value.code in ("reporting.cannot_open", "reporting.not_template")
    for change in (without, headless):
        with pytest.raises(Invalid, match="is not the template"):
            read(told, "x.xlsx", changed(template(told), change))


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (70 * 2**20))
    return out.getvalue()
