"""Targets whose period is no calendar year: a quarter, a half, a month, the years of a plan.

The number so far is, in this order: a figure reported for a period that begins with the target's; for what adds
up, the years in full and the year so far, less what came before the start; for what is held, its latest figure; for a
yearly growth over several years, the mean of the yearly growths (geometric). What comes after a year that is
missing does not count.
"""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame
from luoshi.assessing.measured import KEY
from luoshi.assessing.packed import fitted
from luoshi.assessing.progress.standing import Standing

_SERIES = ("place", KEY, "source")
_ROWS = ("place", KEY, "measure")
#: What is added to each pair of target and month: the month and the number it is judged by, and the unit of that.
FOUND = ("id", "as_of_month", "at", "actual", "found_unit")


def so_far(pairs: Frame, now: Standing, rows: Frame) -> Frame:
    """Of pairs of a target (its columns) and an `as_of_month`: `FOUND`, one row for each pair that has a number.

    `rows` are the standing's, with what was derived.
    """
    pairs = pairs.with_columns(
        pl.when(pl.col("end") < pl.col("as_of_month"))
        .then(pl.col("end"))
        .otherwise(pl.col("as_of_month"))
        .alias("limit")
    )
    pairs = pairs.select("id", *_SERIES, "start", "end", "form", "kind", "as_of_month", "limit")
    pairs = fitted(pairs, rows, dict(zip(_SERIES, _ROWS, strict=True)))
    reported = fitted(now.reported, rows, {name: name for name in _ROWS})
    direct = _latest(
        pairs.join(reported, left_on=[*_SERIES, "start"], right_on=[*_ROWS, "start"], how="inner").filter(
            pl.col("at") <= pl.col("limit")
        )
    )
    joined = pairs.join(rows, left_on=list(_SERIES), right_on=list(_ROWS), how="inner").filter(
        pl.col("at") <= pl.col("limit")
    )
    inside = joined.filter(pl.col("at") >= pl.col("start"))
    adds = pl.col("form").is_in(["sum", "ceiling"])
    spans_years = (pl.col("end") // 12) > (pl.col("start") // 12)
    growth = (pl.col("source") == "growth") & spans_years
    # The growth of 1—6月 is not that of the second quarter: only what is measured at a moment may be taken as it is.
    momentary = pl.when(pl.col("kind").is_in(["stock", "rate", "index"])).then(pl.lit(True)).otherwise(pl.lit(False))
    whole = (pl.col("start") % 12 == 0) | (pl.col("source") != "growth") | momentary
    held = _latest(inside.filter(~adds & ~growth & whole))
    derived = pl.concat([held, _summed(joined.filter(adds)), _mean_growth(inside.filter(growth))])
    # The later figure counts; of one month that which was reported as such.
    found = pl.concat(
        [direct.with_columns(pl.lit(1).alias("reported")), derived.with_columns(pl.lit(0).alias("reported"))]
    )
    found = found.sort(["at", "reported"]).unique(["id", "as_of_month"], keep="last")
    return found.drop("reported")


def _latest(rows: Frame) -> Frame:
    rows = rows.sort(["at", "actual"]).unique(["id", "as_of_month"], keep="last")
    return rows.select("id", "as_of_month", "at", "actual", pl.col("unit").cast(pl.String()).alias("found_unit"))


def _by_year(rows: Frame) -> Frame:
    """The last row of each year of each pair, as far as the years follow each other without a gap.

    A year that is not known up to December, or not at all, ends what can be put together.
    """
    pair = ["id", "as_of_month"]
    yearly = rows.sort(["at", "actual"]).unique([*pair, "year"], keep="last")
    yearly = yearly.with_columns((pl.col("at") % 12 == 11).cast(pl.Int64()).alias("december"))
    number = (pl.col("year") - pl.col("start") // 12).alias("number")
    yearly = yearly.with_columns(
        number, (pl.col("december").cum_sum().over(*pair, order_by=["year"]) - pl.col("december")).alias("whole")
    )
    # The years before a year are all there, and whole, just where as many are counted as lie before it.
    return yearly.filter(pl.col("whole") == pl.col("number"))


def _summed(rows: Frame) -> Frame:
    """Years in full and the year so far, less what lay before the start."""
    before = rows.filter(pl.col("at") == pl.col("start") - 1).filter(pl.col("start") % 12 != 0)
    before = before.select("id", "as_of_month", pl.col("actual").alias("before"))
    yearly = _by_year(rows.filter(pl.col("at") >= pl.col("start")))
    grouped = _grouped(yearly, pl.col("actual").sum()).join(before, on=["id", "as_of_month"], how="left")
    # What lay before the start is needed only where the start is no January.
    known = (pl.col("start") % 12 == 0) | ~pl.col("before").is_null()
    less = pl.when(pl.col("before").is_null()).then(0.0).otherwise(pl.col("before"))
    grouped = grouped.filter(known).with_columns((pl.col("actual") - less).alias("actual"))
    return grouped.select(*FOUND)


def _mean_growth(rows: Frame) -> Frame:
    """The yearly mean of the growths of years in a row, in per cent."""
    rows = (
        _by_year(rows).filter(pl.col("actual") > -100).with_columns((pl.col("actual") / 100 + 1).log().alias("actual"))
    )
    grouped = _grouped(rows, pl.col("actual").mean())
    return grouped.with_columns(((pl.col("actual").exp() - 1) * 100).alias("actual")).select(*FOUND)


def _grouped(yearly: Frame, number: pl.Expr) -> Frame:
    return yearly.group_by("id", "as_of_month", "start").agg(
        number.alias("actual"),
        pl.col("at").max().alias("at"),
        pl.col("unit").cast(pl.String()).max().alias("found_unit"),
    )
