"""Levels and growth on a comparable basis: this period against the same period a year before.

    growth = (level / last year's level - 1) * 100, in %
    level  = last year's level * (1 + growth / 100)

Last year's level is a published figure or, where there is one, that figure on this year's basis: statistics offices
restate it (a census, other thresholds for the units counted, checked reports), and compute growth from the restated
one. A published growth rate is therefore taken before any that is computed here. A percentage is never compared by a
percentage: what a rate has changed by is counted in percentage points (`change`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, distinct, look_up
from luoshi.assessing.measured import KEY
from luoshi.assessing.series.rows import AT, OUT, Own, enter_known, is_amount, settings, tidy, yes

_LAST_YEAR = ["place", KEY, "base", "from", "end"]


def growth(observations: Any, basis: Any = None, own: Own = None) -> Any:
    """Growth on the same period of the year before, in %: the same kind of frame, contract columns, measure growth.

    From levels of amounts (no percentages, no indices); a stock is compared at its month, so `2024` and `2024-12` are
    one moment. `basis`: last year's levels on this year's basis, which go before the reported ones: either a frame of
    observations (cells of last year), or the name of a column of `observations` that holds them in the row's own unit
    (上年同期). Growth that is reported itself wins over what is computed. The value is not rounded. It is null with
    the status `missing` where last year's level is unknown, and null with `not_applicable` where it is zero or
    negative (a loss does not grow by a percentage). Raises `FrameError` for a column or period that is wrong.
    """
    if is_spark(observations):
        return spread(lambda table, other: growth(table, other, own), ("place",), observations, basis)
    frame, back = _enter(observations, basis, own)
    return back(growths(frame, basis, own).select(*OUT))


def change(observations: Any, basis: Any = None, own: Own = None) -> Any:
    """What a level has changed by in a year, measure change: percentages in percentage points, amounts in their unit.

    Unemployment of 5.5 % after 5.2 % has risen by 0.3 个百分点; ‰ change by 个千分点. `basis`, what is reported and
    what is missing are as in `growth`. The same kind of frame, contract columns.
    """
    if is_spark(observations):
        return spread(lambda table, other: change(table, other, own), ("place",), observations, basis)
    frame, back = _enter(observations, basis, own)
    levels = frame.filter((nw.col("measure") == "level") & (nw.col("form") != "other"))
    rows = beside(levels.filter(~nw.col("amount").is_null()), _basis(levels, basis, own))
    now, before, factor = nw.col("amount"), nw.col("amount_0"), nw.col("factor")
    value = tidy((now - before) / factor, (now.abs() + before.abs()) / factor)
    points: dict[str, tuple[str, ...]] = {unit: (word,) for unit, word in settings()["points"].items()}
    rows = look_up(rows, "unit", points, {"points": "text"})
    unit = nw.when(nw.col("points").is_null()).then(nw.col("unit")).otherwise(nw.col("points"))
    rows = rows.with_columns(
        nw.lit("change").alias("measure"), value.alias("value"), unit.alias("unit"), _status(value).alias("status")
    )
    return back(_published_first(rows, frame, "change").select(*OUT))


def level_from_growth(observations: Any, basis: Any = None, own: Own = None) -> Any:
    """Levels from growth: last year's level times (1 + growth / 100), where only growth is reported.

    `basis` is a frame of last year's levels on this year's basis. A level that is computed is `estimated`, in the unit
    of last year's; one that is reported wins. A rate without a level of last year gives no row. The same kind of frame,
    contract columns, measure level.
    """
    if is_spark(observations):
        return spread(lambda table, other: level_from_growth(table, other, own), ("place",), observations, basis)
    known, back = enter_known(observations, "observations", own)
    rates = known.filter((nw.col("measure") == "growth") & ~nw.col("amount").is_null() & (nw.col("form") != "other"))
    rates = _at_moments(rates).with_columns((nw.col("start") - 12).alias("from"), (nw.col("end") - 12).alias("to"))
    before = last_year(known, _basis(known, basis, own)).select(
        "place", KEY, nw.col("from"), nw.col("end").alias("to"), "amount_0", "factor", nw.col("unit").alias("unit_0")
    )
    before = before.unique(["place", KEY, "from", "to"], keep="last", order_by=["factor", "amount_0"])
    rows = rates.drop("factor").join(before, on=["place", KEY, "from", "to"], how="inner")
    size = nw.col("amount_0") / nw.col("factor")
    value = tidy(size * (1 + nw.col("value") / 100), size.abs() * (1 + nw.col("value").abs() / 100))
    rows = rows.with_columns(
        nw.lit("level").alias("measure"),
        value.alias("value"),
        nw.col("unit_0").alias("unit"),
        nw.lit("estimated").alias("status"),
    )
    return back(_published_first(rows, known, "level").select(*OUT))


def implied_base(observations: Any, own: Own = None) -> Any:
    """Last year's levels on this year's basis, as reported growth implies them: level / (1 + growth / 100).

    One row for each cell that has a level and a reported growth above -100 %: the period a year before, the level's
    unit, status estimated. It is exact only as far as the printed rate is (one decimal of a per cent). Of growth at
    constant prices it also takes the prices out: then it is this year's level less its real growth. Made to be the
    `basis` of `growth`. The same kind of frame, contract columns.
    """
    if is_spark(observations):
        return spread(lambda table, _: implied_base(table, own), ("place",), observations)
    known, back = enter_known(observations, "observations", own)
    rates = known.filter((nw.col("measure") == "growth") & (nw.col("amount") > -100))
    rates = rates.select(*AT, nw.col("value").alias("rate"))
    levels = known.filter(is_amount() & ~nw.col("amount").is_null()).join(rates, on=list(AT), how="inner")
    texts = {str(p): (_year_before(str(p)),) for (p,) in distinct(levels, "period")}
    kinds: dict[str, Any] = {"period_0": "text"}
    value = nw.col("value") / (1 + nw.col("rate") / 100)
    number = nw.when(nw.col("status") == "zero").then(0.0).otherwise(value)
    rows = look_up(levels, "period", texts, kinds).with_columns(
        nw.col("period_0").alias("period"), settled(number).alias("value"), nw.lit("estimated").alias("status")
    )
    return back(rows.select(*OUT))


def _year_before(period: str) -> str:
    return re.sub(r"\b\d{4}", lambda year: f"{int(year[0]) - 1:04d}", period)


@dataclass(frozen=True, slots=True)
class Basis:
    """Last year's levels on this year's basis: rows of last year's cells, or the column that holds them."""

    rows: Frame | None = None
    column: str | None = None


