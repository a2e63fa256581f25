"""One sheet of a workbook, row by row: frozen head, filter, widths, print set-up, no live formulas."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

#: The media type of a workbook (.xlsx).
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the file format can hold: rows of a sheet, characters of a cell.
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
PAPER_A4 = 9
# Points a printed line takes for a point of its font; the tallest row a sheet can hold.
LEADING = 1.45
TALLEST = 409.0
# Fields that only count or point: set in the middle of their column.
POINTERS = frozenset({"number", "line", "article"})


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook, font: str, size: float) -> None:
        def make(**extra: Any) -> Format:
            base = {"font_name": font, "font_size": size, "valign": "top"}
            return book.add_format(base | extra)

        edge = {"border": 1, "border_color": "#BFBFBF"}
        self.head = make(
            bold=True, text_wrap=True, align="center", bg_color="#DCE6F1", **(edge | {"valign": "vcenter"})
        )
        self.text = make(text_wrap=True, **edge)
        self.number = make(num_format="General", **edge)
        self.pointer = make(num_format="General", align="center", **edge)
        self.line_height = size * LEADING
        self.plain = make(text_wrap=True)
        self.bold = make(bold=True, text_wrap=True)
        self.title = make(bold=True, **{"font_size": size + 4})
        self._make, self._edge = make, edge
        self._made: dict[tuple[str, str], Format] = {}

    def numeric(self, code: str) -> Format:
        """A number shown by an Excel format code (`0.0`)."""
        key = ("number", code)
        if key not in self._made:
            self._made[key] = self._make(num_format=code, **self._edge)
        return self._made[key]

    def coloured(self, ink: str, fill: str) -> Format:
        """Bold text in one colour on another, in the middle of its cell."""
        key = (ink, fill)
        if key not in self._made:
            extra = {"font_color": ink, "bg_color": fill, "bold": True, "align": "center", "text_wrap": True}
            self._made[key] = self._make(**extra, **self._edge)
        return self._made[key]


class Sheet:
    """A table that is written from the top down; past the last row a sheet can hold it goes on in another.

    `columns` are tables with `head`, `field`, `width` and optionally `numeric` and `format` (an Excel format code for
    its numbers). `frozen`: so many columns stay in sight beside the head. `printed`: so many are printed (all).
    """

    def __init__(
        self, book: Workbook, name: str, columns: list[dict[str, Any]], formats: Formats, frozen: int = 0,
        printed: int | None = None,
    ) -> None:  # fmt: skip
        self._book = book
        self._name = name
        self._columns = columns
        self._formats = formats
        self._frozen = frozen
        self._printed = len(columns) if printed is None else printed
        self._parts = 0
        self.rows = 0
        self._open()

    def _open(self) -> None:
        self._parts += 1
        name = self._name if self._parts == 1 else f"{self._name}{self._parts}"
        sheet: Worksheet = self._book.add_worksheet(name)
        self._sheet = sheet
        self._at = 0
        for number, column in enumerate(self._columns):
            sheet.set_column(number, number, column["width"])
        sheet.freeze_panes(1, self._frozen)
        set_up_print(sheet, name)
        sheet.repeat_rows(0)
        sheet.set_row(0, 24)
        for number, column in enumerate(self._columns):
            sheet.write_string(0, number, column["head"], self._formats.head)

    def add(self, row: dict[str, Any], looks: Mapping[str, Format] | None = None) -> None:
        """Write one row; `number` in a column is the running number. `looks` are formats for single fields."""
        if self._at + 1 >= MAX_ROWS:
            self._finish()
            self._open()
        self._at += 1
        self.rows += 1
        values = [self.rows if c["field"] == "number" else row.get(c["field"]) for c in self._columns]
        # Not every program fits a row to its wrapped text by itself: the height is said.
        texts = [(v, c["width"]) for v, c in zip(values, self._columns, strict=True) if isinstance(v, str)]
        most = max((lines(text, width) for text, width in texts), default=1)
        self._sheet.set_row(self._at, min(most * self._formats.line_height + 2, TALLEST))
        for number, (value, column) in enumerate(zip(values, self._columns, strict=True)):
            form = (looks or {}).get(column["field"]) or self._form(column, value)
            if isinstance(value, (int, float)):
                self._sheet.write_number(self._at, number, value, form)
            elif value is None or value == "":
                self._sheet.write_blank(self._at, number, None, form)
            else:
                # write_string, never write: text that looks like a formula or a link stays text.
                self._sheet.write_string(self._at, number, str(value)[:MAX_CELL], form)

    def _form(self, column: dict[str, Any], value: Any) -> Format:
        if not isinstance(value, (int, float)):
            return self._formats.text
        if column["field"] in POINTERS:
            return self._formats.pointer
        return self._formats.numeric(column["format"]) if "format" in column else self._formats.number

    def _finish(self) -> None:
        last = len(self._columns) - 1
        self._sheet.autofilter(0, 0, self._at, last)
        self._sheet.print_area(0, 0, self._at, self._printed - 1)

    def close(self) -> None:
        """Set filter and print area, whose extent is known only now."""
        self._finish()


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column `width` half-width characters wide."""
    # A wide character takes two; widths are given in digits of a font a little larger.
    size = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
    return max(1, -(-size // max(int(width * 1.05), 2)))


def set_up_print(sheet: Worksheet, name: str) -> None:
    """A4 across, one page wide, the sheet's name and page numbers below."""
    sheet.set_paper(PAPER_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{name}&C第&P页，共&N页")
