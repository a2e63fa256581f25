"""Cells: where a value belongs, and what it means that there is one or none.

A cell is place × indicator × period × measure. Its status is never confused with a number:

| status | 中文 | a number? |
|---|---|---|
| reported | 已报 | the value |
| zero | 零 | 0, whatever the value column holds |
| estimated | 预计 | the value, marked |
| missing | 缺报 | none, and one was due |
| not_due | 未到期 | none yet |
| not_applicable | 不适用 | none, and none is wanted |
| withheld | 不公开 | there is one, but not for us |

Without a status a cell with a value is reported, and one without is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias, get_args

import narwhals as nw

from luoshi.assessing.frames import CELL, OBSERVATIONS, OBSERVATIONS_NEEDED, Frame, conform, enter, held

Status: TypeAlias = Literal["reported", "zero", "not_due", "not_applicable", "missing", "estimated", "withheld"]
STATUSES: tuple[Status, ...] = get_args(Status)
#: The statuses whose cells hold a number.
NUMBERED = ("reported", "zero", "estimated")
#: What makes a row of a cell the later one; rows of one day are told apart by what is in them, never by their order.
LATER = ("reported_at", "value", "status", "unit")


def as_known_at(observations: Any, day: date | None = None) -> Any:
    """What was known at the end of a day: of every cell its latest row reported until then. The same kind of frame.

    Rows of one cell reported on one day are told apart by status and value, never by their order; rows without
    `reported_at` count as reported first. Without a day: what is known now. Raises `FrameError` where a column is
    missing.
    """
    frame, back = enter(observations, "observations")
    frame = conform(frame, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations", keep=list(frame.collect_schema()))
    return back(known(frame, day))


def known(frame: Frame, day: date | None = None) -> Frame:
    """`as_known_at` on an observation frame that keeps the contract."""
    # Nulls come first, so any row with a date is later than one without.
    return latest(reported_until(frame, day), CELL, LATER)


def reported_until(frame: Frame, day: date | None) -> Frame:
    """The rows that were reported by the end of a day, and those that say no day; all of them without a day."""
    if day is None:
        return frame
    if not isinstance(day, date):
        raise ValueError(f"known_at: found {day!r}, expected a datetime.date")
    column = nw.col("reported_at")
    return frame.filter(_until(column, frame.collect_schema()["reported_at"], day) | column.is_null())


def latest(frame: Frame, cell: Sequence[str], order: Sequence[str]) -> Frame:
    """Of the rows that share a `cell` the last by `order` (nulls first). Computed once, whatever follows."""
    # Sorting by so much is slow, and most cells have one row.
    counted = held(frame.with_columns(nw.len().over(*cell).alias("luoshi_rows")))
    corrected = counted.filter(nw.col("luoshi_rows") > 1)
    if corrected.select(nw.len()).collect().item() == 0:
        return counted.drop("luoshi_rows")
    last = corrected.unique(list(cell), keep="last", order_by=list(order))
    return nw.concat([counted.filter(nw.col("luoshi_rows") == 1), last]).drop("luoshi_rows")


def _until(column: nw.Expr, kind: Any, day: date) -> nw.Expr:
    if kind == nw.String:
        return column.str.slice(0, 10) <= day.isoformat()
    if kind == nw.Datetime:
        return column < nw.lit(datetime.combine(day + timedelta(days=1), time()))
    return column <= nw.lit(day)


def numbers(frame: Frame) -> Frame:
    """The rows of an observation frame that hold a number, `value` being that number (0 for a `zero`)."""
    status, value = nw.col("status"), nw.col("value")
    number = nw.when(status == "zero").then(0.0).otherwise(value)
    return frame.with_columns(number.alias("value")).filter(
        (status.is_null() | status.is_in(list(NUMBERED))) & ~nw.col("value").is_null()
    )
