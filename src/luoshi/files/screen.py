"""Tables on a terminal or in a pipe, by rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Width in cells where the output is no terminal.
PLAIN_WIDTH = 100


def console(stream: TextIO) -> Console:
    """A console on `stream`: the terminal's width and colours, or plain text `PLAIN_WIDTH` cells wide."""
    import os

    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            # A reader that has seen enough is no error; rich would end the program with 1.
            raise BrokenPipeError

    terminal = stream.isatty()
    # COLUMNS is honoured by rich itself; a pipe has no width of its own.
    width = None if terminal or os.environ.get("COLUMNS", "").isdigit() else PLAIN_WIDTH
    return Plain(file=stream, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)


def head_table(title: str, heads: list[tuple[str, dict[str, Any]]]) -> Any:
    """An empty rich table: a title, and column heads with their options."""
    from rich import box
    from rich.table import Table

    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=True,
    )
    for head, options in heads:
        table.add_column(head, **options)
    return table
