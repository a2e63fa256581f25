"""达标加赛马: a part of the points for the goal, and a race for the rest among those who reached it."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods import race
from luoshi.assessing.scoring.methods.method import (
    FULL,
    GOAL_STAGES,
    Method,
    Params,
    goal,
    goal_words,
    p,
    reached,
    read_goal,
    say,
    shown,
)
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    base = table.number("base", low=0.0)
    if base > full:
        table.fault("base", f"{base:g}", f"no more than the weight ({full:g})")
    return read_goal(table) | {"base": base} | race.read(table, full, good)


def _points(longest: int) -> pl.Expr:
    # Who reached the goal stands before everybody who did not: a place among all is the place among those.
    both = p("base") + (FULL - p("base")) * race.share() / 100
    return pl.when(~goal().is_null()).then(pl.when(reached()).then(both).otherwise(0.0))


def _words() -> pl.Expr:
    raced = say(
        "，已达到，得", shown(p("base")), "分；其余", shown(pl.col("_beyond")), "分赛马，得其", shown(race.share()), "%"
    )
    return say(goal_words(), pl.when(reached()).then(raced).otherwise(pl.lit("，未达到，不参加赛马")))


def stage() -> dict[str, pl.Expr]:
    """What the race is for, and its column."""
    return {"_beyond": FULL - p("base")} | race.stage()


METHOD = Method("both", "达标加赛马", _read, _points, _words, stages=(*GOAL_STAGES, stage))
