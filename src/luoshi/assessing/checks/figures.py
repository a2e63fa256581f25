"""The door to the checks: observations in, questions out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from luoshi.assessing.checks.material import Material, with_targets
from luoshi.assessing.checks.nature import with_nature
from luoshi.assessing.checks.questions import QUESTIONS, asked, gathered
from luoshi.assessing.checks.registry import Rule, chosen
from luoshi.assessing.checks.thresholds import thresholds
from luoshi.assessing.frames import (
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    TARGETS,
    TARGETS_NEEDED,
    ColumnType,
    Frame,
    FrameError,
    conform,
    enter,
)

PARTS: dict[str, ColumnType] = {"part": "text", "whole": "text", "of": "text", "complete": "text"}
RANKINGS: dict[str, ColumnType] = {
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "place": "text",
    "published_at": "day",
}


def check_figures(
    observations: Any,
    targets: Any = None,
    parts: Any = None,
    rankings: Any = None,
    rules: Iterable[Rule | str] | None = None,
    settings: Mapping[str, Mapping[str, Any]] | str | Path | None = None,
) -> Any:
    """Questions about figures that do not fit each other, the loudest first: the same kind of frame.

    - `observations`, `targets`: the contracts of `assessing.frames`. Further columns of the observations (a file, a
      sheet, a row) come back with each question about one row.
    - `parts`: `part`, `whole`, and `of` (`place`, the default, or `indicator`); `complete`: `no` where the parts named
      are not all of the whole (八大行业).
    - `rankings`: `indicator`, `period`, `published_at`, and where wanted `measure` and `place` (who was ranked).
    - `rules`: names of `RULES`, or rules; all of them by default. A rule whose frames are not given asks nothing.
    - `settings`: thresholds instead of the shipped ones, section → key → value, or the path of a TOML file.

    Columns: rule, severity (error, warning, notice), place, indicator, period, measure, value, unit, expected (what
    the figure was held against, in its unit), question (Chinese), reported_at, target (id of a target).

    Raises `FrameError` for a frame that does not keep its contract, `ThresholdError` for settings that cannot be
    used, `ValueError` for a rule that there is none of.
    """
    limits = thresholds(settings)
    wanted = chosen(rules)
    frame, back = enter(observations, "observations")
    material = _material(frame, targets, parts, rankings, limits["words"])
    given = {
        "observations": True,
        "targets": targets is not None,
        "parts": parts is not None,
        "rankings": rankings is not None,
    }
    asking = [rule for rule in wanted if all(given[need] for need in rule.needs)]
    if not asking:
        none = asked(material.rows.filter(nw.col("end") < nw.col("start")), material, nw.lit(""))
        found = [(chosen(None)[0], none)]
    else:
        found = [(rule, rule.ask(material, limits[rule.name])) for rule in asking]
    names = dict(zip(material.keep, [n for n in frame.collect_schema() if n not in OBSERVATIONS], strict=True))
    questions = gathered(found, limits)
    return back(questions.rename(names) if names else questions)


def _material(frame: Frame, targets: Any, parts: Any, rankings: Any, words: Mapping[str, Any]) -> Material:
    extra = [name for name in frame.collect_schema() if name not in OBSERVATIONS]
    clash = [name for name in extra if name in QUESTIONS]
    if clash:
        raise FrameError(f"observations: column {', '.join(clash)}: the name of a column of the questions; rename it")
    # Under names of their own, so that no column of a user meets one of ours.
    keep = [f"kept_{number}" for number in range(len(extra))]
    frame = frame.rename(dict(zip(extra, keep, strict=True))) if extra else frame
    rows = with_nature(conform(frame, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations", keep), words, "observations")
    return Material(
        rows,
        tuple(keep),
        words,
        None if targets is None else with_targets(_other(targets, TARGETS, TARGETS_NEEDED, "targets"), words),
        None if parts is None else _other(parts, PARTS, ("part", "whole"), "parts"),
        None if rankings is None else _other(rankings, RANKINGS, ("indicator", "period", "published_at"), "rankings"),
    )


def _other(native: Any, columns: Mapping[str, ColumnType], needed: Sequence[str], what: str) -> Frame:
    frame, _ = enter(native, what)
    frame = conform(frame, columns, needed, what)
    return frame.with_columns(*[nw.col(n).cast(nw.String()) for n, kind in columns.items() if kind == "text"])
