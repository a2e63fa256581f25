"""The reason of a row of a cascade: one sentence with the numbers in it."""

from __future__ import annotations

from typing import Any

import polars as pl

from luoshi.assessing.exact import text
from luoshi.assessing.frames import Frame
from luoshi.assessing.promises.matching import PER_CENT


def with_reasons(rows: Frame) -> Frame:
    """Rows of a cascade with `reason`."""
    unit = pl.when(pl.col("unit").is_null()).then(pl.lit("")).otherwise(pl.col("unit"))
    points = pl.when(pl.col("unit").is_in(sorted(PER_CENT))).then(pl.lit("个百分点")).otherwise(unit)
    rows = rows.with_columns(
        unit.alias("said"),
        points.alias("said_gap"),
        *[text(pl.col(name)).alias(f"{name}_text") for name in ("whole", "parts", "lowest", "highest")],
        text(pl.col("gap").abs()).alias("gap_text"),
        text(pl.col("over_pct").abs()).alias("over_text"),
    )
    rows = rows.with_columns(_who().alias("who"), _end().alias("end_words"))
    body: Any = pl.when(pl.col("answered") == 0).then(pl.lit("都没有可比的目标"))
    body = body.when(~pl.col("parts").is_null()).then(_sentence(_together(), pl.lit("，"), _against()))
    body = body.when(pl.col("form") == "weighted").then(_sentence(_unweighted(), pl.lit("，"), _range(), _surely()))
    said = body.otherwise(_sentence(pl.lit("此项不能由部分相加，"), _range(), _above()))
    return rows.with_columns(_sentence(pl.col("who"), said, pl.col("end_words"), pl.lit("。")).alias("reason"))


def _sentence(*pieces: pl.Expr) -> pl.Expr:
    return pl.concat_str(list(pieces))


def _count(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String())


def _figure(name: str) -> pl.Expr:
    return _sentence(pl.col(f"{name}_text"), pl.col("said"))


def _who() -> pl.Expr:
    every = _sentence(_count("members"), pl.lit("个部分"))
    some = _sentence(_count("members"), pl.lit("个部分中"), _count("answered"), pl.lit("个有目标，"))
    none = pl.col("answered") == 0
    return pl.when(none | (pl.col("answered") == pl.col("members"))).then(every).otherwise(some)


def _together() -> pl.Expr:
    word = pl.when(pl.col("form") == "sum").then(pl.lit("合计")).otherwise(pl.lit("按上年数加权为"))
    return _sentence(word, _figure("parts"))


def _against() -> pl.Expr:
    """比目标100亿元多5亿元，加码5% — what is more or less, and what it means for a floor or a ceiling."""
    gap = pl.col("gap")
    size = _sentence(pl.col("gap_text"), pl.col("said_gap"))
    ceiling = pl.col("ceiling")
    percent = pl.col("unit").is_in(sorted(PER_CENT))
    more = pl.when(percent).then(pl.lit("高")).otherwise(pl.lit("多"))
    less = pl.when(percent).then(pl.lit("低")).otherwise(pl.lit("少"))
    complete = pl.col("answered") == pl.col("members")
    rate = pl.col("over_text")
    over = pl.when(rate.is_null()).then(pl.lit("，加码")).otherwise(_sentence(pl.lit("，加码"), rate, pl.lit("%")))
    under = pl.when(ceiling).then(pl.lit("，合起来守不住")).otherwise(pl.lit("，合起来达不到"))
    short = pl.when(complete | ceiling).then(under).otherwise(pl.lit("，待其余部分承担"))
    tight = pl.when(complete).then(over).otherwise(pl.lit(""))
    surplus = pl.when(ceiling).then(short).otherwise(over)
    shortfall = pl.when(ceiling).then(tight).otherwise(short)
    equal = _sentence(pl.lit("与目标"), _figure("whole"), pl.lit("相等"))
    return (
        pl.when(gap > 0)
        .then(_sentence(pl.lit("比目标"), _figure("whole"), more, size, surplus))
        .when(gap < 0)
        .then(_sentence(pl.lit("比目标"), _figure("whole"), less, size, shortfall))
        .otherwise(equal)
    )


def _unweighted() -> pl.Expr:
    named = _sentence(pl.lit("缺"), pl.col("unweighted"), pl.lit("的上年数，不能加权"))
    return pl.when(pl.col("unweighted").is_null()).then(pl.lit("上年数不全，不能加权")).otherwise(named)


def _range() -> pl.Expr:
    both = _sentence(pl.lit("各部分目标"), _figure("lowest"), pl.lit("至"), _figure("highest"))
    one = _sentence(pl.lit("各部分目标都是"), _figure("lowest"))
    return pl.when(pl.col("lowest") == pl.col("highest")).then(one).otherwise(both)


def _surely() -> pl.Expr:
    """A weighted mean lies between the least and the most: what is certain without weights."""
    complete = pl.col("answered") == pl.col("members")
    low = _sentence(pl.lit("，都低于目标"), _figure("whole"))
    high = _sentence(pl.lit("，都高于目标"), _figure("whole"))
    bad = pl.lit("，无论权重如何合起来都达不到")
    broken = pl.lit("，无论权重如何合起来都守不住")
    ceiling = pl.col("ceiling")
    return (
        pl.when(complete & (pl.col("below") == pl.col("members")))
        .then(pl.when(ceiling).then(low).otherwise(_sentence(low, bad)))
        .when(complete & (pl.col("higher") == pl.col("members")))
        .then(pl.when(ceiling).then(_sentence(high, broken)).otherwise(high))
        .otherwise(_above())
    )


def _above() -> pl.Expr:
    return _sentence(pl.lit("，"), _count("higher"), pl.lit("个高于目标"), _figure("whole"))


def _end() -> pl.Expr:
    gone = _sentence(pl.lit("；缺"), pl.col("missing"))
    return pl.when(pl.col("missing").is_null()).then(pl.lit("")).otherwise(gone)
