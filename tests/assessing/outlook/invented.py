"""Observations of an invented county, made short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PLACE = "青澜市云岚县"


def row(period: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One observation of retail sales, unless told otherwise."""
    return {
        "place": PLACE,
        "indicator": "RETAIL",
        "period": period,
        "measure": "level",
        "value": value,
        "unit": "亿元",
        "status": None,
        "reported_at": None,
        **more,
    }


def cumulative(years: Mapping[int, Sequence[float | None]], **more: Any) -> list[dict[str, Any]]:
    """Cumulative figures from January on; None where a month has no row."""
    out = []
    for year, values in years.items():
        for month, value in enumerate(values, 1):
            period = f"{year}-01" if month == 1 else f"{year}-01/{year}-{month:02d}"
            if value is not None:
                out.append(row(period, value, **more))
    return out


def monthly(years: Mapping[int, Sequence[float | None]], **more: Any) -> list[dict[str, Any]]:
    """Single months from January on; None where a month has no row."""
    out = []
    for year, values in years.items():
        for month, value in enumerate(values, 1):
            if value is not None:
                out.append(row(f"{year}-{month:02d}", value, **more))
    return out


TYPES = {"status": "text", "reported_at": "day", "unit": "text", "value": "number"}


def quarters(*figures: float | None) -> list[float | None]:
    """Figures of a year at March, June, September and December, nothing between."""
    out: list[float | None] = []
    for figure in figures:
        out += [None, None, figure]
    return out


RETAIL = cumulative(
    {
        2021: quarters(24, 50, 80, 116),
        2022: quarters(26, 54, 86, 124),
        2023: quarters(27, 57, 90, 130),
        2024: quarters(28, 60, 99),
    }
)
