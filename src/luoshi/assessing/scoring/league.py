"""The league table: who moved, who stands before (标兵) and behind (追兵), and what it takes to gain a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import Frame, FrameError, distinct, enter, held
from luoshi.assessing.scoring.cards import worth
from luoshi.assessing.scoring.ranking import within
from luoshi.assessing.scoring.rules import Rules
from luoshi.assessing.scoring.units import numbers_of

_NEEDED = ("needed_in", "needed_measure", "needed_value", "needed_change")
_SHOWN = ("score", "rank", "change", "ahead_place", "to_next", "behind_place", "behind_by", "needed")


@at_once
def league(
    now: Any,
    before: Any | None = None,
    *,
    scores: Any | None = None,
    rules: Rules | None = None,
    by: Sequence[str] | None = None,
) -> Any:
    """Cards or wholes as a league table: one row for each place with a score. The same kind of frame comes back.

    `now` has place and score, and rank where it is known. Columns: the group (`by`: of `period`, `card` and the rule
    set's peers those that are there), place, score, rank, `change` (places gained since `before`, a frame of one
    earlier period; without it since the place's period before in `now` itself), `ahead_place` and `to_next` (who
    stands right before, by how many points), `behind_place` and `behind_by` (who stands right behind), `needed` (points
    to draw level with the one before, which by 1, 1, 3 is to gain its place). Of several who tie the first by name is
    named.

    With `scores` and `rules`: where one indicator with a linear method could bring what is needed by itself,
    `needed_in` and `needed_measure` name it, `needed_change` says by how much it must move and `needed_value` to what,
    everything else and everybody else as they are, before rounding. Of several the one that uses the smallest part of
    what it still can bring.

    Raises `FrameError` for a column that is missing, `ValueError` for scores without rules.
    """
    if scores is not None and rules is None:
        raise ValueError("rules: found nothing, expected the rule set that the scores were made by")
    if is_spark(now):
        return _on_cluster(now, before, scores, rules, by)
    frame, back = enter(now, "now")
    keys = _keys(list(frame.collect_schema()), rules, by)
    entered = None if scores is None else enter(scores, "scores")[0]
    frame = _changed(held(_standing(frame, entered, rules, keys)), before)
    return back(frame.select(_columns(keys, scores)))


def _on_cluster(now: Any, before: Any, scores: Any, rules: Rules | None, by: Sequence[str] | None) -> Any:
    """The same on a Spark cluster: neighbours within a table, changes of place within a place."""
    keys = _keys(now.columns, rules, by)
    columns = _columns(keys, scores)

    def standing(table: Any, found: Any) -> Any:
        (frame, back), entered = enter(table, "now"), None if found is None else enter(found, "scores")[0]
        return back(_standing(frame, entered, rules, keys))

    def changed(table: Any, past: Any) -> Any:
        frame, back = enter(table)
        return back(_changed(frame, past).select(columns))

    # What scores are summed over must stay whole too.
    peers = rules.peers if rules is not None else ()
    together = keys if scores is None else [name for name in keys if name in ("period", *peers, "card")]
    placed = spread(standing, together, now, scores)
    return spread(changed, ("place", *[name for name in keys if name == "card"]), placed, before)


def _keys(columns: Sequence[str], rules: Rules | None, by: Sequence[str] | None) -> list[str]:
    """The columns that say which table a row is in."""
    peers = rules.peers if rules is not None else ()
    if by is None:
        return [name for name in ("period", *peers, "card") if name in columns]
    return [by] if isinstance(by, str) else list(by)


def _columns(keys: Sequence[str], scores: Any) -> list[str]:
    return [*keys, "place", *_SHOWN, *(_NEEDED if scores is not None else ())]


def _standing(frame: Frame, scores: Frame | None, rules: Rules | None, keys: list[str]) -> Frame:
    """The rows with a score: rank, neighbours, what is needed; scores as given. Without `change`."""
    schema = frame.collect_schema()
    if missing := [name for name in ("place", "score", *keys) if name not in schema]:
        raise FrameError(f"now: no column {', '.join(missing)}; found {', '.join(schema)}")
    frame = numbers_of(frame, ["score"], "now").filter(~pl.col("score").is_null())
    repeated = frame.group_by("place", *keys).agg(pl.len().alias("_times")).filter(pl.col("_times") > 1)
    if found := distinct(repeated, "place", *keys):
        raise FrameError(
            f"now: found {' '.join(str(one) for one in found[0])} more than once, expected once in a table"
        )
    if "rank" not in schema:
        frame = frame.with_columns(exact.settled(pl.col("score")).alias("_score"))
        frame = within(frame, "_score", keys)
    frame = _neighbours(held(frame.select("place", *keys, "score", "rank")), keys)
    if scores is not None and rules is not None:
        frame = _in_one_indicator(frame, scores, rules, keys)
    return frame


def _changed(frame: Frame, before: Any | None) -> Frame:
    """With `change`: positive where places were gained."""
    schema = frame.collect_schema()
    card = ["card"] if "card" in schema else []
    if before is None:
        if "period" not in schema:
            return frame.with_columns(pl.lit(None).cast(pl.Int64()).alias("change"))
        earlier = pl.col("rank").shift(1).over("place", *card, order_by="period")
        return frame.with_columns((earlier - pl.col("rank")).alias("change"))
    past, _ = enter(before, "before")
    if missing := [name for name in ("place", "rank", *card) if name not in past.collect_schema()]:
        raise FrameError(f"before: no column {', '.join(missing)}; found {', '.join(past.collect_schema())}")
    past = held(past.select("place", *card, pl.col("rank").alias("_before")))
    if repeated := distinct(past.group_by("place", *card).agg(pl.len().alias("n")).filter(pl.col("n") > 1), "place"):
        raise FrameError(f"before: found {repeated[0][0]} more than once, expected a frame of one earlier period")
    frame = frame.join(past, on=["place", *card], how="left")
    return frame.with_columns((pl.col("_before") - pl.col("rank")).alias("change")).drop("_before")


def _neighbours(frame: Frame, keys: list[str]) -> Frame:
    """With who stands right before and behind, and by how much. Those who tie are one rung of the ladder."""
    if not keys:
        return _neighbours(frame.with_columns(pl.lit(1).alias("_all")), ["_all"])
    rungs = frame.group_by(*keys, "rank").agg(pl.col("score").max().alias("_at"), pl.col("place").min().alias("_who"))

    def beside(column: str, steps: int) -> pl.Expr:
        return pl.col(column).shift(steps).over(*keys, order_by="rank")

    rungs = rungs.with_columns(
        beside("_who", 1).alias("ahead_place"),
        beside("_at", 1).alias("_ahead"),
        beside("_who", -1).alias("behind_place"),
        beside("_at", -1).alias("_behind"),
    )
    rungs = rungs.select(*keys, "rank", "ahead_place", "_ahead", "behind_place", "_behind")
    frame = frame.join(rungs, on=[*keys, "rank"], how="left")
    to_next = exact.settled(pl.col("_ahead") - pl.col("score"))
    behind = exact.settled(pl.col("score") - pl.col("_behind"))
    return frame.with_columns(to_next.alias("to_next"), behind.alias("behind_by"), to_next.alias("needed"))


def _in_one_indicator(frame: Frame, scores: Frame, rules: Rules, keys: list[str]) -> Frame:
    """With the indicator that could bring what is needed, and what it must come to."""
    on = ["place", *[name for name in keys if name != "card"]]
    card = ["card"] if "card" in keys else []
    rows = worth(scores, rules, in_whole=not card)
    rows = rows.filter(~pl.col("slope").is_null() & (pl.col("_worth") > 0) & (pl.col("most") > pl.col("score")))
    rows = rows.filter(pl.col("slope").abs() > 0)
    rows = rows.select(
        *on,
        *([] if "card" not in keys else card),
        "indicator",
        "measure",
        "value",
        "score",
        "slope",
        "most",
        "_worth",
    )
    rows = rows.rename({"score": "_points"})
    rows = frame.select(*on, *card, "needed").join(rows, on=[*on, *card], how="inner")
    rows = rows.with_columns(
        (pl.col("needed") / pl.col("_worth")).alias("_more"), (pl.col("most") - pl.col("_points")).alias("_left")
    )
    rows = rows.filter(pl.col("_more") <= pl.col("_left") + 1e-9)
    rows = rows.with_columns((pl.col("_more") / pl.col("_left")).alias("_part"))
    change = pl.col("_more") / pl.col("slope")
    rows = rows.with_columns(
        change.alias("needed_change"),
        (pl.col("value") + change).alias("needed_value"),
        pl.col("indicator").alias("needed_in"),
        pl.col("measure").alias("needed_measure"),
    )
    rows = rows.sort(["_part", "indicator", "measure"]).unique([*on, *card], keep="first")
    rows = rows.select(*on, *card, *_NEEDED)
    return frame.join(rows, on=[*on, *card], how="left")
