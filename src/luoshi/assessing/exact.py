"""Decimal numbers in floating-point columns: what is equal as printed is equal, on every engine.

A printed decimal of up to 15 digits has one nearest double, and arithmetic on it is off in the last bits
(0.1 + 0.2). `settled` takes such noise away where values are compared or ranked; `rounded` rounds half away from
zero as a person does (2.675 → 2.68, where the double nearest to 2.675 lies below it).
"""

from __future__ import annotations

import narwhals as nw

# Below this size so many decimals are kept: twelve digits in all, well above the noise of sums and quotients.
_DECIMALS = ((1e4, 8), (1e6, 6), (1e8, 4), (1e10, 2))
# How far below a half a number may lie and still be meant as one, as a part of it.
_NOISE = 1e-12


def rounded(number: nw.Expr, digits: int) -> nw.Expr:
    """A number rounded to `digits` decimals (0 to 8), half away from zero; the same on every engine."""
    scale = 10.0**digits
    # Polars may divide by a constant through its reciprocal, which is off in the last bit: 560000000 / 1e8 is then
    # not 5.6. Its own rounding is not.
    size = ((number.abs() * (scale * (1 + _NOISE)) + 0.5).floor() / scale).round(digits)
    return nw.when(number < 0).then(0 - size).otherwise(size)


def settled(number: nw.Expr) -> nw.Expr:
    """A number of at most twelve significant digits, without the noise of arithmetic: to compare and to rank by."""
    size = number.abs()
    out = nw.when(size < _DECIMALS[-1][0]).then(number.round(_DECIMALS[-1][1])).otherwise(number.round(0))
    for below, digits in reversed(_DECIMALS[:-1]):
        out = nw.when(size < below).then(number.round(digits)).otherwise(out)
    return out


def text(number: nw.Expr, digits: int = 2) -> nw.Expr:
    """A number for a sentence: rounded, no exponent, no trailing zeros (6.10 → 6.1); the same on every engine.

    Built from whole numbers, because engines print floats differently. Null gives null; |number| < 9e18 / 10^digits.
    """
    size = (number.abs() * ((10.0**digits) * (1 + _NOISE)) + 0.5).floor().cast(nw.Int64())
    fraction = (size % 10**digits).cast(nw.String()).str.zfill(digits)
    long = nw.concat_str([(size // 10**digits).cast(nw.String()), nw.lit("."), fraction])
    short = long.str.replace_all(r"\.?0+$", "") if digits else size.cast(nw.String())
    return nw.when((number < 0) & (size > 0)).then(nw.concat_str([nw.lit("-"), short])).otherwise(short)
