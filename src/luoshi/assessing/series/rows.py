"""Observations as rows to compute with: months, nature, base units and the number of each, beside the contract."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import polars as pl

from luoshi.assessing.calendar import month_label, spans
from luoshi.assessing.cells import NUMBERED
from luoshi.assessing.cells import latest as latest_of
from luoshi.assessing.frames import (
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    ColumnType,
    Frame,
    FrameError,
    conform,
    distinct,
    held,
    look_up,
)
from luoshi.assessing.frames import enter as enter_native
from luoshi.assessing.measured import KEY, entry, in_base_units, unit_bases, with_key, with_nature
from luoshi.assessing.promises.matching import PER_CENT
from luoshi.vocabulary.indicators import Indicator

Own: TypeAlias = Mapping[str, Indicator] | None
#: What comes out: the columns of the contract, in its order.
OUT = tuple(OBSERVATIONS)
#: A series: what is compared over time.
SERIES = ("place", KEY, "base")
#: A cell, whatever its period is written like.
AT = ("place", KEY, "start", "end")

_TEXTS = [name for name, kind in OBSERVATIONS.items() if kind == "text"]
_MONTHS: dict[str, ColumnType | Literal["whole"]] = {
    "start": "whole",
    "end": "whole",
    "form": "text",
    "quarterly": "whole",
}
# Decimals kept of a sum or difference of numbers below a size: fourteen digits in all, which doubles hold.
_DECIMALS = ((1e4, 9), (1e6, 8), (1e8, 6), (1e10, 4), (1e12, 2))


@cache
def settings() -> dict[str, Any]:
    """The tables of `series.toml`."""
    return tomllib.loads(files(__package__).joinpath("series.toml").read_text(encoding="utf-8"))


def enter(observations: Any, what: str, own: Own, keep: Sequence[str] = ()) -> tuple[Frame, Callable[[Frame], Any]]:
    """Observations as `prepared` rows, and the way back to their own kind. Raises `FrameError` as `conform` does."""
    frame, back = enter_native(observations, what)
    absent = [name for name in keep if name not in frame.collect_schema()]
    if absent:
        raise FrameError(f"{what}: no column {', '.join(absent)}; found {', '.join(frame.collect_schema())}")
    frame = conform(frame, OBSERVATIONS, OBSERVATIONS_NEEDED, what, keep=keep)
    return prepared(frame, what, own), back


def prepared(frame: Frame, what: str, own: Own = None) -> Frame:
    """Rows of the contract with `key`, `good`, `kind`, `cumulates`, `start`, `end`, `form`, `quarterly`, `factor`,
    `base` and `amount`.

    `form`: cumulative (months of one year from January on), run (other months of one year), other (days, several
    years). `amount` is the number in the base unit (null where the cell holds none), `base` that unit ("" for none).
    A row without a measure is a level.
    """
    frame = frame.with_columns(*[pl.col(name).cast(pl.String()) for name in _TEXTS])
    measure = pl.col("measure")
    frame = frame.with_columns(pl.when(measure.is_null()).then(pl.lit("level")).otherwise(measure).alias("measure"))
    frame = with_nature(with_key(held(frame)), own)
    found = spans((row[0] for row in distinct(frame, "period")), what)
    answers = {p: (start, end, _form(p, start, end), int("Q" in p)) for p, (start, end) in found.items()}
    frame = look_up(frame, "period", answers, _MONTHS)
    status, value = pl.col("status"), pl.col("value")
    number = pl.when(status.is_null() | status.is_in(list(NUMBERED))).then(
        pl.when(status == "zero").then(0.0).otherwise(value)
    )
    frame = in_base_units(frame.with_columns(number.alias("amount")), ("amount",), unit_bases(frame))
    factor, base = pl.col("factor"), pl.col("base")
    frame = frame.with_columns(
        pl.when(factor.is_null()).then(1.0).otherwise(factor).alias("factor"),
        pl.when(base.is_null()).then(pl.lit("")).otherwise(base).alias("base"),
    )
    return held(frame)


def _form(period: str, start: int, end: int) -> str:
    day = any(point.count("-") == 2 for point in period.split("/"))
    if day or start // 12 != end // 12:
        return "other"
    return "cumulative" if start % 12 == 0 else "run"


def enter_known(
    observations: Any, what: str, own: Own, keep: Sequence[str] = ()
) -> tuple[Frame, Callable[[Frame], Any]]:
    """As `enter`, with the latest row of each cell only."""
    frame, back = enter(observations, what, own, keep)
    return held(latest(frame)), back


def latest(frame: Frame) -> Frame:
    """Of each cell the row that is known now, however its period is written: `2024-Q1` is `2024-01/2024-03`."""
    return latest_of(frame, [*AT, "measure"], ["reported_at", "value", "status", "unit", "period"])


def is_amount() -> pl.Expr:
    """Whether a prepared row is a level of something counted: no percentage and no index."""
    per_cent = pl.col("base").is_in(sorted(PER_CENT)) | pl.col("unit").is_in(sorted(PER_CENT))
    index = yes(pl.col("kind") == "index")
    return (pl.col("measure") == "level") & ~yes(per_cent) & ~index & (pl.col("form") != "other")


def additive_keys(frame: Frame, own: Own = None) -> list[str]:
    """The keys of a frame whose amounts add up over places or branches: no rates, no indices, nothing per head."""
    return [str(key) for (key,) in distinct(frame, KEY) if additive(str(key), own)]


def additive(key: str, own: Own = None) -> bool:
    """Whether an indicator's amounts add up over places or branches: GDP does, income per head does not."""
    found = entry(key, own)
    if found is not None and found.kind in ("rate", "index"):
        return False
    name = key if found is None else found.name
    return not any(word in name for word in settings()["not_additive"]["words"])


def yes(condition: pl.Expr) -> pl.Expr:
    """A condition that is false where it is unknown."""
    return pl.when(condition).then(pl.lit(True)).otherwise(pl.lit(False))


def tidy(number: pl.Expr, size: pl.Expr) -> pl.Expr:
    """A sum or difference of decimals without the noise of doubles; `size`: how large what went into it was."""
    out = _cut(number, 0)
    for below, digits in reversed(_DECIMALS):
        out = pl.when(size < below).then(_cut(number, digits)).otherwise(out)
    return out


def _cut(number: pl.Expr, digits: int) -> pl.Expr:
    scale = 10.0**digits
    # Polars divides by a constant through its reciprocal, which is off in the last bit; by a column it divides.
    return (number * scale + 0.5).floor() / (number * 0 + scale)


def run_text(start: pl.Expr, end: pl.Expr, quarterly: pl.Expr) -> pl.Expr:
    """A run of months of one year as ISO text; as quarters where `quarterly` is 1 and it is made of them."""
    months = pl.when(start == end).then(month_label(end)).otherwise(_pair(month_label(start), month_label(end)))
    one = pl.when(end - start == 2).then(_quarter(end)).otherwise(_pair(_quarter(start), _quarter(end)))
    return pl.when((quarterly == 1) & (start % 3 == 0) & (end % 3 == 2)).then(one).otherwise(months)


def _pair(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    return pl.concat_str([first, pl.lit("/"), last])


def _quarter(month: pl.Expr) -> pl.Expr:
    return pl.concat_str([(month // 12).cast(pl.String()), pl.lit("-Q"), (month % 12 // 3 + 1).cast(pl.String())])
