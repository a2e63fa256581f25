"""Targets and observations in, verdicts out: the steps in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from luoshi.assessing.calendar import month_number, month_text, with_months
from luoshi.assessing.cells import check_statuses, with_days
from luoshi.assessing.cluster import carried, is_spark, shared_places, spread
from luoshi.assessing.computing import at_once
from luoshi.assessing.frames import (
    OBSERVATIONS,
    OBSERVATIONS_NEEDED,
    TARGETS,
    TARGETS_NEEDED,
    VERDICTS,
    ColumnType,
    Frame,
    alike,
    conform,
    distinct,
    enter,
    held,
    held_if_small,
)
from luoshi.assessing.measured import KEY, keys_of, with_key, with_nature
from luoshi.assessing.packed import coded, words_in
from luoshi.assessing.progress.bounds import with_bounds, with_growth_wanted
from luoshi.assessing.progress.entering import (
    as_given,
    finite,
    meant,
    names_meant,
    numbered_rows,
    under_their_names,
)
from luoshi.assessing.progress.judging import judged
from luoshi.assessing.progress.numbered import numbered, with_holes
from luoshi.assessing.progress.pacing import paced
from luoshi.assessing.progress.reasons import with_reasons
from luoshi.assessing.progress.references import PLAN, TO_PLAN, bounded_by_reference, meaning, with_reference
from luoshi.assessing.progress.schedules import Schedule
from luoshi.assessing.progress.standing import standing
from luoshi.vocabulary.indicators import Indicator


@at_once
def assess(
    targets: Any,
    observations: Any,
    as_of: str | Sequence[str] | None = None,
    *,
    rules: Any = "progress",
    known_at: date | None = None,
    schedule: Schedule = "months",
    peers: Any = None,
    indicators: Mapping[str, Indicator] | None = None,
    outlook: bool = False,
    reasons: bool = True,
) -> Any:
    """One verdict for each target and month: the frame `frames.VERDICTS`, of the targets' kind.

    `as_of` is a month (`2024-10`), several, or None: then each target gets a verdict for each month that it has a
    number for. With a month given, the latest number up to it is judged by the schedule of its own month, and the
    reason says that it is an older one. `rules`: a light rule set (its name, path or the set), None for no lights.
    `known_at`: judge by what was known on that day. `peers` (place, group): for targets on a rank whose
    reference is one of the groups the place is computed. `indicators`: entries beside the catalogue, by code.
    `outlook`: forecast the year's end. Without `reasons` that column is null, which saves most of the time.

    completion and schedule are in %, ahead in percentage points, gap and needed in the target's unit (needed for
    growth in %). Raises `FrameError` for a frame without its columns and `ValueError` for an `as_of` that is no period.
    """
    how = {
        "rules": rules,
        "known_at": known_at,
        "schedule": schedule,
        "indicators": indicators,
        "outlook": outlook,
        "reasons": reasons,
    }
    if is_spark(targets):
        return _on_cluster(targets, observations, as_of, peers, how)
    wanted, back = enter(targets, "targets")
    found, _ = enter(observations, "observations")
    versions = "reported_at" in found.collect_schema() or known_at is not None
    wanted = conform(wanted, TARGETS, TARGETS_NEEDED, "targets")
    found = conform(found, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations")
    months = None if as_of is None else _months(as_of)
    found = finite(with_days(found, known_at), "value")
    words = words_in(found, [name for name, kind in OBSERVATIONS.items() if kind == "text"])
    check_statuses(words["status"])
    categorical = found.collect_schema()["period"] != pl.String
    wanted = numbered_rows(wanted)
    wanted = held(_bounded(under_their_names(wanted, names_meant(wanted, words["place"])), indicators))
    measures = frozenset(str(m) for (m,) in distinct(wanted, "measure"))
    # Small ones are looked through several times: each text is to become a number once.
    figures = coded(found, words, {"measure": sorted(measures)})
    figures = held_if_small(figures)
    keyed = with_key(figures, keys_of(words["indicator"]), kind="word")
    now = standing(keyed, words, indicators, versions=versions, known_at=known_at)
    pairs = numbered(wanted, now, months, peers)
    if months is not None:
        pairs = with_holes(pairs, now.holes)
    result = judged(paced(pairs, now, schedule, measures))
    if reasons:
        result = held(result)
    result = with_reasons(result, schedule) if reasons else result.with_columns(_nothing("reason"))
    if outlook:
        result = _with_outlook(result, found, now.months if months is None else months)
    result = _with_lights(result, rules)
    there = result.collect_schema()
    missing = [name for name in VERDICTS if name not in there]
    result = as_given(result, categorical=categorical and there["as_of"] != pl.String)
    result = result.select(name for name in VERDICTS if name not in missing)
    if not isinstance(targets, pl.LazyFrame):
        # A column of nothing that is put onto what is computed takes no memory; in a plan it does.
        result = held(result)
    return back(result.with_columns(*[_nothing(name) for name in missing]).select(*VERDICTS))


def _months(as_of: str | Sequence[str]) -> list[int]:
    if not isinstance(as_of, Sequence):
        raise ValueError(f"as_of: found {as_of!r}, expected a month such as 2024-10, or several")
    asked = [as_of] if isinstance(as_of, str) else as_of
    for month in asked:
        if not isinstance(month, str):
            raise ValueError(f"as_of: found {month!r}, expected a month such as 2024-10")
    months = [month_number(month) for month in asked]
    if not months:
        raise ValueError("as_of: found no month, expected at least one, or None for all that there are figures of")
    return list(dict.fromkeys(months))


def _on_cluster(targets: Any, observations: Any, as_of: Any, peers: Any, how: Mapping[str, Any]) -> Any:
    """The same on a Spark cluster, place by place; places of references and peers go along to all."""
    _checked(targets, TARGETS, TARGETS_NEEDED, "targets")
    _checked(observations, OBSERVATIONS, OBSERVATIONS_NEEDED, "observations")
    groups = carried(peers, "peers")
    shared = shared_places(targets, peers, lambda text: meaning(text)[1] or text)
    if is_spark(observations):
        frames = (targets, observations)
        places = [{str(row[0]) for row in f.select("place").distinct().collect() if row[0]} for f in frames]
        shared |= frozenset(meant(*places).values())

    def judge(wanted: Any, found: Any) -> Any:
        return assess(wanted, found, as_of, peers=groups, **how)

    return spread(judge, ("place",), targets, observations, shared=shared)


def _checked(frame: Any, columns: Mapping[str, ColumnType], needed: Sequence[str], what: str) -> None:
    """What is wrong with the columns is told here, not by a worker."""
    conform(enter(frame.limit(0) if is_spark(frame) else frame, what)[0], columns, needed, what)


def _nothing(name: str) -> pl.Expr:
    return pl.lit(None).cast(pl.String() if VERDICTS[name] == "text" else pl.Float64()).alias(name)


def _bounded(targets: Frame, own: Mapping[str, Indicator] | None) -> Frame:
    """Targets with months, key, nature, bounds and reference, and `source`: the measure of the numbers they need."""
    frame = with_nature(with_key(with_months(targets, "targets")), own)
    frame, referred = with_reference(with_bounds(frame))
    measure = pl.col("measure")
    if referred:
        frame = bounded_by_reference(frame)
    if TO_PLAN in referred:
        measure = pl.when(pl.col("against") == TO_PLAN).then(pl.lit(PLAN)).otherwise(measure.cast(pl.String()))
    return frame.with_columns(measure.alias("source"))


def _with_outlook(frame: Frame, observations: Frame, months: Sequence[int]) -> Frame:
    """With outlook, outlook_low and outlook_high of each target's number at the end of its year."""
    from luoshi.assessing.outlook import outlook

    parts = [outlook(observations, month_text(month)) for month in months]
    if not parts:
        return frame
    names = ("outlook", "outlook_low", "outlook_high")
    made = with_key(pl.concat(parts)).select(
        "place", KEY, pl.col("measure").alias("source"), pl.col("period").alias("year_text"), "as_of", *names
    )
    frame = frame.with_columns((pl.col("start") // 12).cast(pl.String()).alias("year_text"))
    frame, made = alike(frame, made, ["place", KEY, "source", "as_of"])
    return frame.join(made, on=["place", KEY, "source", "year_text", "as_of"], how="left")


def _with_lights(frame: Frame, rules: Any) -> Frame:
    if rules is None:
        return frame.with_columns(_nothing("light"))
    from luoshi.assessing.lights import RuleSet, load
    from luoshi.assessing.lights.lighting import lighted

    rules = rules if isinstance(rules, RuleSet) else load(rules)
    return lighted(with_growth_wanted(frame), rules, reasons=False, keys=False)
