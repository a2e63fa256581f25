"""Parts and wholes: growth of a sum, contribution to growth, share.

With base B and growth g (in %) of the parts i and of the whole:

    growth of a sum          sum(B_i * g_i) / sum(B_i)              %
    contribution 拉动         B_i * g_i / B_whole                    percentage points (个百分点)
    contribution rate 贡献率   (B_i * g_i) / (B_whole * g_whole)      %
    share 占比                level_i / level_whole                  %

Where growth comes from levels, `B * g / 100` is simply the increment. Where it is reported, the base times the
reported rate is the increment on a comparable basis, as statistics offices count it; for growth at constant prices the
base must be at those prices, and with a base at current prices the result is near, not exact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from luoshi.assessing.cluster import carried, is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, held
from luoshi.assessing.measured import KEY, key_of
from luoshi.assessing.series.members import Members, listed, members
from luoshi.assessing.series.rates import Basis, growths, last_year
from luoshi.assessing.series.rows import OUT, Own, enter_known, is_amount, yes

_CASE = ["parent", "other", "start", "end"]


def growth_of_sum(observations: Any, parents: Any, basis: Any = None, own: Own = None) -> Any:
    """Growth of wholes from the growth of their parts, each weighted by its level of last year.

    `observations` holds the parts: their growth (reported, else from levels) and last year's levels, which `basis`, a
    frame, may restate. `parents`: a frame with `place` and `parent`, or `indicator` and `parent` (branches of one
    place). The same kind of frame: contract columns (measure growth, unit %, the whole's place or indicator), and
    `members`, how many parts the whole has, and `missing`, the parts whose growth or base is not known, joined by 、.
    While a part is missing there is no number: value null, status missing. Growth rates are never just averaged.
    Raises `FrameError` for a column or period that is wrong.
    """
    if is_spark(observations):
        return _on_cluster(
            lambda table, who, other: growth_of_sum(table, who, other, own), observations, parents, basis
        )
    frame, back = enter_known(observations, "observations", own)
    belong = members(parents)
    rows = _increments(frame, belong, basis, own)
    cases = rows.group_by(*_CASE).agg(pl.col("period").max(), pl.col("reported_at").max())
    every = cases.join(belong.frame(), on="parent", how="inner")
    known = rows.select(*_CASE, "part", "base", "base_amount", "increment", "status")
    every = held(every.join(known, on=[*_CASE, "part"], how="left"))
    lacking = pl.col("increment").is_null()
    names = listed(every.filter(lacking), _CASE, "name", belong.most, "missing")
    every = every.with_columns(
        pl.when(lacking).then(0).otherwise(1).alias("there"),
        pl.when(pl.col("status") == "estimated").then(1).otherwise(0).alias("estimated"),
    )
    out = every.group_by(*_CASE, "period", "reported_at").agg(
        pl.col("increment").sum(),
        pl.col("base_amount").sum(),
        pl.col("base").min().alias("base_low"),
        pl.col("base").max().alias("base_high"),
        pl.col("there").sum(),
        pl.len().alias("members"),
        pl.col("estimated").sum(),
    )
    whole = (pl.col("there") == pl.col("members")) & (pl.col("base_amount") > 0)
    value = pl.when(whole & (pl.col("base_low") == pl.col("base_high"))).then(
        settled(pl.col("increment") / pl.col("base_amount") * 100)
    )
    status = pl.when(pl.col("estimated") > 0).then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    out = out.join(names, on=_CASE, how="left").with_columns(
        pl.lit("growth").alias("measure"), value.alias("value"), pl.lit("%").alias("unit")
    )
    out = out.with_columns(pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(status).alias("status"))
    out = _named(out, belong, "parent")
    return back(out.select(*OUT, pl.col("members").cast(pl.Int64()), "missing"))


def contribution(observations: Any, parents: Any, basis: Any = None, own: Own = None) -> Any:
    """What each part brings to the growth of its whole: in percentage points (拉动) and as a rate (贡献率).

    `observations` holds parts and wholes, with levels of this year and last, or reported growth and last year's
    levels; `parents` and `basis` are as in `growth_of_sum`. The same kind of frame: contract columns and `parent`, two
    rows for each part: measure `contribution` in 个百分点, and `contribution_rate` in %. Where the whole falls, a part
    that falls too has a positive rate. Null with the status `missing` where something is not known, and
    `not_applicable` for the rate where the whole does not change.
    """
    if is_spark(observations):
        return _on_cluster(lambda table, who, other: contribution(table, who, other, own), observations, parents, basis)
    frame, back = enter_known(observations, "observations", own)
    belong = members(parents)
    rows = _increments(frame, belong, basis, own)
    wholes = _based(frame, basis, own).select(
        pl.col(belong.along).alias("parent"),
        pl.col(belong.other).alias("other"),
        "start",
        "end",
        "base",
        pl.col("base_amount").alias("whole_base"),
        pl.col("increment").alias("whole_increment"),
    )
    rows = rows.join(wholes, on=[*_CASE, "base"], how="left")
    part, base, whole = pl.col("increment"), pl.col("whole_base"), pl.col("whole_increment")
    points = settled(pl.when(base > 0).then(part / base * 100))
    rate = settled(pl.when(whole != 0).then(part / whole * 100))
    estimated = pl.when(pl.col("status") == "estimated").then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    still = yes(whole == 0) & ~part.is_null()
    made = []
    for measure, unit, value in (("contribution", "个百分点", points), ("contribution_rate", "%", rate)):
        one = rows.with_columns(pl.lit(measure).alias("measure"), pl.lit(unit).alias("unit"), value.alias("value"))
        unknown = pl.when(still & (pl.col("measure") == "contribution_rate")).then(pl.lit("not_applicable"))
        status = pl.when(pl.col("value").is_null()).then(unknown.otherwise(pl.lit("missing"))).otherwise(estimated)
        made.append(_named(one.with_columns(status.alias("status")), belong, "name").select(*OUT, "parent"))
    return back(pl.concat(made))


def share(observations: Any, parents: Any, own: Own = None) -> Any:
    """What part of its whole each part is, in %: the same kind of frame, contract columns and `parent`, measure share.

    `observations` holds the levels of parts and wholes, `parents` is as in `growth_of_sum`. Null with the status
    `missing` where the whole is unknown, in another unit, or not above zero.
    """
    if is_spark(observations):
        return _on_cluster(lambda table, who, _: share(table, who, own), observations, parents, None)
    frame, back = enter_known(observations, "observations", own)
    belong = members(parents)
    levels = frame.filter(is_amount() & ~pl.col("amount").is_null())
    whole = levels.select(
        pl.col(belong.along).alias("parent"),
        pl.col(belong.other).alias("other"),
        "start",
        "end",
        "base",
        pl.col("amount").alias("whole"),
    )
    rows = _belonging(levels, belong).join(whole, on=[*_CASE, "base"], how="left")
    value = settled(pl.when(pl.col("whole") > 0).then(pl.col("amount") / pl.col("whole") * 100))
    rows = rows.with_columns(pl.lit("share").alias("measure"), value.alias("value"), pl.lit("%").alias("unit"))
    known = pl.when(pl.col("status") == "estimated").then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    status = pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(known)
    return back(_named(rows.with_columns(status.alias("status")), belong, "name").select(*OUT, "parent"))


def _on_cluster(compute: Callable[[Any, Any, Any], Any], observations: Any, parents: Any, basis: Any) -> Any:
    """The same on a Spark cluster: parts that are places are put together by indicator, branches by place."""
    who = carried(parents, "parents")
    by = "indicator" if members(who).along == "place" else "place"
    meant = {"indicator": key_of} if by == "indicator" else {}
    return spread(lambda table, other: compute(table, who, other), (by,), observations, basis, meant=meant)


def _belonging(rows: Frame, belong: Members) -> Frame:
    """Rows of parts, with `part`, `name`, `parent` and `other`."""
    pairs = belong.frame()
    rows = rows.with_columns(pl.col(belong.along).alias("part"), pl.col(belong.other).alias("other"))
    return rows.join(pairs, on="part", how="inner")


def _based(frame: Frame, basis: Any, own: Own) -> Frame:
    """Rows of growth with last year's level (`base_amount`, in the unit `base`) and the increment of both."""
    levels = frame.filter(is_amount())
    stated = Basis()
    if basis is not None:
        stated = Basis(rows=enter_known(basis, "basis", own)[0])
    before = last_year(levels, stated).select(
        "place", KEY, "base", (pl.col("from") + 12).alias("start"), (pl.col("end") + 12).alias("end"), "amount_0"
    )
    rows = growths(frame, basis, own).join(before, on=["place", KEY, "start", "end"], how="left")
    increment = pl.col("amount_0") * pl.col("value") / 100
    return rows.with_columns(pl.col("amount_0").alias("base_amount"), increment.alias("increment"))


def _increments(frame: Frame, belong: Members, basis: Any, own: Own) -> Frame:
    return held(_belonging(_based(frame, basis, own), belong))


def _named(rows: Frame, belong: Members, column: str) -> Frame:
    """Rows with `place` and `indicator` as they are called: of the part (`name`) or of the whole (`parent`)."""
    along = "place" if belong.along == "place" else "indicator"
    other = "indicator" if along == "place" else "place"
    return rows.with_columns(pl.col(column).alias(along), pl.col("other").alias(other))
