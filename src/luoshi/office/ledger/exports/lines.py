"""The ledger as JSON Lines: a commitment a line, with all that is known of it here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from luoshi.office.ledger.exports.rows import Row

_COLUMNS = (
    "number", "kind", "name", "text", "period", "measure", "comparator", "value", "value_to", "unit", "strength",
    "reference", "baseline", "card", "state", "version",
)  # fmt: skip


def line(row: Row) -> dict[str, Any]:
    """A commitment as an object: numbers exact, as text; what is not there is null."""
    one = row.commitment
    told: dict[str, Any] = {name: getattr(one, name) for name in _COLUMNS}
    told = {name: None if value == "" else value for name, value in told.items()}
    return told | {
        "place": {"code": one.place.code, "name": one.place.name},
        "indicator": {"code": one.indicator.code, "name": one.indicator.name} if one.indicator else None,
        "due": one.due.isoformat() if one.due else None,
        "owners": [{"code": owner.code, "name": owner.name, "role": owner.role} for owner in row.owners],
        "open_owners": [{"name": name, "role": role} for role, name in one.printed_owners],
        "parent": one.parent.number if one.parent else None,
        "document": row.source or None,
        "line": row.line,
        "statement": one.statement_id,
    }


def jsonl(rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines, in UTF-8."""
    for row in rows:
        yield json.dumps(line(row), ensure_ascii=False).encode("utf-8") + b"\n"
