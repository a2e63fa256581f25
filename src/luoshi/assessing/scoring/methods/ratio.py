"""比例折算: the first gets full points, the next ones in proportion to the first."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import BEST, FULL, GOOD, RANK, UNIT, WAY, Method, Params, p, say, shown
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    places = table.number("places", None, 1.0)
    rest = table.number("rest", 0.0, 0.0, full)
    return {"places": 1e9 if places is None else places, "rest": rest}


def stage() -> dict[str, pl.Expr]:
    """The part of the points, 0 to 1. Without a positive best there is no proportion: the best has all, others none."""
    rising = pl.when((BEST > 0) & (GOOD > 0)).then(GOOD / BEST).otherwise(0.0)
    falling = pl.when((BEST < 0) & (GOOD < 0)).then(BEST / GOOD).otherwise(0.0)
    share = pl.when(GOOD == BEST).then(1.0).otherwise(pl.when(WAY > 0).then(rising).otherwise(falling))
    return {"_ratio": share, "_first_value": BEST * WAY}


def stage_points() -> dict[str, pl.Expr]:
    """The points of the proportion, and the proportion in %."""
    return {"_proportion": FULL * pl.col("_ratio"), "_percent": pl.col("_ratio") * 100}


def _points(longest: int) -> pl.Expr:
    part = pl.col("_proportion")
    part = pl.when(part < p("rest")).then(p("rest")).otherwise(part)
    return pl.when(~GOOD.is_null()).then(pl.when(p("places") < RANK).then(p("rest")).otherwise(part))


def _words() -> pl.Expr:
    first = say("第1名为", shown(pl.col("_first_value")), UNIT)
    return say(
        first,
        pl.when(p("places") < RANK)
        .then(say("，第", shown(p("places")), "名之后不折算"))
        .otherwise(say("，与其之比为", shown(pl.col("_percent")), "%")),
    )


def _slope() -> pl.Expr:
    return pl.when((WAY > 0) & (BEST > 0) & (GOOD > 0) & (p("places") >= RANK)).then(FULL / BEST)


def _most() -> pl.Expr:
    return FULL


METHOD = Method(
    "ratio", "比例折算", _read, _points, _words, _slope, _most, goods=("up", "down"), stages=(stage, stage_points)
)
