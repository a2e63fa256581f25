"""What a file becomes when it is read: few bytes of a workbook or of Parquet can fill any memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

#: A table of so many cells is read whatever stands in it; a larger one has something in one cell of `_SPARSE` at least.
#: Parquet, where a value that repeats costs nothing, may have so many values.
MOST, _SPARSE = 4_000_000, 4
#: What a file may grow to when it is unpacked, in bytes.
LARGEST = 256 * 2**20
_PARQUET = b"PAR1"
#: Values and bytes of a Parquet file. A column of a group has as many values as the group has rows, with lists more.
_TOLD = """
SELECT coalesce(sum(greatest(held, rows * columns)), 0), coalesce(sum(bytes), 0)
FROM (
    SELECT sum(num_values) AS held, max(row_group_num_rows) AS rows, count(*) AS columns,
        sum(total_uncompressed_size) AS bytes
    FROM parquet_metadata(?) GROUP BY row_group_id
)"""
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>(\s*</)?""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
# A text that cells share stands once, in a part of its own; a cell of kind s tells which one it is.
_TEXTS, _TEXT = re.compile(rb"<(?:\w+:)?sst[\s>]"), re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_WIDE = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{2}""")
_MARK = re.compile(rb"<[^>]*>")
_SHARES = re.compile(rb"""\st\s*=\s*["']s["']""")
_WHICH = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d{1,9})")


def sprawls(path: Path) -> bool:
    """Whether a workbook (.xlsx) or a Parquet file is too large once unpacked, or reaches too far to be read.

    Only what the file tells of itself is looked at, and how long its texts are, each as often as it is used. False for
    any other kind of file. Raises `zipfile.BadZipFile` for a damaged zip, `ValueError` for a damaged Parquet file.
    """
    with path.open("rb") as file:
        begins = file.read(len(_PARQUET))
    # A file can be both, and is read by its name.
    if begins == _PARQUET and _unfolds_too_much(path):
        return True
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST:
            return True
        if any(_reaches_too_far(archive.read(part)) for part in parts):
            return True
        return _repeats_too_much(archive)


def sprawls_far(path: Path) -> bool:
    """Whether a sheet of a workbook (.xlsx) has few cells over so large an area that it cannot be read.

    Of `sprawls` what every table is looked at for: a cell at the end of the sheet is soon typed. False for any other
    kind of file, and for sheets of less than 27 columns, which are read however long they are.
    """
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if "worksheets/" in part.filename:
                sheet = archive.read(part)
                if _WIDE.search(sheet) and _reaches_too_far(sheet):
                    return True
    return False


def _unfolds_too_much(path: Path) -> bool:
    """Of Parquet: values as the footer tells them (of lists every one), bytes unpacked, and texts written out."""
    import duckdb
    import polars as pl

    try:
        with duckdb.connect() as reading:
            values, size = reading.execute(_TOLD, [str(path)]).fetchall()[0]
        if values > MOST or size > LARGEST:
            return True
        scanned = pl.scan_parquet(path, glob=False)
        texts = [_letters(name, kind) for name, kind in scanned.collect_schema().items()]
        # A text that many rows share is there once until somebody asks for each of them.
        lengths = scanned.select(one for one in texts if one is not None).collect()
    except (duckdb.Error, pl.exceptions.PolarsError, OSError) as error:
        raise ValueError(" ".join(str(error).replace(str(path), path.name).split())[:120]) from error
    return sum(lengths.row(0)) > LARGEST if lengths.width else False


def _letters(name: str, kind: Any) -> Any:
    """How many bytes the texts of a column are, all of them; None where it has none."""
    import polars as pl

    column = pl.col(name)
    if isinstance(kind, (pl.List, pl.Array)):
        column, kind = column.explode(), kind.inner
    if kind in (pl.Categorical, pl.Enum):
        column, kind = column.cast(pl.String), pl.String()
    return column.str.len_bytes().cast(pl.UInt64).sum().alias(name) if kind == pl.String else None


def _reaches_too_far(sheet: bytes) -> bool:
    row = column = most_rows = most_columns = filled = 0
    for tag, attributes, closed in _TAG.findall(sheet):
        place = _PLACE.search(attributes)
        if tag == b"row":
            row, column = int(place[2][:12]) if place else row + 1, 0
            continue
        column = _column(place[1]) if place else column + 1
        row = int(place[2][:12]) if place else row
        if closed or attributes.endswith(b"/"):
            # A cell that is only coloured.
            continue
        filled += 1
        most_rows, most_columns = max(most_rows, row), max(most_columns, column)
    area = most_rows * most_columns
    return area > MOST and area > _SPARSE * filled


def _repeats_too_much(archive: zipfile.ZipFile) -> bool:
    """Whether the texts that cells share are too long when every cell has its own."""
    lengths: list[int] = []
    sheets = []
    for part in archive.infolist():
        content = archive.read(part)
        if _TEXTS.search(content):
            lengths += [len(_MARK.sub(b"", text)) for text in _TEXT.split(content)[1:]]
        elif _SHARES.search(content):
            sheets.append(part)
    longest, written = max(lengths, default=0), 0
    for part in sheets:
        sheet = archive.read(part)
        if written + longest * len(_SHARES.findall(sheet)) <= LARGEST:
            written += longest * len(_SHARES.findall(sheet))
            continue
        written += sum(lengths[which] for which in _shared(sheet) if which < len(lengths))
    return written > LARGEST


def _shared(sheet: bytes) -> Iterator[int]:
    """Which text each cell of a sheet shares; cells without any are left out."""
    before = None
    for tag in chain(_TAG.finditer(sheet), (None,)):
        if before is not None and _SHARES.search(before[2]):
            # Not beyond the next cell: what this one lacks is not looked for to the end.
            which = _WHICH.search(sheet, before.end(), tag.start() if tag else len(sheet))
            if which is not None:
                yield int(which[1])
        before = tag


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
