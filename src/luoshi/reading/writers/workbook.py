"""The workbook a supervision office hands out: 目标, 任务分解, 成效, 稿件, 说明."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.files.aside import binary_out
from luoshi.files.sheet import Formats, Sheet, set_up_print
from luoshi.files.workbook import closing, new_book
from luoshi.reading.statements import Document
from luoshi.reading.writers.words import value_word
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term, terms

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    from luoshi.reading.sources.source import SourceError


def layout() -> dict[str, Any]:
    """The tables of `workbook.toml`: `font`, `size`, `sheet` (name, help, columns) and `note`."""
    return tomllib.loads(files(__package__).joinpath("workbook.toml").read_text(encoding="utf-8"))


#: What closes a number stands behind the shortest run that names it; a reader checks it against the row's ≥ and ≈.
_CLOSES = re.compile(r"(?:大关|台阶)?(?:及?以[上下内]|左右|上下|之内|之下)")


def shown(statement: dict[str, Any], document: Document) -> dict[str, Any]:
    """A statement's row with its code words in Chinese and the fields that only the workbook has.

    `clause` is the quote with what closes its number (以上, 左右), `task` the sentence without Markdown's marks,
    `place` the document's.
    """
    out = dict(statement)
    out["place"] = document.place
    out["period"] = period_word(statement.get("period"))
    for table in ("measure", "comparator", "role", "strength"):
        if table in statement:
            out[table] = term(table, statement[table])
    if statement["kind"] == "figure":
        out["value_word"] = value_word(statement)
        end = statement["span"][1]
        closes = _CLOSES.match("".join(document.text[end : end + 16].split()))
        out["clause"] = statement["quote"] + (closes.group() if closes else "")
        for name in ("value", "value_to"):
            # A third has no end; six places are more than any office prints.
            out[name] = round(statement[name], 6) if statement[name] is not None else None
    elif statement["kind"] == "task":
        out["lead_word"] = statement["lead"] or statement["owner"]
        out["task"] = statement["quote"].replace("**", "")
    else:
        out["joined_word"] = "；".join(f"{j['document']} 第{j['article']}篇" for j in statement["joined"])
    return out


def sheet_of(statement: dict[str, Any]) -> str:
    """The sheet that a statement stands on."""
    if statement["kind"] == "figure":
        return "目标" if statement["role"] == "target" else "成效"
    return "任务分解" if statement["kind"] == "task" else "稿件"


class WorkbookWriter:
    """Sorts statements onto their sheets as they come; 说明 is written last."""

    def __init__(self, book: Workbook, kinds: frozenset[str]) -> None:
        self._book = book
        self._kinds = kinds
        self._layout = layout()
        self._formats = Formats(book, self._layout["font"], self._layout["size"])
        self._sheets = {s["name"]: Sheet(book, s["name"], s["columns"], self._formats) for s in self._layout["sheet"]}
        self._documents = 0
        self._failures: list[tuple[str, str]] = []

    def document(self, document: Document) -> None:
        """Write one document's statements: each kind in the order of the text."""
        self._documents += 1
        for statement in document.rows():
            if statement["kind"] in self._kinds:
                self._sheets[sheet_of(statement)].add(shown(statement, document))

    def failure(self, error: SourceError) -> None:
        """Note a file that could not be read; it stands on 说明 with the reason."""
        self._failures.append((error.file, error.reason))

    def close(self) -> None:
        """Write 说明 and finish the sheets."""
        for sheet in self._sheets.values():
            sheet.close()
        self._explain()

    def _explain(self) -> None:
        from luoshi import __version__

        sheet = self._book.add_worksheet("说明")
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 80)
        set_up_print(sheet, "说明")
        formats = self._formats
        at = 0

        def line(*cells: str | int) -> None:
            nonlocal at
            for column, value in enumerate(cells):
                form = formats.bold if column == 0 else formats.plain
                if isinstance(value, int):
                    sheet.write_number(at, column, value, form)
                else:
                    sheet.write_string(at, column, value, form)
            at += 1

        sheet.write_string(0, 0, "说明", formats.title)
        at = 2
        for note in self._layout["note"]:
            line(note["head"], "", note["text"])
        at += 1
        line("本册内容", "行数", "")
        for name, part in self._sheets.items():
            help_text = next(s["help"] for s in self._layout["sheet"] if s["name"] == name)
            line(name, part.rows, help_text)
        line("读到的文件", self._documents, "")
        line("未能读的文件", len(self._failures), "文件和原因列在本页最后" if self._failures else "")
        for head, table in (("口径", "measure"), ("关系", "comparator")):
            at += 1
            for number, shown in enumerate(terms(table).values()):
                line(head if number == 0 else "", shown.zh, shown.help)
        at += 1
        line("力度", term("strength", "firm"), "确保、必须、不低于、坚决、力保")
        line("", term("strength", "expected"), "没有说力度")
        line("", term("strength", "stretch"), "力争、努力、争取、冲刺")
        at += 1
        line("版本", "", f"Luoshi {__version__}")
        if self._failures:
            at += 1
            line("未能读的文件", "", "原因")
            for file, reason in self._failures:
                line(file, "", reason)


@contextmanager
def open_workbook(out: Path | None, kinds: frozenset[str]) -> Iterator[WorkbookWriter]:
    """A workbook writer into `out` (aside, then renamed) or standard output.

    Raises `OSError` where the file cannot be written.
    """
    # xlsxwriter's own temporary files live in a folder of ours, so that an interrupted run leaves none.
    with binary_out(out) as part, tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
        book = new_book(part, scratch)
        with closing(book, out):
            writer = WorkbookWriter(book, kinds)
            yield writer
            writer.close()
