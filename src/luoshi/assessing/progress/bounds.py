"""What a target asks for as bounds on the number that will be reported: from `lo` to `hi`, open where null.

With `v` the target, `v1`–`v2` a range, `band` what 左右 allows (`promises.toml`, as `luoshi check` has it):

| comparator | good is up | good is down | neither (consumer prices) |
|---|---|---|---|
| eq | lo = v | hi = v | v ± around |
| ge | lo = v | lo = v | lo = v |
| le | hi = v | hi = v | hi = v |
| approx | lo = v − band | hi = v + band | v ± around |
| between | lo = v1 | hi = v2 | lo = v1, hi = v2 |
| positive | lo = 0, and not 0 itself | the same | the same |
| top, and every rank or grade | hi = v | | |

Of a planned decline (下降2.5%以上, −2.5) the comparator bounds the size: ge is hi = v, le is lo = v.
"""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame
from luoshi.assessing.promises.matching import PER_CENT, settings

#: The words of a target: what is measured, and how the number has to stand to what was printed.
MEASURES = ("level", "growth", "change", "share", "completion", "rank", "gap", "multiple", "grade")
COMPARATORS = ("eq", "ge", "le", "approx", "positive", "between", "top")
#: How a target is judged on its way; see `forms`.
FORMS = ("sum", "ceiling", "move", "hold", "rank")


def per_cent() -> pl.Expr:
    """Whether a target is counted in per cent or points, so that its margins are points."""
    return pl.col("unit").is_in(sorted(PER_CENT)) | pl.col("measure").is_in(["growth", "gap", "completion"])


def with_growth_wanted(targets: Frame) -> Frame:
    """Targets with `target`, which 增速灯 asks for: the growth to be reached, of a range its lower end.

    Null for every other target: less of what is to fall is no shortfall, and such a set gives it no light. Needs `good`
    beside a target's columns.
    """
    least = pl.min_horizontal("value", "value_to")
    rises = (pl.col("measure") == "growth") & (pl.col("good").fill_null("up") == "up") & (least >= 0)
    rises = rises & pl.col("comparator").is_in(["eq", "ge", "approx", "between"])
    return targets.with_columns(pl.when(rises).then(least).alias("target"))


def without_unit(column: str) -> pl.Expr:
    """Whether a row has no unit in a column of units."""
    unit = pl.col(column).cast(pl.String())
    return unit.is_null() | (unit == "")


def with_bounds(targets: Frame) -> Frame:
    """Targets with `good` (filled), `lo`, `hi`, `strict` and `form`; they need `good`, `kind` and `cumulates`.

    A bound is in the target's unit. `strict`: the lower bound itself is not enough. Null in both for a target
    without a number and without a comparator that says anything.
    """
    table = settings()
    value, other, comparator = pl.col("value"), pl.col("value_to"), pl.col("comparator")
    decline = (value < 0) & pl.col("measure").is_in(["growth", "change"])
    # 信访量 from 60000 to 50000: where nobody knows which way is good, the baseline tells.
    falls = decline | (pl.col("measure").is_in(["level", "share"]) & (pl.col("baseline") > value))
    told = pl.when(falls).then(pl.lit("down")).otherwise(pl.lit("up"))
    good = pl.when(pl.col("good").is_null()).then(told).otherwise(pl.col("good"))
    targets = targets.with_columns(
        good.alias("good"),
        decline.alias("decline"),
        pl.when(~other.is_null() & (other < value)).then(other).otherwise(value).alias("low"),
        pl.when(~other.is_null() & (other > value)).then(other).otherwise(value).alias("high"),
        pl.when(per_cent())
        .then(float(table["approx_points"]))
        .otherwise(value.abs() * float(table["approx_ratio"]))
        .alias("band"),
    )
    around = float(table["around_points"])
    low, high, band = pl.col("low"), pl.col("high"), pl.col("band")
    up, down, neither = pl.col("good") == "up", pl.col("good") == "down", pl.col("good") == "around"
    falls = pl.col("decline")
    ranked = pl.col("measure").is_in(["rank", "grade"])
    lo = (
        pl.when(ranked | (comparator == "top"))
        .then(None)
        .when(comparator == "positive")
        .then(pl.when(value.is_null()).then(0.0).otherwise(value))
        .when(comparator == "ge")
        .then(pl.when(falls).then(None).otherwise(low))
        .when(comparator == "le")
        .then(pl.when(falls).then(low).otherwise(None))
        .when(down)
        .then(None)
        .when(comparator == "approx")
        .then(pl.when(neither).then(low - around).otherwise(low - band))
        .when((comparator == "eq") & neither)
        .then(low - around)
        .otherwise(low)
    )
    hi = (
        pl.when(ranked | (comparator == "top"))
        .then(high)
        .when(comparator == "positive")
        .then(None)
        .when(comparator == "ge")
        .then(pl.when(falls).then(high).otherwise(None))
        .when(comparator == "le")
        .then(pl.when(falls).then(None).otherwise(high))
        .when(up)
        .then(None)
        .when(comparator == "approx")
        .then(pl.when(neither).then(high + around).otherwise(high + band))
        .when((comparator == "eq") & neither)
        .then(high + around)
        .otherwise(high)
    )
    targets = targets.with_columns(
        lo.cast(pl.Float64()).alias("lo"), hi.cast(pl.Float64()).alias("hi"), (comparator == "positive").alias("strict")
    )
    return targets.with_columns(forms().alias("form")).drop("decline", "low", "high", "band")


