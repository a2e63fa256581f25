"""What was read, written out: one module a format.

A writer takes documents one by one, in the order in which they are to stand, and writes the same bytes
for the same documents whenever and wherever it runs: no clock, no machine name, no random number.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from luoshi.reading.sources.source import SourceError
    from luoshi.reading.statements import Document

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".txt": "table",
}
FORMATS = ("table", "jsonl", "csv", "xlsx", "parquet")
BINARY = frozenset({"xlsx", "parquet"})


class Writer(Protocol):
    """Takes documents and failures one by one; what it wrote is whole after `close`."""

    def document(self, document: Document) -> None:
        """Write one document's statements."""

    def failure(self, error: SourceError) -> None:
        """Note a file that could not be read (only the workbook has a place for it)."""

    def close(self) -> None:
        """Write what comes last and finish the file."""


def format_of(path: str | Path) -> str | None:
    """The format that a file name asks for by its suffix (`.xlsx` → `xlsx`); `None` for another suffix."""
    return SUFFIXES.get(Path(path).suffix.lower())


def open_writer(
    form: str, out: Path | None, kinds: frozenset[str], *, rows: int | None = None
) -> AbstractContextManager[Writer]:
    """A writer of `form` into the file `out`, or to standard output where `out` is `None`.

    The file appears, whole, when the context is left without an error; otherwise nothing is left behind.
    `kinds` are the kinds of statement to write (`article`, `figure`, `task`); `rows` cuts the terminal
    table. Raises `ValueError` for an unknown format and `OSError` where the file cannot be written.
    """
    from luoshi.reading.writers import delimited, jsonl, parquet, table, workbook

    openers: dict[str, Callable[[], AbstractContextManager[Writer]]] = {
        "jsonl": lambda: jsonl.open_jsonl(out, kinds),
        "csv": lambda: delimited.open_csv(out, kinds),
        "xlsx": lambda: workbook.open_workbook(out, kinds),
        "parquet": lambda: parquet.open_parquet(out, kinds),
        "table": lambda: table.open_table(out, kinds, rows),
    }
    if form not in openers:
        raise ValueError(f"format {form!r}: expected one of {', '.join(FORMATS)}")
    return openers[form]()
