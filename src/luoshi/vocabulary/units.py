"""Units and measure words as data (`units.toml`), with their kinds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Units:
    """All units: `kind` of each by its printed form, and the forms longest first (as a pattern wants them)."""

    kind: dict[str, str]
    ordered: tuple[str, ...]

    def of(self, unit: str) -> str:
        """The kind of a printed unit without its magnitude; `count` for one that is not in the list."""
        return self.kind.get(unit, "count")


@cache
def units() -> Units:
    """The units of `units.toml`. Raises `ValueError` where one form stands under two kinds."""
    table = tomllib.loads(files("luoshi.vocabulary").joinpath("units.toml").read_text(encoding="utf-8"))
    kind: dict[str, str] = {}
    for name, entry in table.items():
        for unit in entry["units"]:
            if unit in kind:
                raise ValueError(f"units.toml: {unit!r} stands under {kind[unit]!r} and {name!r}; expected one kind")
            kind[unit] = name
    return Units(kind, tuple(sorted(kind, key=lambda u: (-len(u), u))))
