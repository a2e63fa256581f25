"""A sheet as a workbook to be filled in: locked labels, white cells to write in, and who and what it is for, hidden.

The same template carries faults back: the cell coloured, the fault as its comment and in words beside it.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.files.sheet import set_up_print
from luoshi.files.workbook import closing, new_book
from luoshi.office.reporting.contents import Contents, Row, Said
from luoshi.office.reporting.entries import rules
from luoshi.vocabulary.terms import term

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

#: The hidden sheet that says what the template is for, and the word in its first cell.
HIDDEN, MARK = "luoshi", "luoshi-sheet"
# So many digits of a number a spreadsheet keeps.
_EXACT = 15
#: The row of the heads (from 0); the cells follow below it.
HEAD = 3


@dataclass(frozen=True)
class Column:
    """A column of the table: `name`, its words, width, whether it is filled in, whether it is hidden."""

    name: str
    zh: str
    en: str
    width: int
    input: bool = False
    hidden: bool = False


@cache
def layout() -> Mapping[str, Any]:
    """What `template.toml` says."""
    told: dict[str, Any] = tomllib.loads((Path(__file__).parent / "template.toml").read_text(encoding="utf-8"))
    return told


@cache
def columns() -> tuple[Column, ...]:
    """The columns, in their order."""
    return tuple(Column(**told) for told in layout()["columns"])


@cache
def place_of(name: str) -> int:
    """The number of a column (from 0)."""
    return [column.name for column in columns()].index(name)


@dataclass(frozen=True)
class Remark:
    """What is told of a cell: in the column `value`, `status` or `note`, that it is at `fault` or asked about."""

    text: str
    fault: bool = True
    column: str = "value"


def template(
    contents: Contents,
    language: str = "zh",
    *,
    said: Mapping[int, Said] | None = None,
    remarks: Mapping[int, Remark] | None = None,
) -> bytes:
    """The workbook (.xlsx) of a sheet, with what stands in it so far.

    `said`: what stands in the cells instead, by number of cell, as typed; `remarks`: what is wrong with which.
    """
    with tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
        path = Path(scratch) / "sheet.xlsx"
        book = new_book(path, scratch)
        with closing(book, path):
            _Writer(book, contents, language, said or {}, remarks or {}).write()
        return path.read_bytes()


class _Writer:
    def __init__(
        self, book: Workbook, contents: Contents, language: str, said: Mapping[int, Said], remarks: Mapping[int, Remark]
    ) -> None:
        self._book, self._contents, self._language = book, contents, language
        self._said, self._remarks = said, remarks
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._words = {name: told[language] for name, told in layout()["words"].items()}

    def _format(self, **more: Any) -> Any:
        look = layout()["look"]
        base = {"font_name": look["font"], "font_size": look["size"], "valign": "vcenter", **more}
        key = tuple(sorted(base.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(base)
        return self._formats[key]

    def write(self) -> None:
        """The table, and the sheet behind it."""
        table = self._book.add_worksheet(self._words["sheet"])
        self._heads(table)
        for at, row in enumerate(self._contents.rows, start=HEAD + 1):
            self._row(table, at, row)
        last = HEAD + len(self._contents.rows)
        statuses = [term("status", name, self._language) for name in rules()]
        table.data_validation(
            HEAD + 1, place_of("status"), max(last, HEAD + 1), place_of("status"),
            {"validate": "list", "source": statuses},
        )  # fmt: skip
        table.protect("", {"format_columns": True, "format_rows": True})
        set_up_print(table, self._words["sheet"])
        table.repeat_rows(HEAD)
        self._behind()

    def _heads(self, table: Worksheet) -> None:
        sheet = self._contents.sheet
        for number, column in enumerate(columns()):
            table.set_column(number, number, column.width, None, {"hidden": column.hidden})
        first = place_of("indicator")
        table.write_string(0, first, sheet.round.form.title, self._format(bold=True, font_size=14))
        who = self._words["who"].format(body=sheet.body.name, period=sheet.round.period, due=sheet.round.due)
        table.write_string(1, first, who, self._format())
        table.write_string(2, first, self._words["help"], self._format())
        head = self._format(bold=True, border=1, text_wrap=True, align="center", bg_color=layout()["look"]["head"])
        for number, column in enumerate(columns()):
            table.write_string(HEAD, number, column.zh if self._language == "zh" else column.en, head)
        table.freeze_panes(HEAD + 1, place_of("indicator") + 1)

    def _row(self, table: Worksheet, at: int, row: Row) -> None:
        grey = self._format(border=1, bg_color=layout()["look"]["locked"], text_wrap=True)
        number = self._format(
            border=1, bg_color=layout()["look"]["locked"], num_format=_pattern(row.defined.digits), align="right"
        )
        table.write_number(at, place_of("cell"), row.cell, grey)
        table.write_string(at, place_of("indicator"), row.defined.name, grey)
        table.write_string(at, place_of("measure"), term("measure", row.defined.measure, self._language), grey)
        table.write_string(at, place_of("unit"), row.defined.unit, grey)
        for name, held in (("before", row.before), ("year_ago", row.year_ago)):
            self._put(table, at, name, held, number)
        now, remark = self._said.get(row.cell, row.now), self._remarks.get(row.cell)
        looks = {name: self._input(row, name, remark) for name in ("value", "status", "note")}
        self._put(table, at, "value", now, looks["value"])
        # A number speaks for itself: only what it does not say is shown as a status.
        shown = "" if now.status in ("", "reported") else term("status", now.status, self._language)
        self._say(table, at, "status", shown, looks["status"])
        self._say(table, at, "note", now.note if row.own else self._source(row), looks["note"])
        self._say(table, at, "said", remark.text if remark else "", grey)
        if remark is not None:
            table.write_comment(at, place_of(remark.column), remark.text, {"author": "落实", "x_scale": 2})

    def _input(self, row: Row, name: str, remark: Remark | None) -> Any:
        look = layout()["look"]
        more: dict[str, Any] = {"border": 1, "text_wrap": name == "note"}
        if name == "value":
            more |= {"num_format": _pattern(row.defined.digits), "align": "right"}
        if not row.own:
            return self._format(**more, bg_color=look["locked"])
        if remark is not None and remark.column == name:
            more["bg_color"] = look["faulty"] if remark.fault else look["asked"]
        return self._format(**more, locked=False)

    def _say(self, table: Worksheet, at: int, name: str, text: str, form: Any) -> None:
        if text:
            table.write_string(at, place_of(name), text, form)
        else:
            table.write_blank(at, place_of(name), None, form)

    def _put(self, table: Worksheet, at: int, name: str, said: Said, form: Any) -> None:
        plain = said.value.strip().lstrip("+-").replace(".", "", 1)
        if plain.isascii() and plain.isdigit() and len(plain) <= _EXACT:
            table.write_number(at, place_of(name), float(said.value), form)
        else:
            # Whatever was typed stands there as it was typed.
            self._say(table, at, name, said.value, form)

    def _source(self, row: Row) -> str:
        if row.source is None or row.source.sheet == 0:
            return self._words["imported"] if row.known.status else ""
        return self._words["from"].format(form=row.source.form)

    def _behind(self) -> None:
        sheet = self._contents.sheet
        behind = self._book.add_worksheet(HIDDEN)
        told = {
            MARK: 1,
            "sheet": sheet.pk,
            "version": self._contents.version,
            "form": sheet.round.form.title,
            "period": sheet.round.period,
            "body": sheet.body.name,
        }
        for at, (name, value) in enumerate(told.items()):
            behind.write_string(at, 0, name)
            behind.write_string(at, 1, str(value))
        behind.protect()
        behind.very_hidden()


def _pattern(digits: int) -> str:
    return "0." + "0" * digits if digits else "0"
