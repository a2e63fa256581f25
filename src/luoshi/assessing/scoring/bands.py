"""Bands: ranges of a number that together hold every number once, each with points or a grade."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from luoshi.assessing.rulefiles import Table


@dataclass(frozen=True, slots=True)
class Band:
    """One range, from the best to the worst: `edge` is its lower end as goodness (None: open), `what` what it gives."""

    edge: float | None
    what: Any


def read(table: Table, what: str, rising: bool = True) -> tuple[Band, ...]:
    """The bands of a rule, the best first. `what` is the key of what a band gives: `points` or `grade`.

    Each band says `from` and `to`. Where more is better (`rising`) `from` belongs to the band and `to` does not;
    where less is better `to` belongs to it and `from` does not. Gaps, overlaps and points that fall as the value
    gets better are faults.
    """
    rows: list[tuple[float, float, Any]] = []
    for band in table.tables("bands"):
        low = band.number("from", None)
        high = band.number("to", None)
        given: Any = band.number(what) if what == "points" else band.text(what)
        band.done()
        low = float("-inf") if low is None else low
        high = float("inf") if high is None else high
        if low >= high:
            band.fault("from", f"{low:g}, which is not below `to` ({high:g})", "a range")
        rows.append((low, high, given))
    if not rows:
        table.fault("bands", "nothing", "a list of bands with from, to and " + what)
        return ()
    rows.sort(key=lambda row: row[:2])
    _joined(table, rows, rising)
    rows = rows[::-1] if rising else rows
    if what == "points":
        for better, worse in pairwise(rows):
            if worse[2] > better[2]:
                table.fault("bands", f"{worse[2]:g} points below {better[2]:g}", "no more points for a worse value")
    return tuple(Band(_edge(low, high, rising), given) for low, high, given in rows)


def _edge(low: float, high: float, rising: bool) -> float | None:
    edge = low if rising else -high
    return None if edge == float("-inf") else edge


def _joined(table: Table, rows: list[tuple[float, float, Any]], rising: bool) -> None:
    start = float("-inf") if rising or rows[0][0] != 0 else 0.0
    if rows[0][0] != start:
        table.fault("bands", f"no band below {rows[0][0]:g}", "bands that hold every number")
    if rows[-1][1] != float("inf"):
        table.fault("bands", f"no band above {rows[-1][1]:g}", "bands that hold every number")
    for (_, end, _), (begin, _, _) in pairwise(rows):
        if end < begin:
            table.fault("bands", f"a gap from {end:g} to {begin:g}", "bands that hold every number")
        elif end > begin:
            table.fault("bands", f"an overlap from {begin:g} to {end:g}", "bands that do not overlap")


def in_band(goodness: pl.Expr, bands: tuple[Band, ...]) -> pl.Expr:
    """What the band of a number gives (null for null)."""
    out = pl.lit(bands[-1].what)
    for band in reversed(bands[:-1]):
        out = pl.when(goodness >= band.edge).then(pl.lit(band.what)).otherwise(out)
    return pl.when(~goodness.is_null()).then(out)
