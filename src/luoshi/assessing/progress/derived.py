"""Numbers that nobody reported but that follow from reported ones: growth and change from levels, places from peers.

A reported figure always comes first: published growth is on a comparable basis, and levels are not.
"""

from __future__ import annotations

import polars as pl

from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, alike
from luoshi.assessing.measured import KEY
from luoshi.assessing.packed import fitted
from luoshi.assessing.progress.standing import STANDING, Standing

_SERIES = ("place", KEY)


def completed(now: Standing, wanted: Frame, measures: frozenset[str]) -> Frame:
    """The rows of a standing, and those that can be derived from its levels for the `wanted` places and keys.

    `wanted` has place, key and measure; `measures` are the measures in it.
    """
    rows = now.rows
    if "level" not in now.measures:
        return rows
    made = []
    for measure, derive in (("growth", _growth), ("change", _change)):
        if measure not in measures:
            continue
        series = wanted.filter(pl.col("measure") == measure).select(*_SERIES)
        series = fitted(series, rows, {name: name for name in _SERIES}).unique()
        levels = rows.filter(pl.col("measure") == "level").join(series, on=list(_SERIES), how="semi")
        derived = derive(levels).with_columns(pl.lit(measure).cast(rows.collect_schema()["measure"]).alias("measure"))
        if measure in now.measures:
            there = rows.filter(pl.col("measure") == measure).select(*_SERIES, "at")
            derived = derived.join(there, on=[*_SERIES, "at"], how="anti")
        made.append(derived.select(*STANDING))
    if not made:
        return rows
    unit = pl.col("unit").cast(pl.String())
    return pl.concat([part.with_columns(unit) for part in (rows, *made)])


def _growth(levels: Frame) -> Frame:
    """Growth over the same months of last year, in %; only from a base above zero."""
    before = levels.select(*_SERIES, (pl.col("at") + 12).alias("at"), pl.col("actual").alias("base"))
    joined = levels.join(before, on=[*_SERIES, "at"], how="inner").filter(pl.col("base") > 0)
    return joined.with_columns(((pl.col("actual") / pl.col("base") - 1) * 100).alias("actual"), _unit(levels, "%"))


def _change(levels: Frame) -> Frame:
    """Change since the end of last year, in the level's unit; of a percentage in points."""
    before = levels.filter(pl.col("at") % 12 == 11)
    before = before.select(*_SERIES, (pl.col("year") + 1).alias("year"), pl.col("actual").alias("base"))
    joined = levels.join(before, on=[*_SERIES, "year"], how="inner")
    points = (
        pl.when(pl.col("unit").cast(pl.String()) == "%")
        .then(pl.lit("个百分点"))
        .otherwise(pl.col("unit").cast(pl.String()))
    )
    return joined.with_columns(settled(pl.col("actual") - pl.col("base")).alias("actual"), points.alias("unit"))


def _unit(frame: Frame, unit: str) -> pl.Expr:
    return pl.lit(unit).cast(pl.String()).alias("unit")


def with_ranks(targets: Frame, rows: Frame, peers: Frame) -> tuple[Frame, Frame]:
    """Targets on a rank that name a group of peers, and the places they have there, as rows of their own source.

    `peers` has place and group. A place is that of its growth where anybody of the group has one for the month, else
    that of its level; good is what the catalogue says. Equal numbers share the better place.
    """
    ranking = targets.filter(pl.col("measure") == "rank").select(
        KEY, pl.col("reference").cast(pl.String()).alias("group"), "good"
    )
    ranking = fitted(ranking, rows, {KEY: KEY})
    groups = peers.select("place", pl.col("group").cast(pl.String()).alias("group"))
    now, groups = alike(rows.filter(pl.col("measure").is_in(["growth", "level"])), groups, ["place"])
    joined = now.join(groups, on="place", how="inner").join(
        ranking.unique([KEY, "group"]), on=[KEY, "group"], how="inner"
    )
    group = ["group", KEY, "at"]
    growing = joined.with_columns((pl.col("measure") == "growth").cast(pl.Int64()).max().over(*group).alias("growing"))
    chosen = growing.filter((pl.col("growing") == 0) | (pl.col("measure") == "growth"))
    number = settled(pl.col("actual"))
    chosen = chosen.with_columns(pl.when(pl.col("good") == "down").then(0 - number).otherwise(number).alias("number"))
    source = pl.concat_str([pl.lit("rank "), pl.col("group")])
    places = chosen.with_columns(
        pl.col("number").rank("min", descending=True).over(*group).cast(pl.Float64()).alias("actual"),
        source.alias("measure"),
        pl.lit("").alias("unit"),
    )
    known = groups.select(pl.col("group").alias("reference"), pl.lit(1).alias("peers")).unique(["reference"])
    targets, known = alike(targets, known, ["reference"])
    targets = targets.join(known, on="reference", how="left")
    computed = (pl.col("measure") == "rank") & ~pl.col("peers").is_null()
    own = pl.concat_str([pl.lit("rank "), pl.col("reference")])
    targets = targets.with_columns(
        pl.when(computed).then(own).otherwise(pl.col("source").cast(pl.String())).alias("source")
    )
    texts = [pl.col(n).cast(pl.String()) for n in ("measure", "unit")]
    rows, places = rows.with_columns(*texts), places.select(*STANDING)
    rows, places = alike(rows, places, ["place", KEY, "as_of"])
    return targets.drop("peers"), pl.concat([rows, places])
