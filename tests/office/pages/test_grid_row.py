"""A row of a grid: what is to be filled in, what is only read, and nothing that a text could break."""

from __future__ import annotations

from typing import Any

from luoshi.office.pages.grid_row import grid_row
from office.pages.served import templates

templates()  # Django's HTML functions want settings

GRID: dict[str, Any] = {
    "id": "sheet-4",
    "columns": [{"label": "1—8月", "before": True}, {"label": "1—9月", "unit": "亿元"}],
    "statuses": ["missing"],
}
CELL = {"name": "c1", "value": "7.42", "status": "reported"}


def row(cell: dict[str, Any], grid: dict[str, Any] = GRID, **more: Any) -> str:
    cells = [{"value": 6.31, "digits": 2}, {**CELL, **cell}]
    return grid_row(grid, {"label": "投资", "cells": cells, **more}, 3)


def test_a_cell_is_named_by_its_row_and_its_column() -> None:
    html = row({}, digits=2)
    assert '<th scope="row" role="rowheader" id="sheet-4-r3">投资</th>' in html
    assert 'aria-labelledby="sheet-4-r3 sheet-4-c1"' in html
    assert 'name="c1" value="7.42" data-digits="2" data-unit="亿元"' in html
    assert '<input type="hidden" name="c1-status" value="reported">' in html
    assert '<td class="before number" role="gridcell"><span class="figure">6.31</span></td>' in html


def test_the_unit_of_a_row_goes_before_that_of_its_column() -> None:
    html = row({}, unit="个")
    assert 'data-unit="个"' in html
    assert '投资<span class="unit">个</span></th>' in html


def test_what_is_filled_from_elsewhere_is_read_and_not_posted() -> None:
    html = row({"readonly": True, "source": {"label": "人社局月报", "url": "/sheets/9?a=1&b=2"}})
    assert " readonly>" in html
    assert "c1-status" not in html
    assert 'class="pick"' not in html
    assert '<span class="said" id="c1-said"><a href="/sheets/9?a=1&amp;b=2">人社局月报</a></span>' in html


def test_a_fault_goes_before_a_question_and_says_so_to_a_screen_reader() -> None:
    html = row({"fault": "不是数", "question": "为什么？"})
    assert 'class="faulty"' in html
    assert ' aria-invalid="true"' in html
    assert "不是数" in html
    assert "为什么" not in html
    asked = row({"question": "为什么？"})
    assert 'class="asked"' in asked
    assert "aria-invalid" not in asked


def test_a_status_is_told_and_one_can_be_picked_where_there_are_some() -> None:
    assert '<span class="as status" id="c1-as">— 不适用</span>' in row({"status": "not_applicable", "value": ""})
    assert 'class="pick"' in row({})
    assert 'class="pick"' not in row({}, {**GRID, "statuses": []})


def test_a_group_has_a_head_over_all_columns() -> None:
    html = grid_row(GRID, {"group": "招商"}, 0)
    assert html == (
        '<tr class="group" role="row"><th role="rowheader" scope="rowgroup" colspan="3">招商</th></tr>\n'
    )  # fmt: skip


def test_no_text_breaks_out_of_its_place() -> None:
    bad = "<b>\"'&"
    cell = {"name": bad, "value": bad, "status": "reported", "question": bad}
    html = row(cell, label=bad, unit=bad, url=f"/{bad}") + grid_row(GRID, {"group": bad}, 0)
    html += row({"source": {"label": bad, "url": f"/{bad}"}})
    assert "<b>" not in html
    assert "\"'" not in html
    assert html.count("&lt;b&gt;&quot;&#x27;&amp;") >= 9
