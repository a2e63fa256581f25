"""A cumulative amount below the one before it in the same year."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up, yes
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="累计数比前一期累计数小",
    en="a cumulative amount that is smaller than the one before it in the same year",
    answers=("month_and_cumulative", "growth_and_levels", "growth_far_from_levels", "jump"),
)
def falling_cumulative(material: Material, limits: Limits) -> Frame:
    """Asks about amounts that add up over months; one that may be negative in a month (利润, 净增) may fall."""
    size, before = pl.col("size"), pl.col("before_size")
    rows = material.levels.filter((pl.col("from_january") == 1) & ~yes("falls") & adds_up("sums"))
    rows = rows.filter((before > 0) & (size < before * (1 - limits["per_cent"] / 100)))
    earlier = amount("before_value", "before_unit_shown")
    question = said(
        what(), "累计", amount(), "，小于", pl.col("before_short"), "的", earlier, "：是更正了前数，还是填错？"
    )
    return asked(rows, material, question, before / pl.col("factor"), pl.col("before_period"))
