"""JSON Lines: one object a line; what is no object is a fault of its line, and the other lines are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luoshi.assessing.sources.faults import Fault, shown
from luoshi.assessing.sources.grid import Grid, frame_of


def grids(path: Path, file: str) -> tuple[list[Grid], list[Fault]]:
    """The one table of a JSON Lines file: a column a key, in the order in which keys appear."""
    faults: list[Fault] = []
    places: dict[str, int] = {}

    def rows() -> Iterator[tuple[int, list[Any]]]:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                try:
                    found = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
                except (ValueError, RecursionError) as error:
                    # What JSON says of a line of bytes may be long; its first words say enough.
                    told = f"a line that is no JSON ({str(error)[:60]})"
                    faults.append(Fault(file, None, number, None, told, "one JSON object a line, in UTF-8"))
                    continue
                if not isinstance(found, dict):
                    expected = "one JSON object a line"
                    faults.append(Fault(file, None, number, None, shown(line.decode("utf-8", "replace")), expected))
                    continue
                for key in found:
                    places.setdefault(key, len(places))
                row: list[Any] = [None] * len(places)
                for key, value in found.items():
                    row[places[key]] = _text(value)
                yield number, row

    frame = frame_of(rows())
    return [Grid(file, None, frame, heads=list(places))], faults


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else repr(value)
