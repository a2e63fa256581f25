"""A growth rate typed as a fraction (0.065 for 6.5 %)."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, number, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="增速填成了小数（0.065应为6.5%）",
    en="a growth rate given as a fraction: a hundred times it is what the levels say",
    answers=("growth_and_levels", "growth_far_from_levels"),
)
def growth_as_fraction(material: Material, limits: Limits) -> Frame:
    """Asks where |growth| < 1, the levels say a good deal more, and a hundred times the figure comes near them."""
    if material.is_silent(material.growth):
        return material.nothing
    growth, levels = pl.col("value"), pl.col("by_levels")
    near = (growth * 100 - levels).abs() < levels.abs() * (limits["per_cent"] / 100)
    rows = material.growths.filter((growth.abs() < 1) & (growth != 0) & (levels.abs() > limits["points"]) & near)
    question = said(
        what(),
        "增速填的是",
        amount(),
        "，按数额算为",
        number(levels, 1),
        "%：是不是把",
        number(growth * 100, 1),
        "%填成了小数？",
    )
    return asked(rows, material, question, levels, pl.col("ago_period"))
