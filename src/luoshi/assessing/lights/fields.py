"""The fields of a rule set's file, read one at a time; every fault is collected, none stops the reading."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

#: What may stand in a rule set's file, part by part.
TOP_FIELDS = ("title", "about", "columns", "rule", "bands", "memory")
COLUMN_FIELDS = ("zh", "unit", "digits", "is", "values", "yes", "no")
RULE_FIELDS = ("key", "light", "when", "say")
BANDS_FIELDS = ("column", "when", "band")
BAND_FIELDS = ("key", "light", "from", "above", "to", "below", "say")
MEMORY_FIELDS = ("key", "after", "at_best", "window", "by", "month")


class Faults:
    """The faults of one file."""

    def __init__(self, file: str):
        self.file = file
        self.lines: list[str] = []

    def add(self, key: str, reason: str, found: object, expected: str) -> None:
        """One more fault: `file: key: reason: found …, expected …`."""
        self.lines.append(f"{self.file}: {key}: {reason}: found {_shown(found)}, expected {expected}")


class Reader:
    """A table of a file: gives its fields by type and says what is wrong with them."""

    def __init__(self, table: Any, key: str, fields: Sequence[str], faults: Faults):
        self.key, self.faults = key, faults
        if not isinstance(table, dict):
            faults.add(key, "wrong type", table, "a table")
            table = {}
        self.table: dict[str, Any] = table
        for name in table:
            if name not in fields:
                faults.add(self.path(name), "unknown field", name, f"one of {', '.join(fields)}")

    def path(self, name: str) -> str:
        """A field's place in the file."""
        return f"{self.key}.{name}" if self.key else name

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty; a fault where it must be there (no default) and is not."""
        value = self.table.get(name, default)
        if isinstance(value, str) and (value.strip() or value == default):
            return value.strip()
        self.faults.add(self.path(name), "missing" if value is None else "wrong type", value, "a text")
        return ""

    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self.table.get(name, default)
        if isinstance(value, str):
            value = [value]
        if isinstance(value, (list, tuple)) and value and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(v.strip() for v in value)
        self.faults.add(
            self.path(name), "missing" if value is None else "wrong type", value, "a text or a list of texts"
        )
        return ()

    def number(self, name: str) -> Fraction | None:
        """A number, exactly as it is written; None where the field is not there."""
        value = self.table.get(name)
        if value is None:
            return None
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and math.isfinite(value):
            return Fraction(value)
        self.faults.add(self.path(name), "wrong type", value, "a number")
        return None

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within limits."""
        value = self.table.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.faults.add(self.path(name), "wrong number", value, f"a whole number from {low} to {high}")
        return default

    def tables(self, name: str) -> list[Any]:
        """A list of tables, which may be absent."""
        value = self.table.get(name, [])
        if isinstance(value, list):
            return value
        self.faults.add(self.path(name), "wrong type", value, "a list of tables")
        return []


def one_of(value: str, allowed: Iterable[str], key: str, reason: str, faults: Faults) -> bool:
    """Whether a word is allowed; a fault where it is not."""
    allowed = list(allowed)
    if value in allowed:
        return True
    if value:  # an empty word has its fault already
        faults.add(key, reason, value, f"one of {', '.join(allowed)}")
    return False


def _shown(found: object) -> str:
    if found is None:
        return "nothing"
    text = str(found) if isinstance(found, (str, Decimal)) else repr(found)
    return text if len(text) <= 120 else text[:117] + "…"
