"""Grades A–E: by bands of the score, or by a quota among peers with stated rounding and ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.cluster import is_spark, spread
from luoshi.assessing.computing import at_once, collected
from luoshi.assessing.frames import Frame, FrameError, enter
from luoshi.assessing.scoring.bands import in_band
from luoshi.assessing.scoring.gradings import Grading, with_cuts
from luoshi.assessing.scoring.places import placed
from luoshi.assessing.scoring.rules import Rules
from luoshi.assessing.scoring.units import numbers_of


@at_once
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
    too where tied members stand over the edge of a quota (without `notes` it is null, which is faster). `grade` is a
    category where a column of the group is one. A lazy frame is computed here: windows need all rows.
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
    full = ["full"] if "full" in schema else []
    whole = collected(numbers_of(entered, list(dict.fromkeys([value, *full])), "grade"))
    # The other columns stay where they are: a window would carry them all along and copy them. Here no name of a
    # column meets one of ours.
    groups = {key: f"_by{number}" for number, key in enumerate(keys)}
    narrow = whole.lazy().select(
        *[pl.col(key).alias(name) for key, name in groups.items()],
        *[pl.col(name).alias(f"_{name}") for name in full],
        pl.col(value).alias("_value"),
        exact.settled(pl.col(value)).alias("_score"),
    )
    percent = pl.col("_value") / pl.col("_full") * 100 if full else pl.col("_value")
    by = list(groups.values())
    narrow = graded(placed(narrow, "_score", by), grading, by, percent, notes)
    narrow = narrow.with_columns(pl.col("grade").cast(_words(grading, [schema[key] for key in keys])))
    made = collected(narrow.select("rank", "of", "grade", "grading"))
    return back(whole.with_columns(made.get_columns()).lazy())


def _words(grading: Grading | None, kinds: Sequence[pl.DataType]) -> pl.DataType:
    """What the column of grades is: categories beside categories (a byte a row, a text has sixteen), else texts."""
    categorical = any(kind in (pl.Categorical, pl.Enum) for kind in kinds)
    return pl.Enum(grading.names) if grading is not None and categorical else pl.String()


def _keys(columns: Sequence[str], peers: Sequence[str], by: Sequence[str] | None) -> list[str]:
    """The columns that say within which group places are counted."""
    if by is None:
        return [name for name in ("period", "card", *peers) if name in columns]
    return [by] if isinstance(by, str) else list(by)


def graded(frame: Frame, grading: Grading | None, by: Sequence[str], percent: pl.Expr, notes: bool = True) -> Frame:
    """A frame of `_score`, `rank` and `of` with `grade` and `grading`; without a grading both are null."""
    nothing = pl.lit(None).cast(pl.String())
    if grading is None:
        return frame.with_columns(nothing.alias("grade"), nothing.alias("grading"))
    if grading.by == "bands":
        # Twelve digits: 80 % of a full mark that is no round number is still 80 %.
        frame = frame.with_columns(exact.settled(percent).alias("_percent"))
        given = in_band(pl.col("_percent"), grading.bands)
        return frame.with_columns(given.alias("grade"), nothing.alias("grading")).drop("_percent")
    if not notes and grading.edge == "up":
        return _in_quota(frame, grading, nothing)
    # The last of the places that members who tie hold together.
    frame = frame.with_columns(pl.lit(1).alias("_all"))
    last = pl.col("_score").rank("max", descending=True).over("_all", *by).cast(pl.Int64())
    frame = frame.with_columns(last.alias("_last")).drop("_all")
    return _by_quota(frame, grading, notes)


def _in_quota(frame: Frame, grading: Grading, nothing: pl.Expr) -> Frame:
    """Grades where every tie goes up: by the place alone."""
    names = [f"_cut{n}" for n in range(1, len(grading.names))]
    frame = with_cuts(frame, grading, names)
    kind = pl.Enum(grading.names)
    out = pl.lit(grading.names[-1], kind)
    for name, cut in reversed(list(zip(grading.names[:-1], names, strict=True))):
        out = pl.when(pl.col("rank") <= pl.col(cut)).then(pl.lit(name, kind)).otherwise(out)
    given = pl.when(~pl.col("rank").is_null() & (pl.col("of") >= grading.min_group)).then(out)
    return frame.with_columns(given.alias("grade"), nothing.alias("grading")).drop(*names)


def _by_quota(frame: Frame, grading: Grading, notes: bool) -> Frame:
    names = [f"_cut{n}" for n in range(1, len(grading.names))]
    frame = with_cuts(frame, grading, names)
    first, last, of = pl.col("rank"), pl.col("_last"), pl.col("of")
    high, low, split = pl.lit(grading.names[-1]), pl.lit(grading.names[-1]), pl.lit(0)
    for name, cut in reversed(list(zip(grading.names[:-1], names, strict=True))):
        high = pl.when(first <= pl.col(cut)).then(pl.lit(name)).otherwise(high)
        low = pl.when(last <= pl.col(cut)).then(pl.lit(name)).otherwise(low)
        split = pl.when((first <= pl.col(cut)) & (last > pl.col(cut))).then(1).otherwise(split)
    frame = frame.with_columns(high.alias("_high"), low.alias("_low"), split.alias("_split"))
    chosen = pl.col("_high" if grading.edge == "up" else "_low")
    small, ranked = of < grading.min_group, ~first.is_null()
    if grading.edge == "stated":
        chosen = pl.when(pl.col("_split") == 0).then(chosen)
    note = pl.concat_str(
        [
            pl.lit("并列"), (last - first + 1).cast(pl.String()), pl.lit("个跨"), pl.col("_high"), pl.lit("、"),
            pl.col("_low"), pl.lit("档分界，" + {"up": "一并评", "down": "一并评", "stated": "待定"}[grading.edge]),
            pl.lit("") if grading.edge == "stated" else chosen,
        ]
    )  # fmt: skip
    few = pl.concat_str([pl.lit("同组"), of.cast(pl.String()), pl.lit(f"个，不足{grading.min_group}个，不按比例评档")])
    said = pl.when(ranked & small).then(few).when(ranked & (pl.col("_split") == 1)).then(note)
    return frame.with_columns(
        pl.when(ranked & ~small).then(chosen).alias("grade"),
        (said if notes else pl.lit(None).cast(pl.String())).alias("grading"),
    ).drop(*names, "_high", "_low", "_split", "_last")


@at_once
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
    graded_, wanted = pl.col("grade"), pl.col("grade").cast(pl.String()).is_in(list(good))
    frame = frame.with_columns(
        pl.when(wanted).then(1.0).otherwise(0.0).alias("_good"),
        pl.when(~graded_.is_null()).then(1.0).otherwise(0.0).alias("_graded"),
        pl.lit(1.0).alias("_all"),
    )
    frame = frame.group_by("place", "period").agg(pl.col("_good").sum(), pl.col("_graded").sum(), pl.col("_all").sum())
    graded_, every = pl.col("_graded"), pl.col("_all")
    status = (pl.when(graded_ == 0).then(pl.lit("missing")).when(graded_ < every).then(pl.lit("estimated"))).otherwise(
        pl.lit("reported")
    )
    share = pl.when(graded_ > 0).then(pl.col("_good") / graded_ * (100.0 if unit else 1.0))
    return back(
        frame.select(
            "place",
            pl.lit(name).alias("indicator"),
            "period",
            pl.lit("share").alias("measure"),
            share.alias("value"),
            pl.lit(unit).alias("unit"),
            status.alias("status"),
            pl.lit(None).cast(pl.Date()).alias("reported_at"),
        )
    )