def counted() -> pl.Expr:
    """Whether a row's unit is no percentage: what no catalogue has is then taken for something that adds up."""
    unit = pl.col("unit")
    return ~unit.is_in(sorted(PER_CENT)) | unit.is_null()


def beside_an_amount() -> pl.Expr:
    """Whether a baseline may be last year's amount of something that adds up and is in no catalogue (上年实际).

    What is to fall below its baseline is on its way from there: 信访量 from 60000 to 50000.
    """
    kept = ~pl.col("lo").is_null() | (pl.col("baseline") <= pl.col("hi"))
    return pl.col("kind").is_null() & (pl.col("measure") == "level") & kept & counted()


def forms() -> pl.Expr:
    """How a target is judged while its period runs.

    `sum`: it adds up from nothing over the period (investment, new jobs, a completion). `ceiling`: the same, and
    must stay below. `move`: it goes from a baseline to its target. `hold`: it is to be inside its bounds whenever
    one looks (growth, a rate). `rank`: a place among peers.
    """
    measure, kind, base = pl.col("measure"), pl.col("kind"), pl.col("baseline")
    lo, hi = pl.col("lo"), pl.col("hi")
    # Last year's amount beside a flow says nothing of how far this year is: it starts from nothing in January.
    flows = (kind == "flow") & (pl.col("cumulates") == "sum")
    # What nobody has in a catalogue is mostly counted (建成学校3所): it adds up, unless it is a percentage.
    unknown = kind.is_null() & base.is_null() & counted()
    adds = ((measure == "level") & (flows | unknown)) | measure.is_in(["change", "completion"])
    # Of a range the end that is reached first, in whichever order it was printed: of 100—0 that is 0, and no sum.
    ranged = pl.col("comparator") == "between"
    rises = (~lo.is_null() & (pl.when(ranged).then(lo).otherwise(pl.col("value")) > 0)) | (
        ~hi.is_null() & (pl.when(ranged).then(hi).otherwise(pl.col("value")) < 0)
    )
    moves = ~base.is_null() & ((~lo.is_null() & (base < lo)) | (~hi.is_null() & (base > hi)))
    return (
        pl.when(measure.is_in(["rank", "grade"]))
        .then(pl.lit("rank"))
        # 零事故: of nothing no part can be used up, so it is held.
        .when(adds & lo.is_null() & (hi > 0))
        .then(pl.lit("ceiling"))
        .when(adds & rises)
        .then(pl.lit("sum"))
        .when(moves & measure.is_in(["level", "share", "multiple"]))
        .then(pl.lit("move"))
        .otherwise(pl.lit("hold"))
    )
