"""Parts that do not make the whole."""

from __future__ import annotations

import narwhals as nw

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
    rows = rows.filter((nw.col("complete") == 1) & (nw.col("found") == nw.col("parts")) & (nw.col("parts") > 1))
    apart = nw.col("total") - nw.col("size")
    limit = nw.max_horizontal(nw.col("size").abs() * (limits["per_cent"] / 100), nw.col("rounding") * (1 + 1e-9))
    rows = rows.filter(apart.abs() > limit)
    total, gap = nw.col("total") / nw.col("factor"), apart.abs() / nw.col("factor")
    more = nw.when(apart > 0).then(nw.lit("多")).otherwise(nw.lit("少"))
    question = said(
        what(),
        "为",
        amount(),
        "，",
        nw.col("parts"),
        "个部分之和为",
        amount(total),
        "，",
        more,
        amount(gap),
        "：是口径不同，还是有一个填错？",
    )
    return asked(rows, material, question, total)
