"""What is due by now: the share of the task by the schedule, and last year's share that growth is weighed by."""

from __future__ import annotations

import narwhals as nw

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
    year = (nw.col("start") % 12 == 0) & (nw.col("end") == nw.col("start") + 11)
    frame = frame.with_columns(
        nw.when(year).then(nw.col("at") // 12).alias("year"), (nw.col("at") % 12 + 1).alias("month")
    )
    nothing = nw.lit(None).cast(nw.Float64())
    if schedule == "seasonal" and "level" in now.measures:
        frame = _with_shares(frame, shares(now.rows, int(settings()["seasonal_years"])), "share")
    elif schedule == "checkpoints":
        due = due_by_checkpoints(frame)
        frame = frame.join(due, on="month", how="left").with_columns(
            nw.when(~nw.col("year").is_null()).then(nw.col("share")).alias("share")
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
