"""What the parts of a whole promise together, beside what the whole promised, one row for each target that has parts.

amounts            parts = sum of the parts' targets
growth             parts = sum(B_i * g_i) / sum(B_i), B_i the part's level of the year before
anything else      cannot be put together: the range of the parts' targets is shown, and no number
gap                parts - whole            in the unit; of percentages in percentage points
ratio              parts / whole            where the whole is above zero
over_pct 加码        (ratio - 1) * 100        + is more than was asked; for a ceiling the other way round
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from luoshi.assessing.calendar import with_months
from luoshi.assessing.cascade.reasons import with_reasons
from luoshi.assessing.cascade.tree import checked, tops, tree
from luoshi.assessing.cluster import carried, is_spark, spread
from luoshi.assessing.exact import settled
from luoshi.assessing.frames import (
    TARGETS,
    TARGETS_NEEDED,
    Frame,
    FrameError,
    conform,
    distinct,
    enter,
    held,
    look_up,
    small,
)
from luoshi.assessing.measured import KEY, in_base_units, key_of, unit_bases, with_key, with_nature
from luoshi.assessing.promises.matching import PER_CENT
from luoshi.assessing.series.members import listed
from luoshi.assessing.series.rows import Own, additive_keys, enter_known, is_amount, tidy, yes

#: The columns of a cascade.
CASCADE = (
    *("id", "place", "indicator", "period", "measure", "unit", "top", "level"),
    *("whole", "parts", "gap", "ratio", "over_pct", "members", "answered", "missing", "unweighted"),
    *("lowest", "highest", "higher", "base", "reason"),
)
#: The columns of a cascade by levels.
LEVELS = (
    *("top", "indicator", "period", "measure", "unit", "level", "wholes", "unknown"),
    *("whole", "parts", "gap", "ratio", "from_top"),
)
_SHOWN = CASCADE[:8]
# Of several targets of one cell the one that is meant: as strong as the whole's, else in this order.
_STRENGTHS = {"expected": 1, "firm": 2, "stretch": 3}
_TEXTS = [name for name, kind in TARGETS.items() if kind == "text"]


def cascade(targets: Any, parents: Any = None, weights: Any = None, own: Own = None) -> Any:
    """Every target that has parts, with what its parts promise: the same kind of frame as `targets`, columns `CASCADE`.

    `parents`: a frame with `place` and `parent`. The parts of a target are then the targets of the places below its
    own, of the same indicator, period and measure; a place without one is named in `missing` (as is one whose target
    has no number or another kind of unit). Without `parents`, `targets` needs a column `parent`: the id of the target
    that each was made of; then nobody is known to be missing. Where a place has several targets of one cell, the one
    as strong as the whole's counts, else expected, firm, stretch. Of a range the lower end counts.

    `weights`: observations with the parts' levels of the year before, for growth; without all of them there is no
    number, and `unweighted` names who lacks one. But what every part stays below cannot be reached by them together,
    whatever the weights; `reason` says so. `lowest`, `highest`, `higher`: the range of the parts' targets, and how
    many of them ask more than the whole does.

    `whole`, `parts`, `lowest`, `highest` are in the whole's unit, `gap` too (percentage points for percentages), `base`
    is the sum of the weights. `level` is 1 where the whole is at the top, `top` the topmost place (or id). `missing`
    and `unweighted` are joined by 、. Raises `FrameError` for a column, period or tree that is wrong.
    """
    if is_spark(targets) and parents is not None:
        return _on_cluster(targets, parents, weights, own)
    frame, back = enter(targets, "targets")
    frame = _prepared(frame, own)
    if parents is None and "parent" not in frame.collect_schema():
        raise FrameError("targets: no column parent and no frame of parents; expected one of them")
    if parents is None:
        pairs, most = _by_id(frame)
    else:
        pairs, most = _by_place(frame, tree(parents))
    pairs = held(_weighed(pairs, weights, own))
    return back(_summed(pairs, most, own).select(*CASCADE))


def levels(cascaded: Any) -> Any:
    """How a target grows on its way down: one row for each level, columns `LEVELS`, the same kind of frame.

    From the result of `cascade`: `whole` is what the wholes of a level promised together, `parts` what their parts
    promise; amounts are added, growth is weighted by `base`. `ratio` is parts / whole of this level, `from_top` parts
    of this level / whole of the first. `wholes` counts the targets of the level, `unknown` those whose parts could not
    be put together; with one of them there is no `parts`. A level is as complete as its `missing` in the cascade.
    """
    if is_spark(cascaded):
        return spread(lambda table, _: levels(table), ("top", "indicator", "period", "measure"), cascaded)
    frame, back = enter(cascaded, "cascade")
    found = frame.collect_schema()
    absent = [name for name in CASCADE if name not in found]
    if absent:
        raise FrameError(f"cascade: no column {', '.join(absent)}; found {', '.join(found)}")
    frame = in_base_units(frame, ("whole", "parts"), unit_bases(frame))
    growth = pl.col("measure") == "growth"
    weight = pl.when(growth).then(pl.col("base")).otherwise(1.0)
    frame = frame.with_columns(weight.alias("weight"))
    frame = frame.with_columns(
        (pl.col("whole") * pl.col("weight")).alias("whole_sum"),
        (pl.col("parts") * pl.col("weight")).alias("parts_sum"),
        pl.when(pl.col("parts").is_null() | pl.col("weight").is_null()).then(1).otherwise(0).alias("unknown"),
        pl.when(pl.col("factor").is_null()).then(1.0).otherwise(pl.col("factor")).alias("factor"),
    )
    keys = ["top", "indicator", "period", "measure", "level"]
    out = frame.group_by(*keys).agg(
        pl.col("unit").max(),
        pl.col("factor").max(),
        pl.col("whole_sum").sum(),
        pl.col("parts_sum").sum(),
        pl.col("weight").sum(),
        pl.col("unknown").sum(),
        pl.len().alias("wholes"),
    )
    divisor = pl.when(growth).then(pl.col("weight")).otherwise(pl.col("factor"))
    known = (pl.col("unknown") == 0) & (divisor > 0)
    out = out.with_columns(
        settled(pl.when(known | (~growth & (divisor > 0))).then(pl.col("whole_sum") / divisor)).alias("whole"),
        settled(pl.when(known).then(pl.col("parts_sum") / divisor)).alias("parts"),
    )
    first = out.filter(pl.col("level") == pl.col("level").min().over("top", "indicator", "period", "measure"))
    first = first.select(*keys[:-1], pl.col("whole").alias("first"))
    out = out.join(first, on=keys[:-1], how="left")
    return back(
        out.with_columns(
            settled(pl.col("parts") - pl.col("whole")).alias("gap"),
            settled(pl.when(pl.col("whole") > 0).then(pl.col("parts") / pl.col("whole"))).alias("ratio"),
            settled(pl.when(pl.col("first") > 0).then(pl.col("parts") / pl.col("first"))).alias("from_top"),
            pl.col("wholes").cast(pl.Int64()),
            pl.col("unknown").cast(pl.Int64()),
        ).select(*LEVELS)
    )


def _on_cluster(targets: Any, parents: Any, weights: Any, own: Own) -> Any:
    """The same on a Spark cluster, indicator by indicator: a whole and its parts are targets of one."""
    below = carried(parents, "parents")
    tree(below)
    meant = {"indicator": key_of}
    made = spread(lambda table, known: cascade(table, below, known, own), ("indicator",), targets, weights, meant=meant)
    _once([tuple(row) for row in targets.groupBy("id").count().filter("count > 1").select("id").limit(1).collect()])
    return made


def _once(repeated: Sequence[tuple[Any, ...]]) -> None:
    """Raises `FrameError` for an id of several targets: their parts would be put together."""
    if repeated:
        raise FrameError(f"targets: id {repeated[0][0]}: found more than once, expected each id once")


def _prepared(frame: Frame, own: Own) -> Frame:
    """Targets that keep the contract, with `key`, `good`, months, and `number` in the base unit `base`."""
    frame = conform(frame, TARGETS, TARGETS_NEEDED, "targets", keep=["parent"])
    texts = [*_TEXTS, *(["parent"] if "parent" in frame.collect_schema() else [])]
    frame = held(frame.with_columns(*[pl.col(name).cast(pl.String()) for name in texts]))
    _once(distinct(frame.group_by("id").agg(pl.len().alias("times")).filter(pl.col("times") > 1), "id"))
    frame = with_months(with_nature(with_key(frame), own), "targets")
    frame = in_base_units(frame.with_columns(pl.col("value").alias("number")), ("number",), unit_bases(frame))
    factor, base = pl.col("factor"), pl.col("base")
    return held(
        frame.with_columns(
            pl.when(factor.is_null()).then(1.0).otherwise(factor).alias("factor"),
            pl.when(base.is_null()).then(pl.lit("")).otherwise(base).alias("base"),
        )
    )


_WHOLE = ("id", "place", "indicator", KEY, "period", "measure", "comparator", "unit", "start", "end", "good")
_OF_WHOLE = (*_WHOLE, "kind", "factor", "base", "number", "value", "strength", "top", "level")


def _wholes(frame: Frame) -> Frame:
    """The targets that have a number, renamed `whole_…`."""
    frame = frame.filter(~pl.col("number").is_null())
    return frame.select(*[pl.col(name).alias(f"whole_{name}") for name in _OF_WHOLE])


def _parts(frame: Frame, *columns: str) -> Frame:
    return frame.select(
        *columns, "place", pl.col("id").alias("part_id"), pl.col("number"), pl.col("base"), pl.col("strength")
    )


def _by_place(frame: Frame, parent_of: dict[str, str]) -> tuple[Frame, int]:
    """Each whole beside each place below its own, and that place's target where there is one."""
    places = {place: answer for place, answer in tops(parent_of).items() if place in set(parent_of.values())}
    wholes = look_up(frame, "place", places, {"top": "text", "level": "whole"})
    wholes = _wholes(wholes.filter(~pl.col("level").is_null()))
    data = {"member": list(parent_of), "whole_place": list(parent_of.values())}
    below = small(data, {"member": "text", "whole_place": "text"})
    pairs = wholes.join(below, on="whole_place", how="inner")
    cell = [KEY, "start", "end", "measure"]
    parts = _parts(frame, *cell).with_columns(pl.col("place").alias("member")).drop("place")
    pairs = pairs.join(
        parts, left_on=["member", *[f"whole_{name}" for name in cell]], right_on=["member", *cell], how="left"
    )
    return _meant(pairs), max((list(parent_of.values()).count(whole) for whole in set(parent_of.values())), default=1)


