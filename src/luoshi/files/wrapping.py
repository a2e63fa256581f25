"""Chinese text wrapped for a terminal: never inside a number, and no line that begins with a comma or a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement

# What stays together: opening brackets with what follows, a number with its sign and its %, a date, and closing marks
# with what precedes.
_TOGETHER = re.compile(r"[（“《]*(?:-?\d(?:[\d.,]|-(?=\d))*%?|[A-Za-z]+|.)[，。；：、）”》！？]*", re.S)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of `text`, each at most `width` cells wide; what is wider by itself is cut where it must be."""
    from rich.cells import cell_len, chop_cells

    line, used = "", 0
    for piece in _TOGETHER.findall(text):
        size = cell_len(piece)
        if used + size > width and line:
            yield line
            line, used = "", 0
        if size > width:
            *full, piece = chop_cells(piece, max(width, 2))
            yield from full
            size = cell_len(piece)
        line, used = line + piece, used + size
    if line or not text:
        yield line


class Wrapped:
    """A cell of a rich table that holds `text`, wrapped as Chinese is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        yield Text("\n".join(wrapped(self.text, options.max_width)))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        from rich.cells import cell_len
        from rich.measure import Measurement

        return Measurement(min(2, options.max_width), min(cell_len(self.text), options.max_width))
