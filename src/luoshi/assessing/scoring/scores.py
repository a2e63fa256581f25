"""Scores: what each place gets for each indicator of each card, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cells import NUMBERED
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once, collected
from luoshi.assessing.frames import (
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    ColumnType,
    Frame,
    FrameError,
    conform,
    distinct,
    enter,
    held,
    small,
)
from luoshi.assessing.scoring import sentences
from luoshi.assessing.scoring.methods import Method
from luoshi.assessing.scoring.ranking import LAST
from luoshi.assessing.scoring.rules import Rule, Rules
from luoshi.assessing.scoring.units import in_rules_units

#: The columns of scores, beside the rule set's peers (after `period`).
SCORES: dict[str, ColumnType | Literal["whole"]] = {
    "place": "text",
    "period": "text",
    "card": "text",
    "indicator": "text",
    "measure": "text",
    "value": "number",
    "status": "text",
    "rank": "whole",
    "of": "whole",
    "score": "number",
    "full": "number",
    "method": "text",
    "slope": "number",
    "most": "number",
    "reason": "text",
}
_DUE_LATER = ("not_applicable", "not_due")


@at_once
def score(
    values: Any,
    rules: Rules,
    period: str | None = None,
    *,
    places: Sequence[str] | None = None,
    reasons: bool = True,
) -> Any:
    """What each place gets for each indicator of the rule set: one row for each, whether it has a value or not.

    `values` is an observations frame (place, indicator, period, value; measure, status, reported_at where there are
    such), with the rule set's peers and, where a rule says goal = "target", a column `target`. A rule takes the rows
    of its indicator (by code or any name of the catalogue) and measure; a row without a measure is a level, and where
    the frame has no such column each row fits. Values, and targets with them, are brought to the rule's unit. Of
    several rows of a cell the latest reported counts. Scored are the places of the frame, or only `places`; the
    periods of the frame each on its own, or only `period`.

    The same kind of frame comes back with the columns of `SCORES`: `rank` and `of` among peers; `score` of `full`
    points, null where the indicator does not count for that place; `slope`, points for one more of the value where
    the method is linear, up to `most`; `reason`, a sentence (null without `reasons`, which is faster). A bonus and a
    malus are rows of their own, with `full` 0.

    On Spark each period and group of peers is scored by one worker. Raises `FrameError` for a column that is missing
    and for a place that is among no peers, or among several in one period.
    """
    if is_spark(values):
        return _on_cluster(values, rules, period, places, reasons)
    frame, back = enter(values, "values")
    had_measure = "measure" in frame.collect_schema()
    if missing := [name for name in rules.peers if name not in frame.collect_schema()]:
        raise FrameError(f"values: no column {', '.join(missing)}, by which {rules.where} says who is a peer of whom")
    frame = conform(frame, {**OBSERVATIONS, "target": "number"}, OBSERVATIONS_NEEDED, "values", keep=rules.peers)
    if period is not None:
        frame = frame.filter(pl.col("period") == period)
    if places is not None:
        frame = frame.filter(pl.col("place").is_in(list(places)))
    _one_group_each(frame.select("place", "period", *rules.peers).unique(), rules)
    grid = held(_grid(frame, rules, had_measure))
    grid = _valued(in_rules_units(grid))
    grid = _placed(grid, rules)
    grid = _gated(grid, rules)
    grid = _pointed(grid, rules, reasons)
    columns = [name for name in SCORES if name not in ("place", "period")]
    return back(grid.select("place", "period", *rules.peers, *columns))


def _on_cluster(values: Any, rules: Rules, period: str | None, places: Sequence[str] | None, reasons: bool) -> Any:
    """The same on a Spark cluster: who is compared with whom is together."""

    def compute(table: Any, _: Any) -> Any:
        return score(table, rules, period, places=places, reasons=reasons)

    keys = ("period", *rules.peers)
    scored = spread(compute, keys, values)
    if rules.peers:
        wanted = values if places is None else values.filter(values["place"].isin(list(places)))
        wanted = wanted if period is None else wanted.filter(values["period"] == period)
        members = wanted.select("place", *keys).distinct()
        doubled = members.groupBy("place", "period").count().filter("count > 1").limit(1)
        doubled = members.join(doubled.select("place", "period"), ["place", "period"], "left_semi")
        nameless = members.filter(" OR ".join(f"`{name}` IS NULL" for name in rules.peers)).limit(1)
        _one_group_each(enter(doubled.unionByName(nameless))[0], rules)
    return scored


def _one_group_each(members: Frame, rules: Rules) -> None:
    """Raises `FrameError` for a place among no peers, or among several in one period: it has no rank, or two."""
    if not rules.peers:
        return
    groups = pl.len().over("place", "period").alias("_groups")
    nameless = pl.any_horizontal(*[pl.col(name).is_null() for name in rules.peers])
    found = collected(members.with_columns(groups).filter((pl.col("_groups") > 1) | nameless))
    rows = sorted(found.iter_rows(named=True), key=lambda row: [str(value) for value in row.values()])
    if not rows:
        return
    place, period = rows[0]["place"], rows[0]["period"]
    mine = [row for row in rows if (row["place"], row["period"]) == (place, period)]
    told = " and ".join("、".join("nothing" if row[n] is None else str(row[n]) for n in rules.peers) for row in mine)
    expected = "expected one for each place and period, the same in every row"
    raise FrameError(f"values: {place} in {period}: {', '.join(rules.peers)}: found {told}; {expected}")


def _grid(frame: Frame, rules: Rules, had_measure: bool) -> Frame:
    """Every member with every rule, and the value it has there."""
    meant = rules.meant(name for (name,) in distinct(frame, "indicator"))
    keys: dict[str, list[Any]] = {
        "indicator": [name for name, _ in meant],
        "measure": [rule.measure for _, rule in meant],
        "_rule": [rule.number for _, rule in meant],
    }
    table = small(keys, {"indicator": "text", "measure": "text", "_rule": "whole"})
    on = ["indicator", "measure"]
    schema = frame.collect_schema()
    if had_measure:
        frame = frame.with_columns(pl.col("measure").cast(pl.String()).fill_null("level"))
    else:
        on = ["indicator"]
        table = table.drop("measure")
    if schema["indicator"] != pl.String:
        table = table.with_columns(pl.col("indicator").cast(schema["indicator"]))
    cells = frame.join(table, on=on, how="inner")
    # Rows of one day are told apart by value and status, never by their order.
    cells = (
        cells.sort(["reported_at", "value", "status", "unit"])
        .unique(["place", "period", "_rule"], keep="last")
        .select("place", "period", "_rule", "value", "unit", "status", "target")
    )
    members = frame.select("place", "period", *rules.peers).unique()
    grid = members.join(_rule_table(rules), how="cross")
    return grid.join(cells, on=["place", "period", "_rule"], how="left")


def _rule_table(rules: Rules) -> Frame:
    """The rules as a small table, one row each, with the numbers of their methods as columns `p_…`."""
    every = rules.rules
    data: dict[str, list[Any]] = {
        "_rule": [rule.number for rule in every],
        "_of_bonus": [rule.of for rule in every],
        "card": [rule.card for rule in every],
        "indicator": [rule.indicator for rule in every],
        "measure": [rule.measure for rule in every],
        "_label": [rule.label for rule in every],
        "_unit": [rule.unit for rule in every],
        "full": [rule.full for rule in every],
        "method": [rule.method if rule.kind != "gate" else "gate" for rule in every],
        "_way": [1.0 if rule.good == "up" else -1.0 for rule in every],
        "_middle": [rule.middle for rule in every],
        "_missing": [rule.missing for rule in every],
        "_absent": [rule.not_applicable for rule in every],
        "_ties": [_ties(rule) for rule in every],
    }
    types: dict[str, ColumnType | Literal["whole"]] = dict.fromkeys(data, "text")
    types |= {"_rule": "whole", "_of_bonus": "whole", "full": "number", "_way": "number", "_middle": "number"}
    for name in dict.fromkeys(name for rule in every for name in rule.params):
        data["p_" + name] = [rule.params.get(name) for rule in every]
        types["p_" + name] = "number"
    return small(data, types)


def _ties(rule: Rule) -> str:
    """How places are shared: a malus counts from the last place, of which a dense rank says nothing."""
    if rule.kind != "malus":
        return rule.ties
    return "average" if rule.ties == "average" else "max"


def _valued(grid: Frame) -> Frame:
    """What each cell is, its number, and the number as goodness; who is put last is so far below every number."""
    status, value = pl.col("status"), pl.col("value")
    held = status.is_null() | status.is_in(list(NUMBERED))
    number = pl.when(status == "zero").then(0.0).when(held).then(value)
    grid = grid.with_columns(number.alias("value"))
    said: Any = pl.when(~held).then(status.cast(pl.String()))
    said = said.when(value.is_null()).then(pl.lit("missing")).when(status.is_null()).then(pl.lit("reported"))
    grid = grid.with_columns(said.otherwise(status.cast(pl.String())).alias("status"))
    far = 0 - exact.settled((value - pl.col("_middle")).abs())
    grid = grid.with_columns(
        pl.when(pl.col("_middle").is_null()).then(exact.settled(value) * pl.col("_way")).otherwise(far).alias("_good")
    )
    last = (pl.col("status") == "missing") & (pl.col("_missing") == "last")
    return grid.with_columns(pl.when(last).then(LAST).otherwise(pl.col("_good") + 0.0).alias("_order"))


def _placed(grid: Frame, rules: Rules) -> Frame:
    """The places of each rule's members among their peers, and the best and the worst of these."""
    by = ["_rule", "period", *rules.peers]
    order, good = pl.col("_order"), pl.col("_good")
    ties = {_ties(rule) for rule in rules.rules}

    def place(method: Literal["min", "max", "dense"]) -> pl.Expr:
        return order.rank(method, descending=True).over(*by).cast(pl.Int64())

    made = [place("min").alias("_first"), order.count().over(*by).cast(pl.Int64()).alias("of")]
    made += [good.max().over(*by).alias("_best"), good.min().over(*by).alias("_worst")]
    if "dense" in ties:
        made.append(place("dense").alias("_dense"))
    # A tie is said in the reason, so the last place it holds is wanted in any case.
    made.append(place("max").alias("_last"))
    grid = grid.with_columns(*made)
    how, first, last = pl.col("_ties"), pl.col("_first"), pl.col("_last")
    dense = pl.col("_dense") if "dense" in ties else first
    return grid.with_columns(
        pl.when(how == "dense").then(dense).otherwise(first).alias("rank"),
        pl.when(how == "dense").then(dense).when(how == "max").then(last).otherwise(first).alias("_from"),
        pl.when(how == "dense").then(dense).when(how == "min").then(first).otherwise(last).alias("_to"),
    )


