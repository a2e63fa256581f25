"""Targets and observations as they come in: each target under a number of its own, odd words and numbers found.

Two targets may have one id (two words of one printed number) or none; each is judged by itself all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from luoshi.assessing.computing import collected
from luoshi.assessing.frames import VERDICTS, Frame, FrameError, distinct, look_up
from luoshi.assessing.progress.bounds import COMPARATORS, MEASURES
from luoshi.assessing.progress.settings import settings

#: What a target is called and where it is, as it came: put back by `as_given`.
_GIVEN = {"id": "given_id", "place": "given_place"}
# Numbers of this size and above, and what is no number, count as missing, as for lights: their digits are not exact.
_LARGEST = 1e15


def numbered_rows(targets: Frame) -> Frame:
    """Targets (conformed) whose `id` is the number of their row; the given ids and places are kept aside.

    Raises `FrameError` for a measure or comparator that is none.
    """
    for column, words in (("measure", MEASURES), ("comparator", COMPARATORS)):
        for (found,) in distinct(targets, column):
            if found is not None and str(found) not in words:
                raise FrameError(f"targets: column {column}: found {found!r}, expected {', '.join(words)}")
    targets = targets.with_columns(*[pl.col(name).alias(given) for name, given in _GIVEN.items()])
    targets = collected(targets.drop("id")).with_row_index("id").lazy()
    return finite(targets.with_columns(pl.col("id").cast(pl.Int64())), "value", "value_to", "baseline")


def as_given(frame: Frame, *, categorical: bool) -> Frame:
    """Verdicts with the ids and places that the targets came with, and 0 for what is −0.

    Month, state and light are `categorical` where the observations' periods were.
    """
    if not categorical:
        frame = frame.with_columns(pl.col("as_of", "state", "light").cast(pl.String()))
    there = frame.collect_schema()
    numbers = [name for name, kind in VERDICTS.items() if kind == "number" and name in there]
    given = [pl.col(given).alias(name) for name, given in _GIVEN.items()]
    # −0 + 0 is 0. A constant 0 would be left away by Polars, a number less itself is not.
    return frame.with_columns(*given, *[pl.col(name) + (pl.col(name) - pl.col(name)) for name in numbers])


def finite(frame: Frame, *columns: str) -> Frame:
    """A frame whose numbers of 10¹⁵ and more, and infinite ones, are null."""
    return frame.with_columns(
        *[pl.when(pl.col(name).abs() < _LARGEST).then(pl.col(name)).alias(name) for name in columns]
    )


def names_meant(targets: Frame, places: Iterable[str | None]) -> dict[str, str]:
    """Places of targets without a figure under that name, and what the figures call it: 青澜市云岚县, 云岚县.

    `places` are those that there are figures of.
    A name that fits several places, or that several targets' places fit, is left alone.
    """
    wanted = {str(place) for (place,) in distinct(targets, "place") if place is not None}
    reported = {str(place) for place in places if place is not None}
    return meant(wanted, reported)


def meant(wanted: set[str], reported: set[str]) -> dict[str, str]:
    """`names_meant` of the names alone: one is the other behind the name of a higher place, not behind half a word."""
    ends: dict[str, list[str]] = {}
    for place in reported - wanted:
        for end in _ends(place):
            ends.setdefault(end, []).append(place)
    found: dict[str, str] = {}
    for place in wanted - reported:
        fits = set(ends.get(place, ())) | (set(_ends(place)) & (reported - wanted))
        if len(fits) == 1:
            found[place] = fits.pop()
    claimed = list(found.values())
    return {place: other for place, other in found.items() if claimed.count(other) == 1}


def _ends(place: str) -> list[str]:
    """青澜市云岚县 → 云岚县: what stands behind the name of a higher place."""
    marks = settings()["higher_places"]["ends"]
    return [place[n:] for n in range(1, len(place) - 1) if place[:n].endswith(tuple(marks)) and n > 1]


def under_their_names(targets: Frame, names: Mapping[str, str]) -> Frame:
    """Targets whose `place` is what the figures call it."""
    if not names:
        return targets
    looked = look_up(targets, "place", {place: (other,) for place, other in names.items()}, {"meant": "text"})
    place = pl.when(pl.col("meant").is_null()).then(pl.col("place").cast(pl.String())).otherwise(pl.col("meant"))
    return looked.with_columns(place.alias("place")).drop("meant")
