"""The reason of a row of a cascade: one sentence with the numbers in it."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.exact import text
from luoshi.assessing.frames import Frame
from luoshi.assessing.promises.matching import PER_CENT


def with_reasons(rows: Frame) -> Frame:
    """Rows of a cascade with `reason`."""
    unit = nw.when(nw.col("unit").is_null()).then(nw.lit("")).otherwise(nw.col("unit"))
    points = nw.when(nw.col("unit").is_in(sorted(PER_CENT))).then(nw.lit("个百分点")).otherwise(unit)
    rows = rows.with_columns(
        unit.alias("said"),
        points.alias("said_gap"),
        *[text(nw.col(name)).alias(f"{name}_text") for name in ("whole", "parts", "lowest", "highest")],
        text(nw.col("gap").abs()).alias("gap_text"),
        text(nw.col("over_pct").abs()).alias("over_text"),
    )
    rows = rows.with_columns(_who().alias("who"), _end().alias("end_words"))
    body = nw.when(nw.col("answered") == 0).then(nw.lit("都没有可比的目标"))
    body = body.when(~nw.col("parts").is_null()).then(_sentence(_together(), nw.lit("，"), _against()))
    body = body.when(nw.col("form") == "weighted").then(_sentence(_unweighted(), nw.lit("，"), _range(), _surely()))
    said = body.otherwise(_sentence(nw.lit("此项不能由部分相加，"), _range(), _above()))
    return rows.with_columns(_sentence(nw.col("who"), said, nw.col("end_words"), nw.lit("。")).alias("reason"))


def _sentence(*pieces: nw.Expr) -> nw.Expr:
    return nw.concat_str(list(pieces))


def _count(name: str) -> nw.Expr:
    return nw.col(name).cast(nw.String())


def _figure(name: str) -> nw.Expr:
    return _sentence(nw.col(f"{name}_text"), nw.col("said"))


def _who() -> nw.Expr:
    every = _sentence(_count("members"), nw.lit("个部分"))
    some = _sentence(_count("members"), nw.lit("个部分中"), _count("answered"), nw.lit("个有目标，"))
    none = nw.col("answered") == 0
    return nw.when(none | (nw.col("answered") == nw.col("members"))).then(every).otherwise(some)


def _together() -> nw.Expr:
    word = nw.when(nw.col("form") == "sum").then(nw.lit("合计")).otherwise(nw.lit("按上年数加权为"))
    return _sentence(word, _figure("parts"))


def _against() -> nw.Expr:
    """比目标100亿元多5亿元，加码5% — what is more or less, and what it means for a floor or a ceiling."""
    gap = nw.col("gap")
    size = _sentence(nw.col("gap_text"), nw.col("said_gap"))
    ceiling = nw.col("ceiling")
    percent = nw.col("unit").is_in(sorted(PER_CENT))
    more = nw.when(percent).then(nw.lit("高")).otherwise(nw.lit("多"))
    less = nw.when(percent).then(nw.lit("低")).otherwise(nw.lit("少"))
    complete = nw.col("answered") == nw.col("members")
    rate = nw.col("over_text")
    over = nw.when(rate.is_null()).then(nw.lit("，加码")).otherwise(_sentence(nw.lit("，加码"), rate, nw.lit("%")))
    under = nw.when(ceiling).then(nw.lit("，合起来守不住")).otherwise(nw.lit("，合起来达不到"))
    short = nw.when(complete | ceiling).then(under).otherwise(nw.lit("，待其余部分承担"))
    tight = nw.when(complete).then(over).otherwise(nw.lit(""))
    surplus = nw.when(ceiling).then(short).otherwise(over)
    shortfall = nw.when(ceiling).then(tight).otherwise(short)
    equal = _sentence(nw.lit("与目标"), _figure("whole"), nw.lit("相等"))
    return (
        nw.when(gap > 0)
        .then(_sentence(nw.lit("比目标"), _figure("whole"), more, size, surplus))
        .when(gap < 0)
        .then(_sentence(nw.lit("比目标"), _figure("whole"), less, size, shortfall))
        .otherwise(equal)
    )


def _unweighted() -> nw.Expr:
    named = _sentence(nw.lit("缺"), nw.col("unweighted"), nw.lit("的上年数，不能加权"))
    return nw.when(nw.col("unweighted").is_null()).then(nw.lit("上年数不全，不能加权")).otherwise(named)


def _range() -> nw.Expr:
    both = _sentence(nw.lit("各部分目标"), _figure("lowest"), nw.lit("至"), _figure("highest"))
    one = _sentence(nw.lit("各部分目标都是"), _figure("lowest"))
    return nw.when(nw.col("lowest") == nw.col("highest")).then(one).otherwise(both)


def _surely() -> nw.Expr:
    """A weighted mean lies between the least and the most: what is certain without weights."""
    complete = nw.col("answered") == nw.col("members")
    low = _sentence(nw.lit("，都低于目标"), _figure("whole"))
    high = _sentence(nw.lit("，都高于目标"), _figure("whole"))
    bad = nw.lit("，无论权重如何合起来都达不到")
    broken = nw.lit("，无论权重如何合起来都守不住")
    ceiling = nw.col("ceiling")
    return (
        nw.when(complete & (nw.col("below") == nw.col("members")))
        .then(nw.when(ceiling).then(low).otherwise(_sentence(low, bad)))
        .when(complete & (nw.col("higher") == nw.col("members")))
        .then(nw.when(ceiling).then(_sentence(high, broken)).otherwise(high))
        .otherwise(_above())
    )


def _above() -> nw.Expr:
    return _sentence(nw.lit("，"), _count("higher"), nw.lit("个高于目标"), _figure("whole"))


def _end() -> nw.Expr:
    gone = _sentence(nw.lit("；缺"), nw.col("missing"))
    return nw.when(nw.col("missing").is_null()).then(nw.lit("")).otherwise(gone)
