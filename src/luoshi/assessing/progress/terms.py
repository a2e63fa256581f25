"""Targets whose period is no calendar year: a quarter, a half, a month, the years of a plan.

The number so far is, in this order: a figure reported for a period that begins with the target's; for what adds
up, the years in full and the year so far, less what came before the start; for what is held, its latest figure; for a
yearly growth over several years, the mean of the yearly growths (geometric). What comes after a year that is
missing does not count.
"""

from __future__ import annotations

import narwhals as nw

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
        nw.when(nw.col("end") < nw.col("as_of_month"))
        .then(nw.col("end"))
        .otherwise(nw.col("as_of_month"))
        .alias("limit")
    )
    pairs = pairs.select("id", *_SERIES, "start", "end", "form", "kind", "as_of_month", "limit")
    pairs = fitted(pairs, rows, dict(zip(_SERIES, _ROWS, strict=True)))
    reported = fitted(now.reported, rows, {name: name for name in _ROWS})
    direct = _latest(
        pairs.join(reported, left_on=[*_SERIES, "start"], right_on=[*_ROWS, "start"], how="inner").filter(
            nw.col("at") <= nw.col("limit")
        )
    )
    joined = pairs.join(rows, left_on=list(_SERIES), right_on=list(_ROWS), how="inner").filter(
        nw.col("at") <= nw.col("limit")
    )
    inside = joined.filter(nw.col("at") >= nw.col("start"))
    adds = nw.col("form").is_in(["sum", "ceiling"])
    spans_years = (nw.col("end") // 12) > (nw.col("start") // 12)
    growth = (nw.col("source") == "growth") & spans_years
    # The growth of 1—6月 is not that of the second quarter: only what is measured at a moment may be taken as it is.
    momentary = nw.when(nw.col("kind").is_in(["stock", "rate", "index"])).then(nw.lit(True)).otherwise(nw.lit(False))
    whole = (nw.col("start") % 12 == 0) | (nw.col("source") != "growth") | momentary
    held = _latest(inside.filter(~adds & ~growth & whole))
    derived = nw.concat([held, _summed(joined.filter(adds)), _mean_growth(inside.filter(growth))])
    # The later figure counts; of one month that which was reported as such.
    found = nw.concat(
        [direct.with_columns(nw.lit(1).alias("reported")), derived.with_columns(nw.lit(0).alias("reported"))]
    )
    found = found.unique(["id", "as_of_month"], keep="last", order_by=["at", "reported"])
    return found.drop("reported")


def _latest(rows: Frame) -> Frame:
    rows = rows.unique(["id", "as_of_month"], keep="last", order_by=["at", "actual"])
    return rows.select("id", "as_of_month", "at", "actual", nw.col("unit").cast(nw.String()).alias("found_unit"))


def _by_year(rows: Frame) -> Frame:
    """The last row of each year of each pair, as far as the years follow each other without a gap.

    A year that is not known up to December, or not at all, ends what can be put together.
    """
    pair = ["id", "as_of_month"]
    yearly = rows.unique([*pair, "year"], keep="last", order_by=["at", "actual"])
    yearly = yearly.with_columns((nw.col("at") % 12 == 11).cast(nw.Int64()).alias("december"))
    number = (nw.col("year") - nw.col("start") // 12).alias("number")
    yearly = yearly.with_columns(
        number, (nw.col("december").cum_sum().over(*pair, order_by=["year"]) - nw.col("december")).alias("whole")
    )
    # The years before a year are all there, and whole, just where as many are counted as lie before it.
    return yearly.filter(nw.col("whole") == nw.col("number"))


def _summed(rows: Frame) -> Frame:
    """Years in full and the year so far, less what lay before the start."""
    before = rows.filter(nw.col("at") == nw.col("start") - 1).filter(nw.col("start") % 12 != 0)
    before = before.select("id", "as_of_month", nw.col("actual").alias("before"))
    yearly = _by_year(rows.filter(nw.col("at") >= nw.col("start")))
    grouped = _grouped(yearly, nw.col("actual").sum()).join(before, on=["id", "as_of_month"], how="left")
    # What lay before the start is needed only where the start is no January.
    known = (nw.col("start") % 12 == 0) | ~nw.col("before").is_null()
    less = nw.when(nw.col("before").is_null()).then(0.0).otherwise(nw.col("before"))
    grouped = grouped.filter(known).with_columns((nw.col("actual") - less).alias("actual"))
    return grouped.select(*FOUND)


def _mean_growth(rows: Frame) -> Frame:
    """The yearly mean of the growths of years in a row, in per cent."""
    rows = (
        _by_year(rows).filter(nw.col("actual") > -100).with_columns((nw.col("actual") / 100 + 1).log().alias("actual"))
    )
    grouped = _grouped(rows, nw.col("actual").mean())
    return grouped.with_columns(((nw.col("actual").exp() - 1) * 100).alias("actual")).select(*FOUND)


def _grouped(yearly: Frame, number: nw.Expr) -> Frame:
    return yearly.group_by("id", "as_of_month", "start").agg(
        number.alias("actual"),
        nw.col("at").max().alias("at"),
        nw.col("unit").cast(nw.String()).max().alias("found_unit"),
    )
