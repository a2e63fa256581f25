"""The sentence that holds a growth rate against the levels of two years."""

from __future__ import annotations

from luoshi.assessing.checks.questions import Sentence, amount, number, said, what


def against_levels(end: str) -> Sentence:
    """Growth as reported, the two levels, and what they say; for rows of `Material.growths`."""
    return said(
        what(),
        "增速报为",
        amount(),
        "，而数额为",
        amount("level_value", "level_unit_shown"),
        "、上年同期",
        amount("ago_value", "ago_unit_shown"),
        "，算得",
        number("by_levels", 1),
        "%",
        end,
    )
