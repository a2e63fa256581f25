"""Growth of a whole outside the growth of all its parts."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up
from luoshi.assessing.checks.questions import amount, asked, either, number, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.checks.wholes import wholes
from luoshi.assessing.frames import Frame


@rule(
    zh="总体增速高于（低于）所有部分",
    en="growth of the whole above that of every part, or below it",
    needs=("observations", "parts"),
    within=("place", "indicator"),
)
def growth_outside_parts(material: Material, limits: Limits) -> Frame:
    """Asks where every part is there: the whole's growth is a mean of theirs, weighted by the year before."""
    rows = wholes(material, material.growths.filter(adds_up("divides") | (pl.col("divides").is_null())))
    rows = rows.filter((pl.col("complete") == 1) & (pl.col("found") == pl.col("parts")) & (pl.col("parts") > 1))
    value, least, most = pl.col("value"), pl.col("least"), pl.col("most")
    above, below = value > most + limits["points"], value < least - limits["points"]
    rows = rows.filter(above | below)
    higher = said("高于所有", pl.col("parts"), "个部分（最高", number(most), "%）")
    lower = said("低于所有", pl.col("parts"), "个部分（最低", number(least), "%）")
    side = either(above, higher, lower)
    question = said(what(), "增速为", amount(), "，", side, "：总体增速应在各部分之间，是口径不同，还是填错？")
    return asked(rows, material, question, pl.when(above).then(most).otherwise(least))
