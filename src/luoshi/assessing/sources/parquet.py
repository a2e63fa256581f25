"""Parquet by Polars: columns keep the types that the file gives them."""

from __future__ import annotations

from pathlib import Path

from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import ROW, Grid


def grids(path: Path, file: str) -> tuple[list[Grid], list[Fault]]:
    """The one table of a Parquet file; its first row is row 1."""
    import polars as pl

    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        found = f"a file that cannot be read ({str(error).splitlines()[0][:80]})"
        return [], [Fault(file, None, None, None, found, "a Parquet file", whole=True)]
    heads = frame.columns
    columns = []
    for at, name in enumerate(heads):
        column = pl.col(name)
        kind = frame.schema[name]
        if isinstance(kind, (pl.List, pl.Array)):
            # Only the spans of `luoshi read` are lists that are wanted: a statement's place in its text.
            plain = not kind.inner.is_nested()
            column = column.cast(pl.List(pl.String)).list.join(",") if plain else pl.lit(None, dtype=pl.String)
        elif kind.is_nested() or kind == pl.Binary:
            column = pl.lit(None, dtype=pl.String)
        elif kind in (pl.Categorical, pl.Enum):
            column = column.cast(pl.String)
        columns.append(column.alias(str(at)))
    table = frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW), *columns)
    return [Grid(file, None, table, heads=heads)], []
