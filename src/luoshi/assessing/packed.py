"""Several columns as one whole number: a join, or a look for twins, by one number takes half as long as by four texts.

Texts become Enums of the words that are in them, which are numbers inside. The number of a row is null where one
of its columns is null or not among the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import polars as pl

from luoshi.assessing.computing import collected, is_at_once
from luoshi.assessing.frames import Frame, distinct

#: What a column may hold: its words, or a range of whole numbers.
Values: TypeAlias = Sequence[str] | range

# Numbers of rows below this are whole in 64 bits.
_MOST = 2**62
# A list of yes and no over all possible cells is worth making up to so many cells for each row.
_DENSE = 32
# Months and indicators come in turns: so many rows have most often seen them all.
_FIRST = 100_000


def words_in(frame: Frame, columns: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    """The words that are in some text columns, each sorted, None last where a row has none; all by one look."""
    known = {} if is_at_once() else _soon_known(frame, columns)
    looks = [
        pl.col(name).null_count() if name in known else pl.col(name).unique().cast(pl.String).implode()
        for name in columns
    ]
    found = collected(frame.select(looks)).row(0)
    out = {}
    for name, answer in zip(columns, found, strict=True):
        words_: Sequence[str | None] = [*known[name], *[None][:answer]] if name in known else answer
        out[name] = tuple(sorted(words_, key=lambda word: (word is None, word)))
    return out


def _soon_known(frame: Frame, columns: Sequence[str]) -> dict[str, Sequence[str]]:
    """Columns of categories whose first rows have all of them already: no look at the others can bring more."""
    has = {name: _categories(kind) for name, kind in frame.collect_schema().items() if name in columns}
    wanted = {name: there for name, there in has.items() if there}
    first = collected(frame.head(_FIRST).select(pl.col(name).drop_nulls().n_unique() for name in wanted))
    return {name: there for name, there in wanted.items() if first[name][0] == len(there)}


def coded(frame: Frame, found: Mapping[str, Sequence[str | None]], more: Mapping[str, Sequence[str]]) -> Frame:
    """A frame whose text columns are Enums of the words `found` in them, and of `more` that they may come to hold."""
    has = {name: _categories(kind) for name, kind in frame.collect_schema().items()}
    kinds = {}
    for name, words_ in found.items():
        there, wanted = has[name], more.get(name, ())
        if there is None:
            kinds[name] = pl.Enum(_words(words_, wanted))
        elif not set(wanted) <= set(there):
            kinds[name] = pl.Enum(_words(there, wanted))
    return frame.with_columns(pl.col(name).cast(kind) for name, kind in kinds.items())


def _categories(kind: Any) -> Sequence[str] | None:
    return tuple(kind.categories) if isinstance(kind, pl.Enum) else None


def _words(found: Sequence[str | None], more: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*(word for word in found if word is not None), *more]))


def fitted(frame: Frame, like: Frame, columns: Mapping[str, str]) -> Frame:
    """A frame whose text columns have the Enums of another, so that they join; null for words that are not there.

    `columns` maps the names here to the names there. Where `like` has texts, they become texts.
    """
    kinds: Any = like.collect_schema()
    casts = {name: kinds[other] for name, other in columns.items()}
    return frame.with_columns(pl.col(name).cast(kind, strict=False) for name, kind in casts.items())


def words(frame: Frame, column: str) -> list[str]:
    """The words of a text column: of an Enum its categories, else what is in it, which is collected."""
    kind = frame.collect_schema()[column]
    if isinstance(kind, pl.Enum):
        return list(kind.categories)
    return [str(word) for (word,) in distinct(frame, column) if word is not None]


def values_of(frame: Frame, columns: Sequence[str], known: Mapping[str, Values] | None = None) -> dict[str, Values]:
    """What some columns of texts or whole numbers may hold; what is not `known` is looked for."""
    schema, out = frame.collect_schema(), dict(known or {})
    for name in columns:
        if name not in out:
            out[name] = _whole(frame, name) if schema[name].is_integer() else words(frame, name)
    return {name: out[name] for name in columns}


def _whole(frame: Frame, column: str) -> range:
    """From the least to the greatest of whole numbers."""
    number = pl.col(column)
    [(low, high)] = collected(frame.select(number.min().alias("low"), number.max().alias("high"))).rows()
    return range(0) if low is None else range(low, high + 1)


def fits(values: Mapping[str, Values]) -> bool:
    """Whether every combination of some columns' values has a whole number of its own."""
    return cells(values) < _MOST


def cells(values: Mapping[str, Values]) -> int:
    """How many combinations there are."""
    out = 1
    for found in values.values():
        out *= len(found) + 1
    return out


def with_number(frame: Frame, values: Mapping[str, Values], name: str, *, blanks: bool = False) -> Frame:
    """A frame with the column `name`: the number of each row by the columns and their `values`.

    With `blanks` what is null or not among the values counts as one more value instead.
    """
    schema = frame.collect_schema()
    number: Any = pl.lit(0, pl.Int64)
    for column, found in values.items():
        place = _place(column, found, schema[column])
        number = number * (len(found) + 1) + (place.fill_null(len(found)) if blanks else place)
    return frame.with_columns(number.alias(name))


def _place(column: str, found: Values, kind: Any) -> Any:
    """A column's place among its values, as an expression of Polars."""
    value = pl.col(column)
    if isinstance(found, range):
        return pl.when(value.is_between(found.start, found.stop - 1)).then(value - found.start)
    wanted = pl.Enum(found)
    return (value if kind == wanted else value.cast(wanted, strict=False)).to_physical().cast(pl.Int64)


def twins(frame: Frame, values: Mapping[str, Values]) -> Frame | None:
    """The numbers (with blanks) that several rows of a frame have, as `number`; None where every row has its own."""
    numbers = collected(with_number(frame, values, "number", blanks=True).select("number"))
    every = cells(values)
    if every <= _DENSE * numbers.height:
        seen = pl.zeros(every, pl.Boolean, eager=True)
        if seen.scatter(numbers["number"], True).sum() == numbers.height:
            return None
    several = collected(numbers.lazy().group_by("number").len().filter(pl.col("len") > 1).select("number"))
    return several.lazy() if several.height else None
