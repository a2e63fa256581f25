"""What the rules look at: the observations as reported, what is known now, and series in one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from luoshi.assessing.cells import known, numbers
from luoshi.assessing.checks.nature import adds_up, with_nature
from luoshi.assessing.checks.questions import nothing
from luoshi.assessing.frames import Frame, has_at_most, held

#: One series: the same indicator of the same place, in what its unit counts.
SERIES = ("place", "key", "base")
_YEAR = 12
# What is remembered of the figure compared with.
_FIGURE = ("size", "value", "unit_shown", "when", "short", "period", "start", "months")


# Up to so many rows a step that several rules build on is computed once and held (some 500 bytes a row); beyond, each
# rule computes it for itself, and only the columns that it needs.
_HELD = 2_000_000


@dataclass(frozen=True)
class Material:
    """The frames that a check is given. `rows` keep the contract; `keep` names further columns that questions carry.

    `rows` has every reported row, with the columns of `nature`; targets, parts and rankings are None where not given.
    `sides` says what of the figures is together here: all of each place, all of each indicator. On one machine both;
    a worker of a cluster has one of them. `about` is a column of `keep`: only rows that have something in it are asked
    about; None, or with `asks_all`: all are, and the questions about the others need no words.
    """

    rows: Frame
    keep: tuple[str, ...]
    words: Mapping[str, Any]
    targets: Frame | None = None
    parts: Frame | None = None
    rankings: Frame | None = None
    sides: tuple[str, ...] = ("place", "indicator")
    about: str | None = None
    asks_all: bool = False

    @cached_property
    def nothing(self) -> Frame:
        """No question about these figures."""
        return nothing(self.types, self.keep)

    @cached_property
    def is_held(self) -> bool:
        """Whether what several rules build on is computed once and held."""
        return has_at_most(self.rows, _HELD)

    def asked_about(self, frame: Frame) -> Frame:
        """The rows of a frame that are meant (`about`); what is asked about many figures is about none of them."""
        if self.about is None:
            return frame
        named = self.about in frame.collect_schema()
        return frame.filter(pl.col(self.about).is_not_null()) if named else frame.limit(0)

    @cached_property
    def of_all(self) -> Material:
        """The same where all rows are asked about; what was made of the figures is made once."""
        if self.about is None:
            return self
        _ = self.levels, self.nothing
        if not self.is_silent(self.growth):
            _ = self.growths
        found = copy(self)
        object.__setattr__(found, "asks_all", True)
        return found

    def is_silent(self, frame: Frame) -> bool:
        """Whether it is known that nothing can be asked about any row of a frame, so that nothing need be planned."""
        return self.is_held and has_at_most(frame if self.asks_all else self.asked_about(frame), 0)

    def needs_words(self, frame: Frame) -> bool:
        """Whether some row of a frame may be meant, so that a question is more than an answer to another."""
        return not (self.asks_all and self.is_held and has_at_most(self.asked_about(frame), 0))

    def held(self, frame: Frame) -> Frame:
        """A frame that several steps go on from, computed once where that is done."""
        return held(frame) if self.is_held else frame

    @cached_property
    def types(self) -> Mapping[str, Any]:
        """The types of the observations' columns."""
        return {**dict(self.rows.collect_schema()), "target": pl.String()}

    @cached_property
    def cells(self) -> Frame:
        """What is known now: one row a cell that holds a number; `size` is it in the base of its unit."""
        frame = numbers(known(self.rows))
        # A number that no thing can have would only spoil its neighbours.
        frame = frame.filter(pl.col("value").abs() < 1e17)
        return self.held(frame.with_columns((pl.col("value") * pl.col("factor")).alias("size")))

    @cached_property
    def levels(self) -> Frame:
        """Levels over one to twelve whole months, one a span, with the figures before.

        `ago_*` is the same span a year before; `before_*` is what went before it: for a span from January the one
        before it of the same year, for any other the one that ends where it begins. Each with size, value, unit,
        when, short, period, months. `series`, `season` (the same span of every year) and `chain` (the spans one
        after the other) are numbers of what a row belongs to.
        """
        frame = self.cells.filter((pl.col("said") == "level") & (pl.col("months") > 0))
        # 2024-Q1 and 2024-01/2024-03 are one span.
        frame = frame.sort(["reported_at", "value", "period", "measure"]).unique(
            [*SERIES, "start", "months"], keep="last"
        )
        frame = frame.with_columns((pl.col("month") == 0).cast(pl.Int64()).alias("from_january"))
        # A series of spans from January is one a year; any other runs on.
        frame = frame.with_columns(
            pl.when(pl.col("from_january") == 1).then(pl.col("year")).otherwise(pl.lit(0)).alias("run"),
            pl.when(pl.col("from_january") == 1).then(pl.lit(0)).otherwise(pl.col("months")).alias("step"),
        )
        frame = _numbered(frame.sort(*SERIES, "month", "months", "start"), "series", SERIES)
        frame = _numbered(frame, "season", ("series", "month", "months"))
        frame = with_beside(frame, "season", {f"ago_{n}": (n, 1) for n in _FIGURE})
        frame = _numbered(frame.sort("series", "run", "step", "end"), "chain", ("series", "run", "step"))
        frame = with_beside(frame, "chain", {f"before_{n}": (n, 1) for n in _FIGURE})
        a_year = pl.col("ago_start") + _YEAR == pl.col("start")
        joined = (pl.col("from_january") == 1) | (pl.col("before_start") + pl.col("before_months") == pl.col("start"))
        frame = frame.with_columns(
            *[pl.when(a_year).then(pl.col(f"ago_{n}")).alias(f"ago_{n}") for n in _FIGURE],
            *[pl.when(joined).then(pl.col(f"before_{n}")).alias(f"before_{n}") for n in _FIGURE],
        )
        return self.held(frame)

    @cached_property
    def growth(self) -> Frame:
        """Growth in % over one to twelve whole months."""
        growth = (pl.col("said") == "growth") & pl.col("unit_shown").is_in(["%", "％"])
        return self.held(self.cells.filter(growth & (pl.col("months") > 0)))

    @cached_property
    def growths(self) -> Frame:
        """`growth` with what the levels of the same span say (`by_levels`)."""
        levels = self.levels.filter((pl.col("ago_size") > 0) & ~pl.col("kind").fill_null("").is_in(["rate", "index"]))
        levels = levels.select(
            *[pl.col(n) for n in ("place", "key", "start", "months")],
            ((pl.col("size") / pl.col("ago_size") - 1) * 100).alias("by_levels"),
            *[pl.col(n).alias(f"level_{n}") for n in ("value", "unit_shown")],
            *[pl.col(n) for n in ("ago_value", "ago_unit_shown", "ago_when", "ago_period")],
        )
        levels = levels.sort(["level_unit_shown", "level_value"]).unique(
            ["place", "key", "start", "months"], keep="last"
        )
        return self.held(self.growth.join(levels, on=["place", "key", "start", "months"], how="left"))


