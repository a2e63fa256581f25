"""A target far below what the past years brought."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, either, number, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

_YEAR = 12


@rule(
    zh="目标定得远低于近年实绩",
    en="a target far below what the past years brought",
    needs=("observations", "targets"),
)
def soft_target(material: Material, limits: Limits) -> Frame:
    """Asks about targets of a year, in growth or as an amount: below a part of the lowest growth of the past years.

    Growth of a past year is the reported one, else that of its levels. A target that is good down is held against
    the smallest decline. Ranges count with their better end; ceilings of what should grow, and indicators that
    should be neither high nor low, are not asked about.
    """
    assert material.targets is not None
    targets = material.targets.filter(
        (pl.col("months") == _YEAR)
        & pl.col("said").is_in(["growth", "level"])
        & pl.col("good").is_in(["up", "down"])
        & ~pl.col("value").is_null()
        & ~pl.col("kind").fill_null("").is_in(["rate", "index"])
    )
    targets = targets.filter(~((pl.col("said") == "level") & (pl.col("good") == "down")))
    targets = targets.with_columns(pl.col("place").cast(pl.String()).alias("place"))
    past = _past(material)
    rows = targets
    for back in range(1, int(limits["years"]) + 1):
        year = past.with_columns((pl.col("start") + _YEAR * back).alias("start"))
        year = year.rename({"growth": f"growth_{back}", "level": f"level_{back}"})
        rows = rows.join(year, on=["place", "key", "start"], how="left")
    sign = pl.when(pl.col("good") == "down").then(pl.lit(-1.0)).otherwise(pl.lit(1.0))
    backs = range(1, int(limits["years"]) + 1)
    rows = rows.with_columns(
        pl.min_horizontal(*[pl.col(f"growth_{b}") * sign for b in backs]).alias("lowest"),
        pl.sum_horizontal(*[(~pl.col(f"growth_{b}").is_null()).cast(pl.Int64()) for b in backs]).alias("known"),
    )
    best = pl.when(pl.col("value_to").is_null()).then(pl.col("value")).otherwise(pl.col("value_to"))
    implied = (pl.col("value") * pl.col("factor") / pl.col("level_1") - 1) * 100
    aimed = pl.when(pl.col("said") == "growth").then(best * sign).otherwise(implied)
    rows = rows.with_columns(aimed.alias("aimed"), (pl.col("lowest") * sign).alias("expected"))
    lowest = pl.col("lowest")
    rows = rows.filter(
        (pl.col("known") >= limits["known"])
        & (lowest > 0)
        & (pl.col("aimed") < lowest * limits["part"])
        & (pl.col("aimed") < lowest - limits["points"])
    )
    more = either(pl.col("said") == "level", said("（相当于增长", number("aimed", 1), "%）"))
    question = said(
        what(),
        "目标为",
        amount(),
        more,
        "，而近",
        pl.col("known"),
        "年最低也有",
        number("expected", 1),
        "%：形势有变，还是目标定低了？",
    )
    return asked(rows, material, question, pl.col("expected"))


def _past(material: Material) -> Frame:
    """Growth and level of whole years: `place`, `key`, `start`, `growth` in %, `level` in base units."""
    keys = ["place", "key", "start"]
    place = pl.col("place").cast(pl.String()).alias("place")
    growths = material.growths.filter(pl.col("months") == _YEAR)
    growths = growths.sort(["reported_at", "value"]).unique(keys, keep="last")
    growths = growths.select(place, "key", "start", pl.col("value").alias("reported"))
    levels = material.levels.filter(pl.col("months") == _YEAR).sort(["base"]).unique(keys, keep="last")
    levels = levels.select(place, "key", "start", pl.col("size").alias("level"), _growth().alias("by_levels"))
    # Rows of either: which is there decides.
    both = pl.concat([growths.select(*keys), levels.select(*keys)]).unique(keys, keep="any")
    both = both.join(growths, on=keys, how="left").join(levels, on=keys, how="left")
    return both.select(*keys, "level", pl.coalesce(pl.col("reported"), pl.col("by_levels")).alias("growth"))


def _growth() -> pl.Expr:
    return pl.when(pl.col("ago_size") > 0).then((pl.col("size") / pl.col("ago_size") - 1) * 100)
