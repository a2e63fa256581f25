"""Figures of invented places: single rows, and panels that keep all their books in order."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

COUNTY = "云岚县"
TOWNS = ("松涧镇", "白浪镇", "石门镇", "竹溪镇", "沙湾镇", "柳坪镇")


def row(
    indicator: str,
    period: str,
    value: float | None,
    unit: str | None = "亿元",
    *,
    place: str = COUNTY,
    measure: str = "level",
    status: str | None = None,
    day: date | None = None,
) -> dict[str, Any]:
    """One row of observations."""
    return {
        "place": place,
        "indicator": indicator,
        "period": period,
        "measure": measure,
        "value": value,
        "unit": unit,
        "status": status,
        "reported_at": day,
    }


def frame(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows of observations as a frame."""
    types = {
        "place": pl.String,
        "indicator": pl.String,
        "period": pl.String,
        "measure": pl.String,
        "value": pl.Float64,
        "unit": pl.String,
        "status": pl.String,
        "reported_at": pl.Date,
    }
    return pl.DataFrame([[r[n] for n in types] for r in rows], schema=types, orient="row")


def so_far(year: int, month: int) -> str:
    """The cumulative period from January to a month."""
    return f"{year}-01" if month == 1 else f"{year}-01/{year}-{month:02d}"


#: What the invented county counts each month: indicator, unit, size of a month, decimals.
MONTHLY = (
    ("BUDGET_REV", "亿元", 4.2, 2),
    ("FAI", "亿元", 11.7, 2),
    ("RETAIL", "亿元", 9.3, 2),
    ("EXPORTS", "万元", 8450.0, 0),
    ("JOBS_NEW", "人", 610.0, 0),
)


def panel(
    seed: int, places: Sequence[str] = TOWNS, years: Sequence[int] = (2021, 2022, 2023, 2024)
) -> list[dict[str, Any]]:
    """Monthly cumulative amounts and their growth, of several places: seasonal, noisy, and free of contradictions.

    A month is the place's size × the season × growth over the years × noise of 4 %; growth is that of the rounded
    amounts. Everything comes from the seed.
    """
    dice = random.Random(seed)
    season = [0.8, 0.7, 1.1, 0.95, 1.0, 1.2, 0.9, 0.95, 1.1, 1.0, 1.05, 1.25]
    rows = []
    for place in places:
        for indicator, unit, size, decimals in MONTHLY:
            level = size * dice.uniform(0.4, 2.5)
            trend = dice.uniform(1.02, 1.10)
            last: dict[int, float] = {}
            for number, year in enumerate(years):
                total, sums = 0.0, {}
                for month in range(1, 13):
                    total += level * trend**number * season[month - 1] * math.exp(dice.gauss(0, 0.04))
                    sums[month] = round(total, decimals)
                    rows.append(row(indicator, so_far(year, month), sums[month], unit, place=place))
                    if month in last:
                        growth = round((sums[month] / last[month] - 1) * 100, 1)
                        rows.append(row(indicator, so_far(year, month), growth, "%", place=place, measure="growth"))
                last = sums
    return rows
