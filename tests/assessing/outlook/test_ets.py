"""Exponential smoothing, as an option."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assessing.engines import Engine
from assessing.outlook.invented import TYPES, cumulative, monthly
from luoshi.assessing.outlook import outlook
from luoshi.assessing.outlook.ets import foreseen

POLARS = Engine("polars")
SEASON = [4, 3, 5, 5, 6, 7, 5, 5, 6, 6, 7, 8]


def amounts(noise: float = 0.1) -> dict[int, list[float]]:
    draw = np.random.default_rng(7)
    years = {y: [s * 1.05 ** (y - 2019) + float(draw.normal(0, noise)) for s in SEASON] for y in range(2019, 2025)}
    years[2024] = years[2024][:8]
    return years


def test_a_series_with_seasons_and_growth() -> None:
    found = outlook(POLARS.frame(monthly(amounts()), TYPES), "2024-08", method="ets").to_dicts()[0]
    truth = sum(s * 1.05**5 for s in SEASON)
    assert found["method"] == "ets"
    assert found["outlook"] == pytest.approx(truth, rel=0.01)
    assert found["outlook_low"] < truth < found["outlook_high"]
    assert "statsmodels" in found["reason"]


def test_the_interval_of_a_sum_is_that_of_many_simulated_years() -> None:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    years = amounts(0.4)
    figures = np.full((6, 12), np.nan)
    for n, values in enumerate(years.values()):
        figures[n, : len(values)] = np.cumsum(values)
    made = foreseen("flow", figures, 8)
    assert made is not None
    months = np.concatenate([np.asarray(v) for v in years.values()])
    model = ETSModel(
        months / months.mean(), error="add", trend="add", damped_trend=True, seasonal="add", seasonal_periods=12
    )
    result = model.fit(disp=0)
    sigma = math.sqrt(float(np.sum(np.asarray(result.resid) ** 2)) / (len(months) - 16))
    errors = np.random.default_rng(1).normal(0, sigma, (4, 4000))
    runs = np.asarray(result.simulate(4, anchor="end", repetitions=4000, random_errors=errors))
    assert made.error[-1] == pytest.approx(runs.sum(axis=0).std() * months.mean(), rel=0.05)


def test_january_and_february_together_are_halved() -> None:
    sums = {y: [None, *np.cumsum(v)[1:].tolist()] for y, v in amounts().items()}
    found = outlook(POLARS.frame(cumulative(sums), TYPES), "2024-08", method="ets").to_dicts()[0]
    assert found["outlook"] == pytest.approx(sum(s * 1.05**5 for s in SEASON), rel=0.01)


def test_a_series_that_stands_still_stays() -> None:
    rows = monthly({y: [5.0] * 12 for y in (2021, 2022, 2023)} | {2024: [5.0] * 3})
    found = outlook(POLARS.frame(rows, TYPES), "2024-03", method="ets").to_dicts()[0]
    assert [found[c] for c in ("outlook", "outlook_low", "outlook_high")] == [60, 60, 60]


def test_gaps_and_short_series_say_so() -> None:
    years = amounts()
    for kept in (
        {2023: years[2023], 2024: years[2024]},
        {y: v if y != 2023 else [*v[:4], None, *v[5:]] for y, v in years.items()},
    ):
        rows = monthly(kept)  # type: ignore[arg-type]
        found = outlook(POLARS.frame(rows, TYPES), "2024-08", method="ets").to_dicts()[0]
        assert found["outlook"] is None
        assert found["reason"].startswith("各月有缺，或完整的往年不足两年")
    growth = cumulative({y: [5.0] * 12 for y in (2021, 2022, 2023)} | {2024: [5.0] * 3}, measure="growth")
    found = outlook(POLARS.frame(growth, TYPES), "2024-03", method="ets").to_dicts()[0]
    assert found["reason"] == "此方法不适用于该指标的口径，不作预测"
