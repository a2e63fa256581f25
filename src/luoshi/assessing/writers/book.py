"""A workbook for people: sheets by `layout.toml`, lights as coloured cells, a summary and the rules."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from luoshi.assessing.lights.words import NONE, Word, words
from luoshi.assessing.writers.words import layout
from luoshi.files.aside import binary_out
from luoshi.files.sheet import PAPER_A4, Formats, Sheet, lines, set_up_print
from luoshi.files.workbook import closing, new_book

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Wide:
    """Text of a page that takes all columns from its own to the last."""

    text: str


#: A cell of a page: text or a number, or a light.
Cell: TypeAlias = str | int | float | Word | Wide | None


class Book:
    """One workbook; `open_book` makes it."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.formats = Formats(book, layout()["font"], layout()["size"])

    def table(
        self,
        name: str,
        columns: list[dict[str, Any]],
        rows: Iterable[Mapping[str, Any]],
        looks: Mapping[str, str] | None = None,
        frozen: int = 0,
    ) -> None:
        """A sheet with a frozen head and a filter. `looks`: field shown → field that holds the light's name."""
        sheet = Sheet(self._book, name, columns, self.formats, frozen)
        for row in rows:
            found = {field: self._look(row.get(light)) for field, light in (looks or {}).items()}
            sheet.add(dict(row), {field: form for field, form in found.items() if form is not None})
        sheet.close()

    def _look(self, light: Any) -> Format | None:
        word = light if isinstance(light, Word) else words().get(str(light or NONE))
        return None if word is None else self.formats.coloured(word.ink, word.fill)

    def page(self, name: str, title: str, blocks: Sequence[Sequence[Sequence[Any]]], widths: Sequence[int]) -> None:
        """A sheet of blocks of rows below a title; the first row of a block of several columns is its head."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        set_up_print(sheet, name)
        sheet.set_paper(PAPER_A4)
        sheet.set_portrait()
        sheet.write_string(0, 0, title, self.formats.title)
        sheet.set_row(0, 24)
        at = 2
        for block in blocks:
            for number, row in enumerate(block):
                tallest = 1
                for column, cell in enumerate(row):
                    if isinstance(cell, Wide):
                        tallest = max(tallest, lines(cell.text, sum(widths[column:])))
                    elif isinstance(cell, str):
                        tallest = max(tallest, lines(cell, widths[column]))
                sheet.set_row(at, tallest * self.formats.line_height + 2)
                for column, cell in enumerate(row):
                    self._cell(sheet, at, column, cell, len(widths) - 1, head=number == 0 and len(block) > 1)
                at += 1
            at += 1

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, last: int, head: bool) -> None:
        form = self.formats.head if head else self.formats.text
        if isinstance(cell, Word):
            sheet.write_string(row, column, f"{cell.sign} {cell.zh}", self.formats.coloured(cell.ink, cell.fill))
        elif isinstance(cell, Wide):
            form = self.formats.head if head else self.formats.text
            if column == last:
                sheet.write_string(row, column, cell.text, form)
            else:
                sheet.merge_range(row, column, row, last, "", form)
                # merge_range would take a text that begins with = for a formula.
                sheet.write_string(row, column, cell.text, form)
        elif cell is None or cell == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell, form)
        else:
            sheet.write_number(row, column, cell, form)


@contextmanager
def open_book(out: Path | None) -> Iterator[Book]:
    """A workbook into a file (aside, then renamed) or to standard output; `OSError` where it cannot be written."""
    with binary_out(out) as part, tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
        book = new_book(part, scratch)
        with closing(book, out):
            yield Book(book)


def light_word(light: str | None) -> str:
    """A light with its sign: ● 绿灯."""
    word = words().get(light or NONE, words()[NONE])
    return f"{word.sign} {word.zh}"
