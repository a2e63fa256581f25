"""Observations as one array: series × years × months, each month holding the year so far.

This leaves the frames: what is foreseen stands on the whole past of each series, and is computed with NumPy. Only
the rows of the years that count are collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.assessing.calendar import FIRST, LAST, spans
from luoshi.assessing.cells import known, numbers
from luoshi.assessing.computing import collected
from luoshi.assessing.frames import CELL, OBSERVATIONS, OBSERVATIONS_NEEDED, Frame, conform, distinct, look_up
from luoshi.assessing.outlook.sorts import Filling, Sort, sort_of

Array: TypeAlias = NDArray[np.float64]
SERIES = ("place", "indicator", "measure")
_FILLINGS: tuple[Filling, ...] = get_args(Filling)


@dataclass(frozen=True, slots=True)
class Grids:
    """The series of a frame, sorted, and their figures.

    `so_far[series, year, month]`: the sum since January (of flows, and of averages: average × months), or the value
    at the month. The last year is that of `as_of`; nothing after it is in. Not a number: not known.
    """

    keys: list[tuple[str, str, str]]
    sorts: list[Sort | None]
    so_far: Array
    year: int


def grids(observations: Frame, as_of: int, years: int) -> Grids:
    """The grids of an observation frame at a month (`year * 12 + month - 1`), with so many past years."""
    frame = conform(observations, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations")
    frame = frame.with_columns(
        pl.col("place").cast(pl.String()),
        pl.col("indicator").cast(pl.String()),
        pl.when(pl.col("measure").is_null()).then(pl.lit("level")).otherwise(pl.col("measure").cast(pl.String())),
    )
    year = as_of // 12
    # A period of one year that has ended: what comes later, and what spans years, is not looked at.
    months = {
        period: span
        for period, span in spans((row[0] for row in distinct(frame, "period")), "observations").items()
        if span[1] <= as_of and span[0] // 12 == span[1] // 12 >= year - years
    }
    frame = look_up(frame, "period", months, {FIRST: "whole", LAST: "whole"}).filter(~pl.col(FIRST).is_null())
    rows = collected(frame.select(*CELL, "value", "unit", "status", "reported_at", FIRST, LAST))
    names = rows.select(*SERIES).unique().sort(*SERIES).with_row_index("series")
    rows = _numbered(rows.join(names, on=list(SERIES), how="inner"))
    keys = [(str(p), str(i), str(m)) for p, i, m in names.select(*SERIES).iter_rows()]
    kinds = {(i, m): sort_of(i, m) for i, m in {key[1:] for key in keys}}
    sorts = [kinds[key[1:]] for key in keys]
    return Grids(keys, sorts, _filled(rows, sorts, year - years, years + 1), year)


def _numbered(rows: Any) -> Any:
    """The latest number of each series and period; sorted out only where something was said twice."""
    series, first, last = (rows[name].to_numpy().astype(np.int64) for name in ("series", FIRST, LAST))
    # Sorted, not np.unique: its hash is slow on numbers as regular as these.
    cell = np.sort((series * 40_000 + first) * 12 + last - first)
    if not (np.diff(cell) == 0).any():
        return collected(numbers(rows.lazy()))
    rows = collected(numbers(known(rows.lazy())))
    # One month written in two ways (2024-Q1, 2024-01/2024-03): the one that was reported last.
    return rows.sort(["reported_at", "period", "value"]).unique(["series", FIRST, LAST], keep="last")


def _filled(rows: Any, sorts: list[Sort | None], first_year: int, years: int) -> Array:
    fillings = np.array([_FILLINGS.index(sort.filling if sort else "cumulative") for sort in sorts], dtype=np.int8)
    out = np.full((len(sorts), years, 12), np.nan)
    value = rows["value"].to_numpy().astype(np.float64)
    series, start, end = (rows[name].to_numpy().astype(np.int64) for name in ("series", FIRST, LAST))
    year, span = start // 12 - first_year, (start % 12) * 12 + end % 12
    averaged = fillings[series] == _FILLINGS.index("average") if len(series) else np.zeros(0, dtype=bool)
    value = np.where(averaged, value * (end - start + 1), value)
    order = np.argsort(span, kind="stable")
    found, begins = np.unique(span[order], return_index=True)
    parts = dict(zip(found.tolist(), np.split(order, begins[1:]), strict=True)) if len(found) else {}
    # First what runs from January, then what goes on from there, month by month.
    for pair in sorted(parts, key=lambda pair: (pair >= 12, pair % 12, pair // 12)):
        here = parts[pair][np.isfinite(value[parts[pair]])]
        _put(out, fillings[series[here]], series[here], year[here], value[here], pair // 12, pair % 12)
    return out


def _put(out: Array, filling: Any, series: Any, year: Any, value: Array, first: int, last: int) -> None:
    if first == 0:
        out[series, year, last] = value
        return
    before = np.where(filling == _FILLINGS.index("end"), 0.0, out[series, year, first - 1])
    before = np.where(filling == _FILLINGS.index("cumulative"), np.nan, before)
    there = out[series, year, last]
    out[series, year, last] = np.where(np.isnan(there), before + value, there)


def bridged(so_far: Array, longest: int) -> Array:
    """The same with gaps of at most so many months inside a year filled on a straight line."""
    out = so_far.copy()
    for gap in range(1, longest + 1):
        for month in range(1, 12 - gap):
            left, right = out[..., month - 1], out[..., month + gap]
            missing = np.isnan(out[..., month : month + gap]).all(axis=-1) & ~np.isnan(left) & ~np.isnan(right)
            for step in range(gap):
                line = left + (right - left) * (step + 1) / (gap + 1)
                out[..., month + step] = np.where(missing, line, out[..., month + step])
    return out
