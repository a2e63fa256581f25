"""Units and measure words as data (`units.toml`), with their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from luoshi.vocabulary import tables


@dataclass(frozen=True, slots=True)
class Units:
    """All units: `kind` of each by its printed form, those that Chinese numerals count in, all longest first."""

    kind: dict[str, str]
    in_words: frozenset[str]
    ordered: tuple[str, ...]

    def of(self, unit: str) -> str:
        """The kind of a printed unit without its magnitude; `count` for one that is not in the list."""
        return self.kind.get(unit, "count")


@cache
def units() -> Units:
    """The units of `units.toml`. Raises `ValueError` where one form stands under two kinds."""
    table = tables.load("units")
    kind: dict[str, str] = {}
    in_words = frozenset(table.pop("in_words")["units"])
    for name, entry in table.items():
        for unit in entry["units"]:
            if unit in kind:
                raise ValueError(f"units.toml: {unit!r} stands under {kind[unit]!r} and {name!r}; expected one kind")
            kind[unit] = name
    return Units(kind, in_words, tuple(sorted(kind, key=lambda u: (-len(u), u))))
