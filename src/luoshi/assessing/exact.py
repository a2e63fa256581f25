"""Decimal numbers in floating-point columns: what is equal as printed is equal.

A printed decimal of up to 15 digits has one nearest double, and arithmetic on it is off in the last bits
(0.1 + 0.2). `settled` takes such noise away where values are compared or ranked; `rounded` rounds half away from
zero as a person does (2.675 → 2.68, where the double nearest to 2.675 lies below it).
"""

from __future__ import annotations

import polars as pl

# Below this size so many decimals are kept, above the last none but two: at least a thousand times the noise of sums
# and quotients, and more than anybody prints.
_DECIMALS = ((1e6, 8), (1e9, 5))
_REST = 2
# How far below a half a number may lie and still be meant as one: as a part of it, and of the last digit wanted.
_NOISE, _MOST_NOISE = 1e-12, 1e-3


def rounded(number: pl.Expr, digits: int) -> pl.Expr:
    """A number rounded to `digits` decimals (0 to 8), half away from zero."""
    scale = 10.0**digits
    # Polars may divide by a constant through its reciprocal, which is off in the last bit: 560000000 / 1e8 is then
    # not 5.6. Its own rounding is not.
    size = (_whole(number, scale) / scale).round(digits)
    return pl.when(number < 0).then(0 - size).otherwise(size)


def _whole(number: pl.Expr, scale: float) -> pl.Expr:
    """How many of the last digit a number has, half away from zero."""
    size = number.abs() * scale
    return (size + (size * _NOISE).clip(upper_bound=_MOST_NOISE) + 0.5).floor()


def settled(number: pl.Expr) -> pl.Expr:
    """A number without the noise of arithmetic: to compare and to rank by.

    Eight decimals below a million, five below a billion, two above; |number| < 1e13.
    """
    size = number.abs()
    out = number.round(_REST)
    for below, digits in reversed(_DECIMALS):
        out = pl.when(size < below).then(number.round(digits)).otherwise(out)
    return out


def text(number: pl.Expr, digits: int = 2) -> pl.Expr:
    """A number for a sentence: rounded, no exponent, no trailing zeros (6.10 → 6.1).

    Built from whole numbers, because floats are printed with their noise. Null gives null; a number of 9e18 / 10^digits
    or more is told as the engine writes it.
    """
    limit = 9.0e18 / 10.0**digits
    told = written(pl.when(number.abs() < limit).then(number), digits)
    return pl.when(number.abs() >= limit).then(number.cast(pl.String())).otherwise(told)


def written(number: pl.Expr, digits: int) -> pl.Expr:
    """As `text`, for |number| < 9e18 / 10^digits: a shorter expression.

    A part of an expression that stands in it twice is worked out twice, and every sentence has several numbers: the
    point is therefore put into the digits, and not between two computations of them.
    """
    scale = 10.0**digits
    shown = _whole(number, scale).cast(pl.Int64()).cast(pl.String())
    if digits:
        shown = shown.str.zfill(digits + 1).str.replace_all(rf"(\d{{{digits}}})$", ".$1").str.replace_all(r"\.?0+$", "")
    # What is rounded to nothing has no sign.
    sign = pl.when(number * (scale * (1 + _NOISE)) <= -0.5).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str([sign, shown])
