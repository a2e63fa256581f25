"""The schedule (序时进度): how far one should be by a month, as shares of the year's task.

`months`: every month brings the same. `seasonal`: the share that the same indicator of the same place had by that
month in past years (the mean of up to `seasonal_years`, `progress.toml`). `checkpoints`: what is due by fixed months,
and nothing more until the next.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import polars as pl

from luoshi.assessing.frames import Frame, small
from luoshi.assessing.measured import KEY
from luoshi.assessing.progress.settings import settings

Schedule: TypeAlias = Literal["months", "seasonal", "checkpoints"]


def shares(standing: Frame, years: int) -> Frame:
    """Place, key, year, month (1–12) and `share`: which part of the year was there by the month in the years before.

    `standing` holds cumulative levels of flows. The mean of up to `years` past years whose December is known and
    above zero; a place without one has no row.
    """
    levels = standing.filter(pl.col("measure") == "level")
    series = ["place", KEY, "year"]
    december = levels.filter((pl.col("at") % 12 == 11) & (pl.col("actual") > 0))
    december = december.select(*series, pl.col("actual").alias("whole"))
    parts = levels.join(december, on=series, how="inner").select(
        *series, (pl.col("at") % 12 + 1).alias("month"), (pl.col("actual") / pl.col("whole")).alias("part")
    )
    later = [parts.with_columns((pl.col("year") + n).alias("year")) for n in range(1, years + 1)]
    mean = pl.concat(later).group_by(*series, "month").agg(pl.col("part").mean().alias("share"))
    return mean


def due_by_checkpoints() -> Frame:
    """Month (1–12) and the share due by its end, from the table of checkpoints."""
    table = {int(month): float(share) / 100 for month, share in settings()["checkpoints"].items()}
    due = [max((share for month, share in table.items() if month <= m), default=0.0) for m in range(1, 13)]
    return small({"month": list(range(1, 13)), "share": due}, {"month": "whole", "share": "number"})
