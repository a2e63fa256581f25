"""JSON Lines: the statement contract, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from luoshi.files.aside import text_out

if TYPE_CHECKING:
    from luoshi.reading.sources.source import SourceError
    from luoshi.reading.statements import Document


class JsonlWriter:
    """Writes `Document.rows()` as they are, UTF-8, nothing escaped that need not be."""

    def __init__(self, stream: TextIO, kinds: frozenset[str]) -> None:
        self._stream = stream
        self._kinds = kinds
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def document(self, document: Document) -> None:
        """Write one line a statement: articles, then figures and tasks as they stand in the text."""
        for row in document.rows():
            if row["kind"] in self._kinds:
                self._stream.write(self._encode(row) + "\n")

    def failure(self, error: SourceError) -> None:
        """Nothing: the contract has no line for a file that failed."""

    def close(self) -> None:
        """Nothing comes last."""


@contextmanager
def open_jsonl(out: Path | None, kinds: frozenset[str]) -> Iterator[JsonlWriter]:
    """A JSON Lines writer into `out` (aside, then renamed) or standard output."""
    with text_out(out) as stream:
        writer = JsonlWriter(stream, kinds)
        yield writer
        writer.close()
