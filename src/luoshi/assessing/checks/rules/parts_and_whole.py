"""Parts that do not make the whole."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.checks.wholes import wholes
from luoshi.assessing.frames import Frame


@rule(
    zh="各部分之和不等于总体",
    en="parts that do not add up to the whole",
    needs=("observations", "parts"),
    within=("place", "indicator"),
)
def parts_and_whole(material: Material, limits: Limits) -> Frame:
    """Asks where every part is there: |sum − whole| beyond the limit and beyond what rounding can make."""
    rows = wholes(material, material.levels.filter(adds_up("divides")))
    rows = rows.filter((pl.col("complete") == 1) & (pl.col("found") == pl.col("parts")) & (pl.col("parts") > 1))
    apart = pl.col("total") - pl.col("size")
    limit = pl.max_horizontal(pl.col("size").abs() * (limits["per_cent"] / 100), pl.col("rounding") * (1 + 1e-9))
    rows = rows.filter(apart.abs() > limit)
    total, gap = pl.col("total") / pl.col("factor"), apart.abs() / pl.col("factor")
    more = pl.when(apart > 0).then(pl.lit("多")).otherwise(pl.lit("少"))
    question = said(
        what(),
        "为",
        amount(),
        "，",
        pl.col("parts"),
        "个部分之和为",
        amount(total),
        "，",
        more,
        amount(gap),
        "：是口径不同，还是有一个填错？",
    )
    return asked(rows, material, question, total)
