"""A month's amount that is not what the cumulative amounts leave for it."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import SERIES, Material
from luoshi.assessing.checks.nature import adds_up
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="当月数与累计数之差不符",
    en="a month's amount that differs from the cumulative amount less the one before",
)
def month_and_cumulative(material: Material, limits: Limits) -> Frame:
    """Asks where month and both cumulative amounts are there: |month − (1—N − 1—N−1)| beyond the limit."""
    levels = material.levels.filter(adds_up("sums"))
    cumulative = levels.filter((pl.col("from_january") == 1) & (pl.col("months") - pl.col("before_months") == 1))
    cumulative = cumulative.select(
        *[pl.col(n) for n in SERIES],
        pl.col("end"),
        (pl.col("size") - pl.col("before_size")).alias("left"),
        pl.col("size").alias("total"),
        *[pl.col(n).alias(f"total_{n}") for n in ("value", "unit_shown", "short", "period")],
        *[pl.col(n) for n in ("before_value", "before_unit_shown", "before_short")],
    )
    own = levels.filter((pl.col("months") == 1) & (pl.col("from_january") == 0))
    own = own.drop("before_value", "before_unit_shown", "before_short")
    rows = own.join(cumulative, on=[*SERIES, "end"], how="inner")
    left = pl.col("left")
    # Sums carry the noise and the rounding of the totals they come from.
    apart = (pl.col("size") - left).abs()
    larger = pl.max_horizontal(pl.col("size").abs(), left.abs())
    rows = rows.filter((apart > larger * (limits["per_cent"] / 100)) & (apart > pl.col("total").abs() * 1e-4))
    expected = left / pl.col("factor")
    question = said(
        what(),
        "当月",
        amount(),
        "，而",
        pl.col("total_short"),
        "的",
        amount("total_value", "total_unit_shown"),
        "减",
        pl.col("before_short"),
        "的",
        amount("before_value", "before_unit_shown"),
        "得",
        amount(expected, digits=2),
        "：是更正了前数，还是当月数填错？",
    )
    return asked(rows, material, question, expected, pl.col("total_period"))
