"""Cumulative amounts and the amounts of periods: 1—10月 from months, months from 1—10月.

A cell is the amount of its months, whatever else stands beside it. So `2024-01/2024-02` needs no reading: it is what
the first two months brought, as the cumulative figure of February and as the joint cell of a table of months, and both
tables have it. A table is *cumulative* when each cell starts in January, and *of periods* when the cells of a year lie
end to end. January and February given together are never split; where a cumulative figure is missing, the months
between its neighbours stay one cell.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

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
    silent = mine.filter(nw.col("amount").is_null())
    if not _has_runs(mine):
        made = _differences(_cumulative(mine))
        return back(nw.concat([part.select(*OUT) for part in (others, silent, made)]))
    published = mine.filter((nw.col("form") == "run") & ~nw.col("amount").is_null())
    made = held(_differences(held(_joined(mine))))
    finer = made.select(*SERIES, "end", nw.col("start").alias("finer"))
    published = published.join(finer, on=[*SERIES, "end"], how="left")
    published = published.filter(nw.col("finer").is_null() | (nw.col("finer") <= nw.col("start")))
    columns = [*SERIES, "start", "end", *[name for name in OUT if name not in SERIES], "rank"]
    ranked = [(silent, 0), (made, 1), (published, 2)]
    parts = [part.with_columns(nw.lit(rank).alias("rank")).select(*columns) for part, rank in ranked]
    out = nw.concat(parts).unique([*SERIES, "start", "end"], keep="last", order_by=["rank"])
    return back(nw.concat([others.select(*OUT), out.select(*OUT)]))


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
        return back(nw.concat([others.select(*OUT), mine.select(*OUT)]))
    silent = mine.filter((nw.col("form") == "cumulative") & nw.col("amount").is_null())
    columns = [*_YEAR, "end", *[name for name in OUT if name not in SERIES], "rank"]
    rank = nw.when(nw.col("value").is_null()).then(0).otherwise(2) + nw.col("anchor")
    joined = _joined(mine).with_columns(rank.alias("rank"))
    silent = silent.with_columns((nw.col("end") // 12).alias("year"), nw.lit(1).alias("rank"))
    parts = [part.with_columns(nw.col("rank").cast(nw.Int64())).select(*columns) for part in (joined, silent)]
    out = nw.concat(parts).unique([*_YEAR, "end"], keep="last", order_by=["rank", "status"])
    return back(nw.concat([others.select(*OUT), out.select(*OUT)]))


def _split(frame: Frame) -> tuple[Frame, Frame]:
    """The rows that are amounts of months of one year, as known now, and the others."""
    adds = yes(nw.col("cumulates") == "sum")
    unknown = nw.col("cumulates").is_null() & ~nw.col("base").is_in(sorted(PER_CENT))
    mine = (nw.col("measure") == "level") & (adds | unknown) & (nw.col("form") != "other")
    frame = frame.with_columns(yes(mine).alias("mine"))
    return held(latest(frame.filter(nw.col("mine")))), frame.filter(~nw.col("mine"))


def _has_runs(mine: Frame) -> bool:
    """Whether there is a cell that does not start in January."""
    return any(form == "run" for (form,) in distinct(mine, "form"))


def _cumulative(mine: Frame) -> Frame:
    """Rows that can be joined, with `year`, `anchor` (1: a cumulative figure with a number) and `estimated`."""
    cumulative = nw.col("form") == "cumulative"
    return mine.filter(~(cumulative & nw.col("amount").is_null())).with_columns(
        (nw.col("end") // 12).alias("year"),
        nw.when(cumulative).then(1).otherwise(0).cast(nw.Int64()).alias("anchor"),
        nw.when(nw.col("status") == "estimated").then(1).otherwise(0).alias("estimated"),
    )


def _joined(mine: Frame) -> Frame:
    """Cumulative rows: the published ones (`anchor` 1, as they are) and those the others add up to (0).

    Rows of each series and year are walked by their ends. A row is linked when it starts where the one before it
    ended; anything else begins a new chain. A chain that begins with a cumulative figure is known.
    """
    rows = _cumulative(mine)
    # By end, anchor and start, as one number: it sorts faster.
    rows = rows.with_columns((nw.col("end") * 100 + nw.col("anchor") * 50 + nw.col("start") % 12).alias("order"))
    rows = rows.with_columns(nw.col("end").shift(1).over(*_YEAR, order_by=_ORDER).alias("before"))
    linked = (nw.col("anchor") == 0) & ~nw.col("amount").is_null() & (nw.col("start") == nw.col("before") + 1)
    rows = rows.with_columns(nw.when(linked).then(0).otherwise(1).alias("head"))
    rows = rows.with_columns(nw.col("head").cum_sum().over(*_YEAR, order_by=_ORDER).alias("chain"))
    chain = [*_YEAR, "chain"]
    rows = rows.with_columns(
        nw.col("anchor").max().over(*chain).alias("known"),
        nw.col("amount").cum_sum().over(*chain, order_by=_ORDER).alias("sum"),
        nw.col("amount").abs().cum_sum().over(*chain, order_by=_ORDER).alias("size"),
        nw.col("estimated").cum_sum().over(*chain, order_by=_ORDER).alias("estimates"),
        nw.col("reported_at").cum_max().over(*chain, order_by=_ORDER).alias("latest"),
    )
    own, known = nw.col("anchor") == 1, nw.col("known") == 1
    january = nw.col("year") * 12
    total = tidy(nw.col("sum") / nw.col("factor"), nw.col("size") / nw.col("factor"))
    number_status = nw.when(nw.col("estimates") > 0).then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    silent = nw.col("status").is_in(["not_due", "withheld", "not_applicable"])
    text = run_text(january, nw.col("end"), nw.col("quarterly"))
    no_number = nw.when(silent).then(nw.col("status")).otherwise(nw.lit("missing"))
    return rows.with_columns(
        nw.when(own).then(nw.col("period")).otherwise(text).alias("period"),
        nw.when(own).then(nw.col("value")).otherwise(nw.when(known).then(total)).alias("value"),
        nw.when(own).then(nw.col("amount")).otherwise(nw.when(known).then(nw.col("sum"))).alias("amount"),
        nw.when(own)
        .then(nw.col("status"))
        .otherwise(nw.when(known).then(number_status).otherwise(no_number))
        .alias("status"),
        nw.when(own).then(nw.col("reported_at")).otherwise(nw.col("latest")).alias("reported_at"),
        january.alias("start"),
    )


def _differences(joined: Frame) -> Frame:
    """Each cumulative row less the one before it in its year; the first stays as it is."""
    rows = joined.filter(~nw.col("amount").is_null())
    rows = rows.unique([*_YEAR, "end"], keep="last", order_by=["anchor"])

    def before(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*_YEAR, order_by=["end"]).alias(f"{column}_0")

    rows = rows.with_columns(*[before(c) for c in ("end", "amount", "quarterly", "status", "reported_at")])
    first = nw.col("end_0").is_null()
    start = nw.when(first).then(nw.col("start")).otherwise(nw.col("end_0") + 1)
    quarterly = nw.when((nw.col("quarterly") == 1) | (nw.col("quarterly_0") == 1)).then(1).otherwise(0)
    size = (nw.col("amount").abs() + nw.col("amount_0").abs()) / nw.col("factor")
    difference = tidy((nw.col("amount") - nw.col("amount_0")) / nw.col("factor"), size)
    estimated = yes(nw.col("status") == "estimated") | yes(nw.col("status_0") == "estimated")
    status = nw.when(estimated).then(nw.lit("estimated")).otherwise(nw.lit("reported"))
    older = yes(nw.col("reported_at_0") > nw.col("reported_at")) | nw.col("reported_at").is_null()
    day = nw.when(older).then(nw.col("reported_at_0")).otherwise(nw.col("reported_at"))
    return rows.with_columns(
        start.alias("start"),
        nw.when(first).then(nw.col("period")).otherwise(run_text(start, nw.col("end"), quarterly)).alias("period"),
        nw.when(first).then(nw.col("value")).otherwise(difference).alias("value"),
        nw.when(first).then(nw.col("status")).otherwise(status).alias("status"),
        nw.when(first).then(nw.col("reported_at")).otherwise(day).alias("reported_at"),
    )
