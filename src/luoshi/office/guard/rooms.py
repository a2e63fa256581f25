"""Which rooms stand, and the TOML files they bring."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

OFFICE = Path(__file__).resolve().parents[1]


@cache
def rooms() -> tuple[str, ...]:
    """The names of the rooms: the folders of the office that are Django apps."""
    return tuple(sorted(path.parent.name for path in OFFICE.glob("*/apps.py")))


def files(name: str) -> dict[str, dict[str, Any]]:
    """What the file `name` of each room that has one says: room → its contents.

    Raises `ValueError`, with the file, where one is not TOML.
    """
    found = {}
    for room in rooms():
        path = OFFICE / room / name
        if path.is_file():
            try:
                found[room] = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"{room}/{name}: {error}") from error
    return found
