"""Tables of separated values: UTF-8 with or without mark, UTF-16 with mark, GB18030; comma, tab or semicolon."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import Grid, frame_of
from luoshi.files.delimited import LIVE, cells_up_to

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",\t;"
# A cell may hold a long remark, never a book.
_LONGEST_CELL = 1_000_000


def grids(path: Path, file: str) -> tuple[list[Grid], list[Fault]]:
    """The one table of a csv or tsv file; its rows are numbered as a spreadsheet numbers them."""
    try:
        encoding = _encoding(path)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} (0x{error.object[error.start]:02x})"
        found = f"{where}, which is neither UTF-8 nor GB18030"
        return [], [Fault(file, None, None, None, found, "a text file in UTF-8, UTF-16 or GB18030", whole=True)]
    with path.open(encoding=encoding, newline="") as stream:
        separator = _separator(stream.read(1 << 16))
        stream.seek(0)
        rows = csv.reader(stream, delimiter=separator, strict=True)
        at = [0]
        try:
            with cells_up_to(_LONGEST_CELL):
                frame = frame_of(_numbered(rows, at))
        except csv.Error as error:
            found = f"a row that cannot be taken apart ({error})"
            return [], [
                Fault(file, None, at[0] + 1, None, found, "cells between separators, quotes closed", whole=True)
            ]
    return [Grid(file, None, frame)], []


def _numbered(rows: Iterator[list[str]], at: list[int]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        at[0] += 1
        yield at[0], [_bare(cell) for cell in row]


def _bare(cell: str) -> str:
    # The ' that our own csv sets before what a spreadsheet would run.
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in LIVE else cell


def _encoding(path: Path) -> str:
    """The encoding of a file; raises `UnicodeDecodeError` where none fits."""
    with path.open("rb") as stream:
        start = stream.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            candidates: tuple[str, ...] = (encoding,)
            break
    else:
        candidates = ("utf-8", "gb18030")
    first: UnicodeDecodeError | None = None
    for encoding in candidates:
        try:
            _try(path, encoding)
        except UnicodeDecodeError as error:
            first = first or error
        else:
            return encoding
    assert first is not None
    raise first


def _try(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)


def _separator(text: str) -> str:
    """The separator that stands most often in the first lines."""
    counts = {separator: text.count(separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator])
