"""How ranks move when weights move: each weight up and down by a part of itself, the others renormalised."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import Frame, enter, held, small
from luoshi.assessing.scoring.cards import carded, summed, with_weights, worth
from luoshi.assessing.scoring.rules import Rules


@at_once
def sensitivity(scores: Any, rules: Rules, step: float = 0.05, of: Literal["cards", "indicators"] | None = None) -> Any:
    """How far each place's rank in the whole moves when one weight moves by `step` of itself, up or down.

    `of` says whose weights: the cards', or the indicators'; by default the cards', or the indicators' where there is
    one card. All weights are brought back to the same total after one of them moved: with T the total, N the points
    that weights bring, w the weight and g the points it brings, the whole becomes T × (N ± step × g) ÷ (T ± step × w);
    bonus and malus stay. One row for each place with a score: place, period, peers, score, rank, `rank_best`,
    `rank_worst`, `moved_by` (the weight that moves it the furthest; of several the first by name; null where none
    does) and `moved_step` (by which step). The same kind of frame comes back.

    Raises `ValueError` for a step that is not between 0 and 1.
    """
    if not 0 < step < 1:
        raise ValueError(f"step: found {step!r}, expected a number between 0 and 1")
    if is_spark(scores):
        return spread(lambda table, _: sensitivity(table, rules, step, of), ("period", *rules.peers), scores)
    frame, back = enter(scores, "scores")
    frame = held(frame)
    card_frame = held(carded(frame, rules))
    base = held(summed(card_frame, rules).filter(~pl.col("score").is_null()))
    if (of or ("cards" if len(rules.cards) > 1 else "indicators")) == "cards":
        terms = _card_terms(card_frame, rules)
    else:
        terms = _indicator_terms(frame, rules)
    return back(_moved(base, terms, rules, step))


def _card_terms(frame: Frame, rules: Rules) -> Frame:
    """Each card's weight and points in the whole of a place, before they are brought to the total."""
    return with_weights(frame, rules).select(
        "place", "period", pl.col("card").cast(pl.String()).alias("_term"), "_counted", "_gained"
    )


def _indicator_terms(frame: Frame, rules: Rules) -> Frame:
    rows = worth(frame, rules, in_whole=True).filter(~pl.col("method").is_in(["bonus", "malus"]))
    worth_ = pl.col("_worth").fill_null(0.0)
    name = pl.concat_str([pl.col("indicator").cast(pl.String()), pl.lit(" "), pl.col("measure").cast(pl.String())])
    return rows.select(
        "place",
        "period",
        name.alias("_term"),
        (pl.col("_counted") * worth_).alias("_counted"),
        (pl.col("_gained") * worth_).alias("_gained"),
    )


def _moved(base: Frame, terms: Frame, rules: Rules, step: float) -> Frame:
    keys = ["period", *rules.peers]
    terms = terms.join(base.select("place", *keys, "score", "rank"), on=["place", "period"], how="inner")
    total = rules.total
    held_ = pl.col("_counted").sum().over("place", "period")
    terms = held(terms.with_columns(held_.alias("_held")).filter(pl.col("_held") > 0))
    terms = terms.with_columns(
        (pl.col("_counted") * total / pl.col("_held")).alias("_w"),
        (pl.col("_gained") * total / pl.col("_held")).alias("_g"),
    )
    terms = terms.with_columns(pl.col("_g").sum().over("place", "period").alias("_n"))
    moves = small({"_step": [step, 0 - step]}, {"_step": "number"})
    terms = terms.join(moves, how="cross")
    up = pl.col("_step")
    made = total * (pl.col("_n") + up * pl.col("_g")) / (total + up * pl.col("_w")) + pl.col("score") - pl.col("_n")
    terms = terms.with_columns(exact.rounded(made, rules.digits).alias("_made"))
    terms = terms.with_columns(exact.settled(pl.col("_made")).alias("_made"))
    rank = pl.col("_made").rank("min", descending=True).over(*keys, "_term", "_step").cast(pl.Int64())
    terms = terms.with_columns(rank.alias("_rank"))
    terms = held(terms.with_columns((pl.col("_rank") - pl.col("rank")).abs().alias("_shift")))
    ends = terms.group_by("place", "period").agg(
        pl.col("_rank").min().alias("rank_best"), pl.col("_rank").max().alias("rank_worst")
    )
    furthest = terms.with_columns((0 - pl.col("_shift")).alias("_order")).filter(pl.col("_shift") > 0)
    furthest = furthest.sort(["_order", "_term", "_step"]).unique(["place", "period"], keep="first")
    furthest = furthest.select(
        "place", "period", pl.col("_term").alias("moved_by"), pl.col("_step").alias("moved_step")
    )
    out = base.join(ends, on=["place", "period"], how="left").join(furthest, on=["place", "period"], how="left")
    best = pl.when(pl.col("rank_best") < pl.col("rank")).then(pl.col("rank_best")).otherwise(pl.col("rank"))
    worst = pl.when(pl.col("rank_worst") > pl.col("rank")).then(pl.col("rank_worst")).otherwise(pl.col("rank"))
    out = out.with_columns(best.alias("rank_best"), worst.alias("rank_worst"))
    columns = ["score", "rank", "rank_best", "rank_worst", "moved_by", "moved_step"]
    return out.select("place", *keys, *columns)
