"""A value ten, a hundred or ten thousand times what its neighbours are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import polars as pl

from luoshi.assessing.checks.material import Material, with_beside
from luoshi.assessing.checks.nature import adds_up, counted
from luoshi.assessing.checks.questions import amount, asked, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

# The neighbours of a value: a year and two years before and after, and the two before and after it in its run.
_YEARS = (("a1", 1), ("a2", 2), ("b1", -1), ("b2", -2))
_RUN = (("p1", 1), ("p2", 2), ("n1", -1), ("n2", -2))
_BEFORE = ("a1", "p1", "a2", "p2")
_AFTER = ("b1", "n1", "b2", "n2")
_ALL = (*_BEFORE, *_AFTER)
_WORDS = {1: "10倍", 2: "100倍", 3: "1000倍", 4: "1万倍", 8: "1亿倍"}


@rule(
    zh="数值差10倍、100倍、1万倍",
    en="a value ten, a hundred, a thousand, 10⁴ or 10⁸ times too large or too small for its neighbours",
    answers=(
        "jump",
        "falling_cumulative",
        "growth_and_levels",
        "growth_far_from_levels",
        "month_and_cumulative",
        "year_end_spurt",
        "swapped_values",
        "same_months",
    ),
)
def unit_slip(material: Material, limits: Limits) -> Frame:
    """Asks where log10(value / neighbour) is near one exponent for most neighbours, and none is near the value.

    Neighbours are the same span of other years, and the spans around it, as amounts a month where amounts add up.
    """
    rows = material.held(_far_from_first(_with_neighbours(material), limits))
    if material.is_silent(rows):
        return material.nothing
    first, power = pl.col("first"), pl.lit(0)
    for exponent in limits["exponents"]:
        for sign in (1, -1):
            near = (first - sign * exponent).abs() <= limits["tolerance"]
            power = pl.when(near).then(pl.lit(sign * exponent)).otherwise(power)
    rows = rows.with_columns(power.alias("power")).filter(pl.col("power") != 0)

    def count(names: Iterable[str], test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        return pl.sum_horizontal(*[test(pl.col(f"log_{n}")).fill_null(False).cast(pl.Int64()) for n in names])

    def agrees(log: pl.Expr) -> pl.Expr:
        return (log - pl.col("power")).abs() <= float(limits["tolerance"])

    rows = rows.with_columns(
        count(_ALL, agrees).alias("agreeing"),
        count(_BEFORE, agrees).alias("agreeing_before"),
        count(_ALL, lambda log: log.abs() < limits["near"]).alias("speaking_for"),
        count(_ALL, lambda log: ~log.is_null()).alias("there"),
    )
    rows = rows.with_columns(_expected().alias("expected"))
    enough = (pl.col("agreeing") >= limits["neighbours"]) | (
        (pl.col("power").abs() > 1) & (pl.col("agreeing_before") >= 1)
    )
    small = counted() & (pl.col("power").abs() == 1) & (pl.max_horizontal("value", "expected") < limits["smallest"])
    enough = enough & (pl.col("agreeing") * 2 > pl.col("there"))
    rows = rows.filter(enough & (pl.col("speaking_for") == 0) & ~small)
    question = pl.lit("")
    for exponent in limits["exponents"]:
        times = _WORDS.get(exponent, f"10的{exponent}次方倍")
        much = pl.when(pl.col("power") > 0).then(pl.lit(f"大约{times}")).otherwise(pl.lit(f"小约{times}"))
        question = pl.when(pl.col("power").abs() == exponent).then(much).otherwise(question)
    # 万元 for 亿元 is a slip of money; houses and people are not counted in it.
    unit = pl.when(pl.col("sort") == "money").then(pl.lit("单位（万元、亿元）")).otherwise(pl.lit("单位"))
    text = said(
        what(),
        "的",
        amount(),
        "比前后各期推算的",
        amount("expected", digits=2),
        question,
        "：是",
        unit,
        "或小数点填错？",
    )
    return asked(rows, material, text, pl.col("expected"))


def _with_neighbours(material: Material) -> Frame:
    """Positive levels with `pace` (an amount a month, where amounts add up) and that of their neighbours."""
    rows = material.levels.filter(pl.col("size") > 0)
    pace = pl.when(adds_up("sums")).then(pl.col("size") / pl.col("months").cast(pl.Float64())).otherwise(pl.col("size"))
    rows = rows.with_columns(pace.alias("pace"))
    for group, order, neighbours in (("season", "start", _YEARS), ("chain", "end", _RUN)):
        columns = {n: ("pace", by) for n, by in neighbours} | {f"at_{n}": (order, by) for n, by in neighbours}
        rows = with_beside(rows.sort(group, order), group, columns)
    years = [pl.when(pl.col(f"at_{n}") + 12 * by == pl.col("start")).then(pl.col(n)).alias(n) for n, by in _YEARS]
    joined = [
        pl.when((pl.col("from_january") == 1) | (pl.col(f"at_{n}") + pl.col("months") * by == pl.col("end")))
        .then(pl.col(n))
        .alias(n)
        for n, by in _RUN
    ]
    return rows.with_columns(*years, *joined)


def _far_from_first(rows: Frame, limits: Limits) -> Frame:
    """Rows that may be some exponent away from the first neighbour there is (`first`), with log10 to each (`log_`)."""
    rows = rows.with_columns((pl.col("pace") / pl.col(n)).log(10).alias(f"log_{n}") for n in _ALL)
    rows = rows.with_columns(pl.coalesce(*[pl.col(f"log_{n}") for n in _ALL]).alias("first"))
    return rows.filter(pl.col("first").abs() >= min(limits["exponents"], default=math.inf) - limits["tolerance"])


def _expected() -> pl.Expr:
    """What the nearest neighbour stands for, in the row's unit."""
    pace = pl.coalesce(*[pl.col(n) for n in _ALL])
    scale = pl.when(adds_up("sums")).then(pl.col("months").cast(pl.Float64())).otherwise(pl.lit(1.0))
    return pace * scale / pl.col("factor")
