"""What the rules look at: the observations as reported, what is known now, and series in one unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw

from luoshi.assessing.cells import known, numbers
from luoshi.assessing.checks.nature import adds_up, with_nature
from luoshi.assessing.frames import Frame

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
    a worker of a cluster has one of them.
    """

    rows: Frame
    keep: tuple[str, ...]
    words: Mapping[str, Any]
    targets: Frame | None = None
    parts: Frame | None = None
    rankings: Frame | None = None
    sides: tuple[str, ...] = ("place", "indicator")

    @cached_property
    def _is_held(self) -> bool:
        return bool(self.rows.select(nw.len()).collect().item() <= _HELD)

    def _held(self, frame: Frame) -> Frame:
        return frame.collect().lazy() if self._is_held else frame

    @cached_property
    def types(self) -> Mapping[str, Any]:
        """The types of the observations' columns."""
        return {**dict(self.rows.collect_schema()), "target": nw.String()}

    @cached_property
    def cells(self) -> Frame:
        """What is known now: one row a cell that holds a number; `size` is it in the base of its unit."""
        frame = numbers(known(self.rows))
        # A number that no thing can have would only spoil its neighbours.
        frame = frame.filter(nw.col("value").abs() < 1e17)
        return self._held(frame.with_columns((nw.col("value") * nw.col("factor")).alias("size")))

    @cached_property
    def levels(self) -> Frame:
        """Levels over one to twelve whole months, one a span, with the figures before.

        `ago_*` is the same span a year before; `before_*` is what went before it: for a span from January the one
        before it of the same year, for any other the one that ends where it begins. Each with size, value, unit,
        when, short, period, months.
        """
        frame = self.cells.filter((nw.col("said") == "level") & (nw.col("months") > 0))
        # 2024-Q1 and 2024-01/2024-03 are one span.
        frame = frame.unique(
            [*SERIES, "start", "months"], keep="last", order_by=["reported_at", "value", "period", "measure"]
        )
        frame = frame.with_columns((nw.col("month") == 0).cast(nw.Int64()).alias("from_january"))
        shape = (*SERIES, "month", "months")
        # A series of spans from January is one a year; any other runs on.
        frame = frame.with_columns(
            nw.when(nw.col("from_january") == 1).then(nw.col("year")).otherwise(nw.lit(0)).alias("run"),
            nw.when(nw.col("from_january") == 1).then(nw.lit(0)).otherwise(nw.col("months")).alias("step"),
        )
        run = (*SERIES, "run", "step")
        frame = frame.with_columns(
            *[nw.col(n).shift(1).over(*shape, order_by="start").alias(f"ago_{n}") for n in _FIGURE],
            *[nw.col(n).shift(1).over(*run, order_by="end").alias(f"before_{n}") for n in _FIGURE],
        )
        a_year = nw.col("ago_start") + _YEAR == nw.col("start")
        joined = (nw.col("from_january") == 1) | (nw.col("before_start") + nw.col("before_months") == nw.col("start"))
        frame = frame.with_columns(
            *[nw.when(a_year).then(nw.col(f"ago_{n}")).alias(f"ago_{n}") for n in _FIGURE],
            *[nw.when(joined).then(nw.col(f"before_{n}")).alias(f"before_{n}") for n in _FIGURE],
        )
        return self._held(frame)

    @cached_property
    def growths(self) -> Frame:
        """Growth in % over one to twelve whole months, with what the levels of the same span say (`by_levels`)."""
        growth = self.cells.filter(
            (nw.col("said") == "growth") & (nw.col("months") > 0) & nw.col("unit_shown").is_in(["%", "％"])
        )
        levels = self.levels.filter((nw.col("ago_size") > 0) & ~nw.col("kind").fill_null("").is_in(["rate", "index"]))
        levels = levels.select(
            *[nw.col(n) for n in ("place", "key", "start", "months")],
            ((nw.col("size") / nw.col("ago_size") - 1) * 100).alias("by_levels"),
            *[nw.col(n).alias(f"level_{n}") for n in ("value", "unit_shown")],
            *[nw.col(n) for n in ("ago_value", "ago_unit_shown", "ago_when", "ago_period")],
        )
        levels = levels.unique(
            ["place", "key", "start", "months"], keep="last", order_by=["level_unit_shown", "level_value"]
        )
        return self._held(growth.join(levels, on=["place", "key", "start", "months"], how="left"))


def past() -> nw.Expr:
    """What a row of `Material.levels` is held against: the same span a year before, else the pace of the year so far.

    In base units; null where there is neither, and where it is not above zero.
    """
    pace = nw.col("before_size") / nw.col("before_months").cast(nw.Float64()) * nw.col("months").cast(nw.Float64())
    found = nw.coalesce(nw.col("ago_size"), nw.when(adds_up("sums") & (nw.col("before_months") > 1)).then(pace))
    return nw.when(found > 0).then(found)


def with_targets(targets: Frame, words: Mapping[str, Any]) -> Frame:
    """Targets with the columns of `nature`; `target` is their id."""
    return with_nature(targets, words, "targets").with_columns(nw.col("id").cast(nw.String()).alias("target"))
