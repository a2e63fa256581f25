"""What a check must know of an indicator, a unit and a period, looked up once for the distinct ones of a frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from luoshi.assessing.calendar import month_text, spans
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame, distinct, held_if_small, look_up
from luoshi.assessing.measured import entry, key_of
from luoshi.assessing.promises.matching import in_base
from luoshi.vocabulary.units import units

#: Added for the indicator: name to be read, kind, which way is good, and 1 or 0 for each thing it may do.
INDICATOR: dict[str, Any] = {
    "key": "text",  # the catalogue's code, else the plain name
    "name": "text",
    "kind": "text",
    "good": "text",
    "usual_unit": "text",
    "sums": "whole",  # months make a year by adding up; null: nobody says
    "divides": "whole",  # parts make a whole by adding up; null: nobody says
    "falls": "whole",  # its cumulative amount may fall
    "bounded": "whole",  # a share of a whole
}
#: Added for the unit: by what numbers are multiplied, what they then count, and what sort of unit that is.
UNIT: dict[str, Any] = {"factor": "number", "base": "text", "sort": "text"}
#: Added for the period: first and last month, how many (0 for a day, an open period or years), and names of it.
PERIOD: dict[str, Any] = {
    "start": "whole",
    "end": "whole",
    "months": "whole",
    "year": "whole",
    "month": "whole",  # of its start, 0 for January
    "last_month": "text",
    "when": "text",
    "short": "text",
}
#: Sorts of units whose amounts add up.
AMOUNTS = ("money", "people", "count", "area", "length", "weight", "volume", "energy", "data")

_QUARTERS = "一二三四"
_YEAR = 12


def with_nature(frame: Frame, words: Limits, what: str) -> Frame:
    """A frame with the columns of `INDICATOR`, `UNIT`, `PERIOD`, and its unit and measure as they are meant.

    `said` is the measure, level where none is named (unless the unit is % or 个百分点 and the indicator's is not);
    `unit_shown` the unit, or the usual one where none is named. Raises `FrameError` for a text that is no period.
    """
    frame = look_up(frame, "indicator", _indicators(distinct(frame, "indicator"), words), INDICATOR)
    measure, unit = pl.col("measure").cast(pl.String()), pl.col("unit").cast(pl.String())
    ratio = unit.is_in(["%", "％", "个百分点", "百分点"]) & ~pl.col("usual_unit").fill_null("").is_in(["%", "个百分点"])
    said = (
        pl.when(~measure.is_null()).then(measure).otherwise(pl.when(ratio).then(pl.lit("")).otherwise(pl.lit("level")))
    )
    frame = frame.with_columns(said.alias("said"))
    usual = pl.when(pl.col("said") == "level").then(pl.col("usual_unit"))
    per_cent = pl.when(pl.col("said").is_in(["growth", "share", "completion"])).then(pl.lit("%"))
    frame = held_if_small(frame.with_columns(pl.coalesce(unit, usual, per_cent).fill_null("").alias("unit_shown")))
    found_units, found_periods = distinct(frame, "unit_shown"), distinct(frame, "period")
    frame = look_up(frame, "unit_shown", _units(found_units), UNIT)
    return look_up(frame, "period", _periods((period for (period,) in found_periods), what), PERIOD)


def _indicators(names: Iterable[tuple[Any, ...]], words: Limits) -> dict[str, tuple[Any, ...]]:
    return {str(name): indicator(str(name), words) for (name,) in names if name is not None}


def indicator(name: str, words: Limits) -> tuple[Any, ...]:
    """What `INDICATOR` says of one name or code."""
    found = entry(key_of(name))
    shown = found.name if found else name

    def has(key: str) -> bool:
        return any(word in shown for word in words[key])

    ratio = has("ratios") or (found is not None and (found.kind in ("rate", "index") or "/" in found.unit))
    bounded = has("shares") and not has("above")
    if found is None:
        stock = has("stocks")
        flat: int | None = 0 if ratio else None
        return key_of(name), shown, None, None, None, 0 if stock else flat, flat, int(has("falls")), int(bounded)
    sums = int(found.cumulates == "sum")
    return (
        found.code,
        shown,
        found.kind,
        found.direction,
        found.unit,
        sums,
        int(not ratio),
        int(has("falls")),
        int(bounded),
    )


def _units(found: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    kinds = units().kind
    out = {}
    for (unit,) in found:
        factor, base = in_base(str(unit)) if unit else (1.0, "")
        sort = kinds.get(str(unit)) or kinds.get(base) or ("rate" if "/" in base else "")
        out[str(unit)] = (factor, base, sort)
    return out


def _periods(found: Iterable[Any], what: str) -> dict[str, tuple[Any, ...]]:
    out: dict[str, tuple[Any, ...]] = {}
    for period, (start, end) in spans(found, what).items():
        whole = end - start + 1 <= _YEAR and not _is_day(period)
        when, short = labels(period)
        length = end - start + 1 if whole else 0
        out[period] = (start, end, length, start // _YEAR, start % _YEAR, month_text(end), when, short)
    return out


def _is_day(period: str) -> bool:
    return any(part.count("-") > 1 for part in period.split("/"))


def labels(period: str) -> tuple[str, str]:
    """A period's Chinese name, with and without its year: `2024-01/2024-05` → (2024年1—5月, 1—5月)."""
    first, slash, last = period.partition("/")
    if not slash:
        return _point(first)
    if not last:
        return f"{_point(first)[0]}以来", f"{_point(first)[1]}以来"
    year, end = first[:4], last[:4]
    if len(first) == 4 or year != end:
        text = f"{first}—{last}年" if len(first) == 4 == len(last) else f"{_point(first)[0]}—{_point(last)[0]}"
        return text, text
    if "Q" in first and "Q" in last:
        run = f"{_QUARTERS[int(first[-1]) - 1]}—{_QUARTERS[int(last[-1]) - 1]}季度"
        short = f"前{_QUARTERS[int(last[-1]) - 1]}季度" if first.endswith("Q1") else run
    elif first.count("-") == last.count("-") == 1 and "Q" not in period:
        short = f"{int(first[5:])}—{int(last[5:])}月"
    else:
        short = f"{_point(first)[1]}—{_point(last)[1]}"
    return f"{year}年{short}", short


def _point(text: str) -> tuple[str, str]:
    parts = text.split("-")
    if len(parts) == 1:
        return f"{text}年", "全年"
    short = f"{_QUARTERS[int(parts[1][1:]) - 1]}季度" if parts[1].startswith("Q") else f"{int(parts[1])}月"
    if len(parts) > 2:
        short += f"{int(parts[2])}日"
    return f"{parts[0]}年{short}", short


def yes(flag: str) -> pl.Expr:
    """Whether a 1-or-0 column says 1; unknown is no."""
    return pl.col(flag).fill_null(0) == 1


def counted() -> pl.Expr:
    """Whether a row counts people or things, of which a few more or less are no wonder."""
    return pl.col("sort").is_in(["count", "people"]).fill_null(False)


def adds_up(flag: str) -> pl.Expr:
    """Whether an indicator's amounts add up (`sums` over months, `divides` over parts): as said, else by the unit."""
    known = pl.col(flag)
    return pl.when(known.is_null()).then(pl.col("sort").is_in(list(AMOUNTS))).otherwise(known == 1)
