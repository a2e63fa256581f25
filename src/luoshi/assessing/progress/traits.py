"""What is known of a target before any number is there, as columns: so that judging millions of numbers is arithmetic.

| column | what |
|---|---|
| adds, ceils, moves, ranked, paced | its form (`bounds.forms`); `paced`: one of the first three |
| points | counted in per cent or points |
| growing | a growth whose remaining months can make up for it |
| endless | its period has no end, so it has no schedule |
| there | once inside its bounds it stays there: what adds up, and a stock on its way up |
| origin, goal | completion is (number − origin) / (goal − origin); null where a percentage says nothing |
| side | 1 where more completion is better, −1 for a ceiling |
| edge | the bound that counts: the lower one, or the upper one where there is no lower |
| scale | what a distance from the bound is multiplied by to be points; null for a rank |
| mark | the number that `gap` is counted from: the target as printed, or its bound where none is printed |
| least, most | the bounds with the noise of arithmetic allowed for: 0.1 + 0.2 reaches 0.3 |
| margin | how far behind is still at risk: points, or places |
| line | more points ahead than this is on track: 0 for 超过序时进度 |
"""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame
from luoshi.assessing.progress.bounds import per_cent
from luoshi.assessing.progress.settings import settings

# Twelve digits: well above the noise of sums and quotients, well below what anybody prints.
_NOISE = 1e-11


# Months of a period without an end, as `calendar.with_months` has it.
ENDLESS = 1200


def with_traits(targets: Frame) -> Frame:
    """Bounded targets with the columns of the module's table."""
    form, lo, hi, value = pl.col("form"), pl.col("lo"), pl.col("hi"), pl.col("value")
    momentary = _yes(pl.col("kind").is_in(["stock", "rate", "index"]))
    # Over several years growth is a yearly mean, and no remaining months make up for it in a straight line.
    within_a_year = pl.col("end") - pl.col("start") < 12
    edge = pl.when(lo.is_null()).then(hi).otherwise(lo)
    endless = pl.col("end") - pl.col("start") >= ENDLESS - 1
    targets = targets.with_columns(
        endless.alias("endless"),
        _yes(form == "sum").alias("adds"),
        _yes(form == "ceiling").alias("ceils"),
        _yes(form == "move").alias("moves"),
        _yes(form == "rank").alias("ranked"),
        _yes(form.is_in(["sum", "ceiling", "move"])).alias("paced"),
        _yes(per_cent()).alias("points"),
        _yes((form == "hold") & (pl.col("measure") == "growth") & ~momentary & within_a_year).alias("growing"),
        edge.alias("edge"),
        pl.when(value.is_null()).then(lo).otherwise(value).alias("mark"),
        pl.when(pl.col("strict")).then(lo + _NOISE).otherwise(lo - _slack(lo)).alias("least"),
        (hi + _slack(hi)).alias("most"),
        (lo.is_null() & hi.is_null()).alias("unbounded"),
    )
    adds, moves, ranked, paced = (pl.col(name) for name in ("adds", "moves", "ranked", "paced"))
    stock = _yes(~lo.is_null() & (pl.col("kind") == "stock"))
    # Of a range the end that is reached first, in whichever order it was printed: 下降4%—5% is done at 4 %.
    summed = pl.when(pl.col("comparator") == "between").then(pl.col("edge")).otherwise(value)
    goal = pl.when(adds).then(summed).when(pl.col("ceils")).then(hi).when(moves).then(edge)
    size = pl.col("edge").abs()
    relative = pl.when(~ranked & (size > 0)).then(100.0 / size)
    table = settings()
    return targets.with_columns(
        (adds | (moves & stock)).alias("there"),
        pl.when(moves).then(pl.col("baseline")).otherwise(0.0).alias("origin"),
        goal.alias("goal"),
        pl.when(pl.col("ceils")).then(-1.0).otherwise(1.0).alias("side"),
        pl.when(pl.col("points") & ~ranked).then(1.0).otherwise(relative).alias("scale"),
        pl.when(paced)
        .then(float(table["at_risk_points"]))
        .when(ranked)
        .then(float(table["at_risk_places"]))
        .when(pl.col("points"))
        .then(float(table["at_risk_hold_points"]))
        .otherwise(float(table["at_risk_hold_ratio"]) * 100)
        .alias("margin"),
        pl.when(_yes(pl.col("against") == "schedule"))
        .then(0.0)
        .otherwise(0 - float(table["on_track_points"]))
        .alias("line"),
    )


def _slack(bound: pl.Expr) -> pl.Expr:
    return bound.abs() * _NOISE + _NOISE


def _yes(condition: pl.Expr) -> pl.Expr:
    """A condition that is false where it is unknown."""
    return pl.when(condition).then(pl.lit(True)).otherwise(pl.lit(False))
