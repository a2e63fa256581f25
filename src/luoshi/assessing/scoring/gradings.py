"""How grades are given, as data: by bands of the score or by a quota among peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias, get_args

import polars as pl

from luoshi.assessing.frames import Frame
from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring import bands

Rounding: TypeAlias = Literal["floor", "half_up", "largest_remainder"]
Edge: TypeAlias = Literal["up", "down", "stated"]
# Quotas are counted in hundredths of a percent, so that shares of places are whole-number arithmetic.
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Grading:
    """One way to grade. `names` are the grades from the best to the worst.

    By bands: `bands` of the score in % of the full points. By quota: `shares` in hundredths of a percent, `rounding` of
    the number of places, `rest` (the grade that takes what rounding leaves), `edge` (what happens to a tie over the
    edge of a quota) and `min_group` (in smaller groups no grades are given).
    """

    by: Literal["bands", "quota"]
    names: tuple[str, ...]
    bands: tuple[bands.Band, ...] = ()
    shares: tuple[int, ...] = ()
    rounding: Rounding = "floor"
    rest: str = ""
    edge: Edge = "up"
    min_group: int = 0


def read(table: Table) -> Grading:
    """A grading from its table; faults are noted."""
    by = table.choice("by", ("bands", "quota"))
    if by == "bands":
        found = bands.read(table, "grade")
        table.done()
        names = tuple(str(band.what) for band in found)
        if len(set(names)) < len(names):
            table.fault("bands", "a grade twice", "each grade once")
        return Grading("bands", names, bands=found)
    quota = table.table("quota")
    shares = {name: quota.number(name, low=0.0, high=100.0) for name in quota.data}
    total = sum(shares.values())
    if abs(total - 100) > 1e-9:
        table.fault("quota", f"shares that sum to {total:g}", "100")
    counted = [round(share * _WHOLE / 100) for share in shares.values()]
    if any(abs(c * 100 / _WHOLE - s) > 1e-9 for c, s in zip(counted, shares.values(), strict=True)):
        table.fault("quota", "more than two decimals", "shares in % of at most two decimals")
    rounding = table.choice("rounding", get_args(Rounding))
    rest = ""
    if rounding != "largest_remainder":
        rest = table.choice("rest", tuple(shares) or ("",))
    made = Grading(
        "quota", tuple(shares), shares=tuple(counted), rounding=rounding, rest=rest,
        edge=table.choice("edge", get_args(Edge), "up"), min_group=int(table.number("min_group", 5.0, 1.0)),
    )  # fmt: skip
    table.done()
    return made


def with_cuts(frame: Frame, grading: Grading, names: Sequence[str]) -> Frame:
    """A frame with, for each grade but the last, how many members of a group of `of` have it or a better one.

    Floating-point numbers, of whole places: five times as fast as whole-number arithmetic.
    """
    # Every step is a column of its own: what stands in several expressions is worked out in each of them.
    columns = [f"_count{number}" for number in range(len(grading.names))]
    size = pl.col("of").cast(pl.Float64())
    counts = _ROUNDINGS[grading.rounding](grading, size)
    frame = frame.with_columns(*[count.alias(name) for count, name in zip(counts, columns, strict=True)])
    if grading.rest:
        rest = columns[grading.names.index(grading.rest)]
        left = _left(size, [name for name in columns if name != rest]).clip(lower_bound=0.0)
        frame = frame.with_columns(left.alias(rest))
    totals = accumulate(pl.col(name) for name in columns[:-1])
    frame = frame.with_columns(*[total.alias(name) for total, name in zip(totals, names, strict=True)])
    made = [pl.when(pl.col(name) > size).then(size).otherwise(pl.col(name)).alias(name) for name in names]
    return frame.with_columns(*made).drop(*columns)


def _left(size: pl.Expr, taken: Sequence[str]) -> pl.Expr:
    """What the grades that are counted leave of a group."""
    for name in taken:
        size = size - pl.col(name)
    return size


def _floor(grading: Grading, size: pl.Expr) -> list[pl.Expr]:
    # A part of a place is at least 1/10,000, so a hair more than nothing is far from it.
    return [(size * (share / _WHOLE) + 1e-6).floor() for share in grading.shares]


def _half_up(grading: Grading, size: pl.Expr) -> list[pl.Expr]:
    return [(size * (2 * share) + _WHOLE) // (2 * _WHOLE) for share in grading.shares]


def _largest_remainder(grading: Grading, size: pl.Expr) -> list[pl.Expr]:
    """Whole parts first; what is left goes one by one to the largest remainders, of equal ones to the better grade."""
    whole = _floor(grading, size)
    remainders = [size * share % _WHOLE for share in grading.shares]
    left = size
    for count in whole:
        left = left - count
    out = []
    for number, mine in enumerate(remainders):
        before = pl.lit(0)
        for other, remainder in enumerate(remainders):
            if other != number:
                ahead = remainder >= mine if other < number else remainder > mine
                before = before + pl.when(ahead).then(1).otherwise(0)
        out.append(whole[number] + pl.when(before < left).then(1).otherwise(0))
    return out


_ROUNDINGS: dict[Rounding, Callable[[Grading, pl.Expr], list[pl.Expr]]] = {
    "floor": _floor,
    "half_up": _half_up,
    "largest_remainder": _largest_remainder,
}
