"""How ranks move when weights move: each weight up and down by a part of itself, the others renormalised."""

from __future__ import annotations

from typing import Any, Literal

import narwhals as nw

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.frames import Frame, enter, held, small
from luoshi.assessing.scoring.cards import carded, summed, with_weights, worth
from luoshi.assessing.scoring.rules import Rules


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
    base = held(summed(card_frame, rules).filter(~nw.col("score").is_null()))
    if (of or ("cards" if len(rules.cards) > 1 else "indicators")) == "cards":
        terms = _card_terms(card_frame, rules)
    else:
        terms = _indicator_terms(frame, rules)
    return back(_moved(base, terms, rules, step))


def _card_terms(frame: Frame, rules: Rules) -> Frame:
    """Each card's weight and points in the whole of a place, before they are brought to the total."""
    return with_weights(frame, rules).select(
        "place", "period", nw.col("card").cast(nw.String()).alias("_term"), "_counted", "_gained"
    )


def _indicator_terms(frame: Frame, rules: Rules) -> Frame:
    rows = worth(frame, rules, in_whole=True).filter(~nw.col("method").is_in(["bonus", "malus"]))
    worth_ = nw.col("_worth").fill_null(0.0)
    name = nw.concat_str([nw.col("indicator").cast(nw.String()), nw.lit(" "), nw.col("measure").cast(nw.String())])
    return rows.select(
        "place",
        "period",
        name.alias("_term"),
        (nw.col("_counted") * worth_).alias("_counted"),
        (nw.col("_gained") * worth_).alias("_gained"),
    )


def _moved(base: Frame, terms: Frame, rules: Rules, step: float) -> Frame:
    keys = ["period", *rules.peers]
    terms = terms.join(base.select("place", *keys, "score", "rank"), on=["place", "period"], how="inner")
    total = rules.total
    held_ = nw.col("_counted").sum().over("place", "period")
    terms = held(terms.with_columns(held_.alias("_held")).filter(nw.col("_held") > 0))
    terms = terms.with_columns(
        (nw.col("_counted") * total / nw.col("_held")).alias("_w"),
        (nw.col("_gained") * total / nw.col("_held")).alias("_g"),
    )
    terms = terms.with_columns(nw.col("_g").sum().over("place", "period").alias("_n"))
    moves = small(terms, {"_step": [step, 0 - step]}, {"_step": "number"})
    terms = terms.join(moves, how="cross")
    up = nw.col("_step")
    made = total * (nw.col("_n") + up * nw.col("_g")) / (total + up * nw.col("_w")) + nw.col("score") - nw.col("_n")
    terms = terms.with_columns(exact.rounded(made, rules.digits).alias("_made"))
    terms = terms.with_columns(exact.settled(nw.col("_made")).alias("_made"))
    rank = nw.col("_made").rank("min", descending=True).over(*keys, "_term", "_step").cast(nw.Int64())
    terms = terms.with_columns(rank.alias("_rank"))
    terms = held(terms.with_columns((nw.col("_rank") - nw.col("rank")).abs().alias("_shift")))
    ends = terms.group_by("place", "period").agg(
        nw.col("_rank").min().alias("rank_best"), nw.col("_rank").max().alias("rank_worst")
    )
    furthest = terms.with_columns((0 - nw.col("_shift")).alias("_order")).filter(nw.col("_shift") > 0)
    furthest = furthest.unique(["place", "period"], keep="first", order_by=["_order", "_term", "_step"])
    furthest = furthest.select(
        "place", "period", nw.col("_term").alias("moved_by"), nw.col("_step").alias("moved_step")
    )
    out = base.join(ends, on=["place", "period"], how="left").join(furthest, on=["place", "period"], how="left")
    best = nw.when(nw.col("rank_best") < nw.col("rank")).then(nw.col("rank_best")).otherwise(nw.col("rank"))
    worst = nw.when(nw.col("rank_worst") > nw.col("rank")).then(nw.col("rank_worst")).otherwise(nw.col("rank"))
    out = out.with_columns(best.alias("rank_best"), worst.alias("rank_worst"))
    columns = ["score", "rank", "rank_best", "rank_worst", "moved_by", "moved_step"]
    return out.select("place", *keys, *columns)
