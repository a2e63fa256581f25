"""The sheet under the hands of somebody who knows spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from office.pages.served import HOME, serve

pytestmark = pytest.mark.slow
ASKED = """<div id="questions" class="questions"><ol>
<li data-cell="c1-0" data-kind="question" data-text="为什么是 16？">
<p>为什么是 16？</p></li></ol></div>"""


@pytest.fixture
def sheet(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    posted: list[str] = []

    def answer(request: Any) -> tuple[str, str] | None:
        if request.url.endswith("/check"):
            posted.append(request.post_data or "")
            return "text/html", ASKED
        return None

    wrong = serve(context, answer)
    page = context.new_page()
    page.posted = posted
    page.goto(f"{HOME}/grid")
    yield page
    context.close()
    assert wrong == []


def entry(page: Any, name: str) -> Any:
    return page.locator(f"input[name='{name}']")


def state(page: Any, name: str) -> tuple[str, str]:
    return entry(page, name).input_value(), entry(page, f"{name}-status").input_value()


def here(page: Any) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def paste(page: Any, text: str) -> None:
    page.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        const pasted = { clipboardData: data, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", pasted)); }""",
        text,
    )


def old_draft(page: Any, cells: dict[str, list[str]]) -> None:
    draft = {"version": "1", "at": "2025-10-18T02:00:00Z", "cells": cells}
    page.evaluate("(draft) => localStorage.setItem('luoshi:draft:17:sheet', JSON.stringify(draft))", draft)


