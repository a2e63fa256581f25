"""First digits that are not distributed as in grown figures (Benford)."""

from __future__ import annotations

import math

import polars as pl

from luoshi.assessing.checks.digits import first, with_lead
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import Sentence, asked, number, said
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="首位数字的分布异常",
    en="first digits that are not distributed as those of grown figures (Benford)",
    within=("place", "indicator"),
)
def first_digits(material: Material, limits: Limits) -> Frame:
    """Asks about all figures of a place, and about all places' figures of an indicator, in one period each.

    One period, because the months of a series repeat their first digit. Only where figures are many and span three
    orders of magnitude; χ² against log10(1 + 1/d), and the mean absolute deviation of Nigrini, Benford's Law (2012).
    """
    rows = with_lead(material.levels.filter(pl.col("value") > 0))
    rows = rows.with_columns(
        first().alias("digit"),
        pl.col("place").cast(pl.String()).alias("place"),
        pl.col("indicator").cast(pl.String()).alias("indicator"),
    )
    found = []
    if "place" in material.sides:
        found.append(_asked(rows, material, limits, ("place",), said("各指标")))
    if "indicator" in material.sides:
        found.append(_asked(rows, material, limits, ("indicator", "name"), said(pl.col("name"), "各地")))
    return pl.concat(found)


def _asked(rows: Frame, material: Material, limits: Limits, group: tuple[str, ...], whose: Sentence) -> Frame:
    period = ("period", "when", "end")
    counts = [(pl.col("digit") == d).cast(pl.Int64()).sum().cast(pl.Float64()).alias(f"d{d}") for d in range(1, 10)]
    value = pl.col("value")
    found = rows.group_by(*group, *period).agg(
        pl.len().cast(pl.Float64()).alias("n"), value.max().alias("most"), value.min().alias("least"), *counts
    )
    found = found.filter((pl.col("n") >= limits["observations"]) & (pl.col("most") >= pl.col("least") * limits["span"]))
    benford = {d: math.log10(1 + 1 / d) for d in range(1, 10)}
    n = pl.col("n")
    chi = pl.sum_horizontal(*[(pl.col(f"d{d}") - n * p) ** 2 / (n * p) for d, p in benford.items()])
    deviation = pl.sum_horizontal(*[(pl.col(f"d{d}") / n - p).abs() for d, p in benford.items()]) / 9
    found = found.with_columns(chi.alias("chi"), deviation.alias("deviation"))
    found = found.filter((pl.col("chi") > limits["chi_square"]) & (pl.col("deviation") > limits["deviation"]))
    ones = pl.col("d1") / pl.col("n") * 100
    question = said(
        pl.col("when"),
        whose,
        "共",
        pl.col("n").cast(pl.Int64()),
        "个数，首位为1的占",
        number(ones, 1),
        "%（自然数据约30.1%），九个首位数字整体偏离（χ²=",
        number("chi", 1),
        "）：有没有估填、凑数？",
    )
    return asked(found, material, question)
