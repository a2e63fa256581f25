"""What is wrong with a file of rules or limits: every fault at once, with file, key, what was found and expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

_NOTHING = object()


class RuleError(ValueError):
    """Rules or limits that cannot be used, or a frame that they ask for more than it has.

    `faults` has one line a fault: file, key, perhaps the reason, what was found, what was expected.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Table:
    """A table of a rule file that is read key by key. What is wrong is noted, not raised; a stand-in is given back."""

    def __init__(self, data: Any, where: str, key: str, faults: list[str]) -> None:
        self.where, self.key, self.faults = where, key, faults
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self._read: set[str] = set()
        if not isinstance(data, Mapping):
            self.fault("", _shown(data), "a table")

    def fault(self, key: str, found: str, expected: str) -> None:
        """Notes a fault of one key."""
        path = ".".join(part for part in (self.key, key) if part)
        self.faults.append(f"{self.where}: {path}: found {found}, expected {expected}")

    def _take(self, key: str, default: Any, expected: str) -> Any:
        self._read.add(key)
        if key in self.data:
            return self.data[key]
        if default is _NOTHING:
            self.fault(key, "nothing", expected)
        return None if default is _NOTHING else default

    def has(self, key: str) -> bool:
        """Whether the file says something for a key."""
        return key in self.data

    def text(self, key: str, default: Any = _NOTHING) -> str:
        """A text that is not empty."""
        value = self._take(key, default, "a text")
        if key in self.data and (not isinstance(value, str) or not value):
            self.fault(key, _shown(value), "a text")
            value = None
        return value if value is not None or default is None else ""

    def choice(self, key: str, words: Sequence[str], default: Any = _NOTHING) -> Any:
        """One of some words."""
        expected = "one of " + ", ".join(words)
        value = self._take(key, default, expected)
        if key in self.data and value not in words:
            self.fault(key, _shown(value), expected)
            return words[0]
        return words[0] if value is None else value

    def number(
        self, key: str, default: Any = _NOTHING, low: float | None = None, high: float | None = None, more: str = ""
    ) -> Any:
        """A number between `low` and `high`; `more` says what else the key may hold (and the caller looks for it)."""
        limits = " ".join(
            part
            for part in (f"from {low:g}" if low is not None else "", f"to {high:g}" if high is not None else "")
            if part
        )
        expected = " ".join(part for part in ("a number", limits, more) if part)
        value = self._take(key, default, expected)
        if key not in self.data:
            return (low or 0.0) if default is _NOTHING else value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            self.fault(key, _shown(value), expected)
            return low or 0.0
        if (low is not None and value < low) or (high is not None and value > high):
            self.fault(key, _shown(value), expected)
        return float(value)

    def numbers(self, key: str, default: Any = _NOTHING) -> list[float]:
        """A list of one number or more."""
        value = self._take(key, default, "a list of numbers")
        if key not in self.data:
            return list(default) if default is not _NOTHING else []
        good = isinstance(value, list) and bool(value)
        if not good or any(isinstance(v, bool) or not isinstance(v, (int, float)) or not isfinite(v) for v in value):
            self.fault(key, _shown(value), "a list of numbers")
            return []
        return [float(v) for v in value]

    def texts(self, key: str, default: Any = _NOTHING) -> list[str]:
        """A list of texts, which may be empty."""
        value = self._take(key, default, "a list of texts")
        if key in self.data and (not isinstance(value, list) or any(not isinstance(v, str) or not v for v in value)):
            self.fault(key, _shown(value), "a list of texts")
            return []
        return list(value or [])

    def table(self, key: str) -> Table:
        """A table below this one; an empty one where there is none."""
        return Table(self._take(key, {}, "a table"), self.where, ".".join(p for p in (self.key, key) if p), self.faults)

    def tables(self, key: str) -> list[Table]:
        """A list of tables (`[[key]]`), counted from 1 in what is said of them."""
        value = self._take(key, [], "a list of tables")
        path = ".".join(part for part in (self.key, key) if part)
        if not isinstance(value, list):
            self.fault(key, _shown(value), "a list of tables")
            return []
        return [Table(entry, self.where, f"{path}[{n}]", self.faults) for n, entry in enumerate(value, 1)]

    def named(self, key: str) -> dict[str, Table]:
        """The tables below a table, by name."""
        below = self.table(key)
        return {name: below.table(name) for name in below.data}

    def done(self) -> None:
        """Notes every key that nothing asked for."""
        for key in self.data:
            if key not in self._read:
                known = ", ".join(sorted(self._read))
                self.fault(key, "an unknown key", f"one of {known}")


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(value)
