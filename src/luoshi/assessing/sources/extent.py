"""How far the sheets of a workbook reach: two cells far apart make a small file that fills any memory when read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

#: A table of so many cells is read whatever stands in it; a larger one has something in one cell of `_SPARSE` at least.
MOST, _SPARSE = 4_000_000, 4
#: What a workbook may grow to when it is unpacked, in bytes.
LARGEST = 256 * 2**20
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>(\s*</)?""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def sprawls(file: Path | IO[bytes]) -> bool:
    """Whether a workbook (.xlsx) is too large once unpacked, or has cells so far apart that it would fill the memory.

    False for what is no zip. Raises `zipfile.BadZipFile` for a damaged one.
    """
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST:
            return True
        return any(_reaches_too_far(archive.read(part)) for part in parts)


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


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number
