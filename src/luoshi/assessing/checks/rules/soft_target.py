"""A target far below what the past years brought."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, number, said, what
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
        (nw.col("months") == _YEAR)
        & nw.col("said").is_in(["growth", "level"])
        & nw.col("good").is_in(["up", "down"])
        & ~nw.col("value").is_null()
        & ~nw.col("kind").fill_null("").is_in(["rate", "index"])
    )
    targets = targets.filter(~((nw.col("said") == "level") & (nw.col("good") == "down")))
    targets = targets.with_columns(nw.col("place").cast(nw.String()).alias("place"))
    past = _past(material)
    rows = targets
    for back in range(1, int(limits["years"]) + 1):
        year = past.with_columns((nw.col("start") + _YEAR * back).alias("start"))
        year = year.rename({"growth": f"growth_{back}", "level": f"level_{back}"})
        rows = rows.join(year, on=["place", "key", "start"], how="left")
    sign = nw.when(nw.col("good") == "down").then(nw.lit(-1.0)).otherwise(nw.lit(1.0))
    backs = range(1, int(limits["years"]) + 1)
    rows = rows.with_columns(
        nw.min_horizontal(*[nw.col(f"growth_{b}") * sign for b in backs]).alias("lowest"),
        nw.sum_horizontal(*[(~nw.col(f"growth_{b}").is_null()).cast(nw.Int64()) for b in backs]).alias("known"),
    )
    best = nw.when(nw.col("value_to").is_null()).then(nw.col("value")).otherwise(nw.col("value_to"))
    implied = (nw.col("value") * nw.col("factor") / nw.col("level_1") - 1) * 100
    aimed = nw.when(nw.col("said") == "growth").then(best * sign).otherwise(implied)
    rows = rows.with_columns(aimed.alias("aimed"), (nw.col("lowest") * sign).alias("expected"))
    lowest = nw.col("lowest")
    rows = rows.filter(
        (nw.col("known") >= limits["known"])
        & (lowest > 0)
        & (nw.col("aimed") < lowest * limits["part"])
        & (nw.col("aimed") < lowest - limits["points"])
    )
    more = nw.when(nw.col("said") == "level").then(said("（相当于增长", number("aimed", 1), "%）"))
    question = said(
        what(),
        "目标为",
        amount(),
        more,
        "，而近",
        nw.col("known"),
        "年最低也有",
        number("expected", 1),
        "%：形势有变，还是目标定低了？",
    )
    return asked(rows, material, question, nw.col("expected"))


def _past(material: Material) -> Frame:
    """Growth and level of whole years: `place`, `key`, `start`, `growth` in %, `level` in base units."""
    keys = ["place", "key", "start"]
    place = nw.col("place").cast(nw.String()).alias("place")
    growths = material.growths.filter(nw.col("months") == _YEAR)
    growths = growths.unique(keys, keep="last", order_by=["reported_at", "value"])
    growths = growths.select(place, "key", "start", nw.col("value").alias("reported"))
    levels = material.levels.filter(nw.col("months") == _YEAR).unique(keys, keep="last", order_by=["base"])
    levels = levels.select(place, "key", "start", nw.col("size").alias("level"), _growth().alias("by_levels"))
    # Rows of either: which is there decides.
    both = nw.concat([growths.select(*keys), levels.select(*keys)]).unique(keys, keep="any")
    both = both.join(growths, on=keys, how="left").join(levels, on=keys, how="left")
    return both.select(*keys, "level", nw.coalesce(nw.col("reported"), nw.col("by_levels")).alias("growth"))


def _growth() -> nw.Expr:
    return nw.when(nw.col("ago_size") > 0).then((nw.col("size") / nw.col("ago_size") - 1) * 100)
