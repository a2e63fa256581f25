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

import narwhals as nw

from luoshi.assessing.frames import Frame
from luoshi.assessing.promises.matching import PER_CENT, settings

#: The words of a target: what is measured, and how the number has to stand to what was printed.
MEASURES = ("level", "growth", "change", "share", "completion", "rank", "gap", "multiple", "grade")
COMPARATORS = ("eq", "ge", "le", "approx", "positive", "between", "top")
#: How a target is judged on its way; see `forms`.
FORMS = ("sum", "ceiling", "move", "hold", "rank")


def per_cent() -> nw.Expr:
    """Whether a target is counted in per cent or points, so that its margins are points."""
    return nw.col("unit").is_in(sorted(PER_CENT)) | nw.col("measure").is_in(["growth", "gap", "completion"])


def with_bounds(targets: Frame) -> Frame:
    """Targets with `good` (filled), `lo`, `hi`, `strict` and `form`; they need `good`, `kind` and `cumulates`.

    A bound is in the target's unit. `strict`: the lower bound itself is not enough. Null in both for a target
    without a number and without a comparator that says anything.
    """
    table = settings()
    value, other, comparator = nw.col("value"), nw.col("value_to"), nw.col("comparator")
    decline = (value < 0) & nw.col("measure").is_in(["growth", "change"])
    # 信访量 from 60000 to 50000: where nobody knows which way is good, the baseline tells.
    falls = decline | (nw.col("measure").is_in(["level", "share"]) & (nw.col("baseline") > value))
    told = nw.when(falls).then(nw.lit("down")).otherwise(nw.lit("up"))
    good = nw.when(nw.col("good").is_null()).then(told).otherwise(nw.col("good"))
    targets = targets.with_columns(
        good.alias("good"),
        decline.alias("decline"),
        nw.when(~other.is_null() & (other < value)).then(other).otherwise(value).alias("low"),
        nw.when(~other.is_null() & (other > value)).then(other).otherwise(value).alias("high"),
        nw.when(per_cent())
        .then(float(table["approx_points"]))
        .otherwise(value.abs() * float(table["approx_ratio"]))
        .alias("band"),
    )
    around = float(table["around_points"])
    low, high, band = nw.col("low"), nw.col("high"), nw.col("band")
    up, down, neither = nw.col("good") == "up", nw.col("good") == "down", nw.col("good") == "around"
    falls = nw.col("decline")
    ranked = nw.col("measure").is_in(["rank", "grade"])
    lo = (
        nw.when(ranked | (comparator == "top"))
        .then(None)
        .when(comparator == "positive")
        .then(nw.when(value.is_null()).then(0.0).otherwise(value))
        .when(comparator == "ge")
        .then(nw.when(falls).then(None).otherwise(low))
        .when(comparator == "le")
        .then(nw.when(falls).then(low).otherwise(None))
        .when(down)
        .then(None)
        .when(comparator == "approx")
        .then(nw.when(neither).then(low - around).otherwise(low - band))
        .when((comparator == "eq") & neither)
        .then(low - around)
        .otherwise(low)
    )
    hi = (
        nw.when(ranked | (comparator == "top"))
        .then(high)
        .when(comparator == "positive")
        .then(None)
        .when(comparator == "ge")
        .then(nw.when(falls).then(high).otherwise(None))
        .when(comparator == "le")
        .then(nw.when(falls).then(None).otherwise(high))
        .when(up)
        .then(None)
        .when(comparator == "approx")
        .then(nw.when(neither).then(high + around).otherwise(high + band))
        .when((comparator == "eq") & neither)
        .then(high + around)
        .otherwise(high)
    )
    targets = targets.with_columns(
        lo.cast(nw.Float64()).alias("lo"), hi.cast(nw.Float64()).alias("hi"), (comparator == "positive").alias("strict")
    )
    return targets.with_columns(forms().alias("form")).drop("decline", "low", "high", "band")


def forms() -> nw.Expr:
    """How a target is judged while its period runs.

    `sum`: it adds up from nothing over the period (investment, new jobs, a completion). `ceiling`: the same, and
    must stay below. `move`: it goes from a baseline to its target. `hold`: it is to be inside its bounds whenever
    one looks (growth, a rate). `rank`: a place among peers.
    """
    measure, kind, unit, base = nw.col("measure"), nw.col("kind"), nw.col("unit"), nw.col("baseline")
    lo, hi = nw.col("lo"), nw.col("hi")
    # Last year's amount beside a flow says nothing of how far this year is: it starts from nothing in January.
    flows = (kind == "flow") & (nw.col("cumulates") == "sum")
    # What nobody has in a catalogue is mostly counted (建成学校3所): it adds up, unless it is a percentage.
    counted = kind.is_null() & base.is_null() & (~unit.is_in(sorted(PER_CENT)) | unit.is_null())
    adds = ((measure == "level") & (flows | counted)) | measure.is_in(["change", "completion"])
    rises = (~lo.is_null() & (nw.col("value") > 0)) | (~hi.is_null() & (nw.col("value") < 0))
    moves = ~base.is_null() & ((~lo.is_null() & (base < lo)) | (~hi.is_null() & (base > hi)))
    return (
        nw.when(measure.is_in(["rank", "grade"]))
        .then(nw.lit("rank"))
        # 零事故: of nothing no part can be used up, so it is held.
        .when(adds & lo.is_null() & (hi > 0))
        .then(nw.lit("ceiling"))
        .when(adds & rises)
        .then(nw.lit("sum"))
        .when(moves & measure.is_in(["level", "share", "multiple"]))
        .then(nw.lit("move"))
        .otherwise(nw.lit("hold"))
    )
