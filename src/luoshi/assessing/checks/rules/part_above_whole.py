"""A part above its whole."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up, yes
from luoshi.assessing.checks.questions import amount, asked, either, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.checks.wholes import wholes
from luoshi.assessing.frames import Frame


@rule(
    zh="部分大于总体",
    en="a part above its whole, or some of the parts together",
    needs=("observations", "parts"),
    within=("place", "indicator"),
    answers=("parts_and_whole",),
)
def part_above_whole(material: Material, limits: Limits) -> Frame:
    """Asks about amounts that cannot be negative: the largest part against the whole, or an incomplete sum."""
    levels = material.levels.filter(adds_up("divides") & ~yes("falls"))
    rows = wholes(material, levels)
    line = pl.col("size") * (1 + limits["per_cent"] / 100)
    part = (pl.col("most") > line) & (pl.col("most") > pl.col("size") + pl.col("rounding"))
    some = (pl.col("found") < pl.col("parts")) | (pl.col("complete") == 0)
    above = some & (pl.col("total") > line) & (pl.col("total") > pl.col("size") + pl.col("rounding"))
    rows = rows.filter((pl.col("size") >= 0) & (pl.col("least") >= 0) & (part | above))
    most, total = pl.col("most") / pl.col("factor"), pl.col("total") / pl.col("factor")
    one = said(what(), "为", amount(), "，其中", pl.col("most_part"), "就有", amount(most), "：部分怎么会大于总体？")
    many = said(
        what(), "为", amount(), "，其中", pl.col("found"), "个部分已合计", amount(total), "：部分怎么会大于总体？"
    )
    return asked(rows, material, either(part, one, many), pl.when(part).then(most).otherwise(total))
