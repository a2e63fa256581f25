"""A workbook by xlsxwriter: one row in memory, no live formulas, no clock, one clear error where it fails."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

# A workbook carries the time it was made; ours carries none, so that the same input gives the same bytes.
NO_TIME = datetime.datetime(2000, 1, 1)


class Sink(io.FileIO):
    """A file that fails once: after an error, and once closed, it takes what still comes and drops it.

    When a workbook cannot be written (a full disk), the abandoned zip archive tries to finish itself while
    it is collected, and each failure then would print a traceback after our message.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w+")
        self._failed = False
        # Where the archive believes to be once nothing is written any more.
        self._at = 0

    def write(self, data: Any) -> int:
        """Write all of it, or raise `OSError` the first time that it cannot be done."""
        left = memoryview(data).cast("B")
        size = len(left)
        if self._failed or self.closed:
            self._at += size
            return size
        while left:
            try:
                left = left[super().write(left) :]
            except OSError:
                self._at, self._failed = self.tell(), True
                raise
        return size

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file."""
        if self._failed or self.closed:
            self._at = offset
            return offset
        return super().seek(offset, whence)

    def tell(self) -> int:
        """The place in the file."""
        return self._at if self._failed or self.closed else super().tell()

    def flush(self) -> None:
        """Nothing is held back."""


def new_book(path: Path, scratch: str) -> Workbook:
    """A workbook that keeps one row in memory and takes no text for a formula, a number or a link."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        Sink(path),
        {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": "落实", "created": NO_TIME})
    return book


@contextmanager
def closing(book: Workbook, out: Path | None) -> Iterator[None]:
    """Close the book at the end; `OSError` with `out` and the reason where it cannot be written (a full disk)."""
    from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

    try:
        yield
        book.close()
    except XlsxWriterException as error:
        name = str(out or "standard output")
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError) and cause.errno is not None:
            raise OSError(cause.errno, cause.strerror, name) from error
        raise OSError(f"{name}: the workbook could not be written: {error}") from error
    finally:
        # An abandoned workbook would try to write itself when it is collected.
        book.fileclosed = 1
        book.filename.close()
