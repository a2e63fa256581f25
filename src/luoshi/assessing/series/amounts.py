"""Cumulative amounts and the amounts of periods: 1—10月 from months, months from 1—10月.

A cell is the amount of its months, whatever else stands beside it. So `2024-01/2024-02` needs no reading: it is what
the first two months brought, as the cumulative figure of February and as the joint cell of a table of months, and both
tables have it. A table is *cumulative* when each cell starts in January, and *of periods* when the cells of a year lie
end to end. January and February given together are never split; where a cumulative figure is missing, the months
between its neighbours stay one cell.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.frames import Frame, distinct, held
from luoshi.assessing.promises.matching import PER_CENT
from luoshi.assessing.series.rows import OUT, SERIES, Own, enter, latest, run_text, tidy, yes

_YEAR = [*SERIES, "year"]
# At one end the longer run comes first and the cumulative figure last: it has the last word there.
_ORDER = ["order"]


def to_periods(observations: Any, own: Own = None) -> Any:
    """Cumulative amounts as amounts of periods: the same kind of frame, columns of the observations contract.

    Each amount is the cumulative figure less the one known before it in the year; the first of a year stays as it is
    (January, or January and February together). Where 1—4月 is missing, 4 and 5 come as one cell, `2024-04/2024-05`.
    Runs of whole quarters are written as such where the figures were. A month that is reported itself wins over the
    difference, and helps to find others; a reported run goes where its months are known one by one. What is known now
    counts: an amount may mix a figure as corrected with one as first printed (use `as_known_at` for another day), so
    a month can come out negative after a correction downwards.

    Changed are levels of what adds up over months (`cumulates` is sum; a name the catalogue and `own` lack, unless in
    per cent). Everything else, and cells without a number, pass as they are. A difference of estimates is estimated.
    Raises `FrameError` for a period that is none or a column that is missing.
    """
    if is_spark(observations):
        return spread(lambda table, _: to_periods(table, own), ("place",), observations)
    frame, back = enter(observations, "observations", own)
    mine, others = _split(frame)
    silent = mine.filter(pl.col("amount").is_null())
    if not _has_runs(mine):
        made = _differences(_cumulative(mine))
        return back(pl.concat([part.select(*OUT) for part in (others, silent, made)]))
    published = mine.filter((pl.col("form") == "run") & ~pl.col("amount").is_null())
    made = held(_differences(held(_joined(mine))))
    finer = made.select(*SERIES, "end", pl.col("start").alias("finer"))
    published = published.join(finer, on=[*SERIES, "end"], how="left")
    published = published.filter(pl.col("finer").is_null() | (pl.col("finer") <= pl.col("start")))
    columns = [*SERIES, "start", "end", *[name for name in OUT if name not in SERIES], "rank"]
    ranked = [(silent, 0), (made, 1), (published, 2)]
    parts = [part.with_columns(pl.lit(rank).alias("rank")).select(*columns) for part, rank in ranked]
    out = pl.concat(parts).sort(["rank"]).unique([*SERIES, "start", "end"], keep="last")
    return back(pl.concat([others.select(*OUT), out.select(*OUT)]))


def to_cumulative(observations: Any, own: Own = None) -> Any:
    """Amounts of periods as cumulative amounts from January on: the same kind of frame, contract columns.

    Months and runs of months are added up as long as they lie end to end from January. After a gap, and after a month
    without a number, the cumulative figures are unknown: such rows come with no value and the status `missing` (or the
    month's own: not_due, withheld, not_applicable). A zero is a number. A cumulative figure that is given itself wins
    over the sum, and what follows builds on it. Cells that overlap (a month beside a run that holds it) are not
    joined: what follows is unknown. The inverse of `to_periods`; what is changed and what passes is as there.
    Raises `FrameError` for a period that is none or a column that is missing.
    """
    if is_spark(observations):
        return spread(lambda table, _: to_cumulative(table, own), ("place",), observations)
    frame, back = enter(observations, "observations", own)
    mine, others = _split(frame)
    if not _has_runs(mine):
        return back(pl.concat([others.select(*OUT), mine.select(*OUT)]))
    silent = mine.filter((pl.col("form") == "cumulative") & pl.col("amount").is_null())
    columns = [*_YEAR, "end", *[name for name in OUT if name not in SERIES], "rank"]
    rank = pl.when(pl.col("value").is_null()).then(0).otherwise(2) + pl.col("anchor")
    joined = _joined(mine).with_columns(rank.alias("rank"))
    silent = silent.with_columns((pl.col("end") // 12).alias("year"), pl.lit(1).alias("rank"))
    parts = [part.with_columns(pl.col("rank").cast(pl.Int64())).select(*columns) for part in (joined, silent)]
    out = pl.concat(parts).sort(["rank", "status"]).unique([*_YEAR, "end"], keep="last")
    return back(pl.concat([others.select(*OUT), out.select(*OUT)]))


def _split(frame: Frame) -> tuple[Frame, Frame]:
    """The rows that are amounts of months of one year, as known now, and the others."""
    adds = yes(pl.col("cumulates") == "sum")
    unknown = pl.col("cumulates").is_null() & ~pl.col("base").is_in(sorted(PER_CENT))
    mine = (pl.col("measure") == "level") & (adds | unknown) & (pl.col("form") != "other")
    frame = frame.with_columns(yes(mine).alias("mine"))
    return held(latest(frame.filter(pl.col("mine")))), frame.filter(~pl.col("mine"))


def _has_runs(mine: Frame) -> bool:
    """Whether there is a cell that does not start in January."""
    return any(form == "run" for (form,) in distinct(mine, "form"))


def _cumulative(mine: Frame) -> Frame:
    """Rows that can be joined, with `year`, `anchor` (1: a cumulative figure with a number) and `estimated`."""
    cumulative = pl.col("form") == "cumulative"
    return mine.filter(~(cumulative & pl.col("amount").is_null())).with_columns(
        (pl.col("end") // 12).alias("year"),
        pl.when(cumulative).then(1).otherwise(0).cast(pl.Int64()).alias("anchor"),
        pl.when(pl.col("status") == "estimated").then(1).otherwise(0).alias("estimated"),
    )


def _joined(mine: Frame) -> Frame:
    """Cumulative rows: the published ones (`anchor` 1, as they are) and those the others add up to (0).

    Rows of each series and year are walked by their ends. A row is linked when it starts where the one before it
    ended; anything else begins a new chain. A chain that begins with a cumulative figure is known.
    """
    rows = _cumulative(mine)
    # By end, anchor and start, as one number: it sorts faster.
    rows = rows.with_columns((pl.col("end") * 100 + pl.col("anchor") * 50 + pl.col("start") % 12).alias("order"))
    rows = rows.with_columns(pl.col("end").shift(1).over(*_YEAR, order_by=_ORDER).alias("before"))
    linked = (pl.col("anchor") == 0) & ~pl.col("amount").is_null() & (pl.col("start") == pl.col("before") + 1)
    rows = rows.with_columns(pl.when(linked).then(0).otherwise(1).alias("head"))
    rows = rows.with_columns(pl.col("head").cum_sum().over(*_YEAR, order_by=_ORDER).alias("chain"))
    chain = [*_YEAR, "chain"]
    rows = rows.with_columns(
        pl.col("anchor").max().over(*chain).alias("known"),
        pl.col("amount").cum_sum().over(*chain, order_by=_ORDER).alias("sum"),
        pl.col("amount").abs().cum_sum().over(*chain, order_by=_ORDER).alias("size"),
        pl.col("estimated").cum_sum().over(*chain, order_by=_ORDER).alias("estimates"),
        pl.col("reported_at").cum_max().over(*chain, order_by=_ORDER).alias("latest"),
    )
    own, known = pl.col("anchor") == 1, pl.col("known") == 1
    january = pl.col("year") * 12
    total = tidy(pl.col("sum") / pl.col("factor"), pl.col("size") / pl.col("factor"))
    number_status = pl.when(pl.col("estimates") > 0).then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    silent = pl.col("status").is_in(["not_due", "withheld", "not_applicable"])
    text = run_text(january, pl.col("end"), pl.col("quarterly"))
    no_number = pl.when(silent).then(pl.col("status")).otherwise(pl.lit("missing"))
    return rows.with_columns(
        pl.when(own).then(pl.col("period")).otherwise(text).alias("period"),
        pl.when(own).then(pl.col("value")).otherwise(pl.when(known).then(total)).alias("value"),
        pl.when(own).then(pl.col("amount")).otherwise(pl.when(known).then(pl.col("sum"))).alias("amount"),
        pl.when(own)
        .then(pl.col("status"))
        .otherwise(pl.when(known).then(number_status).otherwise(no_number))
        .alias("status"),
        pl.when(own).then(pl.col("reported_at")).otherwise(pl.col("latest")).alias("reported_at"),
        january.alias("start"),
    )


def _differences(joined: Frame) -> Frame:
    """Each cumulative row less the one before it in its year; the first stays as it is."""
    rows = joined.filter(~pl.col("amount").is_null())
    rows = rows.sort(["anchor"]).unique([*_YEAR, "end"], keep="last")

    def before(column: str) -> pl.Expr:
        return pl.col(column).shift(1).over(*_YEAR, order_by=["end"]).alias(f"{column}_0")

    rows = rows.with_columns(*[before(c) for c in ("end", "amount", "quarterly", "status", "reported_at")])
    first = pl.col("end_0").is_null()
    start = pl.when(first).then(pl.col("start")).otherwise(pl.col("end_0") + 1)
    quarterly = pl.when((pl.col("quarterly") == 1) | (pl.col("quarterly_0") == 1)).then(1).otherwise(0)
    size = (pl.col("amount").abs() + pl.col("amount_0").abs()) / pl.col("factor")
    difference = tidy((pl.col("amount") - pl.col("amount_0")) / pl.col("factor"), size)
    estimated = yes(pl.col("status") == "estimated") | yes(pl.col("status_0") == "estimated")
    status = pl.when(estimated).then(pl.lit("estimated")).otherwise(pl.lit("reported"))
    older = yes(pl.col("reported_at_0") > pl.col("reported_at")) | pl.col("reported_at").is_null()
    day = pl.when(older).then(pl.col("reported_at_0")).otherwise(pl.col("reported_at"))
    return rows.with_columns(
        start.alias("start"),
        pl.when(first).then(pl.col("period")).otherwise(run_text(start, pl.col("end"), quarterly)).alias("period"),
        pl.when(first).then(pl.col("value")).otherwise(difference).alias("value"),
        pl.when(first).then(pl.col("status")).otherwise(status).alias("status"),
        pl.when(first).then(pl.col("reported_at")).otherwise(day).alias("reported_at"),
    )
