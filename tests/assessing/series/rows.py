"""Observations by hand: rows of one invented county, and what comes out of a function."""

from __future__ import annotations

from typing import Any

from assessing.engines import Engine

TYPES = {"status": "text", "reported_at": "day", "value": "number"}


def cell(period: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One observation: retail sales of 云岚县 in 亿元, unless `more` says otherwise."""
    row = {"place": "云岚县", "indicator": "RETAIL", "period": period, "measure": "level", "value": value}
    return {**row, "unit": "亿元", "status": None, "reported_at": None, **more}


def growth_cell(period: str, value: float | None, **more: Any) -> dict[str, Any]:
    """One observation of growth in %."""
    return cell(period, value, **{"measure": "growth", "unit": "%", **more})


def values(engine: Engine, native: Any, *by: str) -> dict[Any, float | None]:
    """The values of a result by its period, or by the columns named: one row for each."""
    assert engine.is_same_kind(native)
    rows = engine.rows(native)
    keys = [tuple(row[name] for name in by) if by else row["period"] for row in rows]
    assert len(set(keys)) == len(keys)
    return {key: row["value"] for key, row in zip(keys, rows, strict=True)}


def statuses(engine: Engine, native: Any) -> dict[str, str | None]:
    """The statuses of a result by its period."""
    return {row["period"]: row["status"] for row in engine.rows(native)}
