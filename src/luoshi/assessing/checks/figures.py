"""The door to the checks: observations in, questions out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.assessing.calendar import spans
from luoshi.assessing.checks.material import Material, with_targets
from luoshi.assessing.checks.nature import with_nature
from luoshi.assessing.checks.questions import QUESTIONS, gathered, weeded
from luoshi.assessing.checks.registry import Rule, Side, chosen
from luoshi.assessing.checks.rules.swapped_values import off_their_past
from luoshi.assessing.checks.thresholds import Thresholds, thresholds
from luoshi.assessing.cluster import carried, is_spark, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import (
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    TARGETS,
    TARGETS_NEEDED,
    ColumnType,
    Frame,
    FrameError,
    conform,
    distinct,
    enter,
    held,
    held_if_small,
)
from luoshi.assessing.measured import key_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

PARTS: dict[str, ColumnType] = {"part": "text", "whole": "text", "of": "text", "complete": "text"}
RANKINGS: dict[str, ColumnType] = {
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "place": "text",
    "published_at": "day",
}


@at_once
def check_figures(
    observations: Any,
    targets: Any = None,
    parts: Any = None,
    rankings: Any = None,
    rules: Iterable[Rule | str] | str | None = None,
    settings: Mapping[str, Mapping[str, Any]] | str | Path | None = None,
    about: str | None = None,
) -> Any:
    """Questions about figures that do not fit each other, the loudest first: the same kind of frame.

    - `observations`, `targets`: the contracts of `assessing.frames`. Further columns of the observations (a file, a
      sheet, a row) come back with each question about one row.
    - `parts`: `part`, `whole`, and `of` (`place`, the default, or `indicator`); `complete`: `no` where the parts named
      are not all of the whole (八大行业).
    - `rankings`: `indicator`, `period`, `published_at`, and where wanted `measure` and `place` (who was ranked).
    - `rules`: names of `RULES`, or rules; all of them by default. A rule whose frames are not given asks nothing.
    - `settings`: thresholds instead of the shipped ones, section → key → value, or the path of a TOML file.
    - `about`: a further column of the observations. Then only rows that have something in it are asked about, beside
      which all are looked at; what would be asked about the others may answer theirs, and does not count.

    Columns: rule, severity (error, warning, notice), place, indicator, period, measure, value, unit, expected (what
    the figure was held against, in its unit), question (Chinese), reported_at, target (id of a target).

    Raises `FrameError` for a frame that does not keep its contract, `ThresholdError` for settings that cannot be
    used, `ValueError` for a rule or a column `about` that there is none of.
    """
    frames = {"observations": observations, "targets": targets, "parts": parts, "rankings": rankings}
    asking = [rule for rule in chosen(rules) if all(frames[need] is not None for need in rule.needs)]
    inquiry = Inquiry(tuple(asking), thresholds(settings))
    if is_spark(observations):
        inquiry = inquiry.only(_about(about, _extra(observations.columns)))
        return _on_cluster(inquiry, observations, targets, parts, rankings)
    frame, back = enter(observations, "observations")
    own, renamed = _renamed(frame)
    inquiry = inquiry.only(_about(about, own))
    found = inquiry.asked(renamed, targets, parts, rankings)
    return back(_named_back(inquiry.weeded(found), own))


@at_once
def unusual(observations: Any, settings: Mapping[str, Mapping[str, Any]] | str | Path | None = None) -> Any:
    """The observations that are far from their own past, by the ratio of `swapped_values`: the same kind of frame.

    Columns: place, indicator, period, measure, value, unit, and further columns of the observations. Whoever asks
    about a few figures beside very many places needs the others only for these, and for values that are the same.
    Raises as `check_figures`.
    """
    limits = thresholds(settings)
    frame, back = enter(observations, "observations")
    own, renamed = _renamed(frame)
    material = _material(renamed, None, None, None, limits["words"], ("place", "indicator"))
    found = off_their_past(material.levels, limits["swapped_values"])
    columns = ("place", "indicator", "period", "measure", "value", "unit", *material.keep)
    return back(_named_back(found.select(*columns), own))


def _on_cluster(inquiry: Inquiry, observations: Any, targets: Any, parts: Any, rankings: Any) -> Any:
    """The same on a Spark cluster: what looks at one place is asked place by place, what compares places by indicator.

    Parts and rankings go along to every worker.
    """
    along = [carried(frame) for frame in (parts, rankings)]
    own = _extra(observations.columns)

    def asked(sides: tuple[Side, ...]) -> Any:
        def compute(table: Any, wanted: Any) -> Any:
            frame, back = enter(table, "observations")
            return back(inquiry.within(sides).asked(_renamed(frame)[1], wanted, *along))

        return compute

    def weeded(table: Any, _: Any) -> Any:
        frame, back = enter(table)
        return back(_named_back(inquiry.weeded(frame), own))

    found = spread(asked(("place",)), ("place",), observations, targets)
    if any("indicator" in rule.within for rule in inquiry.rules):
        meant = {"indicator": key_of}
        found = found.unionByName(spread(asked(("indicator",)), ("indicator",), observations, targets, meant=meant))
    return spread(weeded, ("place",), found)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Which rules ask, by which thresholds, with what of the figures together, about which (`Material`)."""

    rules: tuple[Rule, ...]
    limits: Thresholds
    sides: tuple[Side, ...] = ("place", "indicator")
    about: str | None = None

    def within(self, sides: tuple[Side, ...]) -> Inquiry:
        """The same for rows of which only so much is together, by the rules that can ask there."""
        return replace(self, sides=sides)

    def only(self, about: str | None) -> Inquiry:
        """The same about the rows that have something in a column."""
        return replace(self, about=about)

    def asked(self, frame: Frame, targets: Any, parts: Any, rankings: Any) -> Frame:
        """What the rules ask about observations, before any of it is dropped."""
        material = _material(frame, targets, parts, rankings, self.limits["words"], self.sides, self.about)
        asking = [rule for rule in self.rules if set(rule.within) & set(self.sides)]
        # What a rule asks about another row may be the answer to what is asked about one that is meant.
        found = [
            (rule, rule.ask(material.of_all if rule.answers else material, self.limits[rule.name])) for rule in asking
        ]
        found = [(rule, questions) for rule, questions in found if questions is not material.nothing]
        gathering = gathered(found or [(chosen(None)[0], material.nothing)], self.limits)
        # Where rules were held, their questions are few.
        return held(gathering) if material.is_held else gathering

    def weeded(self, found: Frame) -> Frame:
        """The questions that stand, in their order."""
        return weeded(found, self.rules, self.limits, self.about)


