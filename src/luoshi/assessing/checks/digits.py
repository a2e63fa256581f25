"""Digits of numbers as printed, by expressions: how many are significant or decimals, the first, the last."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame

# A double holds a printed decimal to 15 digits; what is left of a whole number after scaling is below this.
_NOISE = 1e-5
_MOST = 9
_POWERS = range(-12, 19)


def with_lead(frame: Frame) -> Frame:
    """A frame of values that are not 0 with `lead`: |value| with its point behind the first digit, 1 ≤ lead < 10."""
    frame = frame.with_columns(pl.col("value").abs().alias("lead"))
    frame = frame.with_columns(pl.col("lead").log(10).floor().cast(pl.Float64()).alias("power"))
    # From a table: a power that is computed is rounded.
    power = pl.col("power").clip(_POWERS[0], _POWERS[-1]).cast(pl.Int64(), strict=False)
    ten = power.replace_strict(list(_POWERS), [float(f"1e{n}") for n in _POWERS], return_dtype=pl.Float64)
    frame = frame.with_columns((pl.col("lead") / ten).alias("lead"))
    # The logarithm of a power of ten may fall just beside it.
    high = pl.when(pl.col("lead") >= 10 * (1 - 1e-12)).then(pl.col("lead") / 10).otherwise(pl.col("lead"))
    return frame.with_columns(high.alias("lead"))


def _whole(number: pl.Expr) -> pl.Expr:
    return (number - (number + 0.5).floor()).abs() < _NOISE


def significant() -> pl.Expr:
    """How many significant digits a number has, by its `lead`, at most 9: 12.30 → 3, 1200 → 2."""
    count = pl.lit(_MOST)
    for digits in range(_MOST - 1, 0, -1):
        count = pl.when(_whole(pl.col("lead") * 10.0 ** (digits - 1))).then(pl.lit(digits)).otherwise(count)
    return count


def first() -> pl.Expr:
    """The first digit, by `lead`: 1 to 9."""
    return (pl.col("lead") + 1e-9).floor().cast(pl.Int64())


def decimals(most: int) -> pl.Expr:
    """How many decimals `value` has: 12.3 → 1; `most` + 1 for more than `most`."""
    count = pl.lit(most + 1)
    for digits in range(most, -1, -1):
        count = pl.when(_whole(pl.col("value").abs() * 10.0**digits)).then(pl.lit(digits)).otherwise(count)
    return count


def tens(places: str, most: int) -> pl.Expr:
    """10 to the power of a column of whole numbers from 0 to `most`; 1 beyond."""
    out = pl.lit(1.0)
    for number in range(1, most + 1):
        out = pl.when(pl.col(places) == number).then(pl.lit(10.0**number)).otherwise(out)
    return out
