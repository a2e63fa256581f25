"""CSV for spreadsheets: UTF-8 with a byte order mark, one table with a `kind` column, no live formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from luoshi.files.aside import text_out
from luoshi.files.delimited import cell
from luoshi.reading.writers.columns import flat, flat_names

if TYPE_CHECKING:
    from luoshi.reading.sources.source import SourceError
    from luoshi.reading.statements import Document


class CsvWriter:
    """Writes statements of all kinds into one table; spans are two columns each."""

    def __init__(self, stream: TextIO, kinds: frozenset[str]) -> None:
        self._kinds = kinds
        self._names = flat_names()
        self._rows = csv.writer(stream, lineterminator="\r\n")
        self._rows.writerow(self._names)

    def document(self, document: Document) -> None:
        """Write one row a statement."""
        for row in document.rows():
            if row["kind"] in self._kinds:
                self._rows.writerow([cell(value) for value in flat(row).values()])

    def failure(self, error: SourceError) -> None:
        """Nothing: a table of statements has no row for a file that failed."""

    def close(self) -> None:
        """Nothing comes last."""


@contextmanager
def open_csv(out: Path | None, kinds: frozenset[str]) -> Iterator[CsvWriter]:
    """A CSV writer into `out` (aside, then renamed) or standard output."""
    with text_out(out) as stream:
        # Excel takes a CSV for UTF-8 only if it begins with the mark.
        stream.write("\ufeff")
        writer = CsvWriter(stream, kinds)
        yield writer
        writer.close()
