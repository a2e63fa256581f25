"""How much is taken in: `limits.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Intake:
    """The limits; `limits.toml` says what each is."""

    file_bytes: int
    files: int
    kinds: tuple[str, ...]
    characters: int
    pages: int
    seconds: int
    memory: int
    leftover_hours: int


@cache
def intake() -> Intake:
    """The limits of this office. Raises `ValueError`, naming the key, where one is lacking or no limit."""
    path = Path(__file__).parent / "limits.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        limits = Intake(**{**found, "kinds": tuple(found.get("kinds", ()))})
    except TypeError as error:
        raise ValueError(f"documents/limits.toml: {error}") from error
    for key, value in vars(limits).items():
        if not value or (key != "kinds" and (not isinstance(value, int) or value < 1)):
            raise ValueError(f"documents/limits.toml: {key}: expected a whole number of 1 or more, found {value!r}")
    return limits
