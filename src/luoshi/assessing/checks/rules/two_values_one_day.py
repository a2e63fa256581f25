"""Two rows of one cell, reported on one day, with different values."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, either, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame


@rule(
    zh="同一指标同一时期同一天报了两个不同的数，分不清谁更正谁",
    en="two rows of one cell with different values and the same day: which corrects which cannot be told",
    answers=("unit_slip", "jump", "falling_cumulative", "swapped_values"),
)
def two_values_one_day(material: Material, limits: Limits) -> Frame:
    """Asks once a cell and day, about the larger value; rows without a day count as one day."""
    day = pl.col("reported_at").cast(pl.String()).str.slice(0, 10).fill_null("")
    rows = material.rows.filter(~pl.col("value").is_null()).with_columns(
        day.alias("day"), settled(pl.col("value") * pl.col("factor")).alias("size")
    )
    cell = ("place", "key", "period", "said", "base", "day")
    rows = rows.with_columns(
        pl.col("size").min().over(*cell).alias("low"), pl.col("size").max().over(*cell).alias("high")
    )
    rows = rows.filter((pl.col("size") == pl.col("high")) & (pl.col("high") > pl.col("low")))
    # Of equal rows one is enough, whichever order they stand in.
    rows = rows.sort(["status", "unit", "value"]).unique(list(cell), keep="last")
    low = pl.col("low") / pl.col("factor")
    day_said = either(day == "", said("没有报送日期的两行"), said(day, "报的两行"))
    question = said(what(), "，", day_said, "不一样，一为", amount(), "，一为", amount(low), "：以哪个为准？")
    return asked(rows, material, question, low)
