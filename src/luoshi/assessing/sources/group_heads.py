"""Heads of several rows: what stands above a head belongs to it, or makes it something that is not understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from luoshi.assessing.sources.table_titles import is_label

#: Rows of cells as text, with their numbers.
Rows = Sequence[tuple[int, Sequence[str]]]
# So many rows above the lowest may be of the head.
_HIGHEST = 3


def joined(rows: Rows, at: int, column: int, means: Callable[[str, str], str | None]) -> str:
    """The head of a column of row `at` and the one above it, where `means` (the upper, the lower) makes one."""
    text = rows[at][1][column]
    above = rows[at - 1][1][column] if at else ""
    if not text or not above or above == text:
        return text
    return means(above, text) or text


def strange(
    rows: Rows, at: int, column: int, heads: Sequence[str], fields: Collection[int], idle: Callable[[str], bool]
) -> bool:
    """Whether above a column that says a period stands a head that changes what it means, and nobody knows how.

    `heads` are those of row `at` as they were joined, `fields` the columns of places, indicators and the like. A title
    stands above those too, a label says 单位：, and what is `idle` changes nothing (绝对量 above 本月).
    """
    own = rows[at][1][column]
    for up in range(1, min(at, _HIGHEST) + 1):
        cells = rows[at - up][1]
        text = cells[column]
        if not text or text == own or (up == 1 and heads[column] != own):
            continue
        if any(cells[field] == text for field in fields) or is_label(text) or idle(text):
            continue
        return True
    return False


def halved(rows: Rows, at: int, columns: Collection[int], fields: Collection[int]) -> set[int]:
    """The columns with nothing above them where others have a group above: cells that were centred, and not merged."""
    if not at:
        return set()
    above, own = rows[at - 1][1], rows[at][1]
    titles = {above[field] for field in fields}
    groups = [
        column
        for column, text in enumerate(above)
        if text and column not in fields and text != own[column] and text not in titles and not is_label(text)
    ]
    return {column for column in columns if not above[column]} if groups else set()
