"""Targets against another series: 高于全国, 与经济增长同步, 超过序时目标.

A reference is another place's same indicator (全国), another indicator of the same place (经济增长), the schedule
itself, or a plan or task whose completion counts (年度目标). Against another series the number that is judged is the
difference in points, and its bound the printed gap, or 0.
"""

from __future__ import annotations

import polars as pl

from luoshi.assessing.frames import Frame, distinct, look_up
from luoshi.assessing.measured import KEY, key_of
from luoshi.assessing.progress.settings import settings
from luoshi.assessing.promises.matching import settings as matching_settings
from luoshi.vocabulary.indicators import catalogue

#: What a reference is: a place, an indicator, the schedule, the place's plan of the year, or a task given by others.
TO_PLACE, TO_INDICATOR, TO_SCHEDULE, TO_PLAN, TO_TASK = "place", "indicator", "schedule", "plan", "task"
#: The `source` of completions of the plan of the year: what was reported, and else what follows from the level.
PLAN = "completion of the plan"


def with_reference(targets: Frame) -> tuple[Frame, frozenset[str]]:
    """Targets with `against` (place, indicator, schedule, plan, task or null), `other_place` and `other_key`.

    Beside them what their references are: nothing where no target has one.

    Only a target that is judged by its reference has one: a gap, a growth or completion without a number, and every
    completion of the plan of the year.
    """
    answers = {str(text): meaning(str(text)) for (text,) in distinct(targets, "reference") if text is not None}
    if not answers:
        empty = pl.lit(None).cast(pl.String())
        return targets.with_columns(*[empty.alias(n) for n in ("against", "other_place", "other_key")]), frozenset()
    targets = look_up(targets, "reference", answers, {"against": "text", "other_place": "text", "other_key": "text"})
    compared = (pl.col("measure") == "gap") | (
        pl.col("measure").is_in(["growth", "completion", "level"]) & pl.col("value").is_null()
    )
    completion = pl.col("measure") == "completion"
    counts = (compared & ~pl.col("against").is_in([TO_PLAN, TO_TASK])) | (
        completion & ((pl.col("against") == TO_PLAN) | pl.col("value").is_null())
    )
    targets = targets.with_columns(pl.when(counts).then(pl.col("against")).alias("against")).with_columns(
        pl.when(pl.col("against") == TO_INDICATOR)
        .then(pl.col("place"))
        .otherwise(pl.col("other_place"))
        .alias("other_place"),
        pl.when(pl.col("against") == TO_PLACE).then(pl.col(KEY)).otherwise(pl.col("other_key")).alias("other_key"),
    )
    return targets, frozenset(word for word, _, _ in answers.values() if word is not None)


def meaning(text: str) -> tuple[str | None, str | None, str | None]:
    """What a printed reference is (`TO_…`), the place that it means, the indicator's key."""
    if any(word in text for word in settings()["schedule_references"]["words"]):
        return TO_SCHEDULE, None, None
    if text in matching_settings()["plan_references"]["words"]:
        return TO_PLAN, None, None
    key = key_of(text.removesuffix("同步").removesuffix("增速"))
    if key in catalogue():
        return TO_INDICATOR, None, key
    if text.endswith(tuple(settings()["task_references"]["ends"])):
        return TO_TASK, None, None
    places: dict[str, list[str]] = settings()["reference_places"]
    name = next((place for place, names in places.items() if text == place or text in names), text)
    return TO_PLACE, name, None


def bounded_by_reference(targets: Frame) -> Frame:
    """Bounds of targets with a reference: the difference must reach the printed gap; for 同步 `in_step_points` less.

    不低于 (ge) and 高于 (positive) allow nothing below the other series; of a plan or a task all is 100 %.
    """
    slack = float(matching_settings()["in_step_points"])
    value, measure = pl.col("value"), pl.col("measure")
    more = pl.col("comparator") == "positive"
    compared = pl.col("against").is_in([TO_PLACE, TO_INDICATOR])
    # 不低于经济增长 leaves no room, as 与经济增长同步 does.
    exact = pl.col("comparator").is_in(["positive", "ge", "le"])
    room = pl.when(exact).then(0.0).otherwise(slack)
    printed = pl.when(value.is_null()).then(0.0).otherwise(value)
    least = pl.when(measure == "gap").then(printed).otherwise(0 - room)
    down = (pl.col("good") == "down") | (pl.col("comparator") == "le")
    lo = pl.when(compared & down).then(None).when(compared).then(least).otherwise(pl.col("lo"))
    hi = (
        pl.when(compared & down)
        .then(pl.when(measure == "gap").then(printed).otherwise(room))
        .when(compared)
        .then(None)
        .otherwise(pl.col("hi"))
    )
    strict = pl.when(compared).then((more | (measure == "gap")) & value.is_null()).otherwise(pl.col("strict"))
    form = (
        pl.when(compared)
        .then(pl.lit("hold"))
        .when((pl.col("against") == TO_SCHEDULE) | (pl.col("against").is_in([TO_PLAN, TO_TASK]) & value.is_null()))
        .then(pl.lit("sum"))
        .otherwise(pl.col("form"))
    )
    # 超过序时目标: the whole task is 100 %, and to be ahead of the schedule is all that is asked.
    paced = pl.col("against").is_in([TO_SCHEDULE, TO_PLAN, TO_TASK]) & value.is_null()
    return targets.with_columns(
        pl.when(paced).then(100.0).otherwise(lo).cast(pl.Float64()).alias("lo"),
        pl.when(paced).then(None).otherwise(hi).cast(pl.Float64()).alias("hi"),
        pl.when(paced).then(pl.lit(False)).otherwise(strict).alias("strict"),
        form.alias("form"),
        pl.when(paced).then(100.0).otherwise(value).alias("value"),
    )
