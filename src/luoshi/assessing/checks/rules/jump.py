"""A change far outside the changes that the series has known."""

from __future__ import annotations

import math

import polars as pl

from luoshi.assessing.checks.material import Material, with_beside
from luoshi.assessing.checks.nature import counted
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

# What makes the median absolute deviation a standard deviation where values are normally distributed.
_NORMAL = 1.4826


@rule(zh="同比变化远超这一指标历来的变化", en="a change on the year before far outside those the series has known")
def jump(material: Material, limits: Limits) -> Frame:
    """Asks where |change − median| > deviations × 1.4826 × MAD; the change is on the same span a year before.

    So seasons do not count as jumps, nor do a few counted things. Amounts change in ratios (logarithms), rates and
    indices in points. A change that takes back the year before's is not asked about: that one was. Rousseeuw and Croux
    1993 for the MAD.
    """
    ratio = pl.col("kind").fill_null("").is_in(["rate", "index"]) | pl.col("unit_shown").is_in(["%", "％"])
    rows = material.levels.filter(~pl.col("ago_size").is_null())
    logs = pl.when((pl.col("size") > 0) & (pl.col("ago_size") > 0)).then((pl.col("size") / pl.col("ago_size")).log())
    change = pl.when(ratio).then(pl.col("size") - pl.col("ago_size")).otherwise(logs)
    rows = rows.with_columns(
        change.alias("change"),
        pl.when(ratio)
        .then(pl.lit(float(limits["points"])))
        .otherwise(pl.lit(math.log(limits["ratio"])))
        .alias("least"),
        ratio.cast(pl.Int64()).alias("in_points"),
    ).filter(~pl.col("change").is_null())
    group = ["series", "step"]
    rows = _beside(rows, group, pl.col("change"), "usual", counted=True)
    rows = _beside(rows, group, (pl.col("change") - pl.col("usual")).abs(), "spread")
    off = pl.col("change") - pl.col("usual")
    line = pl.max_horizontal(pl.col("spread") * (_NORMAL * limits["deviations"]), pl.col("least"))
    out = (off.abs() > line) & (pl.col("known") >= limits["observations"])
    few = counted() & (pl.max_horizontal("size", "ago_size") < limits["smallest"])
    out = out & ~few
    sign = pl.when(off > 0).then(pl.lit(1)).otherwise(pl.lit(-1))
    rows = rows.with_columns(pl.when(out).then(sign).otherwise(pl.lit(0)).alias("out"))
    rows = with_beside(rows.sort("season", "start"), "season", {"out_before": ("out", 1)})
    rows = rows.filter((pl.col("out") != 0) & (pl.col("out_before").fill_null(0) != 0 - pl.col("out")))
    # A cumulative amount carries its jump on: it is asked about once a year, where it is first seen.
    rows = rows.with_columns(pl.col("end").min().over("chain", "out", "year").alias("first_seen"))
    rows = rows.filter(pl.col("end") == pl.col("first_seen"))
    usual = pl.when(pl.col("in_points") == 1).then(pl.col("ago_size") + pl.col("usual"))
    expected = usual.otherwise(pl.col("ago_size") * pl.col("usual").exp()) / pl.col("factor")
    question = said(
        what(),
        "为",
        amount(),
        "，上年同期",
        amount("ago_value", "ago_unit_shown"),
        "；按历年的变化约为",
        amount(expected, digits=2),
        "：发生了什么，还是填错？",
    )
    return asked(rows, material, question, expected, pl.col("ago_period"))


def _beside(rows: Frame, group: list[str], of: pl.Expr, name: str, counted: bool = False) -> Frame:
    """Rows with the median of an expression over their group."""
    rows = rows.with_columns(of.alias("of"))
    numbers = [pl.col("of").median().alias(name)]
    if counted:
        numbers.append(pl.len().cast(pl.Int64()).alias("known"))
    return rows.join(rows.group_by(*group).agg(*numbers), on=group, how="inner").drop("of")
