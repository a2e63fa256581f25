"""Figures that changed after a ranking was published, with the rank then and now."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, said, what
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import CELL, Frame, distinct, look_up
from luoshi.assessing.measured import key_of

_ROUND = ("key", "period", "said", "published")


def changed(material: Material) -> Frame:
    """Rows that correct a figure which a ranking stood on: the latest row of each cell whose value differs from then.

    Added: `published` (the day), `then_value`, `then_unit`, `rank_then`, `rank_now` (1 is best; equal values share a
    rank; the lowest is best where the catalogue says that down is good).
    """
    assert material.rankings is not None
    rows = _ranked_rows(material)
    cell = [*CELL, "published"]
    order = ["reported_at", "value", "status", "unit"]
    day = nw.col("reported_at").cast(nw.String()).str.slice(0, 10)
    then = rows.filter(day.is_null() | (day <= nw.col("published"))).unique(cell, keep="last", order_by=order)
    now = rows.unique(cell, keep="last", order_by=order)
    then = _with_rank(then, "rank_then").select(
        *_ROUND,
        nw.col("place"),
        nw.col("value").alias("then_value"),
        nw.col("unit_shown").alias("then_unit"),
        nw.col("size").alias("then_size"),
        nw.col("rank_then"),
    )
    joined = _with_rank(now, "rank_now").join(then, on=[*_ROUND, "place"], how="inner")
    return joined.filter(nw.col("size") != nw.col("then_size"))


def corrected() -> nw.Expr:
    """How a question about a row of `changed` begins: what was corrected, when, from what to what."""
    published, then = nw.col("published"), amount("then_value", "then_unit")
    return said(what(), "的数在", published, "排名公布后由", then, "改为", amount())


def _ranked_rows(material: Material) -> Frame:
    """Every numbered row of a cell that some ranking covers, once for each day of publication."""
    assert material.rankings is not None
    rankings = material.rankings
    answers = {str(n): (key_of(str(n)),) for (n,) in distinct(rankings, "indicator") if n is not None}
    rankings = look_up(rankings, "indicator", answers, {"key": "text"}).select(
        "key",
        "period",
        nw.col("measure").fill_null("level").alias("said"),
        nw.col("published_at").cast(nw.String()).str.slice(0, 10).alias("published"),
        nw.col("place").alias("ranked"),
    )
    status = nw.col("status").cast(nw.String())
    zero = nw.when(status == "zero").then(0.0).otherwise(nw.col("value"))
    rows = material.rows.with_columns(zero.alias("value")).filter(
        ~nw.col("value").is_null() & (status.is_null() | status.is_in(["reported", "zero", "estimated"]))
    )
    rows = rows.with_columns(
        settled(nw.col("value") * nw.col("factor")).alias("size"),
        nw.col("place").cast(nw.String()).alias("place"),
        nw.col("period").cast(nw.String()).alias("period"),
    )
    joined = rows.join(rankings, on=["key", "period", "said"], how="inner")
    joined = joined.filter(nw.col("ranked").is_null() | (nw.col("ranked") == nw.col("place")))
    return joined.unique(keep="any")


def _with_rank(frame: Frame, name: str) -> Frame:
    key = nw.when(nw.col("good").fill_null("up") == "down").then(nw.col("size")).otherwise(0 - nw.col("size"))
    frame = frame.with_columns(key.alias("ranked_by"))
    return frame.with_columns(nw.col("ranked_by").rank("min").over(*_ROUND).cast(nw.Int64()).alias(name))