def _by_id(frame: Frame) -> tuple[Frame, int]:
    """Each whole beside each target that was made of it."""
    parent_of = checked(distinct(frame.filter(~pl.col("parent").is_null()), "id", "parent"), "targets: id")
    wholes = look_up(frame, "id", tops(parent_of, "targets: id"), {"top": "text", "level": "whole"})
    wholes = _wholes(wholes.filter(~pl.col("level").is_null()))
    parts = _parts(frame.filter(~pl.col("parent").is_null()), "parent", "measure")
    parts = parts.with_columns(pl.col("place").alias("member")).drop("place")
    pairs = wholes.join(parts, left_on="whole_id", right_on="parent", how="inner")
    # A target of another measure is a part that cannot be put together with the whole.
    number = pl.when(pl.col("measure") == pl.col("whole_measure")).then(pl.col("number"))
    counts = [list(parent_of.values()).count(whole) for whole in set(parent_of.values())]
    member = pl.when(pl.col("member").is_null()).then(pl.col("part_id")).otherwise(pl.col("member"))
    return _meant(pairs.with_columns(number.alias("number"), member.alias("member"))), max(counts, default=1)


def _meant(pairs: Frame) -> Frame:
    """One target for each member, its `number` null where it cannot be compared with the whole's."""
    strength = pl.col("strength")
    order = pl.when(
        yes(strength == pl.col("whole_strength")) | (strength.is_null() & pl.col("whole_strength").is_null())
    )
    rank: Any = order.then(0)
    for name, place in _STRENGTHS.items():
        rank = rank.when(strength == name).then(place)
    comparable = pl.col("base") == pl.col("whole_base")
    pairs = pairs.with_columns(
        rank.otherwise(1).alias("rank"), pl.when(comparable).then(pl.col("number")).alias("number")
    )
    pairs = pairs.with_columns(pl.when(pl.col("number").is_null()).then(1).otherwise(0).alias("silent"))
    return pairs.sort(["silent", "rank", "part_id"]).unique(["whole_id", "member"], keep="first")


