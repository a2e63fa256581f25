"""Numbers that nobody reported but that follow from reported ones: growth and change from levels, places from peers.

A reported figure always comes first: published growth is on a comparable basis, and levels are not.
"""

from __future__ import annotations

import narwhals as nw

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
        series = wanted.filter(nw.col("measure") == measure).select(*_SERIES)
        series = fitted(series, rows, {name: name for name in _SERIES}).unique()
        levels = rows.filter(nw.col("measure") == "level").join(series, on=list(_SERIES), how="semi")
        derived = derive(levels).with_columns(nw.lit(measure).cast(rows.collect_schema()["measure"]).alias("measure"))
        if measure in now.measures:
            there = rows.filter(nw.col("measure") == measure).select(*_SERIES, "at")
            derived = derived.join(there, on=[*_SERIES, "at"], how="anti")
        made.append(derived.select(*STANDING))
    if not made:
        return rows
    unit = nw.col("unit").cast(nw.String())
    return nw.concat([part.with_columns(unit) for part in (rows, *made)])


def _growth(levels: Frame) -> Frame:
    """Growth over the same months of last year, in %; only from a base above zero."""
    before = levels.select(*_SERIES, (nw.col("at") + 12).alias("at"), nw.col("actual").alias("base"))
    joined = levels.join(before, on=[*_SERIES, "at"], how="inner").filter(nw.col("base") > 0)
    return joined.with_columns(((nw.col("actual") / nw.col("base") - 1) * 100).alias("actual"), _unit(levels, "%"))


def _change(levels: Frame) -> Frame:
    """Change since the end of last year, in the level's unit; of a percentage in points."""
    before = levels.filter(nw.col("at") % 12 == 11)
    before = before.select(*_SERIES, (nw.col("year") + 1).alias("year"), nw.col("actual").alias("base"))
    joined = levels.join(before, on=[*_SERIES, "year"], how="inner")
    points = (
        nw.when(nw.col("unit").cast(nw.String()) == "%")
        .then(nw.lit("个百分点"))
        .otherwise(nw.col("unit").cast(nw.String()))
    )
    return joined.with_columns(settled(nw.col("actual") - nw.col("base")).alias("actual"), points.alias("unit"))


def _unit(frame: Frame, unit: str) -> nw.Expr:
    return nw.lit(unit).cast(nw.String()).alias("unit")


def with_ranks(targets: Frame, rows: Frame, peers: Frame) -> tuple[Frame, Frame]:
    """Targets on a rank that name a group of peers, and the places they have there, as rows of their own source.

    `peers` has place and group. A place is that of its growth where anybody of the group has one for the month, else
    that of its level; good is what the catalogue says. Equal numbers share the better place.
    """
    ranking = targets.filter(nw.col("measure") == "rank").select(
        KEY, nw.col("reference").cast(nw.String()).alias("group"), "good"
    )
    ranking = fitted(ranking, rows, {KEY: KEY})
    groups = peers.select("place", nw.col("group").cast(nw.String()).alias("group"))
    now, groups = alike(rows.filter(nw.col("measure").is_in(["growth", "level"])), groups, ["place"])
    joined = now.join(groups, on="place", how="inner").join(
        ranking.unique([KEY, "group"]), on=[KEY, "group"], how="inner"
    )
    group = ["group", KEY, "at"]
    growing = joined.with_columns((nw.col("measure") == "growth").cast(nw.Int64()).max().over(*group).alias("growing"))
    chosen = growing.filter((nw.col("growing") == 0) | (nw.col("measure") == "growth"))
    number = settled(nw.col("actual"))
    chosen = chosen.with_columns(nw.when(nw.col("good") == "down").then(0 - number).otherwise(number).alias("number"))
    source = nw.concat_str([nw.lit("rank "), nw.col("group")])
    places = chosen.with_columns(
        nw.col("number").rank("min", descending=True).over(*group).cast(nw.Float64()).alias("actual"),
        source.alias("measure"),
        nw.lit("").alias("unit"),
    )
    known = groups.select(nw.col("group").alias("reference"), nw.lit(1).alias("peers")).unique(["reference"])
    targets = targets.join(known, on="reference", how="left")
    computed = (nw.col("measure") == "rank") & ~nw.col("peers").is_null()
    own = nw.concat_str([nw.lit("rank "), nw.col("reference")])
    targets = targets.with_columns(nw.when(computed).then(own).otherwise(nw.col("source")).alias("source"))
    texts = [nw.col(n).cast(nw.String()) for n in ("measure", "unit")]
    rows, places = rows.with_columns(*texts), places.select(*STANDING)
    rows, places = alike(rows, places, ["place", KEY, "as_of"])
    return targets.drop("peers"), nw.concat([rows, places])
