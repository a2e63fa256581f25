"""A figure reported before its period was over."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame


@rule(
    zh="时期还没结束就报了实际数",
    en="a reported figure of a period that ends after the month in which it was reported",
)
def period_in_future(material: Material, limits: Limits) -> Frame:
    """Asks about numbers marked as reported or zero; an estimate may look ahead, and an open period has no end."""
    day = pl.col("reported_at").cast(pl.String())
    status = pl.col("status").cast(pl.String())
    rows = material.rows.filter(
        ~pl.col("value").is_null()
        & (status.is_null() | status.is_in(["reported", "zero"]))
        & day.str.contains(r"^\d{4}-\d{2}")
        & ~pl.col("period").cast(pl.String()).str.ends_with("/")
    )
    rows = rows.filter(pl.col("last_month") > pl.col("reported_at").cast(pl.String()).str.slice(0, 7))
    question = said(
        what(), "的数", amount(), "是", day.str.slice(0, 10), "报的，那时这一时期还没有结束：是预计数，还是时期填错？"
    )
    return asked(rows, material, question)