def _weighed(pairs: Frame, weights: Any, own: Own) -> Frame:
    """Pairs with the member's level of the year before in `weight`: null where it is not known."""
    if weights is None:
        return pairs.with_columns(pl.lit(None).cast(pl.Float64()).alias("weight"))
    levels, _ = enter_known(weights, "weights", own)
    levels = levels.filter(is_amount() & (pl.col("amount") > 0))
    levels = levels.select(
        pl.col("place").alias("member"),
        pl.col(KEY).alias("whole_key"),
        (pl.col("start") + 12).alias("whole_start"),
        (pl.col("end") + 12).alias("whole_end"),
        pl.col("amount").alias("weight"),
    )
    return pairs.join(levels, on=["member", "whole_key", "whole_start", "whole_end"], how="left")


def _summed(pairs: Frame, most: int, own: Own) -> Frame:
    """One row for each whole."""
    adds = pl.col("whole_key").is_in(_additive(pairs, own))
    per_cent = pl.col("whole_base").is_in(sorted(PER_CENT))
    growth = pl.col("whole_measure") == "growth"
    amount = pl.col("whole_measure").is_in(["level", "change"]) & ~per_cent
    form = (
        pl.when(adds & growth)
        .then(pl.lit("weighted"))
        .when(adds & amount)
        .then(pl.lit("sum"))
        .otherwise(pl.lit("none"))
    )
    there = ~pl.col("number").is_null()
    light = there & pl.col("weight").is_null()
    pairs = pairs.with_columns(form.alias("form"), there.alias("there"), light.alias("light"))
    number, weight = pl.col("number"), pl.col("weight")
    pairs = pairs.with_columns(
        pl.when(pl.col("there")).then(1).otherwise(0).alias("answers"),
        pl.when(pl.col("there") & ~pl.col("light")).then(1).otherwise(0).alias("weighed"),
        pl.when(pl.col("there")).then(weight).alias("weight"),
        (number * weight).alias("product"),
        pl.when(yes(settled(number) > settled(pl.col("whole_number")))).then(1).otherwise(0).alias("above"),
        pl.when(yes(settled(number) < settled(pl.col("whole_number")))).then(1).otherwise(0).alias("below"),
    )
    whole = [f"whole_{name}" for name in _OF_WHOLE]
    out = pairs.group_by(*whole, "form").agg(
        pl.len().alias("members"),
        pl.col("answers").sum().alias("answered"),
        pl.col("weighed").sum(),
        pl.col("number").sum().alias("sum"),
        pl.col("product").sum(),
        pl.col("weight").sum().alias("base_sum"),
        pl.col("number").min().alias("low"),
        pl.col("number").max().alias("high"),
        pl.col("above").sum(),
        pl.col("below").sum(),
    )
    gone = listed(pairs.filter(~pl.col("there")), ["whole_id"], "member", most, "missing")
    light_names = listed(
        pairs.filter(pl.col("light") & (pl.col("form") == "weighted")), ["whole_id"], "member", most, "unweighted"
    )
    out = out.join(gone, on="whole_id", how="left").join(light_names, on="whole_id", how="left")
    return with_reasons(_compared(held(out)))


