"""Periods as ISO text: year, half, quarter, month, day, cumulative months, plan.

`2025` · `2025-Q1` · `2025-03` · `2025-03-08` · `2025-01/2025-11` (1—11月, cumulative) · `2025-Q1/2025-Q3`
(前三季度) · `2021/2025` (十四五) · `2023/` (2023年以来, open).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.vocabulary.numerals import number

#: The first five-year plan ran 1953—1957; after a gap (1963—1965) the third began in 1966.
LAST_PLAN = 20  # 二十五 and more are numbers, no plans anybody has made
FIRST_PLANS = {1: 1953, 2: 1958}


def plan(ordinal: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan: 14 → (2021, 2025). Raises `ValueError` below 1."""
    if ordinal < 1:
        raise ValueError(f"five-year plan {ordinal}: expected 1 or more")
    start = FIRST_PLANS.get(ordinal) or 1966 + 5 * (ordinal - 3)
    return start, start + 4


def plan_named(name: str) -> tuple[int, int] | None:
    """First and last year of the plan a name says: 十四五 → (2021, 2025). None for anything else."""
    if not name.endswith("五"):
        return None
    ordinal = number(name[:-1])
    return plan(int(ordinal)) if ordinal and ordinal <= LAST_PLAN else None


def months(year: int, first: int, last: int) -> str:
    """A run of months of one year; a single month where both are the same."""
    if first == last:
        return f"{year}-{first:02d}"
    return f"{year}-{first:02d}/{year}-{last:02d}"


def quarters(year: int, first: int, last: int) -> str:
    """A run of quarters of one year; a single quarter where both are the same."""
    return f"{year}-Q{first}" if first == last else f"{year}-Q{first}/{year}-Q{last}"


def years(first: int, last: int) -> str:
    """A run of years; a single year where both are the same."""
    return str(first) if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The months a period covers, as `year * 12 + month - 1`; `end` is None where the period is open."""

    start: int
    end: int | None


def bounds(period: str) -> Bounds:
    """The months a period's ISO text covers. Raises `ValueError` for text that is no period."""
    first, slash, last = period.partition("/")
    start, start_end = _point(first)
    if not slash:
        return Bounds(start, start_end)
    return Bounds(start, _point(last)[1] if last else None)


def _point(text: str) -> tuple[int, int]:
    parts = text.split("-")
    try:
        year = int(parts[0])
        if len(parts) == 1:
            return year * 12, year * 12 + 11
        if parts[1].startswith("Q"):
            quarter = int(parts[1][1:])
            if not 1 <= quarter <= 4:
                raise ValueError
            return year * 12 + 3 * (quarter - 1), year * 12 + 3 * quarter - 1
        month = int(parts[1])
        if not 1 <= month <= 12:
            raise ValueError
        return year * 12 + month - 1, year * 12 + month - 1
    except ValueError:
        raise ValueError(f"period {text!r}: expected YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD") from None


def year_before(period: str) -> str:
    """The same months a year before: 2024-01/2024-10 → 2023-01/2023-10; also of a period in words (2024年1—10月)."""
    return re.sub(r"\b\d{4}", lambda year: f"{int(year[0]) - 1:04d}", period)


def last_year(period: str) -> int:
    """The year in which a period ends (the year in which it starts, where it is open)."""
    b = bounds(period)
    return (b.start if b.end is None else b.end) // 12
