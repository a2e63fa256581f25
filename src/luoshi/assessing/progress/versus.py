"""The differences that targets against another series are judged by."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, alike
from luoshi.assessing.measured import KEY
from luoshi.assessing.promises.matching import PER_CENT


def differences(targets: Frame, rows: Frame) -> Frame:
    """Of targets with a reference: id, at, as_of, actual (own less other, in points), found_unit, own, other.

    Compared are growths, or levels where the target is a rate, or its gap is not in points. A gap that was reported
    as such comes before one that is computed.
    """
    unit, kind = nw.col("unit"), nw.col("kind")
    levels = (nw.col("measure") == "level") | (
        (nw.col("measure") == "gap") & ((kind == "rate") | (~unit.is_null() & ~unit.is_in(["", *sorted(PER_CENT)])))
    )
    wanted = targets.with_columns(nw.when(levels).then(nw.lit("level")).otherwise(nw.lit("growth")).alias("compared"))
    wanted = wanted.select("id", "place", KEY, "other_place", "other_key", "compared", "measure", "start", "end")
    rows = rows.rename({"measure": "compared"})
    wanted, rows = alike(wanted.rename({"measure": "wanted_measure"}), rows, ["place", KEY, "compared"])
    own = wanted.join(rows, on=["place", KEY, "compared"], how="inner")
    own = own.filter((nw.col("at") >= nw.col("start")) & (nw.col("at") <= nw.col("end")))
    other = rows.select(
        nw.col("place").cast(nw.String()).alias("other_place"),
        nw.col(KEY).cast(nw.String()).alias("other_key"),
        "compared",
        "at",
        nw.col("actual").alias("other"),
    )
    both = own.join(other, on=["other_place", "other_key", "compared", "at"], how="inner")
    made = both.select(
        "id",
        "at",
        "as_of",
        settled(nw.col("actual") - nw.col("other")).alias("actual"),
        nw.when(nw.col("compared") == "level").then(nw.col("unit").cast(nw.String())).alias("found_unit"),
        nw.col("actual").alias("own"),
        "other",
    )
    nothing = nw.lit(None).cast(nw.Float64())
    gaps = wanted.filter(nw.col("wanted_measure") == "gap").drop("compared")
    direct = gaps.join(rows.filter(nw.col("compared") == "gap"), on=["place", KEY], how="inner")
    direct = direct.filter((nw.col("at") >= nw.col("start")) & (nw.col("at") <= nw.col("end")))
    direct = direct.select(
        "id",
        "at",
        "as_of",
        "actual",
        nw.col("unit").cast(nw.String()).alias("found_unit"),
        nothing.alias("own"),
        nothing.alias("other"),
    )
    return nw.concat([direct, made.join(direct.select("id", "at"), on=["id", "at"], how="anti")])
