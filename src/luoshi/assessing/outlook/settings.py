"""The settings of the outlook: `settings.toml`, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings by name; the file says what each does."""

    years: int
    minimum: int
    longest_gap: int
    window: int
    shrink: float
    lowest: float
    highest: float
    pooled: float
    spread: Mapping[str, float]
    ets_years: int
    measures: Mapping[str, str]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """What `settings.toml` says."""
    return made(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def made(entries: Mapping[str, Any], name: str = _FILE.name) -> Settings:
    """Settings of a parsed file; raises `ValueError`, naming file, table and key, for what is missing or too small."""

    def get(table: str, key: str, least: float) -> Any:
        value = entries.get(table, {}).get(key)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or value < least:
            raise ValueError(f"{name}: [{table}] {key}: found {value!r}, expected a number, at least {least}")
        return value

    return Settings(
        years=get("history", "years", 2),
        minimum=get("history", "minimum", 2),
        longest_gap=get("history", "longest_gap", 0),
        window=get("growth", "window", 1),
        shrink=get("growth", "shrink", 0),
        lowest=get("growth", "lowest", 0),
        highest=get("growth", "highest", 1),
        pooled=get("interval", "pooled", 0),
        spread={kind: get("spread", kind, 0) for kind in ("growth", "stock", "rate", "average")},
        ets_years=get("ets", "years", 3),
        measures=dict(entries.get("measures", {})),
    )
