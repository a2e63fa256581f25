"""Digits of numbers as printed, by expressions: how many are significant or decimals, the first, the last."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.frames import Frame

# A double holds a printed decimal to 15 digits; what is left of a whole number after scaling is below this.
_NOISE = 1e-5
_MOST = 9
_POWERS = range(-11, 19)


def with_lead(frame: Frame) -> Frame:
    """A frame of values that are not 0 with `lead`: |value| with its point behind the first digit, 1 ≤ lead < 10."""
    frame = frame.with_columns(nw.col("value").abs().alias("lead"))
    frame = frame.with_columns(nw.col("lead").log(10).floor().cast(nw.Float64()).alias("power"))
    ten = nw.lit(1e-12)
    for power in _POWERS:
        # From a table: a power that is computed is rounded.
        ten = nw.when(nw.col("power") >= power).then(nw.lit(float(f"1e{power}"))).otherwise(ten)
    frame = frame.with_columns((nw.col("lead") / ten).alias("lead"))
    # The logarithm of a power of ten may fall just beside it.
    high = nw.when(nw.col("lead") >= 10 * (1 - 1e-12)).then(nw.col("lead") / 10).otherwise(nw.col("lead"))
    return frame.with_columns(high.alias("lead"))


def _whole(number: nw.Expr) -> nw.Expr:
    return (number - (number + 0.5).floor()).abs() < _NOISE


def significant() -> nw.Expr:
    """How many significant digits a number has, by its `lead`, at most 9: 12.30 → 3, 1200 → 2."""
    count = nw.lit(_MOST)
    for digits in range(_MOST - 1, 0, -1):
        count = nw.when(_whole(nw.col("lead") * 10.0 ** (digits - 1))).then(nw.lit(digits)).otherwise(count)
    return count


def first() -> nw.Expr:
    """The first digit, by `lead`: 1 to 9."""
    return (nw.col("lead") + 1e-9).floor().cast(nw.Int64())


def decimals(most: int) -> nw.Expr:
    """How many decimals `value` has: 12.3 → 1; `most` + 1 for more than `most`."""
    count = nw.lit(most + 1)
    for digits in range(most, -1, -1):
        count = nw.when(_whole(nw.col("value").abs() * 10.0**digits)).then(nw.lit(digits)).otherwise(count)
    return count


def tens(places: str, most: int) -> nw.Expr:
    """10 to the power of a column of whole numbers from 0 to `most`; 1 beyond."""
    out = nw.lit(1.0)
    for number in range(1, most + 1):
        out = nw.when(nw.col(places) == number).then(nw.lit(10.0**number)).otherwise(out)
    return out
