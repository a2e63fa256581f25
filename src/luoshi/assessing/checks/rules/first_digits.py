"""First digits that are not distributed as in grown figures (Benford)."""

from __future__ import annotations

import math

import narwhals as nw

from luoshi.assessing.checks.digits import first, with_lead
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import asked, number, said
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
    rows = with_lead(material.levels.filter(nw.col("value") > 0))
    rows = rows.with_columns(
        first().alias("digit"),
        nw.col("place").cast(nw.String()).alias("place"),
        nw.col("indicator").cast(nw.String()).alias("indicator"),
    )
    found = []
    if "place" in material.sides:
        found.append(_asked(rows, material, limits, ("place",), nw.lit("各指标")))
    if "indicator" in material.sides:
        found.append(_asked(rows, material, limits, ("indicator", "name"), said(nw.col("name"), "各地")))
    return nw.concat(found)


def _asked(rows: Frame, material: Material, limits: Limits, group: tuple[str, ...], whose: nw.Expr) -> Frame:
    period = ("period", "when", "end")
    counts = [(nw.col("digit") == d).cast(nw.Int64()).sum().cast(nw.Float64()).alias(f"d{d}") for d in range(1, 10)]
    value = nw.col("value")
    found = rows.group_by(*group, *period).agg(
        nw.len().cast(nw.Float64()).alias("n"), value.max().alias("most"), value.min().alias("least"), *counts
    )
    found = found.filter((nw.col("n") >= limits["observations"]) & (nw.col("most") >= nw.col("least") * limits["span"]))
    benford = {d: math.log10(1 + 1 / d) for d in range(1, 10)}
    n = nw.col("n")
    chi = nw.sum_horizontal(*[(nw.col(f"d{d}") - n * p) ** 2 / (n * p) for d, p in benford.items()])
    deviation = nw.sum_horizontal(*[(nw.col(f"d{d}") / n - p).abs() for d, p in benford.items()]) / 9
    found = found.with_columns(chi.alias("chi"), deviation.alias("deviation"))
    found = found.filter((nw.col("chi") > limits["chi_square"]) & (nw.col("deviation") > limits["deviation"]))
    ones = nw.col("d1") / nw.col("n") * 100
    question = said(
        nw.col("when"),
        whose,
        "共",
        nw.col("n").cast(nw.Int64()),
        "个数，首位为1的占",
        number(ones, 1),
        "%（自然数据约30.1%），九个首位数字整体偏离（χ²=",
        number("chi", 1),
        "）：有没有估填、凑数？",
    )
    return asked(found, material, question)
