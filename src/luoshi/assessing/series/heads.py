"""Per head: an amount over the people there were."""

from __future__ import annotations

from typing import Any

import polars as pl

from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.measured import KEY
from luoshi.assessing.series.rows import OUT, Own, enter_known, is_amount


def per_head(observations: Any, population: Any, average: bool = True, own: Own = None) -> Any:
    """Amounts per head: the same kind of frame, contract columns, measure per_head, unit such as 元/人.

    `population`: observations of one population (place, period, value, unit; a stock, known at the last month of its
    period). With `average` an amount of a period is divided by the mean of the population at its end and just before
    its start, as GDP per head is (the year's average resident population); without, by the population at its end,
    which is right for a stock (deposits per head). Null with the status `missing` where a population that is needed
    is not known or not above zero. Raises `FrameError` for a column or period that is wrong.

    The population at the end of 1—9月 is that of September; a population issued for years only serves years only.
    """
    if is_spark(observations):
        return spread(lambda table, people: per_head(table, people, average, own), ("place",), observations, population)
    frame, back = enter_known(observations, "observations", own)
    people, _ = enter_known(population, "population", own)
    levels = frame.filter(is_amount() & ~pl.col("amount").is_null())
    heads = people.filter((pl.col("measure") == "level") & ~pl.col("amount").is_null())
    heads = heads.sort(["reported_at", KEY, "start"]).unique(["place", "end"], keep="last")
    heads = heads.select(
        "place", pl.col("end").alias("at"), pl.col("amount").alias("heads"), pl.col("base").alias("who")
    )
    rows = levels.with_columns(pl.col("end").alias("at")).join(heads, on=["place", "at"], how="left")
    divisor = pl.col("heads")
    if average:
        first = heads.select("place", "at", pl.col("heads").alias("heads_0"))
        rows = rows.with_columns((pl.col("start") - 1).alias("at")).join(first, on=["place", "at"], how="left")
        divisor = (pl.col("heads") + pl.col("heads_0")) / 2
    value = settled(pl.when(divisor > 0).then(pl.col("amount") / divisor))
    who = pl.when(pl.col("who").is_null()).then(pl.lit("人")).otherwise(pl.col("who"))
    status = pl.when(pl.col("status") == "estimated").then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    rows = rows.with_columns(
        value.alias("value"),
        pl.lit("per_head").alias("measure"),
        pl.concat_str([pl.col("base"), pl.lit("/"), who]).alias("unit"),
        status.alias("status"),
    )
    missing = pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.col("status"))
    return back(rows.with_columns(missing.alias("status")).select(*OUT))
