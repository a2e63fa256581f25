"""An invented county that speaks in January 2025, and short ways to ask what was read of a sentence."""

from __future__ import annotations

from typing import Any

from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Document, Figure

HOME = "青澜市云岚县"
DATE = "2025-01-03"


def document(text: str, place: str | None = HOME, date: str | None = DATE, name: str = "invented.txt") -> Document:
    """The statements of a text of the invented county."""
    return read_source(Source(name, text), place=place, date=date)


def figures(text: str, place: str | None = HOME, date: str | None = DATE) -> list[Figure]:
    """The figures of a text of the invented county."""
    return document(text, place, date).figures


def told(text: str, *names: str, place: str | None = HOME, date: str | None = DATE) -> list[Any]:
    """The named fields of every figure of a text: a tuple a figure, or the value alone for one name."""
    rows = [tuple(getattr(f, n) for n in names) for f in figures(text, place, date)]
    return [r[0] for r in rows] if len(names) == 1 else rows
