"""加分、扣分: points beside the weights, for the first places past gates, for the last ones or for a missed goal."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import (
    FROM,
    GOAL_STAGES,
    GOOD,
    OF,
    RANK,
    TO,
    Method,
    Params,
    falling,
    goal,
    goal_words,
    p,
    place_points,
    reached,
    read_goal,
    read_places,
    say,
    shown,
    up_to,
)
from luoshi.assessing.scoring.ranking import Good

# What the gates of a bonus came to: their number that was not passed, and one of them in words.
FAILED, GATE = pl.col("_failed"), pl.col("_gate")


def _read_bonus(table: Table, full: float, good: Good) -> Params:
    points = table.numbers("points")
    falling(table, "points", points)
    return read_places(points, 0.0)


def _bonus(longest: int) -> pl.Expr:
    return pl.when(~RANK.is_null()).then(pl.when(FAILED > 0).then(0.0).otherwise(place_points(longest)))


def _bonus_words() -> pl.Expr:
    return (
        pl.when(FAILED > 0)
        .then(say(GATE, "，不加分"))
        .when(p("places") >= RANK)
        .then(say("前", shown(p("places")), "名加分"))
        .otherwise(say("不在前", shown(p("places")), "名"))
    )


BONUS = Method("bonus", "加分", _read_bonus, _bonus, _bonus_words)


def _read_malus(table: Table, full: float, good: Good) -> Params:
    out: Params = {"goal": None, "target": 0.0, "each": None}
    if table.has("goal"):
        out |= read_goal(table)
    if table.has("each"):
        out["each"] = table.number("each", low=0.0)
        if not table.has("goal"):
            table.fault("goal", "nothing", "the goal that costs `each` where it is missed")
        return out | read_places([0.0], 0.0)
    points = table.numbers("points")
    falling(table, "points", points)
    return out | read_places(points, 0.0)


def _no_goal() -> pl.Expr:
    return (p("target") == 0) & p("goal").is_null()


def _missed() -> pl.Expr:
    """Whether the goal is missed: always, where the rule has none; never, where the frame lacks the place's target."""
    return _no_goal() | (~goal().is_null() & (pl.col("_bar") > GOOD))


def _malus(longest: int) -> pl.Expr:
    # Places counted from the last one.
    first, last = OF - TO + 1, OF - FROM + 1
    places = (up_to(last, longest) - up_to(first - 1, longest)) / (last - first + 1)
    taken = pl.when(p("each").is_null()).then(places).otherwise(p("each"))
    return pl.when(~RANK.is_null()).then(pl.when(_missed()).then(0 - taken).otherwise(0.0))


def _malus_words() -> pl.Expr:
    judged = say(goal_words(), pl.when(_missed()).then(pl.lit("，未达到")).otherwise(pl.lit("，已达到，不扣分")))
    goals = pl.when(goal().is_null()).then(pl.lit("没有目标值，不扣分")).otherwise(judged)
    return pl.when(_no_goal()).then(say("后", shown(p("places")), "名扣分")).otherwise(goals)


MALUS = Method("malus", "扣分", _read_malus, _malus, _malus_words, stages=GOAL_STAGES)


def _read_gate(table: Table, full: float, good: Good) -> Params:
    return read_goal(table)


def _gate(longest: int) -> pl.Expr:
    return pl.when(reached()).then(1.0).otherwise(0.0)


def _gate_words() -> pl.Expr:
    return pl.when(goal().is_null()).then(pl.lit("没有目标值，未过关")).otherwise(say(goal_words(), "，未过关"))


GATE_METHOD = Method("gate", "门槛", _read_gate, _gate, _gate_words, stages=GOAL_STAGES)
