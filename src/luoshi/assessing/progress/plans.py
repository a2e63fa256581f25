"""Completions of the plan of the year (上半年完成年度目标的50%): as reported, else worked out from the level so far.

completion = level so far / target of the year × 100, both in one unit; of the same place, indicator and year. Of
several targets of one year the expected one counts, else the firm, else the stretched, of each the highest.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, look_up
from luoshi.assessing.measured import KEY
from luoshi.assessing.packed import fitted
from luoshi.assessing.progress.references import PLAN
from luoshi.assessing.progress.standing import STANDING

_YEAR = ("place", KEY, "year")
_STRENGTHS = ("expected", "firm", "stretch")


def with_plan_completions(rows: Frame, targets: Frame, units: Mapping[str, tuple[float, str]]) -> Frame:
    """The rows of a standing (`STANDING`), and as the measure `PLAN` the completions that targets on the plan need.

    `units` are the units of both, taken apart (`measured.unit_bases`).
    """
    rows = rows.with_columns(*[pl.col(name).cast(pl.String()) for name in ("measure", "unit")])
    wanted = targets.filter(pl.col("source") == PLAN).select("place", KEY).unique()
    wanted = fitted(wanted, rows, {name: name for name in ("place", KEY)})
    mine = rows.join(wanted, on=["place", KEY], how="semi")
    reported = mine.filter(pl.col("measure") == "completion").with_columns(pl.lit(PLAN).alias("measure"))
    levels = mine.filter(pl.col("measure") == "level")
    plans = fitted(_plans(targets, units), levels, {name: name for name in ("place", KEY)})
    answers = {unit: (factor, base) for unit, (factor, base) in units.items()}
    levels = look_up(levels, "unit", answers, {"factor": "number", "base": "text"})
    levels = levels.join(plans, on=list(_YEAR), how="inner")
    bare = pl.col("factor").is_null() | pl.col("plan_factor").is_null()
    ratio = pl.when(bare).then(1.0).otherwise(pl.col("factor") / pl.col("plan_factor"))
    levels = levels.filter(bare | (pl.col("base") == pl.col("plan_base"))).with_columns(
        settled(pl.col("actual") * ratio / pl.col("plan") * 100).alias("actual"),
        pl.lit(PLAN).alias("measure"),
        pl.lit("%").alias("unit"),
    )
    derived = levels.join(reported.select("place", KEY, "at"), on=["place", KEY, "at"], how="anti")
    return pl.concat([rows, reported.select(*STANDING), derived.select(*STANDING)])


def _plans(targets: Frame, units: Mapping[str, tuple[float, str]]) -> Frame:
    """Place, key, year, and the level that was promised for the year, with its unit taken apart."""
    year = (pl.col("start") % 12 == 0) & (pl.col("end") == pl.col("start") + 11)
    plans = targets.filter(year & (pl.col("measure") == "level") & (pl.col("value") > 0))
    order: pl.Expr = pl.lit(0)
    for place, strength in enumerate(_STRENGTHS[1:], 1):
        order = pl.when(pl.col("strength") == strength).then(pl.lit(place)).otherwise(order)
    plans = plans.select(
        "place",
        KEY,
        (pl.col("start") // 12).alias("year"),
        pl.col("value").alias("plan"),
        "unit",
        (0 - order).alias("order"),
    )
    plans = plans.sort(["order", "plan"]).unique(list(_YEAR), keep="last").drop("order")
    answers = {unit: (factor, base) for unit, (factor, base) in units.items()}
    return look_up(plans, "unit", answers, {"plan_factor": "number", "plan_base": "text"}).drop("unit")
