"""% where 个百分点 is meant, and the other way round."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import yes
from luoshi.assessing.checks.questions import amount, asked, either, number, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

_POINTS = ("个百分点", "百分点")
_PER_CENT = ("%", "％")


@rule(zh="百分比与百分点混淆", en="a growth or share in 个百分点, or a change of a rate in %")
def percent_or_points(material: Material, limits: Limits) -> Frame:
    """Growth, share, completion and the level of a rate are in %; the change or gap of a rate in 个百分点."""
    unit, kind = pl.col("unit_shown"), pl.col("kind").fill_null("")
    of_rate = (kind == "rate") | yes("bounded")
    level = pl.col("said").is_in(["growth", "share", "completion"]) | ((pl.col("said") == "level") & of_rate)
    # Growth of a rate in points is its change under another name.
    level = level & ~((pl.col("said") == "growth") & of_rate)
    change = pl.col("said").is_in(["change", "gap"]) & of_rate
    rows = material.rows.filter(~pl.col("value").is_null())
    points = said(
        what(), "填的是", amount(), "：这是比率本身，应为", number("value"), "%，还是比上年同期增减的百分点？"
    )
    per_cent = said(
        what(), "填的是", amount(), "：是增减了", number("value"), "个百分点，还是增长（下降）", number("value"), "%？"
    )
    is_points, is_per_cent = unit.is_in(list(_POINTS)), unit.is_in(list(_PER_CENT))
    rows = rows.filter((level & is_points) | (change & is_per_cent))
    return asked(rows, material, either(is_points, points, per_cent))
