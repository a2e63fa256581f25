"""A year whose last months bring far more than the months before (年末突击)."""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.checks.material import SERIES, Material
from luoshi.assessing.checks.nature import adds_up, counted
from luoshi.assessing.checks.questions import amount, asked, number, said, what
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
    rows = material.levels.filter(adds_up("sums") & (nw.col("from_january") == 1) & (nw.col("months") == _YEAR))
    months = nw.col("before_months").cast(nw.Float64())
    brought = nw.col("size") - nw.col("before_size")
    times = (brought / (_YEAR - months)) / (nw.col("before_size") / months)
    rows = rows.filter((nw.col("before_months") >= _HALF) & (nw.col("before_size") > 0))
    rows = rows.with_columns(times.alias("times"))
    last = [nw.col("times").shift(n).over(*SERIES, order_by="start") for n in (1, 2, 3)]
    rows = rows.with_columns(*[e.alias(f"times_{n}") for n, e in enumerate(last, 1)])
    past = nw.max_horizontal("times_1", "times_2", "times_3")
    known = nw.sum_horizontal(*[(~nw.col(f"times_{n}").is_null()).cast(nw.Int64()) for n in (1, 2, 3)])
    rows = rows.with_columns(past.alias("past"), known.alias("known"))
    few = counted() & (nw.col("size") < limits["smallest"])
    rows = rows.filter((nw.col("known") >= limits["years"]) & ~few)
    alone = nw.col("past").is_null() & (nw.col("times") > limits["times"])
    more = (nw.col("times") > limits["times_known"]) & (nw.col("times") > nw.col("past") * limits["ratio"])
    rows = rows.filter(alone | more.fill_null(False))
    earlier = nw.when(~nw.col("past").is_null()).then(said("，往年最高", number("past", 1), "倍"))
    added = (nw.col("size") - nw.col("before_size")) / nw.col("factor")
    expected = nw.col("before_size") / nw.col("before_months").cast(nw.Float64()) * _YEAR / nw.col("factor")
    question = said(
        what(),
        "为",
        amount(),
        "，其中",
        nw.col("before_short"),
        "之后增加",
        amount(added),
        "，月均是之前的",
        number("times", 1),
        "倍",
        earlier,
        "：是集中入账，还是年末突击？",
    )
    return asked(rows, material, question, expected, nw.col("before_period"))
