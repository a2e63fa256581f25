from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from handmade import document

from luoshi.files.aside import aside
from luoshi.files.delimited import inert
from luoshi.files.sheet import lines
from luoshi.files.terminal import harmless, on_one_line
from luoshi.files.wrapping import wrapped
from luoshi.reading.sources.source import SourceError
from luoshi.reading.statements import Document
from luoshi.reading.writers import format_of, open_writer
from luoshi.reading.writers.columns import flat_names
from luoshi.reading.writers.words import value_word
from luoshi.vocabulary.period_words import period_word

ALL = frozenset({"figure", "task", "article"})


def write(form: str, out: Path, *documents: Document, kinds: frozenset[str] = ALL) -> Path:
    with open_writer(form, out, kinds) as writer:
        for d in documents:
            writer.document(d)
        writer.failure(SourceError("坏.pdf", "is encrypted"))
    return out


def test_jsonl_is_the_contract(tmp_path: Path) -> None:
    lines = write("jsonl", tmp_path / "o.jsonl", document()).read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(document().rows())
    assert [json.loads(line)["kind"] for line in lines] == ["article", *["figure"] * 4, "task", "task"]
    assert "云溪县" in lines[0], "Chinese is written as Chinese"


def test_kinds_are_filtered(tmp_path: Path) -> None:
    lines = write("jsonl", tmp_path / "o.jsonl", document(), kinds=frozenset({"task"})).read_text("utf-8")
    assert [json.loads(line)["kind"] for line in lines.splitlines()] == ["task", "task"]


