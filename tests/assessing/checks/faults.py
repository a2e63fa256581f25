"""Faults put into a panel that has none: one in each series, to see which are asked about."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rows = dict[str, dict[str, Any]]  # level rows of one series, by period


@dataclass(frozen=True)
class Fault:
    """One fault: what it is called, in which series and period it was put."""

    kind: str
    place: str
    indicator: str
    period: str


def _times(factor: float) -> Callable[..., bool]:
    def change(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
        series[period]["value"] = round(series[period]["value"] * factor, 6)
        return True

    return change


def _copied_before(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    if before is None:
        return False
    series[period]["value"] = series[before]["value"]
    return True


def _copied_other(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    series[period]["value"] = other[period]["value"]
    return True


def _falling(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    if before is None:
        return False
    series[period]["value"] = round(series[before]["value"] * 0.96, 2)
    return True


def _swapped(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    mine, theirs = series[period]["value"], other[period]["value"]
    if not (mine > 1.6 * theirs or theirs > 1.6 * mine):
        return False
    series[period]["value"], other[period]["value"] = theirs, mine
    return True


def _transposed(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    text = f"{series[period]['value']:g}"
    if len(text) < 2 or "." in text[:2] or "e" in text or text[0] == text[1] or text[1] == "0":
        return False
    series[period]["value"] = float(text[1] + text[0] + text[2:])
    return True


def _other_unit(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    units = {"亿元": "万元", "万元": "亿元"}
    if series[period]["unit"] not in units:
        return False
    series[period]["unit"] = units[series[period]["unit"]]
    return True


def _fraction(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    if period not in growths or abs(growths[period]["value"]) < 3:
        return False
    growths[period]["value"] = round(growths[period]["value"] / 100, 4)
    return True


def _growth_ten(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    if period not in growths or abs(growths[period]["value"]) < 4:
        return False
    growths[period]["value"] = round(growths[period]["value"] * 10, 2)
    return True


def _points(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    if period not in growths:
        return False
    growths[period]["unit"] = "个百分点"
    return True


def _zero_status(series: Rows, growths: Rows, other: Rows, period: str, before: str | None) -> bool:
    series[period]["status"] = "zero"
    return True


FAULTS: dict[str, Callable[..., bool]] = {
    "×10": _times(10),
    "÷10": _times(0.1),
    "×100": _times(100),
    "×10⁴": _times(10_000),
    "÷10⁴": _times(0.0001),
    "unit written wrong (万元, 亿元)": _other_unit,
    "copied from the month before": _copied_before,
    "copied from another place": _copied_other,
    "falling cumulative (−4 %)": _falling,
    "swapped with another place": _swapped,
    "first two digits transposed": _transposed,
    "growth as a fraction": _fraction,
    "growth ×10": _growth_ten,
    "growth in 个百分点": _points,
    "status zero with a value": _zero_status,
}


def spoiled(rows: list[dict[str, Any]], seed: int) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Rows with one fault in each series, the kinds in turn; series that a swap has touched get no other."""
    dice = random.Random(seed)
    rows = [dict(row) for row in rows]
    levels: dict[tuple[str, str], Rows] = defaultdict(dict)
    growths: dict[tuple[str, str], Rows] = defaultdict(dict)
    for row in rows:
        (levels if row["measure"] == "level" else growths)[row["place"], row["indicator"]][row["period"]] = row
    order = list(levels)
    dice.shuffle(order)
    kinds, touched, faults = list(FAULTS), set(), []
    for place, indicator in order:
        if (place, indicator) in touched:
            continue
        partner = next((k for k in order if k[1] == indicator and k[0] != place and k not in touched), None)
        if partner is None:
            continue
        # The kind that was put in least comes first; ten tries for each, because not every fault fits every cell.
        least = sorted(kinds, key=lambda k: [f.kind for f in faults].count(k))
        for attempt in range(10 * len(kinds)):
            kind = least[attempt // 10]
            periods = list(levels[place, indicator])
            at = dice.randrange(len(periods))
            period = periods[at]
            before = periods[at - 1] if at and periods[at - 1][:4] == period[:4] else None
            series = (levels[place, indicator], growths[place, indicator], levels[partner])
            if FAULTS[kind](*series, period, before):
                faults.append(Fault(kind, place, indicator, period))
                touched |= {(place, indicator)} | ({partner} if "another" in kind else set())
                break
    return rows, faults
