"""Places in large groups, in memory: what `ranking.within` does by windows, group after group as they lie in memory.

A window takes the groups in no order and holds every number three times; where groups that lie beside each other are
taken one after the other, what the processor fetched for one serves the next (docs/decisions/0023).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.assessing.computing import collected, is_at_once
from luoshi.assessing.frames import Frame
from luoshi.assessing.packed import coded, words_in
from luoshi.assessing.scoring.ranking import GROUP, numbered, within

Array: TypeAlias = NDArray[Any]

# Groups of so many members on average are large: with fewer, the steps of Python for each cost what is saved.
_LARGE = 1_000
# Numbers that a double holds whole; of others two may be one, and they are left to the windows.
_HELD = (pl.Float64, pl.Float32, pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32)
# What each thread does is cut into so many parts: groups are of unequal size.
_PARTS = 8


def placed(frame: Frame, column: str, by: Sequence[str]) -> Frame:
    """A frame with `rank` (of ties the first place) and `of` as `ranking.within` makes them; computed here where large.

    `column` has finite numbers of which more is better, or nulls. Texts in `by` may become categories.
    """
    far = is_at_once() or frame.collect_schema()[column] not in _HELD
    made = None if far else numbered(_with_categories(frame, by), by)
    if made is None:
        return within(frame, column, by)
    table = collected(made)
    # No group has a number beyond this; that some numbers may have no group makes it at worst a window.
    groups = int(cast("int | None", table[GROUP].max()) or 0) + 1
    if groups * _LARGE > table.height:
        return within(table.drop(GROUP).lazy(), column, by)
    number, score = table[GROUP], table[column].cast(pl.Float64)
    blank = score.is_null() if score.null_count() else None
    # What has no score is put into a group behind the last.
    rows, starts = _sorted(number if blank is None else number.set(blank, groups), groups + 1)
    rank = pl.Series(_places(rows, starts[:-1], score.to_numpy(writable=True)))
    of = pl.lit(pl.Series(np.diff(starts[:-1]).astype(np.int64))).gather(pl.col(GROUP))
    table = table.with_columns((rank if blank is None else rank.set(blank, None)).alias("rank"))
    return table.lazy().with_columns(of.alias("of")).drop(GROUP)


def _with_categories(frame: Frame, by: Sequence[str]) -> Frame:
    """A frame whose texts in `by` are categories; as it is where so many words cannot be large groups."""
    schema = frame.collect_schema()
    texts = [name for name in by if schema[name] in (pl.String, pl.Categorical)]
    if not texts:
        return frame
    rows, *words = collected(frame.select(pl.len(), pl.col(texts).approx_n_unique())).row(0)
    return coded(frame, words_in(frame, texts), {}) if max(words) * _LARGE <= rows else frame


def _sorted(number: pl.Series, groups: int) -> tuple[Array, Array]:
    """The rows of each group, one group after the other, and where each begins; `number` are below `groups`.

    A table of one entry a row, at the number of its group, turned from rows to columns: sorting by counting.
    """
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    count = len(number)
    kind = np.int32 if count < np.iinfo(np.int32).max else np.int64
    at = number.to_numpy().astype(kind, copy=False)
    table = csr_array((np.ones(count, np.int8), at, np.arange(count + 1, dtype=kind)), shape=(count, groups))
    turned = table.tocsc()
    return turned.indices, turned.indptr


def _places(rows: Array, starts: Array, scores: Array) -> Array:
    """The place of each score, written where the score was; of rows in no group it is none.

    `rows` are those of all groups, one group after the other, `starts` where each begins and the last ends.
    """
    out = scores.view(np.int64)
    [taken] = np.nonzero(np.diff(starts))
    # By their first rows: groups that begin beside each other go on beside each other.
    near = taken[np.argsort(rows[starts[taken]])]
    every = np.arange(1, np.diff(starts).max(initial=0) + 1)

    def place(groups: Array) -> None:
        for group in groups.tolist():
            mine = rows[starts[group] : starts[group + 1]]
            better = 0 - scores[mine]
            order = np.argsort(better)
            out[mine[order]] = _first_of_ties(better[order], every[: len(order)])

    threads = pl.thread_pool_size()
    with ThreadPoolExecutor(threads) as pool:
        # A fault of one is raised here.
        list(pool.map(place, np.array_split(near, threads * _PARTS)))
    return out


def _first_of_ties(ordered: Array, places: Array) -> Array:
    """The places 1, 2, 3 … of numbers in their order; those that are equal have the first of theirs."""
    tied = ordered[1:] == ordered[:-1]
    if not tied.any():
        return places
    out = places.copy()
    out[1:][tied] = 0
    first: Array = np.maximum.accumulate(out)
    return first
