"""The memory of a rule set: after a red month, later months of the year are yellow at best.

A month is held back by an earlier month of the same series (and target, where there is an `id`) and window that has the
light `after`; by its own light never. What was grey stays grey.
"""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from luoshi.assessing.calendar import month_label
from luoshi.assessing.frames import Frame, alike, distinct, enter
from luoshi.assessing.lights.loading import WINDOWS
from luoshi.assessing.lights.ruleset import Memory, RuleSet
from luoshi.assessing.lights.words import word, words
from luoshi.assessing.rulefiles import RuleError

_MONTH = "luoshi_light_month"
_WINDOW = "luoshi_light_window"
_FIRST = "luoshi_light_first"
_EARLIER = "luoshi_light_earlier"
_MONTHS = re.compile(r"(\d{4}-\d\d/)?\d{4}-(0[1-9]|1[0-2])")
#: How a sentence calls the rest of a window.
REST = {"year": "本年内", "half": "本半年内", "quarter": "本季度内", "always": "此后"}


def months_of(frame: Frame, rules: RuleSet, what: str) -> Frame:
    """A frame with the month (and its window) of each row, as numbers. Collects the distinct months.

    Raises `RuleError` for what is no month (`2024-10`) and no period that ends with one (`2024-01/2024-10`).
    """
    memory = _memory(rules)
    faults = [
        f"{rules.name}: memory: {what}, column {memory.month}: found {'nothing' if text is None else repr(text)}, "
        "expected a month such as 2024-10"
        for (text,) in distinct(frame, memory.month)
        if text is None or not _MONTHS.fullmatch(str(text))
    ]
    if faults:
        raise RuleError(faults)
    ending = pl.col(memory.month).cast(pl.String()).str.tail(7)
    number = ending.str.head(4).cast(pl.Int64()) * 12 + ending.str.tail(2).cast(pl.Int64()) - 1
    length = WINDOWS[memory.window]
    frame = frame.with_columns(number.alias(_MONTH))
    return frame.with_columns((pl.col(_MONTH) // length if length else pl.lit(0)).alias(_WINDOW))


def remember(frame: Frame, rules: RuleSet, history: Any, reasons: bool) -> Frame:
    """A lit frame (of `months_of`) whose lights are held back by what earlier months had.

    `history` is a native frame with the memory's columns and `light`, or None.
    """
    memory = _memory(rules)
    series = [*_told_by(memory, frame), _WINDOW]
    seen = pl.when(pl.col("light") == memory.after).then(pl.col(_MONTH))
    frame = frame.with_columns(seen.alias(_FIRST)).with_columns(pl.col(_FIRST).min().over(*series))
    if history is not None:
        earlier = _seen_before(rules, history)
        shared = [name for name in _told_by(memory, frame) if name in earlier.collect_schema()]
        frame, earlier = alike(frame, earlier, shared)
        frame = frame.join(earlier, on=[*shared, _WINDOW], how="left")
        frame = frame.with_columns(pl.min_horizontal(_FIRST, _EARLIER).alias(_FIRST))
    limit = word(memory.at_best).order or 0
    better = [w.name for w in words().values() if w.family == word(memory.at_best).family and (w.order or 0) < limit]
    held = (pl.col(_FIRST) < pl.col(_MONTH)) & pl.col("light").is_in(better)
    made = {"light": pl.lit(memory.at_best), "rule": pl.lit(memory.key)}
    if reasons:
        said = f"曾{word(memory.after).says}，{REST[memory.window]}补上也只到{word(memory.at_best).zh}"
        pieces = [pl.col("light_reason"), pl.lit("；但"), month_label(pl.col(_FIRST)), pl.lit(said)]
        made["light_reason"] = pl.concat_str(pieces)
    return frame.with_columns(
        *[pl.when(held).then(new).otherwise(pl.col(name)).alias(name) for name, new in made.items()]
    )


def _told_by(memory: Memory, frame: Frame) -> list[str]:
    """What tells a series: the memory's columns, and the target's id where there is one.

    A stretched target's red says nothing of the firm one beside it.
    """
    return list(dict.fromkeys([*memory.by, *(["id"] if "id" in frame.collect_schema() else [])]))


def _memory(rules: RuleSet) -> Memory:
    if rules.memory is None:
        raise RuleError([f"{rules.name}: memory: missing: found none, expected [memory]"])
    return rules.memory


def _seen_before(rules: RuleSet, history: Any) -> Frame:
    """The first month of each series and window that had the light, by the lights given before."""
    memory = _memory(rules)
    past, _ = enter(history, "history")
    schema = past.collect_schema()
    faults = [
        f"{rules.name}: memory: history has no column {name}: found {', '.join(schema)}, expected {name}"
        for name in (*memory.by, memory.month, "light")
        if name not in schema
    ]
    if not faults:
        lights = [row[0] for row in distinct(past, "light") if row[0] is not None]
        known = ", ".join(words())
        faults = [
            f"{rules.name}: memory: history, column light: found {light}, expected one of {known}"
            for light in lights
            if light not in words()
        ]
    if faults:
        raise RuleError(faults)
    past = months_of(past.filter(pl.col("light") == memory.after), rules, "history")
    return past.group_by(*_told_by(memory, past), _WINDOW).agg(pl.col(_MONTH).min().alias(_EARLIER))
