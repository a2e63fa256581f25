"""The public functions: a year's end for every series of a frame, and the months up to it for one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from luoshi.assessing.calendar import month_number, month_text
from luoshi.assessing.frames import ColumnType, Frame, FrameError, enter, small
from luoshi.assessing.outlook.grids import grids
from luoshi.assessing.outlook.methods import METHODS
from luoshi.assessing.outlook.sentences import reason
from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Sort
from luoshi.assessing.outlook.yearend import End, ends

OUTLOOK: dict[str, ColumnType] = {
    "place": "text",
    "indicator": "text",
    "measure": "text",
    "period": "text",
    "as_of": "text",
    "outlook": "number",
    "outlook_low": "number",
    "outlook_high": "number",
    "method": "text",
    "reason": "text",
}
BAND: dict[str, ColumnType] = {
    "place": "text",
    "indicator": "text",
    "measure": "text",
    "month": "text",
    "outlook": "number",
    "low": "number",
    "high": "number",
}
#: What `method` may be: `auto` takes the best measured one for each kind of figure.
METHOD_NAMES = ("auto", *METHODS, "ets")


def outlook(observations: Any, as_of: str, *, level: float = 0.8, method: str = "auto") -> Any:
    """The value that each series is expected to have for the year of `as_of`, with an interval. The same kind of frame.

    One row a series (place, indicator, measure) that has any row in the years looked at: `period` is the year,
    `outlook` the value of the whole year in the series' own measure and unit — a flow's sum, growth's cumulative
    growth at December in %, a stock's December, a rate's December or year's average —, `outlook_low` and
    `outlook_high` an interval that holds the truth with probability `level`, `method` the method used, `reason` a
    Chinese sentence. Without enough to stand on the four are null and the reason says what is lacking. A year that is
    known is not foreseen: its value, with an interval of no width, and the method `actual`.

    Figures after `as_of` are not looked at; of corrections the latest is taken (`as_known_at` before, for a past
    day's picture). `method`: `auto`, or one of `METHOD_NAMES` for every series; a method that does not fit a kind
    gives no number. Methods and how they were chosen: docs/explanation/outlook.md, docs/decisions/0014.

    The series of the last years are collected: this is not computed on the workers of a cluster.
    Raises `FrameError` for a frame that does not keep the contract, `ValueError` for an `as_of` that is no period, a
    level that is not between 0 and 1, and an unknown method.
    """
    frame, back = enter(observations, "observations")
    keys, sorts, found, year = _foreseen(frame, as_of, level, method)
    month = month_number(as_of)
    rows: list[list[Any]] = []
    for key, sort, end in zip(keys, sorts, found, strict=True):
        share = _share(sort, end.known)
        last = [end.so_far / share] * 3 if end.why == "actual" else _ahead(sort, end, 12)
        text = reason(end, year, month % 12 + 1, sort, end.so_far / share, level)
        rows.append([*key, str(year), month_text(month), *last, end.method, text])
    return back(_table(rows, OUTLOOK))


def band(observations: Any, as_of: str, *, level: float = 0.8, method: str = "auto") -> Any:
    """The months of one series' year, to be drawn: what is known, then what is foreseen. The same kind of frame.

    Twelve rows, `month` as `2024-03`: `outlook` the figure of the year so far in the series' own measure (cumulative
    for flows, growth and averages, the month's for stocks and rates), `low` and `high` the interval of each month,
    of no width where it is known. Months of which nothing is known or foreseen are null. December's row is the
    `outlook` of the series. Options, and errors, as for `outlook`; `FrameError` too where there is not just one series.
    """
    frame, back = enter(observations, "observations")
    keys, sorts, found, year = _foreseen(frame, as_of, level, method, path=True)
    if len(keys) != 1:
        raise FrameError(f"observations: found {len(keys)} series, expected one place, indicator and measure")
    sort, end = sorts[0], found[0]
    rows: list[list[Any]] = []
    for month in range(1, 13):
        values = _ahead(sort, end, month)
        if month <= end.known and month - 1 < len(end.before):
            known = end.before[month - 1] / _share(sort, month)
            values = [None if math.isnan(known) else float(known)] * 3
        rows.append([*keys[0], f"{year}-{month:02d}", *values])
    return back(_table(rows, BAND))


def _foreseen(
    frame: Frame, as_of: str, level: float, method: str, path: bool = False
) -> tuple[list[tuple[str, str, str]], list[Sort | None], list[End], int]:
    if not 0 < level < 1:
        raise ValueError(f"level: found {level!r}, expected a number between 0 and 1")
    if method not in METHOD_NAMES:
        raise ValueError(f"method: found {method!r}, expected one of {', '.join(METHOD_NAMES)}")
    found = grids(frame, month_number(as_of), max(settings().years, settings().ets_years if method == "ets" else 0))
    made = ends(found, method, level)
    if path:
        for end, figures in zip(made, found.so_far, strict=True):
            end.before = figures[-1]
    return found.keys, found.sorts, made, found.year


def _share(sort: Sort | None, month: int) -> int:
    """What a figure so far is divided by to be shown: the months of an average; 1 where none is known yet."""
    return max(month, 1) if sort is not None and sort.kind == "average" else 1


def _ahead(sort: Sort | None, end: End, month: int) -> list[float | None]:
    """Value, low and high of a month that is foreseen; nulls where it is not."""
    at = month - end.known - 1
    if end.why != "foreseen" or not 0 <= at < len(end.path):
        return [None, None, None]
    share, value, half = _share(sort, month), float(end.path[at]), float(end.half[at])
    if not np.isfinite(half):
        return [value / share, None, None]
    low = min(max(value - half, end.floor), value)
    return [value / share, low / share, (value + half) / share]


def _table(rows: list[list[Any]], columns: dict[str, ColumnType]) -> Frame:
    columns_of = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return small(dict(zip(columns, columns_of, strict=True)), dict(columns)).select(*map(pl.col, columns))
