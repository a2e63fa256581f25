"""A year whose last months bring far more than the months before (年末突击)."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.material import Material, with_beside
from luoshi.assessing.checks.nature import adds_up, counted
from luoshi.assessing.checks.questions import amount, asked, either, number, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

_YEAR = 12
_HALF = 6


@rule(zh="年末突击：最后几个月的进度远快于之前", en="a year whose last months bring far more than the months before")
def year_end_spurt(material: Material, limits: Limits) -> Frame:
    """Asks where the pace of the last months is so many times that of the months before, and more than in past years.

    The last months are those after the last cumulative figure of the year that has at least six months. Where
    every year ends so (财政支出), nothing is asked; nor of a few counted things, nor where fewer past years are known
    than are wanted.
    """
    rows = material.levels.filter(adds_up("sums") & (pl.col("from_january") == 1) & (pl.col("months") == _YEAR))
    if material.is_silent(rows):
        return material.nothing
    months = pl.col("before_months").cast(pl.Float64())
    brought = pl.col("size") - pl.col("before_size")
    times = (brought / (_YEAR - months)) / (pl.col("before_size") / months)
    rows = rows.filter((pl.col("before_months") >= _HALF) & (pl.col("before_size") > 0))
    rows = rows.with_columns(times.alias("times"))
    rows = with_beside(rows.sort("series", "start"), "series", {f"times_{n}": ("times", n) for n in (1, 2, 3)})
    past = pl.max_horizontal("times_1", "times_2", "times_3")
    known = pl.sum_horizontal(*[(~pl.col(f"times_{n}").is_null()).cast(pl.Int64()) for n in (1, 2, 3)])
    rows = rows.with_columns(past.alias("past"), known.alias("known"))
    few = counted() & (pl.col("size") < limits["smallest"])
    rows = rows.filter((pl.col("known") >= limits["years"]) & ~few)
    alone = pl.col("past").is_null() & (pl.col("times") > limits["times"])
    more = (pl.col("times") > limits["times_known"]) & (pl.col("times") > pl.col("past") * limits["ratio"])
    rows = rows.filter(alone | more.fill_null(False))
    earlier = either(~pl.col("past").is_null(), said("，往年最高", number("past", 1), "倍"))
    added = (pl.col("size") - pl.col("before_size")) / pl.col("factor")
    expected = pl.col("before_size") / pl.col("before_months").cast(pl.Float64()) * _YEAR / pl.col("factor")
    question = said(
        what(),
        "为",
        amount(),
        "，其中",
        pl.col("before_short"),
        "之后增加",
        amount(added),
        "，月均是之前的",
        number("times", 1),
        "倍",
        earlier,
        "：是集中入账，还是年末突击？",
    )
    return asked(rows, material, question, expected, pl.col("before_period"))
