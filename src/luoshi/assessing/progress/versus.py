"""The differences that targets against another series are judged by."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, alike
from luoshi.assessing.measured import KEY
from luoshi.assessing.promises.matching import PER_CENT


def differences(targets: Frame, rows: Frame) -> Frame:
    """Of targets with a reference: id, at, as_of, actual (own less other, in points), found_unit, own, other.

    Compared are growths, or levels where the target is a rate, or its gap is not in points. A gap that was reported
    as such comes before one that is computed.
    """
    unit, kind = pl.col("unit"), pl.col("kind")
    levels = (pl.col("measure") == "level") | (
        (pl.col("measure") == "gap") & ((kind == "rate") | (~unit.is_null() & ~unit.is_in(["", *sorted(PER_CENT)])))
    )
    wanted = targets.with_columns(pl.when(levels).then(pl.lit("level")).otherwise(pl.lit("growth")).alias("compared"))
    wanted = wanted.select("id", "place", KEY, "other_place", "other_key", "compared", "measure", "start", "end")
    rows = rows.rename({"measure": "compared"})
    wanted, rows = alike(wanted.rename({"measure": "wanted_measure"}), rows, ["place", KEY, "compared"])
    own = wanted.join(rows, on=["place", KEY, "compared"], how="inner")
    own = own.filter((pl.col("at") >= pl.col("start")) & (pl.col("at") <= pl.col("end")))
    other = rows.select(
        pl.col("place").cast(pl.String()).alias("other_place"),
        pl.col(KEY).cast(pl.String()).alias("other_key"),
        "compared",
        "at",
        pl.col("actual").alias("other"),
    )
    both = own.join(other, on=["other_place", "other_key", "compared", "at"], how="inner")
    made = both.select(
        "id",
        "at",
        "as_of",
        settled(pl.col("actual") - pl.col("other")).alias("actual"),
        pl.when(pl.col("compared") == "level").then(pl.col("unit").cast(pl.String())).alias("found_unit"),
        pl.col("actual").alias("own"),
        "other",
    )
    nothing = pl.lit(None).cast(pl.Float64())
    gaps = wanted.filter(pl.col("wanted_measure") == "gap").drop("compared")
    direct = gaps.join(rows.filter(pl.col("compared") == "gap"), on=["place", KEY], how="inner")
    direct = direct.filter((pl.col("at") >= pl.col("start")) & (pl.col("at") <= pl.col("end")))
    direct = direct.select(
        "id",
        "at",
        "as_of",
        "actual",
        pl.col("unit").cast(pl.String()).alias("found_unit"),
        nothing.alias("own"),
        nothing.alias("other"),
    )
    return pl.concat([direct, made.join(direct.select("id", "at"), on=["id", "at"], how="anti")])
