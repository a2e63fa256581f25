"""Per head: an amount over the people there were."""

from __future__ import annotations

from typing import Any

import narwhals as nw

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
    levels = frame.filter(is_amount() & ~nw.col("amount").is_null())
    heads = people.filter((nw.col("measure") == "level") & ~nw.col("amount").is_null())
    heads = heads.unique(["place", "end"], keep="last", order_by=["reported_at", KEY, "start"])
    heads = heads.select(
        "place", nw.col("end").alias("at"), nw.col("amount").alias("heads"), nw.col("base").alias("who")
    )
    rows = levels.with_columns(nw.col("end").alias("at")).join(heads, on=["place", "at"], how="left")
    divisor = nw.col("heads")
    if average:
        first = heads.select("place", "at", nw.col("heads").alias("heads_0"))
        rows = rows.with_columns((nw.col("start") - 1).alias("at")).join(first, on=["place", "at"], how="left")
        divisor = (nw.col("heads") + nw.col("heads_0")) / 2
    value = settled(nw.when(divisor > 0).then(nw.col("amount") / divisor))
    who = nw.when(nw.col("who").is_null()).then(nw.lit("人")).otherwise(nw.col("who"))
    status = nw.when(nw.col("status") == "estimated").then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    rows = rows.with_columns(
        value.alias("value"),
        nw.lit("per_head").alias("measure"),
        nw.concat_str([nw.col("base"), nw.lit("/"), who]).alias("unit"),
        status.alias("status"),
    )
    missing = nw.when(nw.col("value").is_null()).then(nw.lit("missing")).otherwise(nw.col("status"))
    return back(rows.with_columns(missing.alias("status")).select(*OUT))
