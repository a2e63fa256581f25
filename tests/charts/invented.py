"""Invented verdicts, ranks and grades of 云岚县 and its neighbours, and ways to look into a chart's specification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

VERDICT = {
    "id": "T1", "place": "云岚县", "indicator": "GDP", "as_of": "2024-01", "actual": None, "completion": None,
    "schedule": None, "ahead": None, "gap": None, "needed": None, "outlook": None, "outlook_low": None,
    "outlook_high": None, "state": None, "light": None, "reason": None,
}  # fmt: skip
NUMBERS = ("actual", "completion", "schedule", "ahead", "gap", "needed", "outlook", "outlook_low", "outlook_high")
VERDICT_TYPES = {name: "number" if name in NUMBERS else "text" for name in VERDICT}
TABLE_TYPES = {"place": "text", "period": "text", "rank": "number", "score": "number"}
CARD_TYPES = {"place": "text", "card": "text", "grade": "text", "period": "text"}


def verdict(**fields: Any) -> dict[str, Any]:
    """A verdict with these fields, the rest of T1 and nulls."""
    assert set(fields) <= set(VERDICT), fields
    return {**VERDICT, **fields}


def board_rows() -> list[dict[str, Any]]:
    """Two places, three targets, three months; T2 has no verdict for February, T3 none that has a number in March."""
    return [
        verdict(as_of="2024-01", completion=8.6, schedule=8.3, ahead=0.3, light="green", state="on_track"),
        verdict(as_of="2024-02", completion=15.1, schedule=16.7, ahead=-1.6, light="yellow", state="at_risk"),
        verdict(as_of="2024-03", completion=14.0, schedule=25.0, ahead=-11.0, light="red", state="off_track",
                reason="截至3月完成14%，落后序时11个百分点。"),
        verdict(id="T2", indicator="投资", as_of="2024-01", completion=9.0, ahead=0.7, light="green"),
        verdict(id="T2", indicator="投资", as_of="2024-03", completion=99.97, ahead=75.0, light="green"),
        verdict(id="T10", place="松溪县", as_of="2024-01", completion=8.0, light="yellow"),
        verdict(id="T10", place="松溪县", as_of="2024-03", light="grey", state="no_data"),
    ]  # fmt: skip


def parts(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every chart with a mark in a specification, each with its data."""
    if "mark" in spec:
        yield spec
    for layer in spec.get("layer", []):
        # Layers without data of their own have those of the chart they are in.
        yield from parts({"data": spec.get("data"), **layer})


def rows(spec: dict[str, Any], part: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of a part."""
    found = part["data"]
    values: list[dict[str, Any]] = spec["datasets"][found["name"]] if "name" in found else found["values"]
    return values


def named(spec: dict[str, Any], name: str) -> dict[str, Any]:
    """The part of that name."""
    [found] = [part for part in parts(spec) if part.get("name") == name]
    return found


def named_rows(chart: Any, name: str) -> list[dict[str, Any]]:
    """The data of the part of that name."""
    spec = chart.to_dict()
    return rows(spec, named(spec, name))


def texts(chart: Any) -> list[str]:
    """Every word that is printed in a chart, but for axes and title."""
    spec = chart.to_dict()
    out = []
    for part in parts(spec):
        if part["mark"]["type"] == "text":
            field = part["encoding"]["text"]["field"]
            out += [str(row[field]) for row in rows(spec, part)]
    return out
