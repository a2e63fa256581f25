"""Scores, ranks, cards, grades, league tables, by rule sets that are data; `docs/reference/scoring.md` explains all."""

from __future__ import annotations

from luoshi.assessing.rulefiles import RuleError
from luoshi.assessing.scoring.cards import cards, whole
from luoshi.assessing.scoring.grades import grade, grade_share
from luoshi.assessing.scoring.league import league
from luoshi.assessing.scoring.ranking import rank
from luoshi.assessing.scoring.rules import Rules, load, named, parse
from luoshi.assessing.scoring.scores import score
from luoshi.assessing.scoring.sensitivity import sensitivity

__all__ = [
    "RuleError", "Rules", "cards", "grade", "grade_share", "league", "load", "named", "parse", "rank", "score",
    "sensitivity", "whole",
]  # fmt: skip
