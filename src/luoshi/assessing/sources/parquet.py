"""Parquet by Polars: columns keep the types that the file gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
        column, kind = pl.col(name), frame.schema[name]
        if isinstance(kind, (pl.List, pl.Array)) and _is_readable(kind.inner):
            # The spans of `luoshi read`: a statement's place in its text.
            column = column.cast(pl.List(pl.String)).list.join(",")
        elif kind in (pl.Categorical, pl.Enum):
            column = column.cast(pl.String)
        elif not _is_readable(kind):
            # Where something was to be read, the fault says what there is.
            column = pl.when(column.is_not_null()).then(pl.lit(f"a value of type {kind}"))
        columns.append(column.alias(str(at)))
    table = frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(ROW), *columns)
    return [Grid(file, None, table, heads=heads)], []


def _is_readable(kind: Any) -> bool:
    import polars as pl

    return bool(kind.is_numeric()) or kind in (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Null)
