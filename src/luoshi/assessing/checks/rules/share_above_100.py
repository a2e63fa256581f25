"""A share of a whole below 0 or above 100 %."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import yes
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(zh="占比、率超出0—100%", en="a share of a whole below 0 or above 100 %")
def share_above_100(material: Material, limits: Limits) -> Frame:
    """Asks about the measure share, and about levels in % of indicators that are shares by their name."""
    per_cent = pl.col("unit_shown").is_in(["%", "％"])
    share = (pl.col("said") == "share") | ((pl.col("said") == "level") & yes("bounded"))
    value = pl.col("value")
    rows = material.rows.filter(per_cent & share & ((value > 100) | (value < 0)))
    question = said(what(), "为", amount(), "，占比应在0到100%之间：是小数点错位，还是增速、完成率填进了占比？")
    return asked(rows, material, question)
