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

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias, get_args

import polars as pl

from luoshi.assessing.computing import at_once, is_at_once
from luoshi.assessing.frames import (
    CELL,
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    Frame,
    FrameError,
    conform,
    distinct,
    enter,
    has_at_most,
    held,
)
from luoshi.assessing.packed import fits, twins, values_of, with_number

Status: TypeAlias = Literal["reported", "zero", "not_due", "not_applicable", "missing", "estimated", "withheld"]
STATUSES: tuple[Status, ...] = get_args(Status)
#: The statuses whose cells hold a number.
NUMBERED = ("reported", "zero", "estimated")
#: What makes a row of a cell the later one; rows of one day are told apart by what is in them, never by their order.
LATER = ("reported_at", "value", "status", "unit")
_ROW = "_row"
# So many rows are sorted before their cells are counted.
_SOON_SORTED = 20_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@at_once
def as_known_at(observations: Any, day: date | None = None) -> Any:
    """What was known at the end of a day: of every cell its latest row reported until then. The same kind of frame.

    Rows of one cell reported on one day are told apart by status and value, never by their order; rows without
    `reported_at` count as reported first. Without a day: what is known now. Raises `FrameError` where a column is
    missing, and for a `reported_at` that is no day and a `status` that is none.
    """
    frame, back = enter(observations, "observations")
    frame = conform(frame, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations", keep=list(frame.collect_schema()))
    check_statuses(row[0] for row in distinct(frame, "status"))
    return back(known(with_days(frame, day), day))


def with_days(observations: Frame, day: date | None) -> Frame:
    """Observations (conformed) whose `reported_at` can be compared with a day: a moment as its own clock showed it.

    Raises `FrameError` for a column of another kind, and for a text that is no day where a day is asked for.
    """
    kind = observations.collect_schema()["reported_at"]
    column = pl.col("reported_at")
    if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
        return observations.with_columns(column.dt.replace_time_zone(None))
    if kind in (pl.Categorical, pl.Enum):
        observations, kind = observations.with_columns(column.cast(pl.String())), pl.String()
    if kind not in (pl.String, pl.Date, pl.Datetime):
        raise FrameError(f"observations: column reported_at: found {kind}, expected days, moments or text")
    if kind == pl.String and day is not None:
        texts = observations.select(column.str.slice(0, 10))
        for (found,) in distinct(texts, "reported_at"):
            if found is not None and not _DAY.fullmatch(found):
                raise FrameError(
                    f"observations: column reported_at: found {found!r}, expected a day such as 2024-11-18"
                )
    return observations


def check_statuses(words: Iterable[str | None]) -> None:
    """Raises `FrameError` for a status that is none."""
    for found in words:
        if found is not None and str(found) not in STATUSES:
            raise FrameError(f"observations: column status: found {found!r}, expected one of {', '.join(STATUSES)}")


def known(frame: Frame, day: date | None = None) -> Frame:
    """`as_known_at` on an observation frame that keeps the contract."""
    # Nulls come first, so any row with a date is later than one without.
    return held(latest(reported_until(frame, day), CELL, LATER))


def reported_until(frame: Frame, day: date | None) -> Frame:
    """The rows that were reported by the end of a day, and those that say no day; all of them without a day."""
    if day is None:
        return frame
    if not isinstance(day, date):
        raise ValueError(f"known_at: found {day!r}, expected a datetime.date")
    column = pl.col("reported_at")
    return frame.filter(_until(column, frame.collect_schema()["reported_at"], day) | column.is_null())


def latest(frame: Frame, cell: Sequence[str], order: Sequence[str], ranges: Mapping[str, range] | None = None) -> Frame:
    """Of the rows that share a `cell` the last by `order` (nulls first).

    A cell's columns are texts or whole numbers, of which `ranges` are known.
    """
    if is_at_once() and has_at_most(frame, _SOON_SORTED):
        placed = frame.with_row_index(_ROW)
        return placed.sort(list(order)).unique(list(cell), keep="last").sort(_ROW).drop(_ROW)
    values = values_of(frame, cell, ranges)
    if not fits(values):
        return frame.sort(list(order)).unique(list(cell), keep="last")
    # Sorting by so much is slow, and most cells have one row.
    several = twins(frame, values)
    if several is None:
        return frame
    numbered = with_number(frame, values, "number", blanks=True)
    corrected = numbered.join(several, on="number", how="semi").drop("number")
    alone = numbered.join(several, on="number", how="anti").drop("number")
    return pl.concat([alone, corrected.sort(list(order)).unique(list(cell), keep="last")])


def _until(column: pl.Expr, kind: Any, day: date) -> pl.Expr:
    if kind == pl.String:
        return column.str.slice(0, 10) <= day.isoformat()
    if kind == pl.Datetime:
        return column < pl.lit(datetime.combine(day + timedelta(days=1), time()))
    return column <= pl.lit(day)


def numbers(frame: Frame) -> Frame:
    """The rows of an observation frame that hold a number, `value` being that number (0 for a `zero`)."""
    status, value = pl.col("status"), pl.col("value")
    number = pl.when(status == "zero").then(0.0).otherwise(value)
    return frame.with_columns(number.alias("value")).filter(
        (status.is_null() | status.is_in(list(NUMBERED))) & ~pl.col("value").is_null()
    )
