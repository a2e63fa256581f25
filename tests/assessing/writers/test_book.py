"""Pages of a workbook: lights, wide text, several places, a graded league with groups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from luoshi.assessing.lights import load, words
from luoshi.assessing.writers.assessment import Assessment, write_workbook
from luoshi.assessing.writers.book import Wide, open_book


def verdict(**said: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": "1", "place": "云岚县", "indicator": "GDP", "period": "2024", "measure": "growth", "comparator": "ge",
        "value": 6.0, "value_to": None, "unit": "%", "strength": "firm", "reference": None, "as_of": "2024-10",
        "actual": 6.4, "completion": None, "schedule": None, "ahead": 0.4, "gap": 0.1 + 0.2, "needed": None,
        "outlook": 6.5, "outlook_low": 6.1, "outlook_high": 6.9, "state": "on_track", "light": "green",
        "reason": "增长6.4%", "light_reason": "进展正常。", "source": "t.csv·2",
    }  # fmt: skip
    return row | said


def test_a_light_and_a_wide_text(tmp_path: Path) -> None:
    with open_book(tmp_path / "b.xlsx") as book:
        book.page("页", "题", [[["灯", Wide("话")], [words()["red"], Wide("=不是公式")]]], [10, 10, 10])
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["页"]
    assert sheet["A1"].value == "题"
    assert (sheet["A4"].value, sheet["A4"].fill.start_color.rgb) == ("■ 红灯", "FFF9D9D5")
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=不是公式", "s")
    assert "B4:C4" in {str(area) for area in sheet.merged_cells.ranges}


def test_several_places_have_a_table_of_their_own(tmp_path: Path) -> None:
    rows = [verdict(), verdict(id="2", place="澄溪区", light="red", state="off_track"), verdict(id="3", place="澄溪区")]
    write_workbook(Assessment("2024-10", rows, load("progress"), ["目标：t.csv"]), tmp_path / "v.xlsx")
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    values = [[cell.value for cell in row] for row in book["总览"].iter_rows(max_col=5)]
    assert values[0][0] == "目标进度（2024年10月）"
    assert ["地区", "红灯", "黄灯", "绿灯", "不亮灯"] in values
    assert ["云岚县", 0, 0, 1, 0] in values
    assert ["澄溪区", 1, 0, 1, 0] in values
    urgent = next(row for row in values if row[0] == "■ 红灯" and isinstance(row[1], str))
    assert urgent[1] == "澄溪区：地区生产总值增长6%以上（确保）。增长6.4%"
    # The noise of arithmetic is not shown.
    heads = [cell.value for cell in book["进度"][1]]
    assert book["进度"].cell(2, heads.index("与目标差") + 1).value == 0.3


def test_the_outlook_has_columns_only_where_it_was_asked_for(tmp_path: Path) -> None:
    for asked in (False, True):
        result = Assessment("2024-10", [verdict()], load("progress"), outlook=asked)
        write_workbook(result, tmp_path / "v.xlsx")
        heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "v.xlsx")["进度"][1]]
        assert ("年底预测" in heads) == asked
        assert heads[-1] == "出处"


def test_nothing_to_judge_is_a_workbook_too(tmp_path: Path) -> None:
    write_workbook(Assessment("2024-10", [], load("progress")), tmp_path / "v.xlsx")
    assert openpyxl.load_workbook(tmp_path / "v.xlsx")["进度"].max_row == 1
