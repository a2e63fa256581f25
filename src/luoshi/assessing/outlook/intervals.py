"""How wide: from the errors the same method made in the past years of the same series.

Each past year is foreseen from the same month with what was known then of it and of the year before; the error is
counted in units of `methods.spread`, so that the errors of all months can lend strength to the few from this one:

    s² = (Σ e² from this month + pooled · mean e² of all months) / (n + pooled)

over n past years, and the interval is ± t · s · spread, with Student's t of n + 1 degrees of freedom (measured: see
docs/decisions/0014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from luoshi.assessing.outlook.grids import Array
from luoshi.assessing.outlook.methods import METHODS, ON_LAST_YEAR, spread
from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Kind


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of a method in the past years of many series.

    `size[series]`: the standard error at the month in units of `spread` (not a number without any past error);
    `years[series]`: how many past years it stands on.
    """

    size: Array
    years: Array


def past_errors(kind: Kind, method: str, figures: Array, printed: Array, m: int) -> Errors:
    """The errors of a method on `figures[series, year, month]` (the last year being the current one) at month m.

    `printed` are the figures before gaps were filled: a past year counts only from months it has itself, since a
    filled one leans on the months after it.
    """
    base, year = _pairs(figures, method)
    own = np.isfinite(_pairs(printed, method)[1])
    with np.errstate(all="ignore"):
        scaled = np.stack([_scaled(kind, method, base, year, month) for month in range(1, 12)], axis=-1)
    scaled = np.where(own[..., :11], scaled, np.nan)
    here = scaled[..., m - 1]
    years = np.isfinite(here).sum(axis=-1)
    every = np.isfinite(scaled).sum(axis=(-1, -2))
    squares = np.where(np.isfinite(scaled), scaled, 0.0) ** 2
    pooled = squares.sum(axis=(-1, -2)) / np.maximum(every, 1)
    weight = settings().pooled
    size = np.sqrt((squares[..., m - 1].sum(axis=-1) + weight * pooled) / np.maximum(years + weight, 1))
    return Errors(np.where(years > 0, size, np.nan), years.astype(np.float64))


def _pairs(figures: Array, method: str) -> tuple[Array, Array]:
    """Past years, each with the year before; the first too where the method does not look back."""
    year = figures[:, :-1]
    base = np.concatenate([np.full_like(year[:, :1], np.nan), year[:, :-1]], axis=1)
    return (base[:, 1:], year[:, 1:]) if method in ON_LAST_YEAR else (base, year)


def _scaled(kind: Kind, method: str, base: Array, year: Array, m: int) -> Array:
    error = year[..., 11] - METHODS[method][kind](base, year, m)[..., -1]
    unit = spread(kind, base, m)[..., -1]
    # A series that stands still has no unit, and no error either.
    return np.where(unit > 0, error / np.where(unit > 0, unit, 1.0), np.where((unit == 0) & (error == 0), 0.0, np.nan))


def t_quantile(level: float, degrees: Array) -> Any:
    """Student's t that a two-sided interval of a level reaches to."""
    from scipy.special import stdtrit  # type: ignore[import-untyped]

    return stdtrit(degrees, 0.5 + level / 2)
