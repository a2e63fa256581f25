"""What is due by now: the share of the task by the schedule, and last year's share that growth is weighed by."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame, alike
from luoshi.assessing.measured import KEY
from luoshi.assessing.progress.schedules import Schedule, due_by_checkpoints, shares
from luoshi.assessing.progress.settings import settings
from luoshi.assessing.progress.standing import Standing


def paced(frame: Frame, now: Standing, schedule: Schedule, measures: frozenset[str]) -> Frame:
    """With `share` (of the task that is due) and `weight` (last year's part so far); null stands for by months.

    Raises `ValueError` for a schedule that is none.
    """
    if schedule not in ("months", "seasonal", "checkpoints"):
        raise ValueError(f"schedule {schedule!r}: expected months, seasonal or checkpoints")
    year = (pl.col("start") % 12 == 0) & (pl.col("end") == pl.col("start") + 11)
    frame = frame.with_columns(
        pl.when(year).then(pl.col("at") // 12).alias("year"), (pl.col("at") % 12 + 1).alias("month")
    )
    nothing = pl.lit(None).cast(pl.Float64())
    if schedule == "seasonal" and "level" in now.measures:
        frame = _with_shares(frame, shares(now.rows, int(settings()["seasonal_years"])), "share")
    elif schedule == "checkpoints":
        due = due_by_checkpoints()
        frame = frame.join(due, on="month", how="left").with_columns(
            pl.when(~pl.col("year").is_null()).then(pl.col("share")).alias("share")
        )
    else:
        frame = frame.with_columns(nothing.alias("share"))
    if "growth" in measures and "level" in now.measures:
        return _with_shares(frame, shares(now.rows, 1), "weight")
    return frame.with_columns(nothing.alias("weight"))


def _with_shares(frame: Frame, table: Frame, name: str) -> Frame:
    on = ["place", KEY, "year", "month"]
    frame, table = alike(frame, table, ["place", KEY])
    return frame.join(table.rename({"share": name}), on=on, how="left")
