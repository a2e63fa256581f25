"""The engines that every frame function is tried on, with the same input and the same expected rows.

`on_every_engine` parametrises a test with an `Engine`: `engine.frame(rows)` makes a native frame, `engine.rows(frame)`
gives the rows of a native result, sorted, floats cut to nine digits. A test that an engine cannot pass is marked
`notimpl(engine, reason)` (could be, is not yet) or `never(engine, reason)` (cannot be): it must fail there, so a mark
that has outlived its reason is found.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import pytest

NAMES = ("polars", "polars-lazy", "pandas", "pyarrow", "duckdb", "pyspark")
_SESSION: list[Any] = []


@dataclass(frozen=True)
class Engine:
    """One engine by name."""

    name: str

    def frame(self, rows: Sequence[dict[str, Any]], types: dict[str, Any] | None = None) -> Any:
        """A native frame of rows (one dict a row, the same keys in each); `types` for columns that are all null."""
        import polars as pl

        schema = {"text": pl.String, "number": pl.Float64, "day": pl.Date, "whole": pl.Int64}
        overrides = {name: schema[kind] for name, kind in (types or {}).items()}
        names = list(rows[0]) if rows else list(overrides)
        for name in names:
            values = [row[name] for row in rows if row[name] is not None]
            if name not in overrides:
                overrides[name] = _kind(values, pl)
        frame = pl.DataFrame(
            [[row[name] for name in names] for row in rows], schema={n: overrides[n] for n in names}, orient="row"
        )
        if self.name == "polars":
            return frame
        if self.name == "polars-lazy":
            return frame.lazy()
        if self.name == "pandas":
            return frame.to_pandas()
        table = frame.to_arrow()
        if self.name == "pyarrow":
            return table
        if self.name == "duckdb":
            import duckdb

            # DuckDB shows moments by the clock of the machine, which a web framework in the same run may have set.
            duckdb.execute("SET TimeZone = 'UTC'")
            return duckdb.from_arrow(table)
        return spark_session().createDataFrame(table)

    def rows(self, native: Any) -> list[dict[str, Any]]:
        """The rows of a native frame, sorted by their text; not-a-number and missing are None."""
        frame = nw.from_native(native)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
        return sorted(
            ({k: _plain(v) for k, v in row.items()} for row in frame.iter_rows(named=True)),
            key=lambda row: [(v is None, str(v)) for v in row.values()],
        )

    def is_same_kind(self, native: Any) -> bool:
        """Whether a result is of the kind that this engine's frames are."""
        module = type(native).__module__.split(".")[0].lstrip("_")
        wanted = "polars" if self.name == "polars-lazy" else self.name
        lazy = type(native).__name__ == "LazyFrame"
        return module == wanted and lazy == (self.name == "polars-lazy")


def _kind(values: list[Any], pl: Any) -> Any:
    if any(isinstance(v, str) for v in values):
        return pl.String
    if any(isinstance(v, date) for v in values):
        return pl.Date
    if values and all(isinstance(v, bool) for v in values):
        return pl.Boolean
    return pl.Float64


def _plain(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return round(value, 9) if isinstance(value, float) else value


def quick_java() -> None:
    """Have the Java of this process's Spark compile simply: to compile well takes longer than what the tests run."""
    os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1")


def spark_session() -> Any:
    """One local Spark session for the whole test run; stopped at exit by Spark itself."""
    if not _SESSION:
        from luoshi.engines.cluster import session

        quick_java()
        made = session(None)
        # A test has a few rows: two hundred partitions of them take minutes.
        made.conf.set("spark.sql.shuffle.partitions", "2")
        # Its clock is that of the machine, which a web framework in the same run may have set.
        made.conf.set("spark.sql.session.timeZone", "UTC")
        _SESSION.append(made)
    return _SESSION[0]


def on_every_engine(function: Callable[..., Any]) -> Callable[..., Any]:
    """Parametrise a test with every engine; Spark's runs carry the mark `slow`."""
    slow = {"pyspark"}
    params = [pytest.param(Engine(n), id=n, marks=[pytest.mark.slow] if n in slow else []) for n in NAMES]
    marks: dict[str, tuple[str, str]] = getattr(function, "luoshi_marks", {})
    for number, name in enumerate(NAMES):
        if name in marks:
            word, reason = marks[name]
            expected = pytest.mark.xfail(reason=f"{word}: {reason}", strict=True)
            params[number] = pytest.param(Engine(name), id=name, marks=[*params[number].marks, expected])
    return pytest.mark.parametrize("engine", params)(function)


def _marked(word: str, engine: str, reason: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        marks = dict(getattr(function, "luoshi_marks", {}))
        marks[engine] = (word, reason)
        function.luoshi_marks = marks  # type: ignore[attr-defined]
        return function

    return mark


def notimpl(engine: str, reason: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Below `on_every_engine`: this engine could, and does not yet; the test must fail there."""
    return _marked("notimpl", engine, reason)


def never(engine: str, reason: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Below `on_every_engine`: this engine cannot; the test must fail there."""
    return _marked("never", engine, reason)
