"""Ranks within groups: what is equal as printed is equal, and a member without a number has no rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cells import NUMBERED
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import Frame, FrameError, enter
from luoshi.assessing.packed import cells, values_of, with_number
from luoshi.assessing.scoring.units import numbers_of, with_factors

Good: TypeAlias = Literal["up", "down", "middle"]
Ties: TypeAlias = Literal["min", "dense", "average"]
GOODS: tuple[Good, ...] = get_args(Good)
TIES: tuple[Ties, ...] = get_args(Ties)
#: A member that is put last: below every number.
LAST = -1e300
#: A column of the work in hand: a row's group as one whole number.
GROUP = "luoshi_rank_group"
# Groups below this are numbered in 32 bits.
_MOST_GROUPS = 2**32


@at_once
def rank(
    frame: Any,
    value: str = "value",
    by: Sequence[str] = ("indicator", "period"),
    good: Good | Mapping[str, Good] = "up",
    middle: float | None = None,
    method: Ties = "min",
) -> Any:
    """The frame with `rank` (1 is the best) and `of`, the number of ranked members of its group. The same kind back.

    `good` says which way is good: `up`, `down`, or `middle` (the nearest to `middle` is the best); or it maps
    indicators to `up` or `down`, those it does not name being `up`. `method` says what those get who tie: `min`
    1, 1, 3 · `dense` 1, 1, 2 · `average` 1.5, 1.5, 3 (`rank` is then no whole number). Values are compared by
    `exact.settled`. A null has no rank and is not counted; where the frame has a `status`, a `zero` is 0 and a cell
    that holds no number (missing, not applicable, …) has no rank whatever its value column says; where it has a `unit`,
    亿元 and 万元 are compared as amounts (and where it has several, `middle` is in the base unit, 元).

    On Spark each group is ranked by one worker. Raises `FrameError` for a column that is not there, or is none of
    numbers, and for units of several kinds in one group, `ValueError` for an unknown word.
    """
    by = [by] if isinstance(by, str) else list(by)
    if is_spark(frame):
        return spread(lambda table, _: rank(table, value, by, good, middle, method), by, frame)
    entered, back = enter(frame)
    return back(ranked(entered, value, by, good, middle, method))


def ranked(
    frame: Frame,
    value: str = "value",
    by: Sequence[str] = ("indicator", "period"),
    good: Good | Mapping[str, Good] = "up",
    middle: float | None = None,
    method: Ties = "min",
) -> Frame:
    """`rank` on a lazy frame."""
    schema = frame.collect_schema()
    if missing := [name for name in (value, *by) if name not in schema]:
        raise FrameError(f"rank: no column {', '.join(missing)}; found {', '.join(schema)}")
    if method not in TIES:
        raise ValueError(f"method: found {method!r}, expected one of {', '.join(TIES)}")
    frame = numbers_of(frame, [value], "rank")
    number = pl.col(value)
    if "status" in schema:
        status = pl.col("status")
        number = pl.when(status == "zero").then(0.0).when(status.is_null() | status.is_in(list(NUMBERED))).then(number)
    frame = with_factors(frame, number, by, "rank")
    made = goodness(number * pl.col("_factor"), good, middle)
    return within(frame.with_columns(made.alias("_goodness")), "_goodness", by, method).drop("_goodness", "_factor")


def goodness(number: pl.Expr, good: Good | Mapping[str, Good], middle: float | None = None) -> pl.Expr:
    """A number as one of which more is better, settled: itself, its opposite, or the opposite of a distance."""
    if isinstance(good, Mapping):
        if wrong := sorted({word for word in good.values() if word not in ("up", "down")}):
            raise ValueError(f"good: found {wrong[0]!r}, expected up or down")
        down = [name for name, word in good.items() if word == "down"]
        settled = exact.settled(number)
        if not down:
            return settled
        return pl.when(pl.col("indicator").is_in(down)).then(0 - settled).otherwise(settled)
    if good not in GOODS:
        raise ValueError(f"good: found {good!r}, expected one of {', '.join(GOODS)}")
    if good == "middle":
        if middle is None:
            raise ValueError("middle: found nothing, expected the value that is the best")
        return 0 - exact.settled((number - middle).abs())
    settled = exact.settled(number)
    return settled if good == "up" else 0 - settled


def within(frame: Frame, column: str, by: Sequence[str], method: Ties = "min") -> Frame:
    """A frame with `rank` and `of` by a column of which more is better; nulls have no rank."""
    if not by:
        # A window needs a key.
        one = frame.with_columns(pl.lit(1).alias("_all"))
        return within(one, column, ["_all"], method).drop("_all")
    kind = pl.Float64() if method == "average" else pl.Int64()
    frame, group = _with_group(frame, by)
    place = pl.col(column).rank(method, descending=True).over(group).cast(kind)
    of = pl.col(column).count().over(group).cast(pl.Int64())
    made = frame.with_columns(place.alias("rank"), of.alias("of"))
    return made.drop(GROUP) if group == [GROUP] else made


def _with_group(frame: Frame, by: Sequence[str]) -> tuple[Frame, list[str]]:
    """Groups of several categories as one whole number, in a column of its own; of others as they are."""
    made = numbered(frame, by) if len(by) > 1 else None
    return (frame, list(by)) if made is None else (made, [GROUP])


def numbered(frame: Frame, by: Sequence[str]) -> Frame | None:
    """A frame with `GROUP`, the number of each row's group; None where the groups are not of categories alone."""
    schema = frame.collect_schema()
    if not all(isinstance(schema[name], pl.Enum) for name in by):
        return None
    values = values_of(frame, by)
    if cells(values) >= _MOST_GROUPS:
        return None
    made = with_number(frame, values, GROUP, blanks=True)
    return made.with_columns(pl.col(GROUP).cast(pl.UInt32))
