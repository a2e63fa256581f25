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

import narwhals as nw

from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, enter, held
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
    cases = rows.group_by(*_CASE).agg(nw.col("period").max(), nw.col("reported_at").max())
    every = cases.join(belong.frame(frame), on="parent", how="inner")
    known = rows.select(*_CASE, "part", "base", "base_amount", "increment", "status")
    every = held(every.join(known, on=[*_CASE, "part"], how="left"))
    lacking = nw.col("increment").is_null()
    names = listed(every.filter(lacking), _CASE, "name", belong.most, "missing")
    every = every.with_columns(
        nw.when(lacking).then(0).otherwise(1).alias("there"),
        nw.when(nw.col("status") == "estimated").then(1).otherwise(0).alias("estimated"),
    )
    out = every.group_by(*_CASE, "period", "reported_at").agg(
        nw.col("increment").sum(),
        nw.col("base_amount").sum(),
        nw.col("base").min().alias("base_low"),
        nw.col("base").max().alias("base_high"),
        nw.col("there").sum(),
        nw.len().alias("members"),
        nw.col("estimated").sum(),
    )
    whole = (nw.col("there") == nw.col("members")) & (nw.col("base_amount") > 0)
    value = nw.when(whole & (nw.col("base_low") == nw.col("base_high"))).then(
        settled(nw.col("increment") / nw.col("base_amount") * 100)
    )
    status = nw.when(nw.col("estimated") > 0).then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    out = out.join(names, on=_CASE, how="left").with_columns(
        nw.lit("growth").alias("measure"), value.alias("value"), nw.lit("%").alias("unit")
    )
    out = out.with_columns(nw.when(nw.col("value").is_null()).then(nw.lit("missing")).otherwise(status).alias("status"))
    out = _named(out, belong, "parent")
    return back(out.select(*OUT, nw.col("members").cast(nw.Int64()), "missing"))


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
        nw.col(belong.along).alias("parent"),
        nw.col(belong.other).alias("other"),
        "start",
        "end",
        "base",
        nw.col("base_amount").alias("whole_base"),
        nw.col("increment").alias("whole_increment"),
    )
    rows = rows.join(wholes, on=[*_CASE, "base"], how="left")
    part, base, whole = nw.col("increment"), nw.col("whole_base"), nw.col("whole_increment")
    points = settled(nw.when(base > 0).then(part / base * 100))
    rate = settled(nw.when(whole != 0).then(part / whole * 100))
    estimated = nw.when(nw.col("status") == "estimated").then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    still = yes(whole == 0) & ~part.is_null()
    made = []
    for measure, unit, value in (("contribution", "个百分点", points), ("contribution_rate", "%", rate)):
        one = rows.with_columns(nw.lit(measure).alias("measure"), nw.lit(unit).alias("unit"), value.alias("value"))
        unknown = nw.when(still & (nw.col("measure") == "contribution_rate")).then(nw.lit("not_applicable"))
        status = nw.when(nw.col("value").is_null()).then(unknown.otherwise(nw.lit("missing"))).otherwise(estimated)
        made.append(_named(one.with_columns(status.alias("status")), belong, "name").select(*OUT, "parent"))
    return back(nw.concat(made))


def share(observations: Any, parents: Any, own: Own = None) -> Any:
    """What part of its whole each part is, in %: the same kind of frame, contract columns and `parent`, measure share.

    `observations` holds the levels of parts and wholes, `parents` is as in `growth_of_sum`. Null with the status
    `missing` where the whole is unknown, in another unit, or not above zero.
    """
    if is_spark(observations):
        return _on_cluster(lambda table, who, _: share(table, who, own), observations, parents, None)
    frame, back = enter_known(observations, "observations", own)
    belong = members(parents)
    levels = frame.filter(is_amount() & ~nw.col("amount").is_null())
    whole = levels.select(
        nw.col(belong.along).alias("parent"),
        nw.col(belong.other).alias("other"),
        "start",
        "end",
        "base",
        nw.col("amount").alias("whole"),
    )
    rows = _belonging(levels, belong).join(whole, on=[*_CASE, "base"], how="left")
    value = settled(nw.when(nw.col("whole") > 0).then(nw.col("amount") / nw.col("whole") * 100))
    rows = rows.with_columns(nw.lit("share").alias("measure"), value.alias("value"), nw.lit("%").alias("unit"))
    known = nw.when(nw.col("status") == "estimated").then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    status = nw.when(nw.col("value").is_null()).then(nw.lit("missing")).otherwise(known)
    return back(_named(rows.with_columns(status.alias("status")), belong, "name").select(*OUT, "parent"))


def _on_cluster(compute: Callable[[Any, Any, Any], Any], observations: Any, parents: Any, basis: Any) -> Any:
    """The same on a Spark cluster: parts that are places are put together by indicator, branches by place."""
    who = enter(parents, "parents")[0].collect().to_arrow()
    by = "indicator" if members(who).along == "place" else "place"
    meant = {"indicator": key_of} if by == "indicator" else {}
    return spread(lambda table, other: compute(table, who, other), (by,), observations, basis, meant=meant)


def _belonging(rows: Frame, belong: Members) -> Frame:
    """Rows of parts, with `part`, `name`, `parent` and `other`."""
    pairs = belong.frame(rows)
    rows = rows.with_columns(nw.col(belong.along).alias("part"), nw.col(belong.other).alias("other"))
    return rows.join(pairs, on="part", how="inner")


def _based(frame: Frame, basis: Any, own: Own) -> Frame:
    """Rows of growth with last year's level (`base_amount`, in the unit `base`) and the increment of both."""
    levels = frame.filter(is_amount())
    stated = Basis()
    if basis is not None:
        stated = Basis(rows=enter_known(basis, "basis", own)[0])
    before = last_year(levels, stated).select(
        "place", KEY, "base", (nw.col("from") + 12).alias("start"), (nw.col("end") + 12).alias("end"), "amount_0"
    )
    rows = growths(frame, basis, own).join(before, on=["place", KEY, "start", "end"], how="left")
    increment = nw.col("amount_0") * nw.col("value") / 100
    return rows.with_columns(nw.col("amount_0").alias("base_amount"), increment.alias("increment"))


def _increments(frame: Frame, belong: Members, basis: Any, own: Own) -> Frame:
    return held(_belonging(_based(frame, basis, own), belong))


def _named(rows: Frame, belong: Members, column: str) -> Frame:
    """Rows with `place` and `indicator` as they are called: of the part (`name`) or of the whole (`parent`)."""
    along = "place" if belong.along == "place" else "indicator"
    other = "indicator" if along == "place" else "place"
    return rows.with_columns(nw.col(column).alias(along), nw.col("other").alias(other))