def _numbered(frame: Frame, name: str, group: Sequence[str]) -> Frame:
    """A frame that is sorted by a group, with a column that numbers the groups."""
    other = pl.any_horizontal([pl.col(n).ne_missing(pl.col(n).shift(1)) for n in group])
    return frame.with_columns(other.cum_sum().alias(name))


def with_beside(frame: Frame, group: str, columns: Mapping[str, tuple[str, int]]) -> Frame:
    """A frame with further columns, each the value of another so many rows before (below 0: after) in the group.

    `group` is a column without nulls; the frame is sorted by it and the order. As `shift(by).over(group, order_by=…)`,
    which would sort each group again for every column: fifteen times as slow.
    """
    same = {by: pl.col(group) == pl.col(group).shift(by) for _, by in columns.values()}
    return frame.with_columns(
        pl.when(same[by]).then(pl.col(of).shift(by)).alias(name) for name, (of, by) in columns.items()
    )


def past() -> pl.Expr:
    """What a row of `Material.levels` is held against: the same span a year before, else the pace of the year so far.

    In base units; null where there is neither, and where it is not above zero.
    """
    pace = pl.col("before_size") / pl.col("before_months").cast(pl.Float64()) * pl.col("months").cast(pl.Float64())
    found = pl.coalesce(pl.col("ago_size"), pl.when(adds_up("sums") & (pl.col("before_months") > 1)).then(pace))
    return pl.when(found > 0).then(found)


def with_targets(targets: Frame, words: Mapping[str, Any]) -> Frame:
    """Targets with the columns of `nature`; `target` is their id."""
    return with_nature(targets, words, "targets").with_columns(pl.col("id").cast(pl.String()).alias("target"))
