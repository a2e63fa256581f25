"""达标: reached gives full points, missed gives none."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import (
    FULL,
    GOAL_STAGES,
    Method,
    Params,
    goal,
    goal_words,
    reached,
    read_goal,
    say,
)
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    return read_goal(table)


def _points(longest: int) -> pl.Expr:
    return pl.when(~goal().is_null()).then(pl.when(reached()).then(FULL).otherwise(0.0))


def _words() -> pl.Expr:
    return say(goal_words(), pl.when(reached()).then(pl.lit("，已达到")).otherwise(pl.lit("，未达到")))


METHOD = Method("goal", "达标", _read, _points, _words, stages=GOAL_STAGES)
