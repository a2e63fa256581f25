"""The head of the log beside the database: a tail cut off the log is found even where the head row was changed too."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no flock; the office runs one writer there
    fcntl = None  # type: ignore[assignment]

NAME = "log.head"
_LINE = re.compile(r"(\d{20}) ([0-9a-f]{64})\n")
_LENGTH = 20 + 1 + 64 + 1


@dataclass(frozen=True)
class HeadFile:
    """The file `log.head` of a data folder: one line of fixed length, `count hash`, written over in place.

    It may lag behind the log (the machine may fail between the commit and this write), never run ahead of it.
    """

    path: Path

    def read(self) -> tuple[int, str] | None:
        """Count and hash; None where there is no file yet. Raises `ValueError` where it is not such a line."""
        try:
            text = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return None
        if not text:
            return None
        found = _LINE.fullmatch(text)
        if found is None:
            raise ValueError(f"{self.path}: expected one line 'count hash', found {text[:40]!r}")
        return int(found[1]), found[2]

    def advance(self, count: int, hash_: str) -> None:
        """Write the head, unless a later one stands there already."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX)
            stands = _LINE.fullmatch(os.pread(handle, _LENGTH + 1, 0).decode("ascii", errors="replace"))
            if stands is None or int(stands[1]) < count:
                os.pwrite(handle, f"{count:020d} {hash_}\n".encode("ascii"), 0)
        finally:
            os.close(handle)
