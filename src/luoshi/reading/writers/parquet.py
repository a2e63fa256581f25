"""Parquet by DuckDB: one table of statements with an explicit schema, in input order."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from luoshi.files.aside import binary_out
from luoshi.reading.writers.columns import ColumnType, columns

if TYPE_CHECKING:
    from luoshi.reading.sources.source import SourceError
    from luoshi.reading.statements import Document

SQL_TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "span": "BIGINT[]",
    "joined": "STRUCT(document VARCHAR, article BIGINT)[]",
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class ParquetWriter:
    """Gathers statements as JSON lines in a temporary file, then lets DuckDB write them as Parquet.

    Memory stays flat however many documents there are.
    """

    def __init__(self, stream: TextIO, kinds: frozenset[str]) -> None:
        self._stream = stream
        self._kinds = kinds

    def document(self, document: Document) -> None:
        """Gather one document's statements."""
        for row in document.rows():
            if row["kind"] in self._kinds:
                self._stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    def failure(self, error: SourceError) -> None:
        """Nothing: a table of statements has no row for a file that failed."""

    def close(self) -> None:
        """Nothing: `open_parquet` turns the lines into Parquet."""


def _convert(lines: Path, out: Path, name: str) -> None:
    import duckdb

    schema = ", ".join(f"{name}: {_quoted(SQL_TYPES[kind])}" for name, kind in columns().items())
    con = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})
    try:
        con.execute("SET preserve_insertion_order = true")
        con.execute(
            f"COPY (SELECT * FROM read_json({_quoted(str(lines))}, format = 'newline_delimited', "
            f"columns = {{{schema}}}, maximum_object_size = 268435456)) "
            f"TO {_quoted(str(out))} (FORMAT parquet, COMPRESSION zstd)"
        )
    except duckdb.Error as error:
        full = os.strerror(errno.ENOSPC)
        if full in str(error):
            # DuckDB's own words for it are long, and name the hidden file.
            raise OSError(errno.ENOSPC, full) from error
        # DuckDB says what went wrong on its first line (a folder without rights).
        raise OSError(f"{name}: Parquet could not be written: {str(error).splitlines()[0]}") from error
    finally:
        con.close()


@contextmanager
def open_parquet(out: Path | None, kinds: frozenset[str]) -> Iterator[ParquetWriter]:
    """A Parquet writer into `out` (aside, then renamed) or standard output.

    Columns are those of the contract for all kinds together; spans are lists of two integers.
    """
    with binary_out(out) as part, tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        lines = Path(folder) / "statements.jsonl"
        with lines.open("w", encoding="utf-8", newline="\n") as stream:
            writer = ParquetWriter(stream, kinds)
            yield writer
            writer.close()
        _convert(lines, part, str(out or "standard output"))
