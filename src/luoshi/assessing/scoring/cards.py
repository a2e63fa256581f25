"""Several indicators make a card, several cards make the whole: sums of points, with what does not count shared out."""

from __future__ import annotations

from typing import Any

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import ColumnType, Frame, FrameError, enter, look_up
from luoshi.assessing.scoring.grades import graded
from luoshi.assessing.scoring.ranking import within
from luoshi.assessing.scoring.rules import Rules
from luoshi.assessing.scoring.units import numbers_of

#: The columns of cards, beside the rule set's peers (after `period`); the whole has the same without `card`.
CARDS: dict[str, ColumnType] = {
    "place": "text",
    "period": "text",
    "card": "text",
    "score": "number",
    "full": "number",
    "weighed": "number",
    "rank": "number",
    "of": "number",
    "grade": "text",
    "reason": "text",
}
_EXTRAS = ("bonus", "malus")
_NOT_DUE = ("not_applicable", "not_due")


@at_once
def cards(scores: Any, rules: Rules) -> Any:
    """Each place's cards from its scores: points, place among peers, grade. The same kind of frame, columns `CARDS`.

    Points = points gained ÷ weights that count × the card's full points, and bonus and malus on top. The weight of
    what does not apply or is not yet due is shared out among the rest. What was missing and is left out is shared out
    too, but `weighed` (% of the due weights that have a score) says so, and below `min_weight` there is no score:
    nobody rises by keeping silent about the larger part. Null `weighed`: nothing of the card is due. A card without
    weights holds only bonus and malus. Scores are rounded to the rule set's `digits`, ranked as rounded, graded by
    `grades.card`.

    Raises `FrameError` for a column that is missing.
    """
    if is_spark(scores):
        return spread(lambda table, _: cards(table, rules), ("period", *rules.peers, "card"), scores)
    frame, back = enter(scores, "scores")
    _check(frame, ("place", "period", *rules.peers, "card", "score", "full", "method", "status"), "scores")
    return back(carded(numbers_of(frame, ["score", "full"], "scores"), rules))


@at_once
def whole(card_frame: Any, rules: Rules) -> Any:
    """The whole of each place's cards: points, place, grade. The same kind of frame, columns `CARDS` without `card`.

    Points = Σ (points of the card ÷ its full points × its weight), the weight of cards without a score shared out among
    the rest as in `cards`. The points of a card that holds only bonus and malus are added as they are. Graded by
    `grades.whole`.

    Raises `FrameError` for a column that is missing.
    """
    if is_spark(card_frame):
        return spread(lambda table, _: whole(table, rules), ("period", *rules.peers), card_frame)
    frame, back = enter(card_frame, "cards")
    _check(frame, ("place", "period", *rules.peers, "card", "score", "full", "weighed"), "cards")
    return back(summed(numbers_of(frame, ["score", "full", "weighed"], "cards"), rules))


def _check(frame: Frame, needed: tuple[str, ...], what: str) -> None:
    schema = frame.collect_schema()
    if missing := [name for name in needed if name not in schema]:
        raise FrameError(f"{what}: no column {', '.join(missing)}; found {', '.join(schema)}")


def counted(frame: Frame) -> Frame:
    """Scores with `_gained` points of `_counted` weight, `_due` weight, `_extra` points and `_gaps` of each row."""
    score, full = pl.col("score"), pl.col("full")
    extra = pl.col("method").is_in(list(_EXTRAS))
    scored = ~score.is_null() & ~extra
    due = scored | (~extra & ~pl.col("status").is_in(list(_NOT_DUE)))
    return frame.with_columns(
        pl.when(scored).then(score).otherwise(0.0).alias("_gained"),
        pl.when(scored).then(full).otherwise(0.0).alias("_counted"),
        pl.when(due).then(full).otherwise(0.0).alias("_due"),
        pl.when(extra & ~score.is_null()).then(score).otherwise(0.0).alias("_extra"),
        pl.when(due & ~scored).then(1).otherwise(0).alias("_gaps"),
    )


def carded(frame: Frame, rules: Rules) -> Frame:
    """`cards` on a lazy frame."""
    keys = ["place", "period", *rules.peers, "card"]
    sums = [pl.col(name).sum() for name in ("_gained", "_counted", "_due", "_extra", "_gaps")]
    frame = counted(frame).group_by(*keys).agg(*sums)
    limits = {card.name: (card.full, 1e12 if card.bonus_limit is None else card.bonus_limit) for card in rules.cards}
    frame = look_up(frame, "card", limits, {"full": "number", "_limit": "number"})
    extra = pl.when(pl.col("_extra") > pl.col("_limit")).then(pl.col("_limit")).otherwise(pl.col("_extra"))
    frame = frame.with_columns(extra.alias("_extra"))
    only_extras = pl.col("full") == 0
    frame = _weighed(frame, rules, only_extras)
    share = pl.col("_gained") / pl.when(pl.col("_counted") > 0).then(pl.col("_counted")) * pl.col("full")
    points = pl.when(only_extras).then(pl.col("_extra")).when(pl.col("_enough")).then(share + pl.col("_extra"))
    return _finished(frame.with_columns(points.alias("_points")), rules, "card", pl.col("card").cast(pl.String()))


