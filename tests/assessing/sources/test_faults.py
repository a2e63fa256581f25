"""Every fault: where it stands, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from assessing.sources import made
from luoshi.assessing import sources
from luoshi.assessing.sources import workbook
from luoshi.assessing.sources.faults import Fault, ranges, told

NUMBER = "one number, alone or with its unit (218.6, 218.6亿元)"
PERIOD = "a period with year and end, such as 2024, 2024-10 or 2024年1—10月"
PER_CENT = "a measure (口径): a percentage of an amount may be 增速, 占比 or 完成率"
MEASURES = "one of level, growth, change, share, completion, rank, gap, multiple, grade, or its Chinese word"

# What is changed in a good row of targets → column, what was found, what was expected.
TARGET_FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"编号": None}, "A 编号", "nothing", "an id, each only once"),
    ({"地区": " "}, "B 地区", "nothing", "the name of a place or body"),
    ({"指标": None}, "C 指标", "nothing", "an indicator's code or name"),
    ({"时期": None}, "D 时期", "nothing", PERIOD),
    ({"时期": "2024.1"}, "D 时期", "'2024.1'", PERIOD),
    ({"时期": "10月"}, "D 时期", "'10月'", PERIOD),
    ({"时期": "2023年以来"}, "D 时期", "'2023年以来'", PERIOD),
    ({"口径": "增度"}, "E 口径", "'增度'", MEASURES),
    ({"口径": None}, "E 口径", "'%'", PER_CENT),
    ({"关系": "大概"}, "F 关系", "'大概'", "one of eq, ge, le, approx, positive, between, top, or its Chinese word"),
    ({"目标值": None}, "G 目标值", "nothing", "a number (only with the relation 为正, or a reference, there is none)"),
    ({"关系": "前列"}, "F 关系", "'前列'", "等于, 不低于 or another one: 前列 (top) goes with a rank (口径 位次)"),
    ({"关系": "为正", "目标值": 6.5}, "G 目标值", "'6.5'", "nothing, as the relation is 为正 (positive)"),
    ({"目标值": "6左右"}, "G 目标值", "'6左右'", NUMBER),
    ({"目标值": "5%—6%"}, "G 目标值", "'5%—6%'", NUMBER),
    ({"目标值": "1,23"}, "G 目标值", "'1,23'", NUMBER),
    ({"目标值": "nan"}, "G 目标值", "'nan'", NUMBER),
    ({"目标值": "6亿元"}, "G 目标值", "'6亿元'", "the unit %, as the row says, or none"),
    ({"至": 7}, "H 至", "'7'", "nothing, as the relation is not 区间 (between)"),
    ({"关系": "区间"}, "H 至", "nothing", "the upper end of the 区间 (between)"),
    ({"关系": "区间", "至": 5}, "H 至", "'5'", "an upper end that is not below the lower one"),
    ({"单位": "亿元"}, "I 单位", "'亿元'", "% or nothing, as the measure is growth"),
    ({"力度": "尽量"}, "J 力度", "'尽量'", "one of firm, expected, stretch, or its Chinese word"),
    ({"基数": "约5"}, "L 基数", "'约5'", NUMBER),
]
STATUSES = "one of reported, zero, estimated, missing, not_due, not_applicable, withheld, or its Chinese word"
OBSERVATION_FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"地区": None}, "A 地区", "nothing", "the name of a place or body"),
    ({"指标": None}, "B 指标", "nothing", "an indicator's code or name"),
    ({"时期": "第三季度"}, "C 时期", "'第三季度'", PERIOD),
    ({"口径": "?"}, "D 口径", "'?'", MEASURES),
    ({"口径": None}, "D 口径", "'%'", PER_CENT),
    ({"数值": "—"}, "E 数值", "'—'", NUMBER),
    ({"数值": "无"}, "E 数值", "'无'", NUMBER),
    ({"数值": None}, "E 数值", "nothing", "a number, as the status says that there is one"),
    ({"单位": "万元"}, "F 单位", "'万元'", "% or nothing, as the measure is growth"),
    ({"状态": "在办"}, "G 状态", "'在办'", STATUSES),
    ({"状态": "缺报"}, "E 数值", "'6.2'", "nothing, as the status says that there is no value"),
    ({"状态": "不适用"}, "E 数值", "'6.2'", "nothing, as the status says that there is no value"),
    ({"状态": "零"}, "E 数值", "'6.2'", "0 or nothing, as the status is 零 (zero)"),
    ({"上报日期": "2024-13-01"}, "H 上报日期", "'2024-13-01'", "a day such as 2024-11-18, or nothing"),
    ({"上报日期": "上周"}, "H 上报日期", "'上周'", "a day such as 2024-11-18, or nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "column", "found", "expected"), TARGET_FAULTS)
def test_faults_of_targets(change: dict[str, Any], column: str, found: str, expected: str, tmp_path: Path) -> None:
    checked = sources.targets(made.targets(tmp_path / "目标.xlsx", **change))
    assert checked.faults == [Fault("目标.xlsx", "表", 2, column, found, expected)]
    assert (checked.frame.height, checked.faulty_rows, checked.unusable) == (0, 1, [])
    # The same in a csv, where a column has no letter.
    [plain] = sources.targets(made.targets(tmp_path / "目标.csv", **change)).faults
    assert plain == Fault("目标.csv", None, 2, column.split()[1], found, expected)


@pytest.mark.parametrize(("change", "column", "found", "expected"), OBSERVATION_FAULTS)
def test_faults_of_observations(change: dict[str, Any], column: str, found: str, expected: str, tmp_path: Path) -> None:
    checked = sources.observations(made.observations(tmp_path / "数.xlsx", **change))
    assert checked.faults == [Fault("数.xlsx", "表", 2, column, found, expected)]
    assert checked.frame.height == 0


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    rows = [made.TARGETS[0], [*made.TARGETS[1][:0], "1", *made.TARGETS[1][1:]], made.TARGETS[2]]
    checked = sources.targets(made.write(tmp_path / "t.csv", made.TARGET_HEADS, rows))
    assert checked.faults == [Fault("t.csv", None, 3, "编号", "'1 (first in t.csv·2)'", "each id only once")]
    assert checked.frame["id"].to_list() == ["1", "3"]


def test_one_cell_with_two_values_on_one_day(tmp_path: Path) -> None:
    other = [*made.OBSERVATIONS[1][:4], 4000.0, *made.OBSERVATIONS[1][5:]]
    rows = [made.OBSERVATIONS[1], made.OBSERVATIONS[0], other]
    checked = sources.observations(made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, rows))
    assert [(f.row, f.column, f.found) for f in checked.faults] == [(2, "数值", "'3905.0'"), (4, "数值", "'4000.0'")]
    assert checked.frame.height == 1


def test_one_cell_with_two_values_under_two_names_is_told(tmp_path: Path) -> None:
    first = made.OBSERVATIONS[0]
    rows = [first, [first[0], "GDP", *first[2:4], 5.5, *first[5:]], made.OBSERVATIONS[1]]
    checked = sources.observations(made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, rows))
    assert (checked.faults, checked.frame.height) == ([], 3)
    assert checked.notes == [
        "o.csv: 1 cell has several values under several names of one indicator, the greatest counts "
        "(first 云岚县 2024-01/2024-09: 地区生产总值 6.2, GDP 5.5)"
    ]
    rows[1][4] = first[4]
    assert sources.observations(made.write(tmp_path / "o.csv", made.OBSERVATION_HEADS, rows)).notes == []


def test_a_cell_far_from_all_others_is_a_fault_of_the_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (made.OBSERVATION_HEADS, *made.OBSERVATIONS):
        book.active.append(row)
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "远.xlsx")
    checked = sources.observations(tmp_path / "远.xlsx")
    [fault] = checked.faults
    assert (fault.file, fault.found, fault.whole) == ("远.xlsx", "a sheet with a cell far from all others", True)
    assert checked.frame.height == 0


def test_an_error_a_formula_without_result_and_a_merged_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(made.OBSERVATION_HEADS)
    for month in (7, 8, 9, 10):
        sheet.append(["云岚县", "城镇新增就业", f"2024-{month:02d}", None, 1, "人", None, None])
    sheet["E2"] = "#DIV/0!"
    sheet["E3"] = "=E5*2"
    sheet.merge_cells("E4:E5")
    book.save(tmp_path / "数.xlsx")
    faults = sources.observations(tmp_path / "数.xlsx").faults
    assert [(f.row, f.column, f.found, f.expected) for f in faults] == [
        (2, "E 数值", "'#DIV/0!'", NUMBER),
        (3, "E 数值", "'=E5*2'", NUMBER),
        (5, "E 数值", "'1'", "a number in a cell of its own (this one is merged over several rows)"),
    ]


def test_a_long_text_over_a_great_many_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "数.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, letters in (("长", 30_000), ("短", 3)):
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 0, 99, 49, "云" * letters)
        # Cells that are merged count as far as the sheet reaches.
        sheet.write(100, 50, 1)
    book.close()
    assert path.stat().st_size < 20_000
    first = sources.observations(path).faults[0]
    assert (first.sheet, first.found, first.expected, first.whole) == (
        "长", "a long text over a great many merged cells", "a workbook (.xlsx)", True,
    )  # fmt: skip
    found, faults = workbook.grids(path, path.name)
    assert [fault.sheet for fault in faults] == ["长"]
    assert [(grid.sheet, grid.frame["49"][99]) for grid in found] == [("短", "云云云")]


def test_an_infinite_number_of_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame({"place": ["云岚县"], "indicator": ["GDP"], "period": ["2024"], "value": [float("inf")]})
    frame.write_parquet(tmp_path / "o.parquet")
    assert sources.observations(tmp_path / "o.parquet").faults == [
        Fault("o.parquet", None, 1, "value", "'inf'", "a number, or nothing")
    ]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    table = made.write(tmp_path / "t.csv", ["编号", "地区", "目标值"], [["1", "云岚县", 5]])
    checked = sources.targets(table)
    assert [(f.row, f.found, f.expected) for f in checked.unusable] == [
        (1, "the heads 编号、地区、目标值", "a column indicator (指标、指标名称、指标代码、目标名称 …)"),
        (1, "the heads 编号、地区、目标值", "a column period (时期、期间、目标时期、目标期 …)"),
    ]
    assert checked.frame.is_empty()


def test_one_field_in_two_columns(tmp_path: Path) -> None:
    table = made.targets(tmp_path / "t.xlsx", 目标="6")
    [fault] = sources.targets(table).unusable
    assert (fault.row, fault.found, fault.expected) == (1, "columns G 目标值 and M 目标", "one column for value")


def damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and nothing behind it")


def locked(path: Path) -> None:
    # A workbook under a password is an OLE file with a stream of this name.
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))


def no_table(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("封面").write(0, 0, "云岚县督查室")
    book.close()


def nothing_in_it(path: Path) -> None:
    xlsxwriter.Workbook(path).close()


def text(content: str | bytes) -> Callable[[Path], None]:
    data = content.encode() if isinstance(content, str) else content

    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


HEADS = "a row of heads with 地区、指标、时期、目标值"
UNUSABLE: list[tuple[str, Callable[[Path], None], str, str]] = [
    ("t.csv", text(""), "an empty file", "a table"),
    ("t.csv", text("\n\n"), "nothing", HEADS),
    ("t.csv", text("甲,乙\n1,2\n"), "the heads '甲、乙'", HEADS),
    (
        "t.csv",
        text("编号,地区".encode() + b"\xff\xfe\x00\x80"),
        "byte 13 (0xff), which is neither UTF-8 nor GB18030",
        "a text file in UTF-8, UTF-16 or GB18030",
    ),
    (
        "t.csv",
        text('编号,地区\n1,"云岚县\n'),
        "a row that cannot be taken apart (unexpected end of data)",
        "cells between separators, quotes closed",
    ),
    (
        "t.xlsx",
        damaged,
        "a file that cannot be opened (invalid Zip archive: Could not find EOCD)",
        "a workbook (.xlsx)",
    ),
    ("t.xlsx", no_table, "the heads '云岚县督查室'", HEADS),
    ("t.xlsx", nothing_in_it, "nothing", "a table of targets"),
    ("t.parquet", text("PAR1"), "a file that cannot be read", "a Parquet file"),
]


@pytest.mark.parametrize(("name", "make", "found", "expected"), UNUSABLE)
def test_files_that_cannot_be_used(
    name: str, make: Callable[[Path], None], found: str, expected: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    [fault] = sources.targets(tmp_path / name).unusable
    assert fault.expected == expected
    assert fault.found.startswith(found)


def test_a_comma_that_moves_the_cells_of_a_row(tmp_path: Path) -> None:
    text("编号,地区,指标,时期,目标值\n1,云岚县,学位,2024,1,200\n2,云岚县,学校,2024,12,\n")(tmp_path / "t.csv")
    checked = sources.targets(tmp_path / "t.csv")
    expected = "5 cells, as in the head (a number with commas stands in quotes)"
    assert checked.faults == [Fault("t.csv", None, 2, None, "more cells", expected)]
    assert checked.frame["id"].to_list() == ["2"]


def test_a_damaged_old_workbook_is_one_fault(tmp_path: Path) -> None:
    locked(tmp_path / "t.xls")
    [fault] = sources.targets(tmp_path / "t.xls").unusable
    assert fault.found.startswith("a file that cannot be opened")


def test_lines_that_are_no_json(tmp_path: Path) -> None:
    good = '{"place": "云岚县", "indicator": "GDP", "period": "2024", "value": 233}'
    (tmp_path / "o.jsonl").write_text(f"{good}\n{{oops\n[1]\n", encoding="utf-8")
    checked = sources.observations(tmp_path / "o.jsonl")
    assert [(f.row, f.found[:22], f.expected) for f in checked.faults] == [
        (2, "a line that is no JSON", "one JSON object a line, in UTF-8"),
        (3, "'[1]'", "one JSON object a line"),
    ]
    assert (checked.frame.height, checked.unusable) == (1, [])


def test_what_is_no_file_of_ours(tmp_path: Path) -> None:
    (tmp_path / "t.doc").write_bytes(b"x")
    with pytest.raises(ValueError, match="suffix names no format"):
        sources.targets(tmp_path / "t.doc")
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(ValueError, match="is a folder"):
        sources.targets(tmp_path / "t.csv")
    with pytest.raises(FileNotFoundError):
        sources.targets(tmp_path / "none.csv")


def test_all_faults_of_a_row_and_of_all_rows_are_told(tmp_path: Path) -> None:
    rows = [[n, "云岚县", "GDP", "去年", "增速", None, f"约{n}", None, "%", None, None, None] for n in range(1, 9)]
    checked = sources.targets(made.write(tmp_path / "t.xlsx", made.TARGET_HEADS, rows))
    assert len(checked.faults) == 16
    assert checked.faulty_rows == 8
    assert told(checked.faults) == [
        f"t.xlsx, sheet 表, 8 rows (2–9), column D 时期: found '去年'; expected {PERIOD}",
        "t.xlsx, sheet 表, 8 rows (2–9), column G 目标值: found '约1', '约2', '约3', '约4', '约5' and 3 more; "
        f"expected {NUMBER}",
    ]


def test_few_faults_are_told_one_by_one() -> None:
    faults = [Fault("t.csv", None, row, "数值", f"'x{row}'", "a number") for row in (3, 5)]
    assert told(faults) == [
        "t.csv, row 3, column 数值: found 'x3'; expected a number",
        "t.csv, row 5, column 数值: found 'x5'; expected a number",
    ]


def test_row_numbers_in_short() -> None:
    assert ranges([3, 9, 7, 8, 12, 12]) == "3, 7–9, 12"


def test_more_faults_than_anybody_mends_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.assessing.sources import body

    monkeypatch.setattr(body, "MOST", 5)
    rows = [[n, "云岚县", "GDP", "去年", "增速", None, "6", None, "%", None, None, None] for n in range(1, 9)]
    checked = sources.targets(made.write(tmp_path / "t.csv", made.TARGET_HEADS, rows))
    assert (len(checked.faults), checked.unkept, checked.faulty_rows) == (5, 3, 8)
    assert checked.frame.is_empty()
