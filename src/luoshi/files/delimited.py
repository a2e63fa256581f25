"""Cells of a CSV: long ones where they are wanted, and such as a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: A spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV Injection"); the
#: full-width forms are taken by East Asian versions of Excel.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value: Any) -> Any:
    """A cell that no spreadsheet runs: text beginning like a formula gets a `'` before it.

    Numbers are passed on as they are, negative ones too: only text can be a formula here.
    """
    if isinstance(value, str) and value.startswith(LIVE):
        return "'" + value
    return value


def cell(value: Any) -> Any:
    """A value as it stands in a CSV cell: whole floats without `.0`, the rest inert."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return inert(value)


@contextmanager
def cells_up_to(characters: int) -> Iterator[None]:
    """Readers of `csv` take cells of so many characters within, and what they took before afterwards.

    The limit is one of the whole process: left changed, it would change what every other table may hold.
    """
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)
