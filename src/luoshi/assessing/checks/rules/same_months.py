"""Two names of the same months with two values."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="同一段月份用两种写法（一季度、1—3月）报了两个数",
    en="two periods that cover the same months (a first quarter, January to March) with different values",
)
def same_months(material: Material, limits: Limits) -> Frame:
    """Asks once, about the larger of the two; months in base units."""
    span = ("place", "key", "said", "base", "start", "months")
    rows = material.cells.filter(pl.col("months") > 0)
    period = pl.col("period").cast(pl.String())
    rows = rows.with_columns(
        pl.col("size").min().over(*span).alias("low"),
        pl.col("size").max().over(*span).alias("high"),
        period.min().over(*span).alias("first"),
        period.max().over(*span).alias("last"),
    )
    apart = pl.col("high") - pl.col("low") > pl.col("high").abs() * (limits["per_cent"] / 100)
    rows = rows.filter(apart & (pl.col("first") != pl.col("last")) & (pl.col("size") == pl.col("high")))
    rows = rows.sort(["period", "unit"]).unique(list(span), keep="first")
    low = pl.col("low") / pl.col("factor")
    other = pl.when(period == pl.col("first")).then(pl.col("last")).otherwise(pl.col("first"))
    question = said(what(), "为", amount(), "，同一段月份写作", other, "时为", amount(low), "：以哪个为准？")
    return asked(rows, material, question, low, other)
