"""One series by exponential smoothing: statsmodels' ETS with damped trend and additive seasons (the option `ets`).

Some tenths of a second a series, so it is for a few, and its intervals are too narrow (decision record 0014).
January and February come as halves of their sum where any year has them together only.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from luoshi.assessing.outlook.grids import Array
from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Kind


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The months to come as figures so far, and the standard error of each."""

    path: Array
    error: Array
    years: int


def foreseen(kind: Kind, figures: Array, m: int) -> Foreseen | None:
    """The rest of a year, `figures[year, month]` being what is known; None with gaps or without two past years."""
    months = _months(figures[-settings().ets_years - 1 :], kind in ("flow", "average"), m)
    if months is None or len(months) < 24 + m:
        return None
    ahead = 12 - m
    if np.ptp(months) == 0:
        path, error = np.full(ahead, months[-1]), np.zeros(ahead)
    else:
        # Counted in units of its own size, so that the search for the parameters starts alike for all.
        size = float(np.mean(np.abs(months)))
        made = _fitted(months / size, ahead)
        if made is None:
            return None
        path, response, sigma = made[0] * size, made[1], made[2] * size
        if kind in ("flow", "average"):
            response = np.cumsum(response)
        error = sigma * np.sqrt(np.cumsum(response**2))
    if kind in ("flow", "average"):
        path = figures[-1, m - 1] + np.cumsum(path)
    return Foreseen(path, error, len(months) // 12)


def _months(figures: Array, summed: bool, m: int) -> Array | None:
    """The latest unbroken years as single months up to month m; None where the current year is broken."""
    out: list[Array] = []
    halves = summed and bool(np.isnan(figures[:, 0]).any())
    for back, row in enumerate(figures[::-1]):
        values = row[: m if back == 0 else 12].copy()
        if halves and len(values) > 1:
            values[0] = values[1] / 2
        if np.isnan(values).any():
            if back == 0:
                return None
            break
        out.append(np.diff(values, prepend=0.0) if summed else values)
    return np.concatenate(out[::-1])


def _fitted(months: Array, ahead: int) -> tuple[Array, Array, float] | None:
    """Forecast, response of the months to come to an error of one in the first of them, and the errors' deviation."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # type: ignore[import-untyped]

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            model = ETSModel(months, error="add", trend="add", damped_trend=True, seasonal="add", seasonal_periods=12)
            result = model.fit(disp=0)
            path = np.asarray(result.forecast(ahead), dtype=np.float64)
            impulse = np.zeros((ahead, 1))
            still = _run(result, impulse, ahead)
            impulse[0] = 1.0
            response = _run(result, impulse, ahead) - still
            # The smoothing parameters, trend, level and seasons were fitted too: fewer degrees of freedom.
            free = max(len(months) - 16, 1)
            sigma = float(np.sqrt(np.sum(np.asarray(result.resid) ** 2) / free))
        except (ValueError, np.linalg.LinAlgError):
            return None
    good = np.isfinite(path).all() and np.isfinite(response).all() and np.isfinite(sigma)
    return (path, response, sigma) if good else None


def _run(result: object, errors: Array, ahead: int) -> Array:
    simulated = result.simulate(ahead, anchor="end", repetitions=1, random_errors=errors)  # type: ignore[attr-defined]
    return np.asarray(simulated, dtype=np.float64).reshape(-1)
