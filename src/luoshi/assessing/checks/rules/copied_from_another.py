"""The same value at two places, to the last digit."""

from __future__ import annotations

import math

import polars as pl

from luoshi.assessing.checks.digits import significant, with_lead
from luoshi.assessing.checks.material import Material, past
from luoshi.assessing.checks.questions import amount, asked, either, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="与另一地同指标同时期一字不差",
    en="the same value of the same period at two places, to the last digit",
    answers=("growth_and_levels", "growth_far_from_levels", "jump", "falling_cumulative"),
    within=("indicator",),
)
def copied_from_another(material: Material, limits: Limits) -> Frame:
    """Asks where chance is below the limit: with n places and d digits, n / (9 × 10^(d−1)) for one value.

    Chance may be larger where the value is off its own past. It is asked at every place that has the value, because
    which copied from which cannot be told, except that a place in line with its past is not asked at the larger one.
    """
    group = ("key", "base", "start", "months")
    value = pl.col("value")
    place = pl.col("place").cast(pl.String())
    rows = material.levels.filter(value > 0).with_columns(place.alias("place"))
    same = (*group, "value", "unit_shown")
    rows = rows.with_columns(
        pl.col("place").count().over(*group).cast(pl.Float64()).alias("places"),
        pl.col("place").min().over(*same).alias("first"),
        pl.col("place").max().over(*same).alias("last"),
        pl.col("place").count().over(*same).alias("alike"),
    )
    rows = material.held(rows.filter(pl.col("first") != pl.col("last")))
    if material.is_silent(rows):
        return material.nothing
    rows = with_lead(rows).with_columns((significant() - 1).cast(pl.Float64()).alias("digits"))
    # By logarithms: the chance itself may be too small for a number.
    log_chance = pl.col("places").log(10) - pl.col("digits") - math.log10(9)
    off = ((pl.col("size") / past()).log().abs() > math.log(limits["ratio"])).fill_null(False)
    sure = (log_chance < math.log10(limits["chance"])) | (off & (log_chance < math.log10(limits["chance_off"])))
    rows = rows.filter(sure)
    other = pl.when(pl.col("place") == pl.col("first")).then(pl.col("last")).otherwise(pl.col("first"))
    more = either(pl.col("alike") > 2, said("等", (pl.col("alike") - 1).cast(pl.Int64()), "地"))
    question = said(what(), "的", amount(), "与", other, more, "一字不差：是巧合，还是填错了行？")
    return asked(rows, material, question, value)
