"""Statements as a frame: Polars, pandas, PyArrow or DuckDB, always with the same columns and types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from luoshi.reading.writers.columns import ColumnType, columns
from luoshi.reading.writers.parquet import SQL_TYPES

if TYPE_CHECKING:
    from luoshi.reading.statements import Document

# In the order in which one is taken where none is asked for.
BACKENDS = ("polars", "pandas", "pyarrow", "duckdb")


def frame(rows: Sequence[dict[str, Any]], kind: str = "figure", backend: str | None = None) -> Any:
    """Rows of one kind of statement as a frame, one row a statement, columns named as in the contract.

    Columns and types are the same with no rows at all: text, 64-bit integers (`article`, `line`,
    `page`), floats (`value`, `value_to`), lists of two integers (spans), and for `joined` a list of
    (`document`, `article`). `backend` is `polars`, `pandas` (Arrow-backed types where pyarrow is
    installed), `pyarrow` or `duckdb` (a relation); without it the first of these that is installed.
    Raises `ValueError` for another kind or backend, `ImportError` for one that is not installed.
    """
    schema = columns(kind)
    chosen = backend if backend is not None else next(b for b in BACKENDS if find_spec(b) is not None)
    makers = {"polars": _polars, "pandas": _pandas, "pyarrow": _pyarrow, "duckdb": _duckdb}
    if chosen not in makers:
        raise ValueError(f"backend {chosen!r}: expected one of {', '.join(BACKENDS)}")
    if find_spec(chosen) is None:
        raise ImportError(f"{chosen} is not installed; pip install {chosen}, or ask for another backend")
    return makers[chosen]([{name: row.get(name) for name in schema} for row in rows], schema)


def to_frame(documents: Iterable[Document], kind: str = "figure", backend: str | None = None) -> Any:
    """The statements of one kind of many documents as one frame; see `frame`."""
    return frame([r for d in documents for r in d.rows() if r["kind"] == kind], kind, backend)


def _polars(rows: list[dict[str, Any]], schema: dict[str, ColumnType]) -> Any:
    import polars as pl

    types: dict[ColumnType, Any] = {
        "text": pl.String,
        "whole": pl.Int64,
        "number": pl.Float64,
        "span": pl.List(pl.Int64),
        "joined": pl.List(pl.Struct({"document": pl.String, "article": pl.Int64})),
    }
    return pl.DataFrame(rows, schema={name: types[kind] for name, kind in schema.items()}, orient="row")


def _pyarrow(rows: list[dict[str, Any]], schema: dict[str, ColumnType]) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]

    types: dict[ColumnType, Any] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "span": pa.list_(pa.int64()),
        "joined": pa.list_(pa.struct([("document", pa.string()), ("article", pa.int64())])),
    }
    return pa.Table.from_pylist(rows, schema=pa.schema([(n, types[kind]) for n, kind in schema.items()]))


def _pandas(rows: list[dict[str, Any]], schema: dict[str, ColumnType]) -> Any:
    import pandas as pd

    if find_spec("pyarrow") is not None:
        return _pyarrow(rows, schema).to_pandas(types_mapper=pd.ArrowDtype)
    # Without Arrow: pandas' own nullable types, so that a missing page does not turn pages into floats.
    types: dict[ColumnType, str] = {
        "text": "string",
        "whole": "Int64",
        "number": "Float64",
        "span": "object",
        "joined": "object",
    }
    return pd.DataFrame({n: pd.Series([row[n] for row in rows], dtype=types[kind]) for n, kind in schema.items()})


def _duckdb(rows: list[dict[str, Any]], schema: dict[str, ColumnType]) -> Any:
    import duckdb

    con = duckdb.connect()
    shape = json.dumps([{name: SQL_TYPES[kind] for name, kind in schema.items()}])
    con.execute(
        f"CREATE TABLE statements AS SELECT unnest(from_json(?::JSON, '{shape}'), recursive := false) AS s",
        [json.dumps(rows, ensure_ascii=False)],
    )
    # The relation keeps its connection, and with it the table, alive.
    return con.sql("SELECT s.* FROM statements")