def test_a_walk_by_keyboard(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    walked = []
    for key in (
        "ArrowDown",
        "ArrowRight",
        "ArrowUp",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowUp",
        "Enter",
        "Shift+Enter",
        "Control+End",
        "Control+Home",
    ):
        sheet.keyboard.press(key)
        walked.append(here(sheet))
    # At the edges one stays; the column of earlier values and the heads of groups are passed over.
    assert walked == ["c2-0", "c2-1", "c1-1", "c1-0", "c1-0", "c1-0", "c2-0", "c1-0", "c12-1", "c1-0"]


def test_cells_that_fill_themselves_are_passed_over(sheet: Any) -> None:
    entry(sheet, "c8-0").focus()
    sheet.keyboard.press("Enter")
    assert here(sheet) == "c11-0"
    assert entry(sheet, "c10-0").get_attribute("readonly") is not None


def test_tab_leaves_the_sheet_in_the_end(sheet: Any) -> None:
    entry(sheet, "c12-1").focus()
    sheet.keyboard.press("Tab")
    assert sheet.evaluate("document.activeElement.closest('table')") is None


def test_typing_replaces_and_escape_brings_back(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("16")
    sheet.keyboard.press("Escape")
    assert state(sheet, "c1-0") == ("15", "reported")
    sheet.keyboard.type("１６")
    sheet.keyboard.press("Enter")
    assert state(sheet, "c1-0") == ("16", "reported")
    assert here(sheet) == "c2-0"
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.press("Control+z")
    assert state(sheet, "c1-0") == ("15", "reported")


def test_arrows_move_inside_the_text_after_f2(sheet: Any) -> None:
    entry(sheet, "c2-0").focus()
    sheet.keyboard.press("F2")
    sheet.keyboard.press("ArrowLeft")
    sheet.keyboard.type("9")
    assert here(sheet) == "c2-0"
    assert entry(sheet, "c2-0").input_value() == "7.492"


def test_zero_is_not_missing(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("0")
    sheet.keyboard.press("Enter")
    assert state(sheet, "c1-0") == ("0", "zero")
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.press("Delete")
    sheet.keyboard.press("Enter")
    assert state(sheet, "c1-0") == ("", "missing")


def test_a_fault_is_said_at_its_cell_and_goes_when_mended(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("十五")
    sheet.keyboard.press("Enter")
    assert entry(sheet, "c1-0").get_attribute("aria-invalid") == "true"
    assert sheet.inner_text("#c1-0-said") == "“十五”不是数"
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.type("1.5")
    sheet.keyboard.press("Enter")
    assert sheet.inner_text("#c1-0-said") == "最多 0 位小数"
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.type("17")
    sheet.keyboard.press("Enter")
    assert entry(sheet, "c1-0").get_attribute("aria-invalid") is None
    assert sheet.inner_text("#c1-0-said") == ""


def test_a_status_by_the_menu(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.press("Alt+ArrowDown")
    menu = sheet.locator("[role=menu]")
    assert menu.get_attribute("aria-label") == "在建重点项目的状态"
    assert sheet.evaluate("document.activeElement.textContent") == "填数"
    for _ in range(3):
        sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("Enter")
    assert not menu.is_visible()
    assert state(sheet, "c1-0") == ("", "not_applicable")
    assert sheet.inner_text("#c1-0-as") == "— 不适用"
    assert here(sheet) == "c1-0"
    sheet.keyboard.type("15")
    sheet.keyboard.press("Enter")
    assert state(sheet, "c1-0") == ("15", "reported")
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.press("Alt+ArrowDown")
    sheet.keyboard.press("Escape")
    assert here(sheet) == "c1-0"


def test_an_estimate_stays_one(sheet: Any) -> None:
    entry(sheet, "c6-0").focus()
    sheet.keyboard.type("4.02")
    sheet.keyboard.press("Enter")
    assert state(sheet, "c6-0") == ("4.02", "estimated")


def test_a_block_from_excel(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    paste(sheet, "16\t/\r\n8.01\t13.0\r\n2.5\t\r\n")
    assert [state(sheet, name) for name in ("c1-0", "c1-1", "c2-0", "c2-1", "c3-0", "c3-1")] == [
        ("16", "reported"), ("", "not_applicable"), ("8.01", "reported"), ("13.0", "reported"), ("2.5", "reported"),
        ("", "missing"),
    ]  # fmt: skip
    sheet.keyboard.press("Control+z")
    assert state(sheet, "c2-0") == ("7.42", "reported")


def test_what_does_not_fit_is_said(sheet: Any) -> None:
    entry(sheet, "c12-1").focus()
    paste(sheet, "1\t2\n3\t4")
    assert state(sheet, "c12-1") == ("1", "reported")
    assert "超出部分未粘贴" in sheet.inner_text(".notice.warning")


def test_a_draft_survives_the_window(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("16")
    sheet.reload()  # not even left the cell
    assert state(sheet, "c1-0") == ("16", "reported")
    assert "已恢复" in sheet.inner_text("main .notice >> nth=1")
    sheet.click("text=放弃草稿")
    assert state(sheet, "c1-0") == ("15", "reported")
    sheet.reload()
    assert sheet.locator("text=已恢复").count() == 0


def test_a_draft_of_an_older_version_waits_for_a_word(sheet: Any) -> None:
    old_draft(sheet, {"c1-0": ["14", "reported"], "c2-0": ["7.42", "reported"]})
    sheet.reload()
    assert state(sheet, "c1-0") == ("15", "reported")
    assert "1 格与现在的数不同" in sheet.inner_text(".notice.warning")
    sheet.click("text=用草稿")
    assert state(sheet, "c1-0") == ("14", "reported")


def test_what_was_saved_leaves_no_draft(sheet: Any) -> None:
    old_draft(sheet, {"c1-0": ["15", "reported"]})
    sheet.reload()
    assert sheet.evaluate("localStorage.getItem('luoshi:draft:17:sheet')") is None


def test_a_browser_that_keeps_nothing_says_so(sheet: Any) -> None:
    sheet.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("16")
    assert "不能保存草稿" in sheet.inner_text("[data-kept=sheet]")


def test_the_server_is_asked_and_its_questions_stand_at_their_cells(sheet: Any) -> None:
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("16")
    sheet.keyboard.press("Enter")
    sheet.wait_for_selector("#questions >> text=为什么是 16？")
    assert sheet.inner_text("#c1-0-said") == "为什么是 16？"
    assert sheet.inner_text("#c2-1-said") == ""  # no longer asked
    assert len(sheet.posted) == 1
    assert "c1-0=16" in sheet.posted[0]
    assert "c1-0-status=reported" in sheet.posted[0]


def test_it_counts_what_is_filled(sheet: Any) -> None:
    before = sheet.inner_text("[data-filled=sheet]")
    entry(sheet, "c12-0").focus()
    sheet.keyboard.type("4.9")
    sheet.keyboard.press("Enter")
    assert before == "已填 15／19 格"
    assert sheet.inner_text("[data-filled=sheet]") == "已填 16／19 格"


def test_a_window_that_typed_nothing_leaves_the_draft_of_another(sheet: Any) -> None:
    other = sheet.context.new_page()
    other.goto(f"{HOME}/grid")
    entry(sheet, "c1-0").focus()
    sheet.keyboard.type("16")
    other.goto(f"{HOME}/today")
    assert '"c1-0":["16","reported"]' in sheet.evaluate("localStorage.getItem('luoshi:draft:17:sheet')")