def _additive(pairs: Frame, own: Own) -> list[str]:
    return additive_keys(pairs.select(pl.col("whole_key").alias(KEY)), own)


def _compared(out: Frame) -> Frame:
    """The columns of a cascade but its reason, with `form`, `below` and `ceiling` for it."""
    factor, whole = pl.col("whole_factor"), pl.col("whole_value")
    # A sum in base units is settled in the whole's own unit.
    total = pl.col("sum") / factor
    together = pl.when((pl.col("form") == "sum") & (pl.col("answered") > 0)).then(tidy(total, total.abs()))
    weighed = (pl.col("form") == "weighted") & (pl.col("answered") > 0) & (pl.col("weighed") == pl.col("answered"))
    mean = pl.when(weighed & (pl.col("base_sum") > 0)).then(settled(pl.col("product") / pl.col("base_sum")))
    good, comparator = pl.col("whole_good"), pl.col("whole_comparator")
    ceiling = yes(comparator == "le") | (yes(good == "down") & ~yes(comparator.is_in(["ge", "top"])))
    out = out.with_columns(
        pl.when(pl.col("form") == "sum").then(together).otherwise(mean).alias("parts"),
        ceiling.alias("ceiling"),
        pl.when(pl.col("weighed") > 0).then(pl.col("base_sum")).alias("base"),
        settled(pl.col("low") / factor).alias("lowest"),
        settled(pl.col("high") / factor).alias("highest"),
        *[pl.col(name).cast(pl.Int64()) for name in ("members", "answered", "below")],
        pl.col("above").cast(pl.Int64()).alias("higher"),
        *[
            pl.col(f"whole_{n}").alias(n)
            for n in ("id", "place", "indicator", "period", "measure", "unit", "level", "top")
        ],
        whole.alias("whole"),
    )
    parts = pl.col("parts")
    out = out.with_columns(
        tidy(parts - whole, parts.abs() + whole.abs()).alias("gap"),
        settled(pl.when(whole > 0).then(parts / whole)).alias("ratio"),
    )
    over = settled((parts / whole - 1) * 100)
    over = pl.when(whole > 0).then(pl.when(pl.col("ceiling")).then(0 - over).otherwise(over))
    return out.with_columns(over.alias("over_pct"))