def _extra(columns: Iterable[str]) -> list[str]:
    return [name for name in columns if name not in OBSERVATIONS]


def _renamed(frame: Frame) -> tuple[list[str], Frame]:
    """Further columns, and the frame with these under names of ours, so that no column of a user meets one of ours."""
    own = _extra(frame.collect_schema())
    clash = [name for name in own if name in QUESTIONS]
    if clash:
        raise FrameError(f"observations: column {', '.join(clash)}: the name of a column of the questions; rename it")
    return own, frame.rename({name: _kept(number) for number, name in enumerate(own)}) if own else frame


def _named_back(questions: Frame, own: Sequence[str]) -> Frame:
    return questions.rename({_kept(number): name for number, name in enumerate(own)}) if own else questions


def _kept(number: int) -> str:
    return f"kept_{number}"


def _about(column: str | None, own: Sequence[str]) -> str | None:
    """What a further column is called with us. Raises `ValueError` where the observations have none of this name."""
    if column is not None and column not in own:
        raise ValueError(f"about: found {column!r}, expected a further column of the observations: {', '.join(own)}")
    return None if column is None else _kept(own.index(column))


def _material(
    frame: Frame,
    targets: Any,
    parts: Any,
    rankings: Any,
    words: Mapping[str, Any],
    sides: tuple[Side, ...],
    about: str | None = None,
) -> Material:
    keep = _extra(frame.collect_schema())
    rows = held_if_small(conform(frame, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations", keep))
    return Material(
        held_if_small(with_nature(rows, words, "observations")),
        tuple(keep),
        words,
        None if targets is None else with_targets(_other(targets, TARGETS, TARGETS_NEEDED, "targets"), words),
        None if parts is None else _parts(parts),
        None if rankings is None else _rankings(rankings),
        sides,
        about,
    )


def _parts(native: Any) -> Frame:
    frame = _other(native, PARTS, ("part", "whole"), "parts")
    for (of,) in distinct(frame, "of"):
        if of not in (None, "place", "indicator"):
            raise FrameError(f"parts: column of: found {of!r}, expected place or indicator")
    return frame


def _rankings(native: Any) -> Frame:
    frame = _other(native, RANKINGS, ("indicator", "period", "published_at"), "rankings")
    spans((period for (period,) in distinct(frame, "period")), "rankings")
    for (day,) in distinct(frame, "published_at"):
        if day is None or not _DAY.match(str(day)):
            raise FrameError(f"rankings: column published_at: found {day!r}, expected a day such as 2024-11-25")
    return frame


def _other(native: Any, columns: Mapping[str, ColumnType], needed: Sequence[str], what: str) -> Frame:
    frame, _ = enter(native, what)
    frame = conform(frame, columns, needed, what)
    return frame.with_columns(*[pl.col(n).cast(pl.String()) for n, kind in columns.items() if kind == "text"])
