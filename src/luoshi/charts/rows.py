"""Frames of any engine as plain rows, which is what a self-contained chart carries in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from luoshi.assessing.frames import ColumnType, FrameError, conform, enter

Row: TypeAlias = dict[str, Any]


def rows_of(native: Any, columns: Mapping[str, ColumnType], needed: Sequence[str], what: str) -> list[Row]:
    """The rows of a native frame with just these columns, nulls as None; the frame is collected.

    A frame without any column is an empty one. Raises `FrameError` where a needed column is missing or empty, or
    a number is text.
    """
    frame, _ = enter(native, what)
    there = frame.collect_schema().names()
    if not there:
        return []
    try:
        found = conform(frame, columns, needed, what).collect()
    except FrameError:
        # An empty frame of pandas has no types to go by; where nothing is, nothing is wrong.
        if set(needed) <= set(there) and not len(frame.head(1).collect()):
            return []
        raise
    rows = [dict(zip(columns, values, strict=True)) for values in found.iter_rows()]
    for row in rows:
        for name, kind in columns.items():
            row[name] = _plain(row[name], kind)
    return rows


def without_nulls(rows: Iterable[Row], columns: Sequence[str], what: str) -> list[Row]:
    """The rows, of which each has a value in these columns; raises `FrameError` for the first that has none."""
    out = []
    for row in rows:
        for name in columns:
            if row[name] is None:
                filled = ", ".join(f"{key} {value}" for key, value in row.items() if value is not None)
                raise FrameError(f"{what}: column {name}: found nothing in the row with {filled or 'nothing at all'}")
        out.append(row)
    return out


def _plain(value: Any, kind: ColumnType) -> Any:
    if value is None or value != value:
        return None
    if kind == "number":
        return float(value)
    return str(value)


def natural(text: str | None) -> tuple[Any, ...]:
    """A key that sorts T2 before T10; nothing comes last."""
    if text is None:
        return (1,)
    parts = filter(None, re.split(r"([0-9]+)", text))
    return (0, *((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts))


def number_text(value: float, digits: int = 1) -> str:
    """A number to be printed: rounded half away from zero, with a real minus sign."""
    text = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    if set(text) <= set("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", "−")


def signed_text(value: float) -> str:
    """A difference to be printed: one decimal, with its sign unless that leaves nothing."""
    text = number_text(value)
    return text if text == "0.0" or value < 0 else f"+{text}"


def percent_text(value: float) -> str:
    """A completion to be printed, one decimal below 1000: never 100 before it is reached."""
    if abs(value) >= 1000:
        return number_text(value, 0)
    text = number_text(value)
    return "99.9" if text == "100.0" and value < 100 else text


def amount_text(value: float) -> str:
    """An amount to be printed: up to two decimals, as many as it needs."""
    text = number_text(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text
