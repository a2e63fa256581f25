"""The same faults in Chinese: every phrase that a module of the room says has its Chinese one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.assessing.sources import faults
from luoshi.assessing.sources.faults import Fault, in_chinese, note_in_chinese, told

ROOM = Path(faults.__file__).parent
#: Calls that tell a fault → the positions of what was found and what was expected.
_TELLS = {"Fault": (4, 5), "fault": (2,), "_needed": (2,)}
_LATIN = re.compile(r"[A-Za-z]{4,}")


def phrases() -> Iterator[str]:
    """What stands in the calls, or is put into a name for them: texts, with X for what is filled in."""
    for path in sorted(ROOM.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield from (text for at in _TELLS.get(name, ()) if len(node.args) > at for text in texts(node.args[at]))
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("expected", "both", "told"):
                yield from texts(node.value)


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and not any("expected" in ast.unparse(part) for part in node.values):
        yield "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)  # type: ignore[misc]


def test_phrases_are_found() -> None:
    assert len(set(phrases())) > 35


@pytest.mark.parametrize("text", sorted(set(phrases())))
def test_every_phrase_has_its_chinese(text: str) -> None:
    said = in_chinese(text)
    assert said != text
    assert not set(_LATIN.findall(said)) - {"JSON", "Parquet", "xlsx"}, said


NOTES = {
    "a.csv: no column id (编号); a target is known by its row": "a.csv：没有编号一栏，目标以所在的行为准",
    "a.xlsx, sheet 表: columns that are not read: 备注": "a.xlsx，工作表“表”：没有读的栏：备注",
    "a.xlsx: sheets that are not read, as they hold no targets: 说明": "a.xlsx：没有读的工作表（里面没有要的表）：说明",
    "a.csv: row 7 is empty, left out": "a.csv：第 7 行是空行，没有计入",
    "a.csv: rows 3, 7–9 are remarks, left out": "a.csv：第 3, 7–9 行是说明，没有计入",
    "a.csv: row 7 is totals, left out": "a.csv：第 7 行是合计，没有计入",
    "a.csv: row 7 is names of columns, left out": "a.csv：第 7 行是栏次，没有计入",
    "a.csv: 同比 of percentages is not read, as it may be in points: 3, 7": (
        "a.csv：同比一栏中，指标本身是百分数的没有读（可能是百分点）：第 3, 7 行"
    ),
    "a.csv: 同比 is not read: all below 1 without %, they may be fractions": (
        "a.csv：同比一栏没有读：都小于 1 又没有写 %，可能是小数形式的百分数"
    ),
    "a.csv: columns read by the period in their heads: 1月 = 2024-01": "a.csv：按表头上的时期读的栏：1月 = 2024-01",
    "a.csv: row 7 is the head again, left out": "a.csv：第 7 行又是表头，没有计入",
    "a.jsonl: 3 figures that are no targets, left out": "a.jsonl：3 个数不是目标，没有计入",
    "a.csv: 2 rows say the same again, left out": "a.csv：2 行与前面的相同，没有计入",
    "a.csv: 1 cell has several values under several names of one indicator, the greatest counts "
    "(first 甲县 2024: GDP 5)": (
        "a.csv：1 处同一指标用了几种名称、报了不同的数，按其中最大的算（如 甲县 2024: GDP 5）"
    ),
}


@pytest.mark.parametrize("note", NOTES)
def test_notes_in_chinese(note: str) -> None:
    assert note_in_chinese(note) == NOTES[note]


def test_every_note_of_the_room_is_among_them() -> None:
    found = set()
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("notes.append"):
                found |= set(texts(node.args[0]))
    assert found == {
        "X: X X several values under several names of one indicator, the greatest counts (first X X: X)",
        "X: X X the same again, left out",
        "X: X X, left out",
        "X: X empty, left out",
        "X: X is not read: all below 1 without %, they may be fractions",
        "X: X of percentages is not read, as it may be in points: X",
        "X: columns that are not read: X",
        "X: no column id (编号); a target is known by its row",
        "X: sheets that are not read, as they hold no X: X",
    }


def test_a_sentence_with_its_place() -> None:
    fault = Fault(
        "目标.xlsx",
        "一季度",
        3,
        "D 时期",
        "'某年'",
        "a period with year and end, such as 2024, 2024-10 or 2024年1—10月",
    )
    assert told([fault], "zh") == [
        "目标.xlsx，工作表“一季度”，第 3 行，“D 时期”列：是'某年'，应为有终点的时期，如 2024、2024-10、2024年1—10月"
    ]


def test_many_rows_are_told_together_and_quotes_stay_as_they_are() -> None:
    many = [Fault("a.csv", None, row, "B 地区", "nothing", "the name of a place or body") for row in (2, 3, 4, 9)]
    assert told(many, "zh") == ["a.csv，4 行（2–4、9），“B 地区”列：是空，应为行政区或单位的名称"]
    several = [Fault("a.csv", None, row, "C", f"'x{row}'", "a number below 1e+15") for row in range(1, 8)]
    assert told(several, "zh") == [
        "a.csv，7 行（1–7），“C”列：是'x1'、'x2'、'x3'、'x4'、'x5'等 7 种，应为小于 1e+15 的数"
    ]
    whole = Fault("a.csv", None, 1, None, "the heads nothing", "a column place (地区、行政区 …)", whole=True)
    assert told([whole], "zh") == ["a.csv，第 1 行：是表头“空”，应为有“place”列（地区、行政区等）"]
