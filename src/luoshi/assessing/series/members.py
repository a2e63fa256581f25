"""Who belongs to whom: a frame with the columns `place` (or `indicator`) and `parent`, and lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from luoshi.assessing.frames import Frame, FrameError, distinct, enter, small
from luoshi.assessing.measured import KEY, key_of

#: More names than these are not listed; 等 says so.
MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Members:
    """Parts and their wholes. `along`: place, or key where branches make up an indicator; `other`: the other one."""

    along: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def other(self) -> str:
        """What part and whole have in common beside the period."""
        return KEY if self.along == "place" else "place"

    @property
    def most(self) -> int:
        """How many parts the largest whole has."""
        wholes = [whole for _, whole in self.pairs]
        return max((wholes.count(whole) for whole in set(wholes)), default=1)

    def frame(self) -> Frame:
        """The pairs as a frame with the columns `part` and `parent`, and `name`, the part as it is called."""
        named = [(key_of(part), part, key_of(whole)) for part, whole in self.pairs]
        if self.along == "place":
            named = [(part, part, whole) for part, whole in self.pairs]
        part, name, parent = zip(*named, strict=True) if named else ((), (), ())
        data = {"part": part, "name": name, "parent": parent}
        return small(data, {"part": "text", "name": "text", "parent": "text"})


def members(parents: Any) -> Members:
    """The members that a frame lists. Raises `FrameError` where its columns are others or a part is its own whole."""
    frame, _ = enter(parents, "parents")
    found = list(frame.collect_schema())
    column = next((name for name in ("place", "indicator") if name in found), None)
    if column is None or "parent" not in found:
        raise FrameError(f"parents: expected the columns place (or indicator) and parent; found {', '.join(found)}")
    pairs = [(str(part), str(whole)) for part, whole in distinct(frame, column, "parent") if part and whole]
    for part, whole in pairs:
        if part == whole:
            raise FrameError(f"parents: {column} {part}: found itself as parent, expected another")
    return Members("place" if column == "place" else KEY, tuple(pairs))


def listed(rows: Frame, keys: Sequence[str], name: str, most: int, out: str) -> Frame:
    """One row for each group of `rows`: its names in `out`, sorted and joined by 、 (等 where they are too many).

    `most` is how many a group can have; names of one group are distinct.
    """
    shown = max(1, min(most, MOST_NAMES))
    rows = rows.with_columns(pl.lit(1).alias("one")).with_columns(
        pl.col("one").cum_sum().over(*keys, order_by=[name]).alias("place_of")
    )
    columns = [f"name_{number}" for number in range(shown)]
    rows = rows.with_columns(
        *[pl.when(pl.col("place_of") == n + 1).then(pl.col(name)).alias(column) for n, column in enumerate(columns)],
        pl.when(pl.col("place_of") > shown).then(pl.lit("等")).alias("more"),
    )
    rows = rows.group_by(*keys).agg(*[pl.col(column).max() for column in [*columns, "more"]])
    names = pl.concat_str([pl.col(column) for column in columns], separator="、", ignore_nulls=True)
    more = pl.when(pl.col("more").is_null()).then(pl.lit("")).otherwise(pl.col("more"))
    return rows.with_columns(pl.concat_str([names, more]).alias(out)).select(*keys, out)
