"""Periods as whole numbers: the months a period covers, beside its text."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from luoshi.assessing.frames import Frame, FrameError, distinct, look_up
from luoshi.vocabulary.periods import bounds, months

#: Months are counted as `year * 12 + month - 1`, as in `vocabulary.periods.Bounds`.
FIRST, LAST = "start", "end"


def with_months(frame: Frame, what: str, column: str = "period") -> Frame:
    """A frame with the first and the last month (`start`, `end`) of each row's period.

    An open period ends where it starts a hundred years later. Raises `FrameError`, naming the text, for a
    period that is none. Collects the distinct periods of the frame.
    """
    return look_up(
        frame, column, spans((row[0] for row in distinct(frame, column)), what), {FIRST: "whole", LAST: "whole"}
    )


def spans(periods: Iterable[str | None], what: str) -> dict[str, tuple[int, int]]:
    """First and last month of each period; raises `FrameError` for a text that is no period."""
    out = {}
    for period in periods:
        if period is None:
            raise FrameError(f"{what}: column period: found nothing, expected a period such as 2025 or 2025-01/2025-10")
        try:
            found = bounds(str(period))
        except ValueError as error:
            raise FrameError(f"{what}: column period: {error}") from None
        out[str(period)] = (found.start, found.start + 1199 if found.end is None else found.end)
    return out


def month_number(month: str) -> int:
    """The last month of a period as a number: `2024-10` → 24297; raises `ValueError` where it is none."""
    end = bounds(month).end
    if end is None:
        raise ValueError(f"period {month!r}: expected one with an end")
    return end


def month_text(number: int) -> str:
    """A month's ISO text: 24297 → `2024-10`."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_label(number: pl.Expr) -> pl.Expr:
    """Months as ISO text, by expressions: the same as `month_text`."""
    year = (number // 12).cast(pl.String())
    return pl.concat_str([year, pl.lit("-"), (number % 12 + 1).cast(pl.String()).str.zfill(2)])


def so_far(number: int) -> str:
    """The cumulative period from January to a month: 24297 → `2024-01/2024-10`, a single month for January."""
    return months(number // 12, 1, number % 12 + 1)
