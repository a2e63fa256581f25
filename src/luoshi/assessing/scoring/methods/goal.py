"""达标: reached gives full points, missed gives none."""

from __future__ import annotations

import narwhals as nw

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


def _points(longest: int) -> nw.Expr:
    return nw.when(~goal().is_null()).then(nw.when(reached()).then(FULL).otherwise(0.0))


def _words() -> nw.Expr:
    return say(goal_words(), nw.when(reached()).then(nw.lit("，已达到")).otherwise(nw.lit("，未达到")))


METHOD = Method("goal", "达标", _read, _points, _words, stages=GOAL_STAGES)
