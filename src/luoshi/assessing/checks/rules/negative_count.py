"""A count or a physical amount below zero."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import yes
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

# Sorts of units in which there is no less than nothing. Money may be owed.
_COUNTED = ("people", "count", "area", "length", "weight", "volume", "energy")


@rule(zh="人数、个数、面积、产量为负", en="a count, an area or another physical amount below zero")
def negative_count(material: Material, limits: Limits) -> Frame:
    """Asks about levels; names that say net or change (净, 增减) may be negative."""
    counted = pl.col("sort").is_in(list(_COUNTED))
    rows = material.rows.filter(counted & (pl.col("said") == "level") & (pl.col("value") < 0) & ~yes("falls"))
    question = said(what(), "为", amount(), "，数量不会是负数：是多了负号，还是填成了增减量？")
    return asked(rows, material, question)
