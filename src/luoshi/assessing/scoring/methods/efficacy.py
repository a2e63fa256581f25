"""功效系数: where a value stands between a floor and the best, on a scale that starts at a base."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import (
    BEST,
    FULL,
    GOOD,
    UNIT,
    WAY,
    WORST,
    Method,
    Params,
    goodness_of,
    p,
    say,
    shown,
)
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    low, high = _end(table, "low", "worst", good), _end(table, "high", "best", good)
    if low is not None and high is not None and low >= high:
        table.fault("low", f"{abs(low):g}", f"a value that is worse than `high` ({abs(high):g})")
    base = table.number("base", 60.0, 0.0, 100.0)
    return {
        "low": low,
        "high": high,
        "base": base,
        "bottom": table.number("bottom", 0.0, 0.0, base),
        "cap": table.number("cap", 100.0, 100.0),
    }


def _end(table: Table, key: str, word: str, good: Good) -> float | None:
    if table.data.get(key, word) == word:
        table.text(key, word)
        return None
    return goodness_of(table.number(key, more=f'or "{word}"'), good)


# Floor and best as goodness, and the distance between them: null where there is none, that is where all are equal.
_LOW, _HIGH, _SPAN = pl.col("_low"), pl.col("_high"), pl.col("_span")


def _ends() -> dict[str, pl.Expr]:
    return {
        "_low": pl.when(p("low").is_null()).then(WORST).otherwise(p("low")),
        "_high": pl.when(p("high").is_null()).then(BEST).otherwise(p("high")),
    }


def _distance() -> dict[str, pl.Expr]:
    return {
        "_span": pl.when(_HIGH > _LOW).then(_HIGH - _LOW),
        "_low_value": _LOW * WAY,
        "_high_value": _HIGH * WAY,
    }


def _raw() -> dict[str, pl.Expr]:
    """The coefficient in %: base + (100 - base) × (value - low) ÷ (high - low)."""
    flat = pl.when(GOOD >= _HIGH).then(1.0).otherwise(0.0)
    place = pl.when(_SPAN.is_null()).then(flat).otherwise((GOOD - _LOW) / _SPAN)
    return {"_coefficient": p("base") + (100 - p("base")) * place}


def _limited() -> dict[str, pl.Expr]:
    """The coefficient within `bottom` and `cap`."""
    raw = pl.col("_coefficient")
    raw = pl.when(raw > p("cap")).then(p("cap")).otherwise(raw)
    raw = pl.when(pl.col("_coefficient") < p("bottom")).then(p("bottom")).otherwise(raw)
    return {"_coefficient": pl.when(~GOOD.is_null()).then(raw)}


def _points(longest: int) -> pl.Expr:
    return FULL * pl.col("_coefficient") / 100


def _words() -> pl.Expr:
    return say(
        "下限",
        shown(pl.col("_low_value")),
        UNIT,
        "、上限",
        shown(pl.col("_high_value")),
        UNIT,
        "，功效系数",
        shown(pl.col("_coefficient")),
    )


def _slope() -> pl.Expr:
    # A distance from a middle is bent at the middle: no line.
    return pl.when(pl.col("_middle").is_null()).then(FULL * (100 - p("base")) / 100 / _SPAN * WAY)


def _most() -> pl.Expr:
    return FULL * p("cap") / 100


METHOD = Method(
    "efficacy", "功效系数", _read, _points, _words, _slope, _most, stages=(_ends, _distance, _raw, _limited)
)
