"""Acceptance: the reader against the labelled documents that lie beside the project."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luoshi.reading.issue import join
from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Document

SHARED = Path(os.environ.get("SHARED") or Path(__file__).parents[3] / "shared").resolve()
GOLD = SHARED / "gold"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not (GOLD / "score").exists(), reason="no labelled documents in ../shared beside the project"),
]


@cache
def documents(folder: str) -> tuple[Document, ...]:
    """The documents of a folder, read with the place and date that its meta.tsv gives, and joined."""
    path = SHARED / folder
    meta: dict[str, dict[str, str]] = {}
    if (path / "meta.tsv").exists():
        with (path / "meta.tsv").open(encoding="utf-8", newline="") as file:
            meta = {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}
    found = []
    for file in sorted(path.glob("*.txt")):
        given = meta.get(file.name, {})
        source = Source(file.name, file.read_bytes().decode("utf-8"))
        found.append(read_source(source, given.get("place") or None, given.get("date") or None))
    join(found)
    return tuple(found)


def written(folder: str, path: Path) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) for d in documents(folder) for row in d.rows())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scored(scorer: str, *arguments: str | Path) -> dict[str, Any]:
    command = [sys.executable, str(GOLD / scorer), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `gold/score` says of the documents and of the pages."""
    out = tmp_path_factory.mktemp("gold")
    return {
        folder: scored("score", GOLD / "labels" / folder, SHARED / folder, written(folder, out / f"{folder}.jsonl"))
        for folder in ("docs", "pages")
    }


@pytest.mark.parametrize("folder", ["docs", "pages"])
@pytest.mark.parametrize(("what", "bar"), [("figures strict", 0.90), ("figures full", 0.82), ("tasks", 0.85)])
def test_figures_and_tasks(scores: dict[str, dict[str, Any]], folder: str, what: str, bar: float) -> None:
    assert scores[folder]["labels not located"] == 0
    assert scores[folder][what]["f1"] >= bar


@pytest.mark.parametrize(("what", "bar"), [("task owners", 0.85), ("articles", 0.85), ("titles", 0.85), ("jumps", 0.9)])
def test_articles_owners_and_jumps_of_pages(scores: dict[str, dict[str, Any]], what: str, bar: float) -> None:
    score = scores["pages"][what]
    assert (score["f1"] if isinstance(score, dict) else score) >= bar


@pytest.mark.parametrize(
    ("table", "role", "bar"),
    [("provinces-2026-targets.jsonl", "target", 0.93), ("provinces-2025-results.jsonl", "result", 0.88)],
)
def test_rows_of_the_tables_that_newspapers_print(tmp_path: Path, table: str, role: str, bar: float) -> None:
    result = scored("score-table", GOLD / "tables" / table, written("reports", tmp_path / "r.jsonl"), "--role", role)
    assert result["share"] >= bar


#: A page's foot inside a sentence: the span runs over it, the quote leaves it out.
FOOT = re.compile(r"\n\s*第 *\d{1,4} *页\s*(?=\n)")
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060*#"))


def squeezed(text: str) -> str:
    return "".join(FOOT.sub("", text).split()).translate(INVISIBLE)


def misplaced(found: Document) -> Iterable[str]:
    """The statements of a document whose places do not hold what they quote."""
    text = found.text
    for f in found.figures:
        if squeezed(text[slice(*f.span)]) != squeezed(f.quote):
            yield f"{f.span} {f.quote}"
        if squeezed(text[slice(*f.value_span)]) != squeezed(f.value_text):
            yield f"{f.value_span} {f.value_text}"
        if f.line != text.count("\n", 0, f.value_span[0]) + 1:
            yield f"line {f.line} {f.quote}"
        if not (0 <= f.span[0] <= f.value_span[0] < f.value_span[1] <= f.span[1] <= len(text)):
            yield f"order {f.span} {f.value_span} {f.quote}"
    for t in found.tasks:
        if squeezed(text[slice(*t.span)]) != squeezed(t.quote):
            yield f"{t.span} {t.quote}"
        if t.line != text.count("\n", 0, t.span[0]) + 1:
            yield f"line {t.line} {t.quote}"


@pytest.mark.parametrize("folder", ["pages", "docs", "reports"])
def test_every_place_is_exact(folder: str) -> None:
    wrong = {d.name: list(misplaced(d)) for d in documents(folder)}
    assert {name: rows for name, rows in wrong.items() if rows} == {}
    assert sum(len(d.figures) for d in documents(folder)) > 50


def test_the_jumps_of_the_labels_are_joined() -> None:
    by_name = {Path(d.name).stem: d for d in documents("pages")}
    jumps = json.loads((GOLD / "labels" / "jumps.json").read_text(encoding="utf-8"))
    assert jumps
    for jump in jumps:
        one, other = by_name[jump["from_doc"]], by_name[jump["to_doc"]]
        (start,) = [a for a in one.articles if squeezed(one.text[slice(*a.span)]).startswith(jump["from_first"])]
        (end,) = [a for a in other.articles if squeezed(other.text[slice(*a.span)]).startswith(jump["to_first"])]
        assert {"document": other.name, "article": end.article} in start.joined
        assert {"document": one.name, "article": start.article} in end.joined
