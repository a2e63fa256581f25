"""Rows for lights: a test names what differs, the rest is plain."""

from __future__ import annotations

from typing import Any

from assessing.engines import Engine
from luoshi.assessing.lights import light, load

TYPES = {"number": "number", "text": "text"}


def lit(engine: Engine, name: str, rows: list[dict[str, Any]], **more: Any) -> list[tuple[Any, ...]]:
    """(light, rule) of each row by a rule set, in the order of the rows."""
    return [(row["light"], row["rule"]) for row in lit_rows(engine, name, rows, **more)]


def lit_rows(engine: Engine, name: str, rows: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """The lit rows by a rule set, in the order of the rows."""
    columns = {column.name: column.kind for column in load(name).columns}
    types = {key: TYPES[columns[key]] for key in rows[0] if columns.get(key) in TYPES}
    numbered = [{"number_of_row": float(n), **row} for n, row in enumerate(rows)]
    result = light(engine.frame(numbered, types), load(name), **more)
    assert engine.is_same_kind(result)
    return sorted(engine.rows(result), key=lambda row: row["number_of_row"])


def reasons(engine: Engine, name: str, rows: list[dict[str, Any]]) -> list[str]:
    """The reason of each row."""
    return [str(row["light_reason"]) for row in lit_rows(engine, name, rows)]
