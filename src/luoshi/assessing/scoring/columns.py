"""The columns of scores, cards and league tables by name."""

from __future__ import annotations

#: The columns of a league table for programs, in this order; the rule set's peers stand between `place` and `period`.
LEAGUE = (
    "place",
    "period",
    "score",
    "full",
    "rank",
    "of",
    "grade",
    "change",
    "ahead_place",
    "to_next",
    "behind_place",
    "behind_by",
    "needed",
    "needed_in",
    "needed_measure",
    "needed_value",
    "needed_change",
    "rank_best",
    "rank_worst",
    "moved_by",
    "reason",
)
_FIGURES = frozenset(["indicator", "measure", "value", "unit", "status", "reported_at", "target"])
_SCORES = frozenset(["card", "weighed", "grading", "method", "slope", "most", "source", "moved_step"])
#: What no column of peers may be called: the columns of figures, scores, cards and league tables.
TAKEN = frozenset(LEAGUE) | _FIGURES | _SCORES
