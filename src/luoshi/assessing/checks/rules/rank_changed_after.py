"""A figure corrected after a ranking was published, so that the rank changes."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import asked, said
from luoshi.assessing.checks.ranked import changed, corrected
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="排名公布后改数，名次随之变化",
    en="a figure corrected after a ranking was published, and its rank with it",
    needs=("observations", "rankings"),
    within=("indicator",),
    answers=("changed_after_ranking",),
)
def rank_changed_after(material: Material, limits: Limits) -> Frame:
    """Asks where the rank among the places ranked differs between what was known then and what is known now."""
    rows = changed(material).filter(pl.col("rank_then") != pl.col("rank_now"))
    rank = said("，名次由第", pl.col("rank_then"), "变为第", pl.col("rank_now"))
    question = said(corrected(), rank, "：为什么改，排名要不要重发？")
    return asked(rows, material, question, pl.col("then_value"))
