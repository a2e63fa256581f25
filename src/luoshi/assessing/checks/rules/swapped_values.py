"""Two values that stand in each other's place."""

from __future__ import annotations

import math

import polars as pl

from luoshi.assessing.checks.material import Material, past
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="两地（两指标）的数互换",
    en="two values that stand in each other's place: two places, or two indicators of one place",
    answers=("jump", "falling_cumulative", "growth_and_levels", "growth_far_from_levels"),
    within=("place", "indicator"),
)
def swapped_values(material: Material, limits: Limits) -> Frame:
    """Asks where two values are both far from their own past, and each is near the other's.

    The past is the same span a year before, else the pace of the span before in the same year.
    """
    rows = off_their_past(material.levels, limits).with_columns(pl.col("place").cast(pl.String()).alias("place"))
    found = []
    if "indicator" in material.sides:
        found.append(_pairs(rows, "place", ("key", "base", "start", "months"), limits))
    if "place" in material.sides:
        found.append(_pairs(rows, "key", ("place", "base", "start", "months"), limits))
    both = pl.concat(found)
    own = pl.col("past") / pl.col("factor")
    question = said(
        what(),
        "的",
        amount(),
        "与以往（约",
        amount(own, digits=2),
        "）不合，却与",
        pl.col("other_shown"),
        "的（约",
        amount(pl.col("other_past") / pl.col("factor"), digits=2),
        "）相近，后者也是如此：两个数是不是填反了？",
    )
    return asked(both, material, question, pl.col("other_size") / pl.col("factor"))


def off_their_past(levels: Frame, limits: Limits) -> Frame:
    """The rows of `Material.levels` that are far from their own past, with that past: they may stand for another."""
    rows = levels.with_columns(past().alias("past"))
    rows = rows.filter((pl.col("size") > 0) & (pl.col("past") > 0))
    return rows.filter((pl.col("size") / pl.col("past")).log().abs() > math.log(limits["ratio"]))


def _pairs(rows: Frame, side: str, same: tuple[str, ...], limits: Limits) -> Frame:
    shown = "place" if side == "place" else "name"
    other = rows.select(
        *same,
        pl.col(side).alias("other"),
        pl.col(shown).alias("other_shown"),
        pl.col("size").alias("other_size"),
        pl.col("past").alias("other_past"),
    )
    near = math.log(limits["near"])
    pairs = rows.join(other, on=list(same), how="inner").filter(pl.col(side) != pl.col("other"))
    mine = (pl.col("size") / pl.col("other_past")).log().abs() < near
    theirs = (pl.col("other_size") / pl.col("past")).log().abs() < near
    return pairs.filter(mine & theirs)
