"""`make bench`: speed, memory, start, install size and accuracy as one Markdown table.

    python benchmarks/run.py --reports FOLDER [--repeat 10] [--shared FOLDER] [--install-size]

Speeds are taken in turns within one process, so that their ratio holds on a busy machine too; seconds on
another machine are other seconds. Peak memory is that of a process of its own. Accuracy is measured where
SHARED holds labelled documents and their scorers (`gold/`).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LUOSHI = [sys.executable, "-m", "luoshi"]
STARTS = 7


class Line(NamedTuple):
    """One line of the table: what, as measured here, and the bar it is held against (or nothing)."""

    what: str
    measured: str
    bar: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=Path, default=ROOT / "examples" / "reports", help="folder of .txt")
    parser.add_argument("--repeat", type=int, default=10, help="how many times the folder is read")
    parser.add_argument("--shared", type=Path, help="folder with gold/, docs/, pages/, reports/")
    parser.add_argument("--install-size", action="store_true", help="install into a fresh environment too")
    args = parser.parse_args()
    files = sorted(args.reports.glob("*.txt"))
    if not files:
        parser.error(f"no .txt in {args.reports}")
    print("| what | measured | bar |\n|---|---|---|")
    lines = itertools.chain(
        speed(files, args.repeat),
        memory(args.reports),
        start(),
        install_size() if args.install_size else (),
        accuracy(args.shared) if args.shared and (args.shared / "gold").is_dir() else (),
    )
    for line in lines:
        print(f"| {line.what} | {line.measured} | {line.bar} |", flush=True)
    return 0


def speed(files: list[Path], repeat: int) -> Iterator[Line]:
    """Characters a second of reading, beside cutting the same text into words."""
    import logging

    import jieba
    import rjieba

    import luoshi

    jieba.setLogLevel(logging.ERROR)
    texts = [f.read_text(encoding="utf-8") for f in files]
    rivals: dict[str, Callable[[str], object]] = {
        "luoshi.read": luoshi.read,
        "jieba.lcut": jieba.lcut,
        "rjieba.cut": rjieba.cut,
    }
    spent = dict.fromkeys(rivals, 0.0)
    for name in rivals:
        # What is loaded once (dictionaries, patterns) is no part of the speed; `start` has it.
        rivals[name](texts[0])
    for _ in range(repeat):
        for name, call in rivals.items():
            began = time.perf_counter()
            for text in texts:
                call(text)
            spent[name] += time.perf_counter() - began
    characters = sum(map(len, texts)) * repeat
    rates = {name: characters / seconds for name, seconds in spent.items()}
    ours = rates["luoshi.read"]
    yield Line(f"texts read (×{repeat})", f"{len(files)} files, {characters:,} characters in all")
    yield Line("reading, one process", f"{ours:,.0f} characters/s")
    yield Line(
        "… beside `jieba.lcut` (words only)",
        f"{rates['jieba.lcut']:,.0f} characters/s; ratio {ours / rates['jieba.lcut']:.2f}",
        "≥ 0.5; goal 1",
    )
    yield Line(
        "… beside `rjieba.cut` (words only)",
        f"{rates['rjieba.cut']:,.0f} characters/s; ratio {ours / rates['rjieba.cut']:.3f}",
    )


def memory(reports: Path) -> Iterator[Line]:
    """Peak resident memory of a process that reads the folder into JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*LUOSHI, "read", str(reports), "--quiet", "-o", str(Path(folder) / "out.jsonl")]
        child = subprocess.Popen(command)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
    # Linux counts in kilobytes, macOS in bytes.
    megabytes = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    yield Line(f"peak memory, reading {reports.name}/", f"{megabytes:.0f} MB", "≤ 200 MB")


def start() -> Iterator[Line]:
    """From the command to its end: the version, and one page; the median of several."""
    page = ROOT / "examples" / "pages" / "云岚日报-20250103-01版.txt"
    script = Path(sys.executable).with_name("luoshi")
    luoshi = [str(script)] if script.exists() else LUOSHI
    for what, command, bar in (
        ("`luoshi --version`", [*luoshi, "--version"], "≤ 0.15 s"),
        ("`luoshi read` of one page", [*luoshi, "read", str(page)], "≤ 0.4 s"),
    ):
        seconds = []
        for _ in range(STARTS):
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - began)
        yield Line(what, f"{statistics.median(seconds):.2f} s", bar)


def install_size() -> Iterator[Line]:
    """Megabytes on disk of the package and what it needs, without extras, pip or setuptools."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip", "install", "-q", "--no-input"]
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements/base.txt")], check=True)
        wheels = Path(folder) / "wheels"
        build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
        subprocess.run([*build, "-w", str(wheels), str(ROOT)], check=True)
        subprocess.run([*pip, "--no-deps", *map(str, wheels.glob("luoshi-*.whl"))], check=True)
        [site] = Path(folder).glob("lib/python*/site-packages")
        tools = ("pip", "setuptools", "pkg_resources", "_distutils_hack")
        size = sum(
            f.lstat().st_blocks * 512
            for top in site.iterdir()
            if not top.name.startswith(tools)
            for f in ([top] if top.is_file() else top.rglob("*"))
        )
    yield Line("installed, without extras", f"{size / 1e6:.0f} MB", "≤ 150 MB")


def accuracy(shared: Path) -> Iterator[Line]:
    """Against the labelled documents and the tables of whole reports, by the scorers that stand with them."""
    gold = shared / "gold"
    with tempfile.TemporaryDirectory() as folder:
        for part, meta in (("docs", ["--meta", str(shared / "docs" / "meta.tsv")]), ("pages", [])):
            found = _read(shared / part, Path(folder), meta)
            score = _scored([gold / "score", gold / "labels" / part, shared / part, found])
            for what, bar in (("figures strict", "≥ 0.90; goal 0.97"), ("figures full", "≥ 0.82; goal 0.95")):
                yield Line(f"{part}: {what}, F1", f"{score[what]['f1']:.3f}", bar)
            yield Line(f"{part}: tasks, F1", f"{score['tasks']['f1']:.3f}", "≥ 0.85")
            rates = [("task owners", "≥ 0.85")]
            if part == "pages":
                yield Line("pages: articles, F1", f"{score['articles']['f1']:.3f}", "≥ 0.85")
                rates += [("titles", "≥ 0.85"), ("jumps", "≥ 0.9")]
            for what, bar in rates:
                if score[what] is not None:
                    yield Line(f"{part}: {what}", f"{score[what]:.3f}", bar)
        found = _read(shared / "reports", Path(folder), [])
        for table, role, bar in (
            ("provinces-2026-targets.jsonl", "target", "≥ 0.93"),
            ("provinces-2025-results.jsonl", "result", "≥ 0.88"),
        ):
            if (gold / "tables" / table).exists():
                score = _scored([gold / "score-table", gold / "tables" / table, found, "--role", role])
                yield Line(
                    f"reports: rows of the {role} table",
                    f"{score['share']:.3f} ({score['right']} of {score['rows']})",
                    bar,
                )


def _read(documents: Path, folder: Path, options: list[str]) -> Path:
    found = folder / f"{documents.name}.jsonl"
    subprocess.run([*LUOSHI, "read", str(documents), *options, "--quiet", "-o", str(found)], check=True)
    return found


def _scored(command: list[object]) -> dict[str, Any]:
    run = [sys.executable, *map(str, command), "--json"]
    out: dict[str, Any] = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    return out


if __name__ == "__main__":
    sys.exit(main())
