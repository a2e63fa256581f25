"""完成率计分: points in proportion to what was completed, up to a cap, and none below a floor."""

from __future__ import annotations

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import (
    FULL,
    VALUE,
    Method,
    Params,
    goal,
    p,
    read_goal,
    say,
    shown,
    stage_goal,
)
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    out: Params = {"goal": None, "target": 0.0, "percent": 1.0}
    if table.has("goal"):
        out = read_goal(table) | {"percent": 0.0}
        if out["goal"] is not None and out["goal"] <= 0:
            table.fault("goal", f"{out['goal']:g}", "a number above 0")
    cap = table.number("cap", 100.0, 0.0)
    floor = table.number("floor", 0.0, 0.0)
    if floor > cap:
        table.fault("floor", f"{floor:g}", f"no more than `cap` ({cap:g})")
    return out | {"cap": cap, "floor": floor}


# What was completed, in %, and the same with one decimal.
_RATE = pl.col("_rate")


def _raw() -> dict[str, pl.Expr]:
    """The value itself, or the value against the goal (null where the goal is not above 0)."""
    against = pl.when(goal() > 0).then(VALUE / goal() * 100)
    return {"_rate": pl.when(p("percent") == 1).then(VALUE).otherwise(against)}


def _settled() -> dict[str, pl.Expr]:
    return {"_rate": exact.settled(_RATE)}


def _printed() -> dict[str, pl.Expr]:
    return {"_rate_shown": exact.rounded(_RATE, 1)}


def _points(longest: int) -> pl.Expr:
    rate = _RATE
    counted = pl.when(rate > p("cap")).then(p("cap")).otherwise(rate)
    counted = pl.when((rate < p("floor")) | (rate < 0)).then(0.0).otherwise(counted)
    return pl.when(~rate.is_null()).then(FULL * counted / 100)


def _words() -> pl.Expr:
    rate = _RATE
    limit = (
        pl.when(rate > p("cap"))
        .then(say("，按", shown(p("cap")), "%封顶"))
        .when(rate < p("floor"))
        .then(say("，不到", shown(p("floor")), "%不计分"))
        .otherwise(pl.lit(""))
    )
    return say("完成", exact.text(pl.col("_rate_shown"), 1), "%", limit)


def _slope() -> pl.Expr:
    rate = _RATE
    slope = pl.when(p("percent") == 1).then(FULL / 100).otherwise(FULL / goal())
    return pl.when((rate >= p("floor")) & (rate >= 0)).then(slope)


def _most() -> pl.Expr:
    return FULL * p("cap") / 100


METHOD = Method(
    "completion",
    "完成率计分",
    _read,
    _points,
    _words,
    _slope,
    _most,
    goods=("up",),
    stages=(stage_goal, _raw, _settled, _printed),
)
