"""A growth rate far from what the levels say."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.growth import against_levels
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import asked
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="增速与两年数额相去甚远，价格和口径都说不通",
    en="a growth rate so far from the levels that neither prices nor a change of basis explain it",
    answers=("growth_and_levels",),
)
def growth_far_from_levels(material: Material, limits: Limits) -> Frame:
    """Asks where growth and levels differ by more than the larger of two limits; without the levels, nothing."""
    if material.is_silent(material.growth):
        return material.nothing
    growth, levels = pl.col("value"), pl.col("by_levels")
    apart = (growth - levels).abs()
    line = pl.max_horizontal(pl.lit(float(limits["points"])), levels.abs() * (limits["per_cent"] / 100))
    rows = material.growths.filter(apart > line)
    return asked(rows, material, against_levels("：是增速填错，还是数额填错？"), levels, pl.col("ago_period"))
