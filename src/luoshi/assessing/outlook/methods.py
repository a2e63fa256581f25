"""The methods, each for all series and years at once.

A method takes the year before (`base`) and the year itself (`year`), both `[…, 12]` of figures so far, and how many
months of it are known (`m`, 1 to 11); it gives the figures so far of the months after, `[…, 12 - m]`, the last of
which is the year's end. What it cannot foresee is not a number. The same function foresees the past years from the
same month, which is where the interval comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from luoshi.assessing.outlook.grids import Array
from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Kind

Method: TypeAlias = Callable[[Array, Array, int], Array]


def carried(base: Array, year: Array, m: int) -> Array:
    """Growth of the latest months against the year before, damped by m / (m + shrink), as a multiple.

    1 where there is nothing to compare with (a sum so far that is zero or negative); see `[growth]` in the settings.
    """
    s = settings()
    whole = _multiple(year[..., m - 1], base[..., m - 1])
    latest = whole
    if m > s.window:
        a = m - 1 - s.window
        latest = _multiple(year[..., m - 1] - year[..., a], base[..., m - 1] - base[..., a])
        latest = np.where(np.isnan(latest), whole, latest)
    multiple = np.where(np.isnan(whole), 1.0, np.clip(latest, s.lowest, s.highest))
    return np.asarray(multiple ** (m / (m + s.shrink)))


def _multiple(new: Array, old: Array) -> Array:
    good = (new > 0) & (old > 0)
    return np.where(good, new / np.where(good, old, 1.0), np.nan)


def comparable(base: Array, year: Array, m: int) -> Array:
    """Whether both sums so far are above zero, so that a growth can be carried on."""
    return np.asarray((base[..., m - 1] > 0) & (year[..., m - 1] > 0))


def profile(base: Array, year: Array, m: int) -> Array:
    """A flow: the remaining months of the year before, times the growth that is carried on."""
    rest = base[..., m:] - base[..., m - 1 : m]
    return np.asarray(year[..., m - 1 : m] + rest * carried(base, year, m)[..., None])


def recent_growth(year: Array, m: int) -> Array:
    """The growth of the latest months out of cumulative growth (in %), months weighing alike."""
    window = settings().window
    whole = year[..., m - 1]
    if m <= window:
        return whole
    a = m - window
    latest = (m * whole - a * year[..., a - 1]) / window
    return np.where(np.isnan(latest), whole, latest)


def damped_growth(base: Array, year: Array, m: int) -> Array:
    """Cumulative growth in %: the remaining months grow by m / (m + shrink) of the latest growth."""
    rest = recent_growth(year, m) * (m / (m + settings().shrink))
    after = np.arange(m + 1, 13)
    return np.asarray((m * year[..., m - 1 : m] + (after - m) * rest[..., None]) / after)


def seasonal_naive(base: Array, year: Array, m: int) -> Array:
    """What is known, and from there on the change of the year before."""
    return np.asarray(year[..., m - 1 : m] + base[..., m:] - base[..., m - 1 : m])


def last_value(base: Array, year: Array, m: int) -> Array:
    """The latest value stays."""
    return np.repeat(year[..., m - 1 : m], 12 - m, axis=-1)


def last_month(base: Array, year: Array, m: int) -> Array:
    """Sums of months (for averages): every further month is like the latest, January and February half of both."""
    latest = year[..., m - 1]
    if m > 1:
        before = year[..., m - 2]
        latest = np.where(np.isnan(before), latest / m if m == 2 else np.nan, latest - before)
    return np.asarray(year[..., m - 1 : m] + latest[..., None] * np.arange(1, 13 - m))


def run_rate(base: Array, year: Array, m: int) -> Array:
    """A straight line from the start of the year: so far, by months elapsed, times the months."""
    return np.asarray(year[..., m - 1 : m] / m * np.arange(m + 1, 13))


#: What `auto` takes for each kind: chosen by error (docs/decisions/0014).
AUTO: dict[Kind, str] = {
    "flow": "profile",
    "growth": "damped_growth",
    "stock": "seasonal_naive",
    "rate": "last_value",
    "average": "last_value",
}
#: The method of a name for a kind; a growth and a rate have no run-rate but to stay.
METHODS: dict[str, dict[Kind, Method]] = {
    "profile": {"flow": profile},
    "damped_growth": {"growth": damped_growth},
    "last_value": {"growth": last_value, "stock": last_value, "rate": last_value, "average": last_month},
    "seasonal_naive": dict.fromkeys(("flow", "growth", "stock", "rate", "average"), seasonal_naive),
    "run_rate": {
        "flow": run_rate,
        "growth": last_value,
        "stock": last_value,
        "rate": last_value,
        "average": run_rate,
    },
}
#: The methods that need the year before.
ON_LAST_YEAR = ("profile", "seasonal_naive")


def spread(kind: Kind, base: Array, m: int) -> Array:
    """By how much more a month's error is to be expected than another's, `[…, 12 - m]`: the unit errors are counted in.

    Of a flow the amounts of the year before in the months still to come (never below a tenth of an even share); of
    others the number of those months, to a power of the settings.
    """
    after = np.arange(m + 1, 13)
    if kind == "flow":
        steps = np.abs(np.diff(base[..., m - 1 :], axis=-1))
        even = np.abs(base[..., 11:12]) * (after - m) / 120
        return np.asarray(np.maximum(np.cumsum(steps, axis=-1), even))
    size = (after - m) ** settings().spread[kind]
    if kind == "growth":
        size = size / after
    return np.broadcast_to(np.asarray(size, dtype=np.float64), (*base.shape[:-1], 12 - m))
