"""The columns of a flat table of statements: name and type, per kind and for all kinds together."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias

from luoshi.reading.statements import FIELDS

ColumnType: TypeAlias = Literal["text", "whole", "number", "span", "joined"]

# What a field holds, where it is not text.
_TYPES: dict[str, ColumnType] = {
    "article": "whole",
    "line": "whole",
    "page": "whole",
    "value": "number",
    "value_to": "number",
    "span": "span",
    "value_span": "span",
    "joined": "joined",
}


def columns(kind: str | None = None) -> dict[str, ColumnType]:
    """The columns of one kind of statement, or with `None` of all kinds together.

    The order is that of the contract; with all kinds a field stands where the first kind that has it puts
    it: figure, then task, then article. Raises `ValueError` for another kind.
    """
    if kind is not None and kind not in FIELDS:
        raise ValueError(f"kind {kind!r}: expected one of {', '.join(FIELDS)}")
    kinds = [kind] if kind is not None else ["figure", "task", "article"]
    names = dict.fromkeys(["kind", *(name for k in kinds for name in FIELDS[k])])
    return {name: _TYPES.get(name, "text") for name in names}


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A statement's row with its spans split (`span_start`, `span_end`, …) and `joined` as JSON text."""
    out: dict[str, Any] = {}
    for name, kind in columns().items():
        value = row.get(name)
        if kind == "span":
            out[f"{name}_start"], out[f"{name}_end"] = value if value else (None, None)
        elif kind == "joined":
            out[name] = json.dumps(value, ensure_ascii=False) if value else None
        else:
            out[name] = value
    return out


def flat_names() -> list[str]:
    """The column names of `flat` rows."""
    return list(flat({}))