def _gated(grid: Frame, rules: Rules) -> Frame:
    """What came of the gates, beside the bonus they belong to; the gates' own rows go."""
    if not any(rule.kind == "gate" for rule in rules.rules):
        return grid.with_columns(pl.lit(0).alias("_failed"), pl.lit(None).cast(pl.String()).alias("_gate"))
    [method] = {rules.method(rule) for rule in rules.rules if rule.kind == "gate"}
    gates = grid.filter(pl.col("method") == "gate")
    gates = _staged(gates, [method])
    passed = pl.when(method.points(0) == 1).then(pl.lit(1)).otherwise(pl.lit(0))
    gates = gates.with_columns(passed.alias("_passed"), sentences.gate(method.words()).alias("_gate"))
    gates = gates.with_columns(
        (1 - pl.col("_passed")).alias("_failed"), pl.when(pl.col("_passed") == 0).then(pl.col("_gate")).alias("_gate")
    )
    gates = gates.group_by("place", "period", "_of_bonus").agg(pl.col("_failed").sum(), pl.col("_gate").min())
    gates = gates.select("place", "period", pl.col("_of_bonus").alias("_rule"), "_failed", "_gate")
    rest = grid.filter(pl.col("method") != "gate")
    rest = rest.join(gates, on=["place", "period", "_rule"], how="left")
    return rest.with_columns(pl.col("_failed").fill_null(0))


