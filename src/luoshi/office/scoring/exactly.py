"""Numbers of frames as the office keeps them: exact, as text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import polars as pl

from luoshi.assessing import exact
from luoshi.office.log.canonical import number


def rows_of(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame: numbers without the noise of arithmetic, as text; whole numbers and texts as they are."""
    decimals = [name for name, kind in frame.schema.items() if kind.is_float()]
    settled = frame.with_columns(*[exact.settled(pl.col(name)).alias(name) for name in decimals])
    rows: list[dict[str, Any]] = settled.to_dicts()
    for row in rows:
        for name in decimals:
            row[name] = text(row[name])
    return rows


def text(value: float | None) -> str | None:
    """A number of a frame as text; None for none, and for what is no number."""
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return None
    return number(Decimal(repr(value)))


def kept(row: dict[str, Any], without: Iterable[str] = ()) -> dict[str, Any]:
    """A row as it is kept as JSON: what is null is left out."""
    left_out = set(without)
    return {name: value for name, value in row.items() if value is not None and name not in left_out}