def _enter(observations: Any, basis: Any, own: Own) -> tuple[Frame, Callable[[Frame], Any]]:
    return enter_known(observations, "observations", own, keep=[basis] if isinstance(basis, str) else [])


def _basis(levels: Frame, basis: Any, own: Own) -> Basis:
    if basis is None or isinstance(basis, str):
        return Basis(column=basis)
    rows, _ = enter_known(basis, "basis", own)
    return Basis(rows=rows)


def growths(frame: Frame, basis: Any, own: Own) -> Frame:
    """Prepared observations as rows of growth, `value` in %: the reported ones, else those computed from levels."""
    levels = frame.filter(is_amount())
    rows = beside(levels.filter(~nw.col("amount").is_null()), _basis(levels, basis, own))
    now, before = nw.col("amount"), nw.col("amount_0")
    value = settled(nw.when(before > 0).then(now / before * 100 - 100))
    status = nw.when(before <= 0).then(nw.lit("not_applicable")).otherwise(_status(before))
    rows = rows.with_columns(
        nw.lit("growth").alias("measure"), value.alias("value"), nw.lit("%").alias("unit"), status.alias("status")
    )
    return _published_first(rows, frame, "growth")


def beside(levels: Frame, basis: Basis) -> Frame:
    """Levels with last year's number in the base unit (`amount_0`) and its status (`status_0`) beside each."""
    rows = _at_moments(levels).with_columns((nw.col("start") - 12).alias("from"), nw.col("end").alias("to"))
    before = last_year(levels, basis).with_columns((nw.col("end") + 12).alias("to"))
    keys = ["place", KEY, "base", "from", "to"]
    rows = rows.join(before.select(*keys, "amount_0", "status_0"), on=keys, how="left")
    if basis.column is None:
        return rows
    stated = nw.col(basis.column).cast(nw.Float64()) * nw.col("factor")
    given = ~nw.col(basis.column).is_null()
    return rows.with_columns(
        nw.when(given).then(stated).otherwise(nw.col("amount_0")).alias("amount_0"),
        nw.when(given).then(nw.lit("reported")).otherwise(nw.col("status_0")).alias("status_0"),
    )


def last_year(levels: Frame, basis: Basis) -> Frame:
    """The numbers a year is compared with, by `from` and `end` of their own year: `amount_0`, `status_0`, `unit`."""
    columns = [*_LAST_YEAR, "rank", "amount_0", "status_0", "factor", "unit"]

    def ranked(rows: Frame, rank: int) -> Frame:
        rows = rows.filter((nw.col("measure") == "level") & ~nw.col("amount").is_null())
        rows = _at_moments(rows.filter(nw.col("form") != "other"))
        names = [nw.col("start").alias("from"), nw.col("amount").alias("amount_0"), nw.col("status").alias("status_0")]
        return rows.with_columns(*names, nw.lit(rank).alias("rank")).select(*columns)

    rows = ranked(levels, 0)
    if basis.rows is not None:
        rows = nw.concat([rows, ranked(basis.rows, 1)])
    return rows.unique(_LAST_YEAR, keep="last", order_by=["rank", "amount_0"])


def _at_moments(rows: Frame) -> Frame:
    """A stock belongs to its last month, whatever period it is printed under."""
    stock = yes(nw.col("kind") == "stock")
    return rows.with_columns(nw.when(stock).then(nw.col("end")).otherwise(nw.col("start")).alias("start"))


def _status(number: nw.Expr) -> nw.Expr:
    estimated = yes(nw.col("status") == "estimated") | yes(nw.col("status_0") == "estimated")
    known = nw.when(estimated).then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    return nw.when(number.is_null()).then(nw.lit("missing")).otherwise(known)


def _published_first(computed: Frame, frame: Frame, measure: str) -> Frame:
    """Computed rows and the reported ones of a measure; of one cell the reported row where it holds a number."""
    reported = _at_moments(frame.filter((nw.col("measure") == measure) & ~nw.col("amount").is_null()))
    columns = [*AT, *[name for name in OUT if name not in AT], "rank"]
    parts = [computed.with_columns(nw.lit(0).alias("rank")), reported.with_columns(nw.lit(1).alias("rank"))]
    rows = nw.concat([part.select(*columns) for part in parts])
    return rows.unique(list(AT), keep="last", order_by=["rank", "period"])
