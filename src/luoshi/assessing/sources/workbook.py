"""Workbooks by calamine: every visible sheet, merged cells filled, dates as ISO text, percentages as they are shown."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luoshi.assessing.sources import workbook_cells
from luoshi.assessing.sources.extent import LARGEST, sprawls_far
from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import Grid, frame_of

# So many letters, of up to four bytes each, merged cells may repeat in a workbook: few bytes could fill any memory.
_REPEATED = LARGEST // 4


class _RepeatsTooMuchError(Exception):
    """Merged cells repeat more than a workbook may."""


def grids(path: Path, file: str) -> tuple[list[Grid], list[Fault]]:
    """The tables of a workbook, one a visible sheet that holds anything; rows are numbered as they are shown."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    expected = "a workbook (.xlsx)"
    try:
        if sprawls_far(path):
            expected = "cells that lie together: what stands far to the right of the table or below it is to be deleted"
            return [], [Fault(file, None, None, None, "a sheet with a cell far from all others", expected, whole=True)]
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        return [], [
            Fault(file, None, None, None, "a workbook under a password", f"{expected} without a password", whole=True)
        ]
    except (CalamineError, zipfile.BadZipFile) as error:
        return [], [Fault(file, None, None, None, f"a file that cannot be opened ({error})", expected, whole=True)]
    found: list[Grid] = []
    faults: list[Fault] = []
    left = _REPEATED
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible or meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.end is None:
                continue
            # What calamine does not tell: errors, formulas without a result, percentages.
            special = workbook_cells.special(path, meta.name)
        except (CalamineError, ValueError, OSError, KeyError) as error:
            faults.append(
                Fault(file, meta.name, None, None, f"a sheet that cannot be read ({error})", expected, whole=True)
            )
            continue
        merged = _Merged(sheet.merged_cell_ranges or [], left)
        try:
            frame = frame_of(_rows(sheet.to_python(skip_empty_area=False), special, merged))
        except _RepeatsTooMuchError:
            faults.append(
                Fault(file, meta.name, None, None, "a long text over a great many merged cells", expected, whole=True)
            )
            continue
        left = merged.left
        found.append(Grid(file, meta.name, frame, filled=frozenset(merged.filled), letters=True))
    return found, faults


class _Merged:
    """Merged cells: what stands in the first counts for all of them."""

    def __init__(self, ranges: list[tuple[tuple[int, int], tuple[int, int]]], left: int) -> None:
        #: So many letters may still be repeated.
        self.left = left
        self._source: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (bottom, right) in ranges:
            # A title across the sheet is one thing; a whole column merged is no table.
            for row in range(top, min(bottom, top + 10_000) + 1):
                for column in range(left, min(right, left + 200) + 1):
                    if (row, column) != (top, left):
                        self._source[row, column] = (top, left)
        self._first = set(self._source.values())
        self._text: dict[tuple[int, int], str] = {}
        self.filled: set[tuple[int, int]] = set()
        self.rows = {row for row, _ in self._source} | {row for row, _ in self._first}

    def fill(self, row: int, cells: list[str]) -> None:
        """Give the merged cells of a row their text; `row` counts from 0. Raises `_RepeatsTooMuchError`."""
        for column in range(len(cells)):
            if (row, column) in self._first:
                self._text[row, column] = cells[column]
            source = self._source.get((row, column))
            if source is not None and self._text.get(source):
                cells[column] = self._text[source]
                self.left -= len(cells[column])
                if self.left < 0:
                    raise _RepeatsTooMuchError
                self.filled.add((row + 1, column))


def _rows(
    rows: list[list[Any]], special: dict[tuple[int, int], str], merged: _Merged
) -> Iterator[tuple[int, list[str]]]:
    told = {row for row, _ in special}
    for at, row in enumerate(rows):
        cells = [_text(cell) for cell in row]
        if at in told:
            for column in range(len(cells)):
                mark = special.get((at, column))
                if mark == "%":
                    cells[column] = _percent(row[column])
                elif mark == "Y":
                    cells[column] = cells[column][:4] if isinstance(row[column], datetime.date) else cells[column]
                elif mark is not None and not cells[column]:
                    cells[column] = mark
        if at in merged.rows:
            merged.fill(at, cells)
        yield at + 1, cells


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return str(cell)


def _percent(cell: Any) -> str:
    """A percentage as the sheet shows it: 0.06 under a % format is 6%."""
    if not isinstance(cell, (int, float)) or isinstance(cell, bool):
        return _text(cell)
    # Twelve digits: 0.057 * 100 is 5.7.
    return f"{float(f'{cell * 100:.12g}'):g}%" if abs(cell) < 1e4 else _text(cell)