def test_csv_opens_in_excel_and_runs_nothing(tmp_path: Path) -> None:
    raw = write("csv", tmp_path / "o.csv", document()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert list(rows[0]) == flat_names()
    assert rows[4]["indicator"] == "'=居民消费价格"
    assert rows[2]["value"] == "-6", "a negative number stays a number"
    assert rows[6]["lead"] == "'+牵头单位"
    assert rows[6]["support"] == "'@配合"
    assert rows[1]["span_start"] == str(document().figures[0].span[0])
    assert json.loads(rows[0]["joined"]) == [{"document": "四版.txt", "article": 2}]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1"])
def test_live_cells_are_made_inert(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize("value", [-1, -2.5, None, "6%", "a=b", True])
def test_other_cells_are_left_alone(value: object) -> None:
    assert inert(value) is value


def test_parquet_has_a_schema_whatever_it_holds(tmp_path: Path) -> None:
    full = write("parquet", tmp_path / "o.parquet", document("it's.txt"))
    empty = write("parquet", tmp_path / "e.parquet")
    types = duckdb.sql(f"SELECT * FROM '{full}'").types
    assert types == duckdb.sql(f"SELECT * FROM '{empty}'").types
    rows = duckdb.sql(f"SELECT kind, span, value, joined, document FROM '{full}'").fetchall()
    assert [r[0] for r in rows] == [r["kind"] for r in document().rows()]
    assert rows[0][3] == [{"document": "四版.txt", "article": 2}]
    assert tuple(rows[1][1]) == document().figures[0].span
    assert rows[1][2] == 6.0
    assert rows[1][4] == "it's.txt"


def test_workbook_holds_the_five_sheets(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(write("xlsx", tmp_path / "o.xlsx", document()))
    assert book.sheetnames == ["目标", "任务分解", "成效", "稿件", "说明"]
    targets = [[cell.value for cell in row] for row in book["目标"].iter_rows()]
    assert targets[0][:8] == ["序号", "单位/地区", "指标", "目标值", "数值", "至", "单位", "口径"]
    assert targets[1][1:12] == [
        "云溪县",
        "地区生产总值",
        "≈6%",
        6,
        None,
        "%",
        "增速",
        "左右",
        "预期",
        "2025年",
        None,
    ]
    assert book["目标"]["E2"].data_type == "n"
    # Text that looks like a formula is text.
    assert book["目标"]["C4"].value == "=居民消费价格"
    assert book["目标"]["C4"].data_type == "s"
    tasks = [[cell.value for cell in row] for row in book["任务分解"].iter_rows()]
    assert tasks[0][1:3] == ["单位/地区", "任务"]
    assert tasks[1][3] == "云溪县交通局"
    assert tasks[2][3:5] == ["+牵头单位", "@配合"]
    assert [c.value for c in book["成效"][2]][10] == "2024年1—11月"
    assert book["稿件"]["F2"].value == "四版.txt 第2篇"
    told = [cell.value for row in book["说明"].iter_rows() for cell in row]
    assert "坏.pdf" in told
    assert "is encrypted" in told
    for name in book.sheetnames[:4]:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"


def test_empty_tables_have_heads(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(write("xlsx", tmp_path / "o.xlsx"))
    assert [book[n].max_row for n in ("目标", "任务分解", "成效", "稿件")] == [1, 1, 1, 1]
    assert book["任务分解"]["C1"].value == "任务"


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("luoshi.files.sheet.MAX_ROWS", 3)
    book = openpyxl.load_workbook(write("xlsx", tmp_path / "o.xlsx", document()))
    assert book["目标2"]["A2"].value == 3
    assert book["目标2"]["A1"].value == "序号"


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet", "table"])
def test_same_input_same_bytes(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = write(form, tmp_path / "1", document(), document("乙.txt")).read_bytes()
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert write(form, tmp_path / "2", document(), document("乙.txt")).read_bytes() == one


def test_no_clock_in_the_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(write("xlsx", tmp_path / "o.xlsx", document())) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet", "table"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_an_interrupted_run_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, form: str, fault: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    out = tmp_path / "out"
    out.mkdir()
    (out / "o").write_text("old")
    with pytest.raises(fault), open_writer(form, out / "o", ALL) as writer:  # noqa: PT012
        writer.document(document())
        raise fault
    assert [p.name for p in out.iterdir()] == ["o"]
    assert (out / "o").read_text() == "old"
    assert list(scratch.iterdir()) == []


def test_aside_says_what_is_wrong_with_the_place(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError, match=r"folder .*nowhere does not exist"),
        aside(tmp_path / "nowhere" / "o"),
    ):
        pass
    with pytest.raises(IsADirectoryError, match="expected a file name"), aside(tmp_path):
        pass


def test_aside_keeps_the_rights_of_the_file_it_replaces(tmp_path: Path) -> None:
    out = tmp_path / "o"
    out.write_text("old")
    out.chmod(0o640)
    with aside(out) as part:
        part.write_text("new")
    assert out.read_text() == "new"
    assert out.stat().st_mode & 0o777 == 0o640


def test_table_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with open_writer("table", tmp_path / "o", ALL, rows=1) as writer:
        writer.document(document())
    text = (tmp_path / "o").read_text("utf-8")
    assert "≈6%" in text
    assert "粮食产量" not in text
    assert "另有2行未列" in text
    from rich.cells import cell_len

    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_table_shows_all_without_a_cut(tmp_path: Path) -> None:
    text = write("table", tmp_path / "o", document()).read_text("utf-8")
    assert "≥12亿斤" in text
    assert "云溪县交通局" in text
    assert "未列" not in text


def test_document_without_statements_says_so(tmp_path: Path) -> None:
    assert "没有读到" in write("table", tmp_path / "o", Document("空.txt", "好")).read_text("utf-8")


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match=r"'xml'.*jsonl"):
        open_writer("xml", None, ALL)
    assert format_of("A.XLSX") == "xlsx"
    assert format_of("a.doc") is None


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2025", "2025年"),
        ("2025-Q1", "2025年一季度"),
        ("2025-03", "2025年3月"),
        ("2025-03-08", "2025年3月8日"),
        ("2025-01/2025-11", "2025年1—11月"),
        ("2025-Q1/2025-Q3", "2025年前三季度"),
        ("2021/2025", "2021—2025年"),
        ("2023/", "2023年以来"),
        (None, ""),
        ("怪", "怪"),
    ],
)
def test_periods_as_an_office_writes_them(period: str | None, shown: str) -> None:
    assert period_word(period) == shown


@pytest.mark.parametrize(
    ("value_text", "value", "unit", "measure", "comparator", "shown"),
    [
        ("", None, "", "growth", "positive", "为正"),
        ("700亿元", 700, "亿元", "level", "ge", "≥700亿元"),
        ("2600余人", 2600, "人", "level", "ge", "2600余人"),
        ("3.4", 3.4, "个百分点", "gap", "eq", "3.4个百分点"),
        ("2.6%", -2.6, "%", "growth", "eq", "降2.6%"),
        ("10%", -10, "%", "growth", "ge", "降≥10%"),
        ("0.5个百分点", -0.5, "个百分点", "gap", "eq", "低0.5个百分点"),
        ("-1.2%", -1.2, "%", "growth", "eq", "-1.2%"),
        ("过半", 50, "%", "completion", "ge", "≥过半"),
    ],
)
def test_values_with_what_the_printed_number_leaves_to_its_clause(
    value_text: str, value: float | None, unit: str, measure: str, comparator: str, shown: str
) -> None:
    row = {"value_text": value_text, "value": value, "unit": unit, "measure": measure, "comparator": comparator}
    assert value_word(row) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("低于目标2.2个百分点，未完成。", 12, ["低于目标2.2", "个百分点，未", "完成。"]),
        ("下降3.1%，完成", 8, ["下降", "3.1%，完", "成"]),
        ("增速达到-2.31%可追平", 11, ["增速达到", "-2.31%可追", "平"]),
        ("到2024-10-18止", 8, ["到", "2024-10-", "18止"]),
        ("增长（比全市）", 7, ["增长", "（比全", "市）"]),
        ("123456789", 4, ["1234", "5678", "9"]),
        ("", 4, [""]),
    ],
)
def test_wrapping_keeps_numbers_and_marks_whole(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with aside(pipe) as part:
            part.write_text("好", encoding="utf-8")
        assert os.read(reader, 100).decode() == "好"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(("text", "width", "count"), [("", 10, 1), ("好" * 5, 10, 1), ("好" * 11, 10, 3)])
def test_rows_of_the_workbook_are_as_tall_as_their_text(text: str, width: int, count: int) -> None:
    assert lines(text, width) == count


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet", "table"])
def test_a_full_disk_is_told_with_the_name_and_leaves_nothing(form: str, tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; sys.path[:0] = [sys.argv[3]]\n"
        "from luoshi.reading.writers import open_writer; from handmade import document\n"
        "import duckdb, xlsxwriter\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n"
        "    with open_writer(sys.argv[1], Path(sys.argv[2]), frozenset({'figure', 'task', 'article'})) as writer:\n"
        "        for _ in range(40): writer.document(document())\n"
        "except OSError as error: print(error.filename, flush=True)\n"
    )
    out = tmp_path / "out" / f"o.{form}"
    out.parent.mkdir()
    handmade = str(Path(__file__).resolve().parents[1])
    done = subprocess.run([sys.executable, "-c", code, form, out, handmade], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert done.stdout == f"{out}\n"
    assert list(out.parent.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write("jsonl", pipe, document())
        assert reader.communicate(timeout=10)[0].count(b"\n") > 1
    assert pipe.is_fifo()


def test_names_and_texts_do_not_steer_the_terminal(tmp_path: Path) -> None:
    steering = document()
    steering.name = "a\x1b[31m\n\u202eb.txt"
    steering.tasks[0].quote = "\x1b]0;x\x07推进"
    text = write("table", tmp_path / "o.txt", steering).read_text("utf-8")
    assert r"a\x1b[31m\n\u202eb.txt" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert (harmless("a\tb\nc\x9b"), on_one_line("a\tb\nc")) == ("a\tb\nc\\x9b", r"a\tb\nc")
