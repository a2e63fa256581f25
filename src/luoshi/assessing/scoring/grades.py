"""Grades A–E: by bands of the score, or by a quota among peers with stated rounding and ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import narwhals as nw

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.frames import Frame, FrameError, enter
from luoshi.assessing.scoring.bands import in_band
from luoshi.assessing.scoring.gradings import Grading, with_cuts
from luoshi.assessing.scoring.ranking import within
from luoshi.assessing.scoring.rules import Rules
from luoshi.assessing.scoring.units import numbers_of


def grade(
    frame: Any,
    rules: Rules | Grading,
    value: str = "score",
    by: Sequence[str] | None = None,
    level: Literal["card", "whole"] = "card",
    notes: bool = True,
) -> Any:
    """The frame with `rank`, `of`, `grade` and `grading` (a note, or null). The same kind back.

    `rules` is a rule set, of which the grading of `level` is taken, or a grading. `value` is the score, more being
    better; bands are held against it in % of a column `full`, and as it stands where there is none. `by` is the group
    within which places are counted: by default those of `period`, `card` and the rule set's peers that the frame has.
    Who has no score has no grade. In a group below `min_group` a quota gives no grades, and `grading` says so; it says
    too where tied members stand over the edge of a quota (without `notes` it is null, which is faster).
    """
    peers = rules.peers if isinstance(rules, Rules) else ()
    if is_spark(frame):
        keys = _keys(frame.columns, peers, by)
        return spread(lambda table, _: grade(table, rules, value, keys, level, notes), keys, frame)
    entered, back = enter(frame)
    schema = entered.collect_schema()
    keys = _keys(list(schema), peers, by)
    if missing := [name for name in (value, *keys) if name not in schema]:
        raise FrameError(f"grade: no column {', '.join(missing)}; found {', '.join(schema)}")
    grading = rules.grading.get(level) if isinstance(rules, Rules) else rules
    entered = numbers_of(entered, [value, *(["full"] if "full" in schema else [])], "grade")
    entered = entered.with_columns(exact.settled(nw.col(value)).alias("_score"))
    entered = within(entered, "_score", keys)
    percent = nw.col(value) / nw.col("full") * 100 if "full" in schema else nw.col(value)
    return back(graded(entered, grading, keys, percent, notes).drop("_score"))


def _keys(columns: Sequence[str], peers: Sequence[str], by: Sequence[str] | None) -> list[str]:
    """The columns that say within which group places are counted."""
    if by is None:
        return [name for name in ("period", "card", *peers) if name in columns]
    return [by] if isinstance(by, str) else list(by)


def graded(frame: Frame, grading: Grading | None, by: Sequence[str], percent: nw.Expr, notes: bool = True) -> Frame:
    """A frame of `_score`, `rank` and `of` with `grade` and `grading`; without a grading both are null."""
    nothing = nw.lit(None).cast(nw.String())
    if grading is None:
        return frame.with_columns(nothing.alias("grade"), nothing.alias("grading"))
    if grading.by == "bands":
        # Twelve digits: 80 % of a full mark that is no round number is still 80 %.
        frame = frame.with_columns(exact.settled(percent).alias("_percent"))
        given = in_band(nw.col("_percent"), grading.bands)
        return frame.with_columns(given.alias("grade"), nothing.alias("grading")).drop("_percent")
    if not notes and grading.edge == "up":
        return _in_quota(frame, grading, nothing)
    # The last of the places that members who tie hold together.
    frame = frame.with_columns(nw.lit(1).alias("_all"))
    last = nw.col("_score").rank("max", descending=True).over("_all", *by).cast(nw.Int64())
    frame = frame.with_columns(last.alias("_last")).drop("_all")
    return _by_quota(frame, grading, notes)


def _in_quota(frame: Frame, grading: Grading, nothing: nw.Expr) -> Frame:
    """Grades where every tie goes up: by the place alone."""
    names = [f"_cut{n}" for n in range(1, len(grading.names))]
    frame = with_cuts(frame, grading, names)
    out = nw.lit(grading.names[-1])
    for name, cut in reversed(list(zip(grading.names[:-1], names, strict=True))):
        out = nw.when(nw.col("rank") <= nw.col(cut)).then(nw.lit(name)).otherwise(out)
    given = nw.when(~nw.col("rank").is_null() & (nw.col("of") >= grading.min_group)).then(out)
    return frame.with_columns(given.alias("grade"), nothing.alias("grading")).drop(*names)


def _by_quota(frame: Frame, grading: Grading, notes: bool) -> Frame:
    names = [f"_cut{n}" for n in range(1, len(grading.names))]
    frame = with_cuts(frame, grading, names)
    first, last, of = nw.col("rank"), nw.col("_last"), nw.col("of")
    high, low, split = nw.lit(grading.names[-1]), nw.lit(grading.names[-1]), nw.lit(0)
    for name, cut in reversed(list(zip(grading.names[:-1], names, strict=True))):
        high = nw.when(first <= nw.col(cut)).then(nw.lit(name)).otherwise(high)
        low = nw.when(last <= nw.col(cut)).then(nw.lit(name)).otherwise(low)
        split = nw.when((first <= nw.col(cut)) & (last > nw.col(cut))).then(1).otherwise(split)
    frame = frame.with_columns(high.alias("_high"), low.alias("_low"), split.alias("_split"))
    chosen = nw.col("_high" if grading.edge == "up" else "_low")
    small, ranked = of < grading.min_group, ~first.is_null()
    if grading.edge == "stated":
        chosen = nw.when(nw.col("_split") == 0).then(chosen)
    note = nw.concat_str(
        [
            nw.lit("并列"), (last - first + 1).cast(nw.String()), nw.lit("个跨"), nw.col("_high"), nw.lit("、"),
            nw.col("_low"), nw.lit("档分界，" + {"up": "一并评", "down": "一并评", "stated": "待定"}[grading.edge]),
            nw.lit("") if grading.edge == "stated" else chosen,
        ]
    )  # fmt: skip
    few = nw.concat_str([nw.lit("同组"), of.cast(nw.String()), nw.lit(f"个，不足{grading.min_group}个，不按比例评档")])
    said = nw.when(ranked & small).then(few).when(ranked & (nw.col("_split") == 1)).then(note)
    return frame.with_columns(
        nw.when(ranked & ~small).then(chosen).alias("grade"),
        (said if notes else nw.lit(None).cast(nw.String())).alias("grading"),
    ).drop(*names, "_high", "_low", "_split", "_last")


def grade_share(
    cards: Any,
    good: Sequence[str] = ("A", "B"),
    indicator: str | None = None,
    unit: Literal["%", ""] = "%",
) -> Any:
    """Which part of a place's graded cards have a good grade, as observations (measure share). The same kind back.

    One row for each place and period. `indicator` is by default “八张报表”AB档, with the grades and, in Chinese, the
    number of cards as they are; `unit` "%" gives 75, "" gives 0.75. A place whose cards are only in part graded is
    `estimated`, counted over those that are; one without any grade is `missing` and has no value.
    """
    if is_spark(cards):
        return spread(lambda table, _: grade_share(table, good, indicator, unit), ("place", "period"), cards)
    frame, back = enter(cards, "cards")
    schema = frame.collect_schema()
    if missing := [name for name in ("place", "period", "card", "grade") if name not in schema]:
        raise FrameError(f"cards: no column {', '.join(missing)}; found {', '.join(schema)}")
    name = indicator or f"“八张报表”{''.join(good)}档"
    graded_, wanted = nw.col("grade"), nw.col("grade").is_in(list(good))
    frame = frame.with_columns(
        nw.when(wanted).then(1.0).otherwise(0.0).alias("_good"),
        nw.when(~graded_.is_null()).then(1.0).otherwise(0.0).alias("_graded"),
        nw.lit(1.0).alias("_all"),
    )
    frame = frame.group_by("place", "period").agg(nw.col("_good").sum(), nw.col("_graded").sum(), nw.col("_all").sum())
    graded_, every = nw.col("_graded"), nw.col("_all")
    status = (nw.when(graded_ == 0).then(nw.lit("missing")).when(graded_ < every).then(nw.lit("estimated"))).otherwise(
        nw.lit("reported")
    )
    share = nw.when(graded_ > 0).then(nw.col("_good") / graded_ * (100.0 if unit else 1.0))
    return back(
        frame.select(
            "place",
            nw.lit(name).alias("indicator"),
            "period",
            nw.lit("share").alias("measure"),
            share.alias("value"),
            nw.lit(unit).alias("unit"),
            status.alias("status"),
            nw.lit(None).cast(nw.Date()).alias("reported_at"),
        )
    )
