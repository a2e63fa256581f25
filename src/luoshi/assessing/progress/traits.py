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

import narwhals as nw

from luoshi.assessing.frames import Frame
from luoshi.assessing.progress.bounds import per_cent
from luoshi.assessing.progress.settings import settings

# Twelve digits: well above the noise of sums and quotients, well below what anybody prints.
_NOISE = 1e-11


# Months of a period without an end, as `calendar.with_months` has it.
ENDLESS = 1200


def with_traits(targets: Frame) -> Frame:
    """Bounded targets with the columns of the module's table."""
    form, lo, hi, value = nw.col("form"), nw.col("lo"), nw.col("hi"), nw.col("value")
    momentary = _yes(nw.col("kind").is_in(["stock", "rate", "index"]))
    # Over several years growth is a yearly mean, and no remaining months make up for it in a straight line.
    within_a_year = nw.col("end") - nw.col("start") < 12
    edge = nw.when(lo.is_null()).then(hi).otherwise(lo)
    endless = nw.col("end") - nw.col("start") >= ENDLESS - 1
    targets = targets.with_columns(
        endless.alias("endless"),
        _yes(form == "sum").alias("adds"),
        _yes(form == "ceiling").alias("ceils"),
        _yes(form == "move").alias("moves"),
        _yes(form == "rank").alias("ranked"),
        _yes(form.is_in(["sum", "ceiling", "move"])).alias("paced"),
        _yes(per_cent()).alias("points"),
        _yes((form == "hold") & (nw.col("measure") == "growth") & ~momentary & within_a_year).alias("growing"),
        edge.alias("edge"),
        nw.when(value.is_null()).then(lo).otherwise(value).alias("mark"),
        nw.when(nw.col("strict")).then(lo + _NOISE).otherwise(lo - _slack(lo)).alias("least"),
        (hi + _slack(hi)).alias("most"),
        (lo.is_null() & hi.is_null()).alias("unbounded"),
    )
    adds, moves, ranked, paced = (nw.col(name) for name in ("adds", "moves", "ranked", "paced"))
    stock = _yes(~lo.is_null() & (nw.col("kind") == "stock"))
    goal = nw.when(adds).then(value).when(nw.col("ceils")).then(hi).when(moves).then(edge)
    size = nw.col("edge").abs()
    relative = nw.when(~ranked & (size > 0)).then(100.0 / size)
    table = settings()
    return targets.with_columns(
        (adds | (moves & stock)).alias("there"),
        nw.when(moves).then(nw.col("baseline")).otherwise(0.0).alias("origin"),
        goal.alias("goal"),
        nw.when(nw.col("ceils")).then(-1.0).otherwise(1.0).alias("side"),
        nw.when(nw.col("points") & ~ranked).then(1.0).otherwise(relative).alias("scale"),
        nw.when(paced)
        .then(float(table["at_risk_points"]))
        .when(ranked)
        .then(float(table["at_risk_places"]))
        .when(nw.col("points"))
        .then(float(table["at_risk_hold_points"]))
        .otherwise(float(table["at_risk_hold_ratio"]) * 100)
        .alias("margin"),
        nw.when(_yes(nw.col("against") == "schedule"))
        .then(0.0)
        .otherwise(0 - float(table["on_track_points"]))
        .alias("line"),
    )


def _slack(bound: nw.Expr) -> nw.Expr:
    return bound.abs() * _NOISE + _NOISE


def _yes(condition: nw.Expr) -> nw.Expr:
    """A condition that is false where it is unknown."""
    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))