def summed(frame: Frame, rules: Rules) -> Frame:
    """`whole` on a lazy frame."""
    frame = with_weights(frame, rules)
    keys = ["place", "period", *rules.peers]
    sums = [pl.col(name).sum() for name in ("_gained", "_counted", "_due", "_extra", "_gaps")]
    frame = frame.group_by(*keys).agg(*sums).with_columns(pl.lit(rules.total).alias("full"))
    frame = _weighed(frame, rules, pl.lit(value=False))
    share = pl.col("_gained") / pl.when(pl.col("_counted") > 0).then(pl.col("_counted")) * pl.col("full")
    points = pl.when(pl.col("_enough")).then(share + pl.col("_extra"))
    return _finished(frame.with_columns(points.alias("_points")), rules, "whole", pl.lit(rules.title + "总分"))


def with_weights(frame: Frame, rules: Rules) -> Frame:
    """Cards with the same columns as `counted` gives scores, in points of the whole."""
    weights = {card.name: (card.weight,) for card in rules.cards}
    frame = look_up(frame, "card", weights, {"_weight": "number"})
    score, full, weight = pl.col("score"), pl.col("full"), pl.col("_weight")
    scored = ~score.is_null() & (full > 0)
    due = scored | (~pl.col("weighed").is_null() & (full > 0))
    return frame.with_columns(
        pl.when(scored).then(score / full * weight).otherwise(0.0).alias("_gained"),
        pl.when(scored).then(weight).otherwise(0.0).alias("_counted"),
        pl.when(due).then(weight).otherwise(0.0).alias("_due"),
        pl.when(~score.is_null() & (full == 0)).then(score).otherwise(0.0).alias("_extra"),
        pl.when(due & ~scored).then(1).otherwise(0).alias("_gaps"),
    )


def _weighed(frame: Frame, rules: Rules, only_extras: pl.Expr) -> Frame:
    """With `weighed`, the part of the due weights that has a score in %, and whether that is enough for a score."""
    part = pl.col("_counted") / pl.when((pl.col("_due") > 0) & ~only_extras).then(pl.col("_due")) * 100
    frame = frame.with_columns(exact.settled(part).alias("weighed"))
    enough = (pl.col("weighed") >= rules.min_weight) & (pl.col("_counted") > 0)
    return frame.with_columns(enough.fill_null(value=False).alias("_enough"))


def _finished(frame: Frame, rules: Rules, level: str, label: pl.Expr) -> Frame:
    """Rounded, ranked, graded and explained, with the columns of the contract."""
    by = ["period", *rules.peers, *(["card"] if level == "card" else [])]
    frame = frame.with_columns(exact.rounded(pl.col("_points"), rules.digits).alias("score"))
    frame = frame.with_columns(exact.settled(pl.col("score")).alias("_score"))
    frame = within(frame, "_score", by)
    frame = graded(frame, rules.grading.get(level), by, pl.col("score") / pl.col("full") * 100)
    shown = [exact.text(pl.col(name), rules.digits).alias(f"_{name}_shown") for name in ("score", "full", "weighed")]
    frame = frame.with_columns(*shown).with_columns(_reason(rules, label).alias("reason"))
    columns = [name for name in CARDS if name not in ("place", "period", *(() if level == "card" else ("card",)))]
    return frame.select("place", "period", *rules.peers, *columns)


def _reason(rules: Rules, label: pl.Expr) -> pl.Expr:
    def joined(*parts: pl.Expr | str) -> pl.Expr:
        return pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in parts])

    def number(column: str) -> pl.Expr:
        return pl.col(f"_{column}_shown")

    gaps = pl.when(pl.col("_gaps") > 0).then(
        joined("；缺", pl.col("_gaps").cast(pl.String()), "项，按已计分的", number("weighed"), "%权重折算")
    )
    full = pl.when(pl.col("full") > 0).then(joined("（满分", number("full"), "分）")).otherwise(pl.lit(""))
    graded_ = pl.when(~pl.col("grade").is_null()).then(joined("，评", pl.col("grade"), "档")).otherwise(pl.lit(""))
    note = pl.when(~pl.col("grading").is_null()).then(joined("；", pl.col("grading"))).otherwise(pl.lit(""))
    place = joined("，", pl.col("of").cast(pl.String()), "个中列第", pl.col("rank").cast(pl.String()))
    scored = joined(label, "得", number("score"), "分", full, place, graded_, note, gaps.otherwise(pl.lit("")))
    few = joined(label, "已计分的权重为", number("weighed"), f"%，不足{rules.min_weight:g}%，不评分")
    return (
        pl.when(~pl.col("score").is_null())
        .then(scored)
        .when(pl.col("weighed").is_null())
        .then(joined(label, "没有应评的指标"))
        .otherwise(few)
    )


def worth(frame: Frame, rules: Rules, in_whole: bool) -> Frame:
    """Scores with `_worth`: how many points of the card, or of the whole, one point of a row is."""
    keys = ["place", "period", *rules.peers]
    rows = counted(frame)
    sums = rows.group_by(*keys, "card").agg(pl.col("_counted").sum(), pl.col("_due").sum())
    scales = {card.name: (card.full, card.weight) for card in rules.cards}
    sums = look_up(sums, "card", scales, {"_full": "number", "_weight": "number"})
    sums = _weighed(sums, rules, pl.col("_full") == 0)
    sums = sums.with_columns(pl.when(pl.col("_enough")).then(pl.col("_full") / pl.col("_counted")).alias("_worth"))
    if in_whole:
        held = pl.when(pl.col("_enough")).then(pl.col("_weight")).otherwise(0.0)
        sums = sums.with_columns(held.sum().over(*keys).alias("_held"))
        of_whole = pl.col("_weight") / pl.col("_full") * rules.total / pl.col("_held")
        sums = sums.with_columns((pl.col("_worth") * of_whole).alias("_worth"))
    sums = sums.select(*keys, "card", "_worth")
    return rows.join(sums, on=[*keys, "card"], how="left")
