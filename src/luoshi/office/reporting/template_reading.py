"""A filled-in template read back, strictly: what stands in each cell, or where a fault is and what it is."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.assessing.sources import workbook_cells
from luoshi.assessing.sources.cells import half, words
from luoshi.assessing.sources.extent import sprawls
from luoshi.office.guard.errors import Conflict, Invalid, Problem
from luoshi.office.log.canonical import number as as_text
from luoshi.office.reporting.contents import Contents, Row, Said
from luoshi.office.reporting.entries import Answer, Entry, together
from luoshi.office.reporting.handing_in import check_entries, check_sheet
from luoshi.office.reporting.questions import Question
from luoshi.office.reporting.template import HEAD, HIDDEN, MARK, Remark, columns, place_of, template

_TABLE = "table"
#: No sheet is as large, packed or not.
LARGEST, LARGEST_UNPACKED = 8 * 2**20, 64 * 2**20


@dataclass(frozen=True)
class Place:
    """Where a cell of a sheet stands in the file: the worksheet, the row as it is shown there."""

    sheet: str
    row: int


@dataclass(frozen=True)
class Filled:
    """A template as it came back: an entry for each own cell, faults by number of cell with file, sheet, row, column.

    `questions` are asked where nothing is at fault. `said` is what stood in the cells, `places` where.
    """

    entries: tuple[Entry, ...]
    faults: Mapping[int, Problem]
    questions: tuple[Question, ...]
    said: Mapping[int, Said]
    places: Mapping[int, Place] = field(repr=False)

    def must_be_right(self, file: str) -> tuple[Entry, ...]:
        """The entries. Raises `Invalid` (`reporting.template_faults`) with each fault: `entries.12`."""
        if self.faults:
            named = {f"entries.{cell}": fault for cell, fault in self.faults.items()}
            raise together("reporting.template_faults", named, file=file)
        return self.entries


def read(contents: Contents, file: str, content: bytes) -> Filled:
    """What a template of this sheet says. Statuses in Chinese or English or as codes, numbers as numbers or as text.

    Raises `Invalid` for a file that is no workbook, no template of ours or that of another sheet, and `Conflict`
    (`reporting.old_template`) where the sheet has another version by now.
    """
    book, marks, name = _opened(file, content)
    _check(contents, file, book)
    table = book[_TABLE]
    reader = _Reader(file, name, marks)
    own = {row.cell: row for row in contents.own}
    for at, cells in enumerate(table[HEAD + 1 :], start=HEAD + 1):
        number = _whole(cells[place_of("cell")]) if len(cells) > place_of("cell") else None
        if number in own and number not in reader.said:
            reader.take(at, [*cells, *[""] * len(columns())], own[number])
    checked = check_entries(contents.sheet, reader.entries)
    faults: dict[int, Problem] = {cell: reader.at(cell, fault) for cell, fault in checked.faults.items()}
    faults |= reader.faults
    questions = () if faults else check_sheet(contents.sheet, reader.entries).questions
    entries = tuple(reader.entries) if faults else checked.entries
    return Filled(entries, faults, questions, reader.said, reader.places)


def back(contents: Contents, filled: Filled, language: str = "zh") -> bytes:
    """The same template as it came, each fault and each question where it belongs: coloured, as a comment, in words."""
    remarks = {
        question.cell: Remark(question.text, fault=False) for question in reversed(filled.questions) if question.cell
    }
    for cell, fault in filled.faults.items():
        held = fault.values.get("said")
        text = held[language] if isinstance(held, Mapping) else fault.sentence(language)
        remarks[cell] = Remark(text, column=str(fault.values.get("where", "value")))
    return template(contents, language, said=filled.said, remarks=remarks)


def answered(questions: Sequence[Question], text: str) -> tuple[Answer, ...]:
    """One answer to several questions, where somebody says the same to all of them."""
    return tuple(Answer(cell=question.cell, rule=question.rule, text=text) for question in questions)


def _opened(file: str, content: bytes) -> tuple[dict[str, list[list[Any]]], dict[tuple[int, int], str], str]:
    """The table and the hidden sheet, what calamine does not tell of the table's cells, and the table's name."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if len(content) > LARGEST or not _sound(content):
        raise Invalid("reporting.cannot_open", file=file, why=".xlsx?")
    try:
        with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
            path = Path(folder) / "sheet.xlsx"
            path.write_bytes(content)
            if sprawls(path):
                raise Invalid("reporting.sprawls", file=file)
            book = CalamineWorkbook.from_path(str(path))
            rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
            table = next((name for name, held in rows.items() if _is_table(held)), None)
            if HIDDEN not in rows or table is None:
                raise Invalid("reporting.not_template", file=file)
            marks = workbook_cells.special(path, table)
    except (CalamineError, PasswordError, ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise Invalid("reporting.cannot_open", file=file, why=" ".join(str(error).split())[:120]) from error
    return {_TABLE: rows[table], HIDDEN: rows[HIDDEN]}, marks, table


def _is_table(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the heads of a template stand where they belong."""
    heads = [str(cell) for cell in rows[HEAD]] if len(rows) > HEAD else []
    return heads[: len(columns())] in ([column.zh for column in columns()], [column.en for column in columns()])


def _sound(content: bytes) -> bool:
    """Whether it is a workbook (.xlsx) that does not grow beyond measure when it is unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        known = "xl/workbook.xml" in archive.namelist()
        return known and sum(part.file_size for part in archive.infolist()) <= LARGEST_UNPACKED


def _check(contents: Contents, file: str, book: Mapping[str, list[list[Any]]]) -> None:
    told = {str(row[0]): str(row[1]) for row in book[HIDDEN] if len(row) >= 2}
    sheet = contents.sheet
    if told.get(MARK) != "1" or not {"sheet", "version"} <= set(told):
        raise Invalid("reporting.not_template", file=file)
    if told["sheet"] != str(sheet.pk):
        found = " ".join(told.get(name, "") for name in ("body", "form", "period"))
        expected = f"{sheet.body.name} {sheet.round.form.title} {sheet.round.period}"
        raise Invalid("reporting.other_sheet", file=file, found=found[:200], expected=expected)
    if told["version"] != str(contents.version):
        raise Conflict("reporting.old_template", file=file, from_version=told["version"][:12], version=contents.version)


class _Reader:
    """Takes row by row what was filled in."""

    def __init__(self, file: str, name: str, marks: Mapping[tuple[int, int], str]) -> None:
        self._file, self._name, self._marks = file, name, marks
        self.entries: list[Entry] = []
        self.faults: dict[int, Problem] = {}
        self.said: dict[int, Said] = {}
        self.places: dict[int, Place] = {}

    def take(self, at: int, cells: Sequence[Any], row: Row) -> None:
        """A row of the table; `at` counts from 0."""
        self.places[row.cell] = Place(self._name, at + 1)
        status_text = _text(cells[place_of("status")])
        status = words("status").get(half(status_text).lower(), status_text) if status_text else ""
        found = Entry(cell=row.cell, status=status, note=_text(cells[place_of("note")]))
        raw = cells[place_of("value")]
        try:
            value = self._value(raw, self._marks.get((at, place_of("value"))), row.defined.unit)
        except Invalid as problem:
            value = _text(raw)
            self.faults[row.cell] = self.at(row.cell, problem)
        self.entries.append(replace(found, value=value))
        self.said[row.cell] = Said(status, value, found.note)

    def at(self, cell: int, problem: Problem) -> Invalid:
        """A problem told with where it stands; a cell whose row is gone stands nowhere."""
        place = self.places.get(cell)
        column = _COLUMN_OF.get(problem.code, "value")
        label = columns()[place_of(column)]
        said = {language: problem.sentence(language) for language in ("zh", "en")}
        return Invalid(
            "reporting.at", file=self._file, sheet=self._name, row=place.row if place else "—",
            column={"zh": label.zh, "en": label.en}, said=said, where=column,
        )  # fmt: skip

    def _value(self, raw: Any, mark: str | None, unit: str) -> str:
        if mark is not None and mark.startswith("#"):
            raise Invalid("reporting.error_cell", found=mark[:40])
        if mark is not None and mark.startswith("="):
            raise Invalid("reporting.formula", found=mark[:40])
        if isinstance(raw, bool):
            raise Invalid("reporting.no_number", found=str(raw).upper())
        if isinstance(raw, (dt.date, dt.datetime, dt.time, dt.timedelta)):
            raise Invalid("reporting.day_cell", found=str(raw)[:40])
        if isinstance(raw, (int, float)):
            # Fifteen digits are what a spreadsheet shows; beyond them is the noise of its arithmetic.
            number = Decimal(f"{raw:.15g}")
            if mark == "%":
                if unit != "%":
                    raise Invalid("reporting.percent_cell", found=f"{as_text(number * 100)}%", unit=unit)
                number *= 100
            return as_text(number)
        return _text(raw)


#: Faults that are not of the number.
_COLUMN_OF = {"reporting.no_status": "status", "reporting.note_wanted": "note", "guard.too_long": "note"}


def _text(raw: Any) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).strip()


def _whole(raw: Any) -> int | None:
    return int(raw) if isinstance(raw, (int, float)) and float(raw).is_integer() else None
