"""How Polars computes what was put together: small frames at once, all others in pieces.

In pieces nothing has to be held twice, which is what a country needs; a county's year is done before the pieces are
handed round. The numbers are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeAlias, TypeVar

import polars as pl
from narwhals import dependencies

_P = ParamSpec("_P")
_R = TypeVar("_R")
_Engine: TypeAlias = Literal["auto", "in-memory"]

# None: nothing is being computed, and nobody has said how.
_engine: ContextVar[_Engine | None] = ContextVar("luoshi_engine", default=None)
# So many rows of all frames together are few.
_FEW = 500_000
_EAGER = (dependencies.is_polars_dataframe, dependencies.is_pandas_dataframe, dependencies.is_pyarrow_table)
_LAZY = (dependencies.is_polars_lazyframe, dependencies.is_duckdb_relation, dependencies.is_pyspark_dataframe)


def at_once(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """A function of frames that computes at once where those given to it are in memory and small."""

    @wraps(function)
    def computing(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        sizes = [size for size in map(_rows, (*args, *kwargs.values())) if size is not None]
        if not sizes or _engine.get() is not None:
            # Within another: who called that has said how.
            return function(*args, **kwargs)
        token = _engine.set("in-memory" if sum(sizes) <= _FEW else "auto")
        try:
            return function(*args, **kwargs)
        finally:
            _engine.reset(token)

    return computing


def is_at_once() -> bool:
    """Whether what is computed here is small and in memory."""
    return _engine.get() == "in-memory"


def collected(frame: pl.LazyFrame) -> pl.DataFrame:
    """A lazy frame computed."""
    return frame.collect(engine=_engine.get() or "auto")


def _rows(native: Any) -> int | None:
    """How many rows a frame has, more than a few where only computing would tell; None for anything else."""
    if any(is_one(native) for is_one in _EAGER):
        return len(native)
    return _FEW + 1 if any(is_one(native) for is_one in _LAZY) else None
