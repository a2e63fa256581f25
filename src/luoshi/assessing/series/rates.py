"""Levels and growth on a comparable basis: this period against the same period a year before.

    growth = (level / last year's level - 1) * 100, in %
    level  = last year's level * (1 + growth / 100)

Last year's level is a published figure or, where there is one, that figure on this year's basis: statistics offices
restate it (a census, other thresholds for the units counted, checked reports), and compute growth from the restated
one. A published growth rate is therefore taken before any that is computed here. A percentage is never compared by a
percentage: what a rate has changed by is counted in percentage points (`change`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame, distinct, look_up
from luoshi.assessing.measured import KEY
from luoshi.assessing.series.rows import AT, OUT, Own, enter_known, is_amount, settings, tidy, yes
from luoshi.vocabulary.periods import year_before

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
    levels = frame.filter((pl.col("measure") == "level") & (pl.col("form") != "other"))
    rows = beside(levels.filter(~pl.col("amount").is_null()), _basis(levels, basis, own))
    now, before, factor = pl.col("amount"), pl.col("amount_0"), pl.col("factor")
    value = tidy((now - before) / factor, (now.abs() + before.abs()) / factor)
    points: dict[str, tuple[str, ...]] = {unit: (word,) for unit, word in settings()["points"].items()}
    rows = look_up(rows, "unit", points, {"points": "text"})
    unit = pl.when(pl.col("points").is_null()).then(pl.col("unit")).otherwise(pl.col("points"))
    rows = rows.with_columns(
        pl.lit("change").alias("measure"), value.alias("value"), unit.alias("unit"), _status(value).alias("status")
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
    rates = known.filter((pl.col("measure") == "growth") & ~pl.col("amount").is_null() & (pl.col("form") != "other"))
    rates = _at_moments(rates).with_columns((pl.col("start") - 12).alias("from"), (pl.col("end") - 12).alias("to"))
    before = last_year(known, _basis(known, basis, own)).select(
        "place", KEY, pl.col("from"), pl.col("end").alias("to"), "amount_0", "factor", pl.col("unit").alias("unit_0")
    )
    before = before.sort(["factor", "amount_0"]).unique(["place", KEY, "from", "to"], keep="last")
    rows = rates.drop("factor").join(before, on=["place", KEY, "from", "to"], how="inner")
    size = pl.col("amount_0") / pl.col("factor")
    value = tidy(size * (1 + pl.col("value") / 100), size.abs() * (1 + pl.col("value").abs() / 100))
    rows = rows.with_columns(
        pl.lit("level").alias("measure"),
        value.alias("value"),
        pl.col("unit_0").alias("unit"),
        pl.lit("estimated").alias("status"),
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
    rates = known.filter((pl.col("measure") == "growth") & (pl.col("amount") > -100))
    rates = rates.select(*AT, pl.col("value").alias("rate"))
    levels = known.filter(is_amount() & ~pl.col("amount").is_null()).join(rates, on=list(AT), how="inner")
    texts = {str(p): (year_before(str(p)),) for (p,) in distinct(levels, "period")}
    kinds: dict[str, Any] = {"period_0": "text"}
    value = pl.col("value") / (1 + pl.col("rate") / 100)
    number = pl.when(pl.col("status") == "zero").then(0.0).otherwise(value)
    rows = look_up(levels, "period", texts, kinds).with_columns(
        pl.col("period_0").alias("period"), settled(number).alias("value"), pl.lit("estimated").alias("status")
    )
    return back(rows.select(*OUT))


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
    rows = beside(levels.filter(~pl.col("amount").is_null()), _basis(levels, basis, own))
    now, before = pl.col("amount"), pl.col("amount_0")
    value = settled(pl.when(before > 0).then(now / before * 100 - 100))
    status = pl.when(before <= 0).then(pl.lit("not_applicable")).otherwise(_status(before))
    rows = rows.with_columns(
        pl.lit("growth").alias("measure"), value.alias("value"), pl.lit("%").alias("unit"), status.alias("status")
    )
    return _published_first(rows, frame, "growth")


def beside(levels: Frame, basis: Basis) -> Frame:
    """Levels with last year's number in the base unit (`amount_0`) and its status (`status_0`) beside each."""
    rows = _at_moments(levels).with_columns((pl.col("start") - 12).alias("from"), pl.col("end").alias("to"))
    before = last_year(levels, basis).with_columns((pl.col("end") + 12).alias("to"))
    keys = ["place", KEY, "base", "from", "to"]
    rows = rows.join(before.select(*keys, "amount_0", "status_0"), on=keys, how="left")
    if basis.column is None:
        return rows
    stated = pl.col(basis.column).cast(pl.Float64()) * pl.col("factor")
    given = ~pl.col(basis.column).is_null()
    return rows.with_columns(
        pl.when(given).then(stated).otherwise(pl.col("amount_0")).alias("amount_0"),
        pl.when(given).then(pl.lit("reported")).otherwise(pl.col("status_0")).alias("status_0"),
    )


def last_year(levels: Frame, basis: Basis) -> Frame:
    """The numbers a year is compared with, by `from` and `end` of their own year: `amount_0`, `status_0`, `unit`."""
    columns = [*_LAST_YEAR, "rank", "amount_0", "status_0", "factor", "unit"]

    def ranked(rows: Frame, rank: int) -> Frame:
        rows = rows.filter((pl.col("measure") == "level") & ~pl.col("amount").is_null())
        rows = _at_moments(rows.filter(pl.col("form") != "other"))
        names = [pl.col("start").alias("from"), pl.col("amount").alias("amount_0"), pl.col("status").alias("status_0")]
        return rows.with_columns(*names, pl.lit(rank).alias("rank")).select(*columns)

    rows = ranked(levels, 0)
    if basis.rows is not None:
        rows = pl.concat([rows, ranked(basis.rows, 1)])
    return rows.sort(["rank", "amount_0"]).unique(_LAST_YEAR, keep="last")


def _at_moments(rows: Frame) -> Frame:
    """A stock belongs to its last month, whatever period it is printed under."""
    stock = yes(pl.col("kind") == "stock")
    return rows.with_columns(pl.when(stock).then(pl.col("end")).otherwise(pl.col("start")).alias("start"))


def _status(number: pl.Expr) -> pl.Expr:
    estimated = yes(pl.col("status") == "estimated") | yes(pl.col("status_0") == "estimated")
    known = pl.when(estimated).then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    return pl.when(number.is_null()).then(pl.lit("missing")).otherwise(known)


def _published_first(computed: Frame, frame: Frame, measure: str) -> Frame:
    """Computed rows and the reported ones of a measure; of one cell the reported row where it holds a number."""
    reported = _at_moments(frame.filter((pl.col("measure") == measure) & ~pl.col("amount").is_null()))
    columns = [*AT, *[name for name in OUT if name not in AT], "rank"]
    parts = [computed.with_columns(pl.lit(0).alias("rank")), reported.with_columns(pl.lit(1).alias("rank"))]
    rows = pl.concat([part.select(*columns) for part in parts])
    return rows.sort(["rank", "period"]).unique(list(AT), keep="last")
