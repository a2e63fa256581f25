"""A part above its whole."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up, yes
from luoshi.assessing.checks.questions import amount, asked, said, what
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
    line = nw.col("size") * (1 + limits["per_cent"] / 100)
    part = (nw.col("most") > line) & (nw.col("most") > nw.col("size") + nw.col("rounding"))
    some = (nw.col("found") < nw.col("parts")) | (nw.col("complete") == 0)
    above = some & (nw.col("total") > line) & (nw.col("total") > nw.col("size") + nw.col("rounding"))
    rows = rows.filter((nw.col("size") >= 0) & (nw.col("least") >= 0) & (part | above))
    most, total = nw.col("most") / nw.col("factor"), nw.col("total") / nw.col("factor")
    one = said(what(), "为", amount(), "，其中", nw.col("most_part"), "就有", amount(most), "：部分怎么会大于总体？")
    many = said(
        what(), "为", amount(), "，其中", nw.col("found"), "个部分已合计", amount(total), "：部分怎么会大于总体？"
    )
    question = nw.when(part).then(one).otherwise(many)
    return asked(rows, material, question, nw.when(part).then(most).otherwise(total))
