"""What is measured: the catalogue's word on an indicator, and numbers in one unit, beside the rows of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import polars as pl

from luoshi.assessing.frames import Frame, SmallType, distinct, look_up
from luoshi.assessing.promises.matching import code_of, in_base, plain_name, settings
from luoshi.vocabulary.indicators import Indicator, catalogue

#: The column that says which indicator a row is about, whatever it is called there: a code, else the plain name.
KEY = "key"


@cache
def key_of(name: str) -> str:
    """What an indicator is called here: its catalogue code, else its name without marks and region words."""
    if name in catalogue():
        return name
    return code_of({"indicator": name, "code": None}) or plain_name(name)


def with_key(frame: Frame, names: Mapping[str, str] | None = None, *, kind: SmallType = "text") -> Frame:
    """A frame with the column `key`: GDP, 地区生产总值 and 全市生产总值 are one indicator.

    `names` are the keys of the frame's indicators, where they are known already. A `key` of the kind `word` is an
    Enum, which joins only with its like.
    """
    found = names or keys_of(name for (name,) in distinct(frame, "indicator"))
    if all(name == key for name, key in found.items()):
        return frame.with_columns(pl.col("indicator").alias(KEY))
    return look_up(frame, "indicator", {name: (key,) for name, key in found.items()}, {KEY: kind})


def keys_of(names: Iterable[str | None]) -> dict[str, str]:
    """The key of each name."""
    return {str(name): key_of(str(name)) for name in names if name is not None}


def entry(key: str, own: Mapping[str, Indicator] | None = None) -> Indicator | None:
    """The catalogue's indicator of a key; `own` entries come before the catalogue's."""
    return (own or {}).get(key) or catalogue().get(key)


#: What `with_nature` adds: which way is good (up, down, around; null where nobody says), kind, how months make a year.
NATURE = {"good": "text", "kind": "text", "cumulates": "text"}


def with_nature(frame: Frame, own: Mapping[str, Indicator] | None = None) -> Frame:
    """A frame with `good`, `kind` and `cumulates` of each row's `key`; null where the catalogue does not have it.

    A name that is not in the catalogue is good down or around by its words (能耗, 失业率), as `promises.toml` says.
    """
    answers: dict[str, tuple[str | None, ...]] = {}
    for (key,) in distinct(frame, KEY):
        found = entry(str(key), own)
        if found is not None:
            answers[str(key)] = (found.direction, found.kind, found.cumulates)
        else:
            answers[str(key)] = (_by_word(str(key)), None, None)
    return look_up(frame, KEY, answers, {"good": "text", "kind": "text", "cumulates": "text"})


def _by_word(name: str) -> str | None:
    for direction, words in settings()["directions"].items():
        if any(word in name for word in words):
            return str(direction)
    return None


def in_base_units(frame: Frame, numbers: tuple[str, ...], units: Mapping[str, tuple[float, str]]) -> Frame:
    """A frame whose `numbers` are in the base of each row's unit, named in `base` (万元 → 元); null for no unit."""
    answers = {unit: (factor, base) for unit, (factor, base) in units.items()}
    frame = look_up(frame, "unit", answers, {"factor": "number", "base": "text"})
    return frame.with_columns(
        *[
            (pl.col(n) * pl.when(pl.col("factor").is_null()).then(1.0).otherwise(pl.col("factor"))).alias(n)
            for n in numbers
        ]
    )


def unit_bases(*frames: Frame) -> dict[str, tuple[float, str]]:
    """Every unit of some frames, taken apart into factor and base."""
    return bases_of(unit for frame in frames for (unit,) in distinct(frame, "unit"))


def bases_of(units: Iterable[str | None]) -> dict[str, tuple[float, str]]:
    """Units taken apart into factor and base."""
    return {unit: in_base(unit) for unit in {str(unit) for unit in units if unit is not None}}
