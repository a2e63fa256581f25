"""Helpers: frames of invented places, and what a method makes of some values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assessing.engines import Engine
from luoshi.assessing.scoring import Rules, parse, score

PLACES = ("云岚县", "松口县", "白石区", "临河区", "青阳县", "石桥县", "东屏区", "南浦县")
#: The eight-card file's types, for columns that may be all null.
TYPES = {"value": "number", "status": "text", "target": "number"}


def figures(
    values: Sequence[float | None],
    indicator: str = "IND_VA",
    measure: str = "growth",
    period: str = "2024-10",
    status: Sequence[str | None] = (),
    **more: Any,
) -> list[dict[str, Any]]:
    """Rows of observations: the places in order, each with its value."""
    return [
        {
            "place": PLACES[n], "indicator": indicator, "period": period, "measure": measure, "value": value,
            "status": status[n] if status else None, "target": None, **more,
        }
        for n, value in enumerate(values)
    ]  # fmt: skip


def rules_of(method: str, weight: float = 10, top: Mapping[str, Any] | None = None, **keys: Any) -> Rules:
    """A rule set of one indicator."""
    entry = {"indicator": "IND_VA", "measure": "growth", "weight": weight, "method": method, **keys}
    return parse({"digits": 4, **(top or {}), "indicators": [entry]})


def scored(rows: list[dict[str, Any]], rules: Rules, engine: Engine | None = None) -> list[dict[str, Any]]:
    """The rows of scores, in the order of the places."""
    engine = engine or Engine("polars")
    frame = score(engine.frame(rows, TYPES), rules)
    assert engine.is_same_kind(frame)
    return sorted(engine.rows(frame), key=lambda row: (PLACES.index(row["place"]), row["card"], row["method"]))


def points(values: Sequence[float | None], method: str, **keys: Any) -> list[float | None]:
    """What a method gives for values."""
    return [row["score"] for row in scored(figures(values), rules_of(method, **keys))]
