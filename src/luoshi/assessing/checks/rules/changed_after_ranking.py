"""A figure corrected after a ranking was published."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import asked, said
from luoshi.assessing.checks.ranked import changed, corrected
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="排名公布后改数",
    en="a figure corrected after a ranking was published",
    needs=("observations", "rankings"),
    within=("indicator",),
)
def changed_after_ranking(material: Material, limits: Limits) -> Frame:
    """Asks about every such figure, whether or not its rank changes."""
    rows = changed(material)
    question = said(corrected(), "：为什么改，依据是什么？")
    return asked(rows, material, question, pl.col("then_value"))
