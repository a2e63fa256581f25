from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from handmade import figure

from luoshi.cli.main import build_parser, main
from luoshi.reading import batch, jobs
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Document

LUOSHI = [sys.executable, "-m", "luoshi"]


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds `甲 6%` as a figure, a target where 要 stands before it; Ctrl-C where told so."""

    def make(source: Source, place: str | None, date: str | None, **_: Any) -> Document:
        document = Document(source.name, source.text, place, date)
        if "中断" in source.text:
            raise KeyboardInterrupt
        for found in re.finditer(r"(要?)(\w) ([\d.]+)%", source.text):
            document.figures.append(
                figure(
                    found[0].replace(" ", ""),
                    f"{found[3]}%",
                    float(found[3]),
                    "%",
                    text=source.text,
                    indicator=found[2],
                    role="target" if found[1] else "result",
                    document=source.name,
                    subject=place,
                    period="2025",
                )
            )
        return document

    for module in (jobs, batch):
        monkeypatch.setattr(module, "read_document", make)
    monkeypatch.setattr(batch, "join", lambda documents: None)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "计划.txt").write_text("云溪县要甲 6%，要乙 7%，要丙 8%。", encoding="utf-8")
    (folder / "成效.txt").write_text("云溪县甲 6.2%，乙 5%。", encoding="utf-8")
    return folder


def test_read_writes_what_it_found(toy: None, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(pages), "--format", "jsonl", "--place", "云溪县"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(r["document"], r["indicator"], r["subject"]) for r in rows][:2] == [
        ("成效.txt", "甲", "云溪县"),
        ("成效.txt", "乙", "云溪县"),
    ]
    assert err == "2 files read; 5 figures, 0 tasks, 0 articles\n"


def test_bad_files_are_one_line_each_and_the_rest_goes_on(
    toy: None, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "空.txt").write_bytes(b"")
    out = tmp_path / "o.jsonl"
    assert main(["read", str(pages), str(tmp_path / "没有.txt"), "-o", str(out)]) == 1
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 3
    assert err[0].endswith("没有.txt: does not exist")
    assert err[1].endswith("空.txt: is empty")
    assert err[2] == "2 files read, 2 failed; 5 figures, 0 tasks, 0 articles"
    assert len(out.read_text("utf-8").splitlines()) == 5


def test_quiet_tells_errors_only(toy: None, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(pages), str(pages / "x.txt"), "--quiet"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x", "--workers", "0"],
        ["read", "x", "--date", "2025-13"],
        ["read", "x", "--format", "xml"],
        ["read", "x", "-o", "a.doc"],
        ["read", "x", "-o", "nowhere/a.csv"],
        ["read", "x", "-o", "."],
        ["read", "x", "--master", "local"],
        ["read", "x", "--engine", "spark", "--workers", "2"],
        ["check", "x"],
        ["check", "x", "--against", "y", "-o", "a.parquet"],
        ["show", "."],
        ["frobnicate"],
        [],
    ],
)
def test_wrong_usage_is_one_line_and_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(stop.code or 0)
    err = capsys.readouterr().err
    assert status == 2
    assert err.count("\n") == 1
    assert err.startswith("luoshi")


def test_ctrl_c_leaves_no_debris(toy: None, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "成效.txt").write_text("中断", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    assert main(["read", str(pages), "-o", str(out / "o.xlsx")]) == 130
    assert list(out.iterdir()) == []
    assert capsys.readouterr().err == "luoshi: interrupted\n"


def test_read_only_one_kind(toy: None, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(pages), "--format", "jsonl", "--kind", "task"]) == 0
    assert capsys.readouterr().out == ""


def test_check_pairs_plan_and_result(toy: None, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, later = str(pages / "计划.txt"), str(pages / "成效.txt")
    assert main(["check", plan, "--against", later, "--format", "jsonl", "--place", "云溪县"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(r["indicator"], r["state"]) for r in rows] == [
        ("甲", "kept"),
        ("乙", "missed"),
        ("丙", "not_reported"),
    ]
    assert (rows[0]["target_document"], rows[0]["result_document"]) == ("计划.txt", "成效.txt")
    assert err == "3 targets: 1 kept, 1 missed, 1 not reported\n"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "txt"])
def test_check_writes_every_format_twice_the_same(toy: None, pages: Path, tmp_path: Path, suffix: str) -> None:
    written = []
    for name in ("1", "2"):
        out = tmp_path / f"{name}.{suffix}"
        arguments = ["check", str(pages / "计划.txt"), "--against", str(pages / "成效.txt"), "-o", str(out)]
        assert main(arguments) == 0
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert len(written[0]) > 100


def test_check_workbook(toy: None, pages: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "o.xlsx"
    assert main(["check", str(pages / "计划.txt"), "--against", str(pages / "成效.txt"), "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["对账", "说明"]
    assert [book["对账"].cell(row, 2).value for row in (2, 3, 4)] == ["完成", "未完成", "未报告"]


def test_show_writes_a_page_and_says_where(
    toy: None,
    pages: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    out = tmp_path / "page.html"
    assert main(["show", str(pages / "计划.txt"), "-o", str(out), "--no-open"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert opened == []
    assert main(["show", str(pages / "计划.txt"), "-o", str(out)]) == 0
    assert opened == [out.as_uri()]
    assert "要甲" in out.read_text("utf-8")


def test_show_of_a_bad_file(toy: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tmp_path / "x.txt"), "--no-open"]) == 1
    assert capsys.readouterr().err.endswith("x.txt: does not exist\n")


def test_every_option_has_help() -> None:
    parser = build_parser()
    (commands,) = (a for a in parser._actions if hasattr(a, "choices") and isinstance(a.choices, dict))
    reading = {"read", "show", "check", "assess", "rank", "check-figures"}
    assert set(commands.choices or {}) == reading | {"serve", "backup", "restore", "verify"}
    for command in (commands.choices or {}).values():
        assert command.description
        for action in command._actions:
            assert action.help, f"{command.prog} {action.dest}"
        assert command.format_help()


@pytest.mark.parametrize("where", ["itself", "in its folder", "by a link", "meta", "show", "check"])
def test_an_output_that_is_an_input_is_refused(
    toy: None, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    page, other = pages / "计划.txt", pages / "成效.txt"
    link, meta = tmp_path / "link.txt", tmp_path / "meta.csv"
    link.symlink_to(page)
    meta.write_text("file,place\n计划.txt,云溪县\n", encoding="utf-8")
    arguments = {
        "itself": ["read", str(page), "-o", str(page)],
        "in its folder": ["read", str(tmp_path), "-o", str(page)],
        "by a link": ["read", str(page), "-o", str(link)],
        "meta": ["read", str(page), "--meta", str(meta), "-o", str(meta)],
        "show": ["show", str(page), "-o", str(page), "--no-open"],
        "check": ["check", str(other), "--against", str(page), "-o", str(page)],
    }[where]
    before = [path.read_bytes() for path in (page, other, meta)]
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert (
        err
        == f"luoshi {arguments[0]}: -o {arguments[arguments.index('-o') + 1]}: is also an input; choose another file\n"
    )
    assert [path.read_bytes() for path in (page, other, meta)] == before


def test_an_output_that_the_walk_passes_over_is_written(toy: None, pages: Path) -> None:
    # A result of yesterday in the folder that is read is no input: its suffix is none of a document.
    for _ in range(2):
        assert main(["read", str(pages), "-o", str(pages / "o.jsonl")]) == 0


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"place,date\n",
        "file,date\n计划.txt,2025-13\n".encode(),
        "file,date\n计划.txt,2025\n计划.txt,2025\n".encode(),
        b"file,place\n\x00,x\n",
        b"\xff\xfe\x00\x01\x02" * 20,
        b"file,place\n" + b"x" * 140_000 + b",y\n",
    ],
)
@pytest.mark.parametrize("command", ["read", "check"])
def test_a_bad_meta_table_is_one_line(
    toy: None, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, command: str
) -> None:
    meta = tmp_path / "meta.csv"
    if content is not None:
        meta.write_bytes(content)
    against = ["--against", str(pages)] if command == "check" else []
    assert main([command, str(pages), *against, "--meta", str(meta)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith(f"luoshi {command}: meta.csv: ")


def test_a_meta_table_that_is_a_folder_is_one_line(toy: None, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(pages), "--meta", str(pages)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_idle_rows_of_meta_are_told(toy: None, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meta = tmp_path / "meta.csv"
    meta.write_text("file,place\n计划.txt,云溪县\n成效.txt,云溪县\n别.txt,云溪县\n", encoding="utf-8")
    plan, later = str(pages / "计划.txt"), str(pages / "成效.txt")
    assert main(["read", plan, "--meta", str(meta)]) == 0
    assert f"--meta {meta}: 2 rows are of no file that is read, first '成效.txt'\n" in capsys.readouterr().err
    # A row of either side is in use.
    assert main(["check", plan, "--against", later, "--meta", str(meta)]) == 0
    assert f"--meta {meta}: 1 row is of no file that is read, first '别.txt'\n" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line(
    toy: None, pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: Any, **__: Any) -> None:
        raise TypeError("no\nnumber")

    monkeypatch.setattr(batch, "read_many", faulty)
    assert main(["read", str(pages)]) == 1
    assert capsys.readouterr().err == "luoshi read: internal error, please report it: TypeError: no number\n"


@pytest.mark.parametrize(
    "arguments", [["read", ""], ["read", "x", "-o", ""], ["read", "x", "--meta", ""], ["show", ""]]
)
def test_an_empty_path_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status in (1, 2)
    assert "'': is an empty path" in capsys.readouterr().err.splitlines()[0]


def test_errors_do_not_steer_the_terminal(toy: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "a\x1b[31m.txt"), "--quiet"]) == 1
    assert capsys.readouterr().err.endswith("a\\x1b[31m.txt: does not exist\n")


# From here on the real command, in a process of its own.


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*LUOSHI, *arguments], capture_output=True, text=True, timeout=60, **options)


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"luoshi \d+\.\d+\.\d+\n", done.stdout)


def test_start_loads_nothing_heavy() -> None:
    code = "import sys, luoshi.cli.main as m; m.build_parser(); print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split())
    heavy = {
        "rich",
        "duckdb",
        "xlsxwriter",
        "narwhals",
        "ahocorasick_rs",
        "opencc",
        "json",
        "tomllib",
        "datetime",
    }
    assert not loaded & heavy


def test_reading_loads_no_writer_it_does_not_need(pages: Path) -> None:
    pytest.importorskip("luoshi.reading.issue")
    code = (
        "import sys; from luoshi.cli.main import main; main(['read', sys.argv[1], '--format', 'jsonl']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(pages)], capture_output=True, text=True)
    assert not set(done.stderr.split()) & {"rich", "duckdb", "xlsxwriter", "narwhals", "pyarrow", "docx"}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_closed_pipe_is_quiet(tmp_path: Path, form: str) -> None:
    pytest.importorskip("luoshi.reading.issue")
    page = tmp_path / "长.txt"
    page.write_text("云溪县今年要实现地区生产总值增长6%。\n" * 5000, encoding="utf-8")
    status = tmp_path / "status"
    luoshi = f'"{sys.executable}" -m luoshi read "{page}" --format {form} --quiet'
    command = f'{{ {luoshi}; echo $? > "{status}"; }} | head -n 1'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=120)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert status.read_text() == "0\n"


def test_standard_input(pages: Path) -> None:
    pytest.importorskip("luoshi.reading.issue")
    done = run("read", "-", "--format", "jsonl", input="云溪县今年地区生产总值增长6%。")
    assert done.returncode == 0
    assert '"stdin"' in done.stdout


def _hears_ctrl_c() -> None:
    # Started in the background by a shell, the tests are deaf to it, and so would be what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals to a group")
@pytest.mark.parametrize(("signum", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_leaves_no_debris(
    tmp_path: Path, request: pytest.FixtureRequest, signum: int, status: int
) -> None:
    pytest.importorskip("luoshi.reading.issue")
    folder, out = tmp_path / "in", tmp_path / "out"
    for made in (folder, out):
        made.mkdir()
    # A short path: the workers' socket lies in it, and the name of a socket has 107 bytes at most.
    scratch = Path(tempfile.mkdtemp(prefix="luoshi-", dir="/tmp"))
    request.addfinalizer(lambda: shutil.rmtree(scratch, ignore_errors=True))
    for number in range(600):
        text = "云溪县今年地区生产总值增长6%，城镇新增就业7300人。\n" * 100
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [*LUOSHI, "read", str(folder), "-o", str(out / "o.xlsx"), "--workers", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
        env=os.environ | {"TMPDIR": str(scratch)},
    )
    deadline = time.monotonic() + 30
    while not list(out.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    os.killpg(process.pid, signum) if signum == signal.SIGINT else process.send_signal(signum)
    _, err = process.communicate(timeout=30)
    assert process.returncode == status, err
    assert "Traceback" not in err
    assert list(out.iterdir()) == []
    assert [p.name for p in scratch.iterdir() if p.name.startswith("luoshi")] == []


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full")
def test_a_full_disk_is_one_line(pages: Path) -> None:
    pytest.importorskip("luoshi.reading.issue")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*LUOSHI, "read", str(pages), "--format", "jsonl"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr
    # A device is called by its name too.
    done = subprocess.run(
        [*LUOSHI, "read", str(pages), "-o", "/dev/full", "--format", "jsonl"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "luoshi read: /dev/full: No space left on device")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ("read {page} --format jsonl >&-", 1, "standard output is closed; give -o FILE"),
        ("read {page} -o {out} >&-", 0, "1 file read"),
        ("read - --format jsonl <&-", 1, "standard input is closed"),
        ("read {page} nowhere.txt --format jsonl 2>&-", 1, ""),
    ],
)
def test_closed_streams(pages: Path, tmp_path: Path, arguments: str, status: int, told: str) -> None:
    command = arguments.format(page=f'"{pages / "计划.txt"}"', out=f'"{tmp_path / "o.jsonl"}"')
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m luoshi {command}'], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    # What is for standard error never gets among the results.
    assert all(line.startswith("{") for line in done.stdout.splitlines())


def test_help_where_the_locale_has_no_chinese() -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    done = run("read", "--help", env=os.environ | ascii_only)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: luoshi read")