def _pointed(grid: Frame, rules: Rules, reasons: bool) -> Frame:
    """Score, slope, the most and the reason, each by the method of the rule."""
    used = {rule.method: rules.method(rule) for rule in rules.rules if rule.kind != "gate"}
    widths = {name: _width([rule.params for rule in rules.rules if rule.method == name]) for name in used}
    grid = _staged(grid, list(used.values()))
    number, text = pl.lit(None).cast(pl.Float64()), pl.lit(None).cast(pl.String())
    points, slope, most, words = number, number, number, text
    for name, method in used.items():
        mine = pl.col("method") == name
        points = pl.when(mine).then(method.points(widths[name])).otherwise(points)
        if method.slope and method.most:
            slope = pl.when(mine).then(method.slope()).otherwise(slope)
            most = pl.when(mine).then(method.most()).otherwise(most)
        if reasons:
            words = pl.when(mine).then(method.words()).otherwise(words)
    grid = grid.with_columns(points.alias("_points"), slope.alias("slope"), most.alias("most"), words.alias("_words"))
    grid = grid.with_columns(exact.rounded(_final(), rules.digits).alias("score"))
    grid = grid.with_columns(pl.when(~pl.col("value").is_null()).then(pl.col("slope")).alias("slope"))
    if not reasons:
        return grid.with_columns(text.alias("reason"))
    return sentences.reasoned(grid, rules.digits)


def _staged(frame: Frame, methods: Sequence[Method]) -> Frame:
    """The columns that the methods' expressions stand on, each stage once."""
    done: set[Any] = set()
    for method in methods:
        for stage in method.stages:
            if stage not in done:
                frame = frame.with_columns(*[made.alias(name) for name, made in stage().items()])
                done.add(stage)
    return frame


def _final() -> pl.Expr:
    """The points, after what the rules say of cells without a number."""
    status, extra = pl.col("status"), pl.col("method").is_in(["bonus", "malus"])
    points = pl.col("_points")
    whole_mark = status.is_in(list(_DUE_LATER[:1])) & (pl.col("_absent") == "full") & ~extra
    zero = (status == "missing") & (pl.col("_missing") == "zero") & ~extra
    # Put last without a number: a method that goes by places has points, one that goes by the value has none.
    last = (status == "missing") & (pl.col("_missing") == "last")
    placed = pl.when(points.is_null()).then(0.0).otherwise(points)
    return (
        pl.when(whole_mark)
        .then(pl.col("full"))
        .when(zero)
        .then(0.0)
        .when(last)
        .then(placed)
        .when(status.is_in(list(NUMBERED)))
        .then(points)
    )


def _width(params: Sequence[Mapping[str, Any]]) -> int:
    """The highest number of a numbered column (`s1 …` places of a list of points, `edge1 …` of bands) of some rules."""
    found = [re.fullmatch(r"(?:s|edge)(\d+)", name) for one in params for name in one]
    return max((int(match[1]) for match in found if match), default=0)
