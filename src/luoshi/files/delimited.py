"""Cells of a CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

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
