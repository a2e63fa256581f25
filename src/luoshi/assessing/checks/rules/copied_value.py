"""A value that is the one of an earlier period, to the last digit."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.digits import significant, with_lead
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.nature import adds_up
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="与上期或上年同期一字不差",
    en="a value equal to the one before it or a year before, to the last digit",
    answers=("growth_and_levels", "growth_far_from_levels", "jump"),
)
def copied_value(material: Material, limits: Limits) -> Frame:
    """Asks where the value has so many significant digits that chance is unlikely; stocks and rates need more."""
    value = pl.col("value")
    moves = adds_up("sums")
    digits = pl.col("digits")
    enough = digits >= pl.when(moves).then(limits["digits"]).otherwise(limits["digits_stock"])
    enough_ago = digits >= pl.when(moves).then(limits["digits_ago"]).otherwise(limits["digits_stock"])
    unit = pl.col("unit_shown")
    before = ((value == pl.col("before_value")) & (unit == pl.col("before_unit_shown"))).fill_null(False)
    ago = ((value == pl.col("ago_value")) & (unit == pl.col("ago_unit_shown"))).fill_null(False)
    rows = material.held(material.levels.filter((value != 0) & (before | ago)))
    if material.is_silent(rows):
        return material.nothing
    rows = with_lead(rows).with_columns(significant().alias("digits"))
    rows = rows.filter((enough & before) | (enough_ago & ago))
    when = pl.when(before).then(pl.col("before_when")).otherwise(pl.col("ago_when"))
    period = pl.when(before).then(pl.col("before_period")).otherwise(pl.col("ago_period"))
    question = said(what(), "的", amount(), "与", when, "一字不差：确实没有变化，还是照抄了？")
    return asked(rows, material, question, value, period)
