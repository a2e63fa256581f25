"""A table as a file holds it: cells and where they stand, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

#: The column of a grid's frame that holds the row's number.
ROW = "#"
#: Rows that are turned into a frame at a time, so that few Python objects are alive at once.
BLOCK = 50_000


@dataclass(slots=True)
class Grid:
    """One table of a file.

    `frame` has the row number (`#`) and one column a column of the table, named `0`, `1`, …; text, except where the
    file itself has types (Parquet). `heads` are the names of the columns where the file says them (Parquet, JSON
    Lines); else the head stands in one of the rows. `filled` are the cells that got their text from a merged cell,
    as (row, column). `letters`: columns are told by letter too, as a spreadsheet shows them.
    """

    file: str
    sheet: str | None
    frame: pl.DataFrame
    heads: list[str] | None = None
    filled: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    letters: bool = False

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return self.frame.width - 1


def frame_of(rows: Iterable[tuple[int, Sequence[Any]]]) -> pl.DataFrame:
    """Numbered rows of text (or None) as a frame of a grid; short rows are filled up, empty text is null."""
    import polars as pl

    parts: list[pl.DataFrame] = []
    numbers: list[int] = []
    block: list[Sequence[Any]] = []

    def close() -> None:
        width = max((len(row) for row in block), default=0)
        columns = {
            str(at): pl.Series([row[at] if at < len(row) and row[at] != "" else None for row in block], dtype=pl.String)
            for at in range(width)
        }
        parts.append(pl.DataFrame({ROW: pl.Series(numbers, dtype=pl.Int64), **columns}))
        numbers.clear()
        block.clear()

    for number, row in rows:
        numbers.append(number)
        block.append(row)
        if len(block) == BLOCK:
            close()
    close()
    return pl.concat(parts, how="diagonal")


def letter(column: int) -> str:
    """The letter of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out
