"""Figures that changed after a ranking was published, with the rank then and now."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import Sentence, amount, said, what
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
    day = pl.col("reported_at").cast(pl.String()).str.slice(0, 10)
    then = rows.filter(day.is_null() | (day <= pl.col("published"))).sort(order).unique(cell, keep="last")
    now = rows.sort(order).unique(cell, keep="last")
    then = _with_rank(then, "rank_then").select(
        *_ROUND,
        pl.col("place"),
        pl.col("value").alias("then_value"),
        pl.col("unit_shown").alias("then_unit"),
        pl.col("size").alias("then_size"),
        pl.col("rank_then"),
    )
    joined = _with_rank(now, "rank_now").join(then, on=[*_ROUND, "place"], how="inner")
    return joined.filter(pl.col("size") != pl.col("then_size"))


def corrected() -> Sentence:
    """How a question about a row of `changed` begins: what was corrected, when, from what to what."""
    published, then = pl.col("published"), amount("then_value", "then_unit")
    return said(what(), "的数在", published, "排名公布后由", then, "改为", amount())


def _ranked_rows(material: Material) -> Frame:
    """Every numbered row of a cell that some ranking covers, once for each day of publication."""
    assert material.rankings is not None
    rankings = material.rankings
    answers = {str(n): (key_of(str(n)),) for (n,) in distinct(rankings, "indicator") if n is not None}
    rankings = look_up(rankings, "indicator", answers, {"key": "text"}).select(
        "key",
        "period",
        pl.col("measure").fill_null("level").alias("said"),
        pl.col("published_at").cast(pl.String()).str.slice(0, 10).alias("published"),
        pl.col("place").alias("ranked"),
    )
    status = pl.col("status").cast(pl.String())
    zero = pl.when(status == "zero").then(0.0).otherwise(pl.col("value"))
    rows = material.rows.with_columns(zero.alias("value")).filter(
        ~pl.col("value").is_null() & (status.is_null() | status.is_in(["reported", "zero", "estimated"]))
    )
    rows = rows.with_columns(
        settled(pl.col("value") * pl.col("factor")).alias("size"),
        pl.col("place").cast(pl.String()).alias("place"),
        pl.col("period").cast(pl.String()).alias("period"),
    )
    joined = rows.join(rankings, on=["key", "period", "said"], how="inner")
    joined = joined.filter(pl.col("ranked").is_null() | (pl.col("ranked") == pl.col("place")))
    return joined.unique(keep="any")


def _with_rank(frame: Frame, name: str) -> Frame:
    key = pl.when(pl.col("good").fill_null("up") == "down").then(pl.col("size")).otherwise(0 - pl.col("size"))
    frame = frame.with_columns(key.alias("ranked_by"))
    return frame.with_columns(pl.col("ranked_by").rank("min").over(*_ROUND).cast(pl.Int64()).alias(name))
