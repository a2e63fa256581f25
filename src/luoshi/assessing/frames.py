"""Frames in, frames out: the contracts of targets, observations and verdicts, and how an engine is entered and left.

Whatever Narwhals takes comes in, and the same kind comes back. Polars computes for itself and, over Arrow, for pandas,
PyArrow, DuckDB and Spark (docs/decisions/0015); what outgrows one machine is spread over a cluster by
`assessing.cluster`. Inside, everything is a `polars.LazyFrame` and no step relies on the order of rows.

| frame | columns |
|---|---|
| targets | id, place, indicator, period, measure, comparator, value, value_to, unit, strength, reference, baseline |
| observations | place, indicator, period, measure, value, unit, status, reported_at |
| verdicts | id, place, indicator, as_of, actual, completion, schedule, ahead, gap, needed, outlook, outlook_low, \
outlook_high, state, light, reason |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias

import narwhals as nw
import polars as pl
from narwhals.exceptions import DuplicateError

from luoshi.assessing.computing import collected, is_at_once

Frame: TypeAlias = pl.LazyFrame
ColumnType: TypeAlias = Literal["text", "number", "day"]

#: What a column of a small table may be besides.
SmallType: TypeAlias = ColumnType | Literal["whole", "word"]

#: Column → type. `*_NEEDED` must be there; the others are filled with nulls where they are not.
TARGETS: dict[str, ColumnType] = {
    "id": "text",
    "place": "text",
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "comparator": "text",
    "value": "number",
    "value_to": "number",
    "unit": "text",
    "strength": "text",
    "reference": "text",
    "baseline": "number",
}
TARGETS_NEEDED = ("id", "place", "indicator", "period", "measure", "comparator", "value")
OBSERVATIONS: dict[str, ColumnType] = {
    "place": "text",
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "value": "number",
    "unit": "text",
    "status": "text",
    "reported_at": "day",
}
OBSERVATIONS_NEEDED = ("place", "indicator", "period", "value")
VERDICTS: dict[str, ColumnType] = {
    "id": "text",
    "place": "text",
    "indicator": "text",
    "as_of": "text",
    "actual": "number",
    "completion": "number",
    "schedule": "number",
    "ahead": "number",
    "gap": "number",
    "needed": "number",
    "outlook": "number",
    "outlook_low": "number",
    "outlook_high": "number",
    "state": "text",
    "light": "text",
    "reason": "text",
}
#: The place that a value belongs to: two rows with the same cell are one value and its correction.
CELL = ("place", "indicator", "period", "measure")

_DTYPES: dict[ColumnType, Any] = {"text": pl.String(), "number": pl.Float64(), "day": pl.Date()}


class FrameError(ValueError):
    """A frame that does not keep its contract: which frame, which column, what was found and expected."""


def enter(native: Any, what: str = "frame") -> tuple[Frame, Callable[[Frame], Any]]:
    """A native frame as a lazy frame of Polars, and the way back to its own kind.

    Raises `FrameError` for an object that is no frame of Polars, pandas, PyArrow, DuckDB or Spark and for one with two
    columns of one name, and `ImportError` where what carries it over to Polars is not installed.
    """
    if isinstance(native, pl.LazyFrame):
        return native, lambda frame: frame
    if isinstance(native, pl.DataFrame):
        return native.lazy(), collected
    try:
        frame = nw.from_native(native)
    except TypeError:
        raise FrameError(
            f"{what}: found {type(native).__name__}, expected a frame of Polars, pandas, PyArrow, DuckDB or Spark"
        ) from None
    except DuplicateError as error:
        raise FrameError(f"{what}: found two columns of one name: {' '.join(str(error).split())}") from error
    kind, native = frame.implementation, frame.to_native()
    _bridge(what, kind)
    if kind.is_pyarrow():
        _must_be_narrow(zip(native.schema.names, native.schema.types, strict=True), what)
    if kind.is_pandas():
        _must_be_narrow(native.dtypes.items(), what)
    if kind.is_duckdb():
        return _over_arrow(native.to_arrow_table(), what), lambda result: _duckdb_table(native, _arrow(result))
    if kind.is_pyspark():
        return _over_arrow(by_its_clock(native).toArrow(), what), lambda result: native.sparkSession.createDataFrame(
            _arrow(result)
        )
    name: Any = str(kind)
    try:
        return _without_types_of_nothing(frame), lambda result: _as(name, collected(result))
    except (TypeError, ValueError, NotImplementedError, pl.exceptions.ComputeError) as error:
        # Arrow has no column of text and numbers together and none of complex numbers, Polars none of unions.
        raise FrameError(f"{what}: a column cannot be told as one type: {error}") from error


def _must_be_narrow(types: Iterable[tuple[Any, Any]], what: str) -> None:
    """Polars has decimals of 128 bits; it ends where it is given wider ones."""
    for name, kind in types:
        if "decimal256" in str(kind):
            raise FrameError(f"{what}: column {name}: found {kind}, expected a decimal128 or another type of numbers")


def _as(name: Any, frame: pl.DataFrame) -> Any:
    """A frame of Polars as one of pandas or PyArrow."""
    return nw.from_native(frame).lazy().collect(backend=name).to_native()


def _bridge(what: str, kind: Any) -> None:
    """Raises `ImportError`, saying what to install, where frames of other kinds cannot cross over to Polars."""
    if find_spec("pyarrow") is None:
        crossing = f"{what}: a frame of {kind.name.lower()} is computed by Polars, over Arrow"
        raise ImportError(f"{crossing}; not installed: pyarrow; pip install 'luoshi[frames]'")


def by_its_clock(native: Any) -> Any:
    """A Spark frame whose moments are what its session's clock shows, which is what its user sees.

    Spark keeps instants and hands them over in UTC: in 青澜 a figure of 7 in the morning would be of the day before.
    """
    moments = [field.name for field in native.schema.fields if field.dataType.typeName() == "timestamp"]
    return native.withColumns({name: native[name].cast("timestamp_ntz") for name in moments}) if moments else native


def _without_types_of_nothing(frame: Any) -> Frame:
    """A pandas or PyArrow frame in Polars; what pandas has as objects but is all empty is of no kind, not of texts."""
    entered: Frame = frame.lazy(backend="polars").to_native()
    objects = [name for name, kind in frame.schema.items() if kind == nw.Object or kind == nw.String]
    empty = [name for name in objects if frame.get_column(name).is_null().all() and _is_object(frame, name)]
    return entered.with_columns(*[pl.lit(None).alias(name) for name in empty]) if empty else entered


def _is_object(frame: Any, name: str) -> bool:
    return str(getattr(frame.get_column(name).to_native(), "dtype", "")) == "object"


def _over_arrow(table: Any, what: str) -> Frame:
    try:
        made: Any = pl.from_arrow(table)
    except pl.exceptions.ComputeError as error:
        raise FrameError(f"{what}: a column is of a type that Polars has none for: {error}") from error
    frame: Frame = made.lazy()
    return frame


def _arrow(frame: Frame) -> Any:
    # Arrow as everybody reads it, without Polars' own kind of text.
    return collected(frame).to_arrow(compat_level=pl.CompatLevel.oldest())


def _duckdb_table(relation: Any, luoshi_table: Any) -> Any:
    # On the connection of another relation; DuckDB finds the Arrow table by the name of this variable.
    return relation.limit(0).query("luoshi_like", "SELECT * FROM luoshi_table")


def conform(
    frame: Frame, columns: Mapping[str, ColumnType], needed: Sequence[str], what: str, keep: Sequence[str] = ()
) -> Frame:
    """A frame with just the contract's columns, in its order and types; missing ones that may be missing are null.

    Text columns keep a categorical type (it joins faster); not-a-number and infinite are null. `keep` names further
    columns to be kept as they are. Raises `FrameError` where a needed column is missing, a number is text, or a text is
    a list, bytes or another thing that is not written as one word.
    """
    schema = frame.collect_schema()
    missing = [name for name in needed if name not in schema]
    if missing:
        raise FrameError(f"{what}: no column {', '.join(missing)}; found {', '.join(schema)}")
    made = []
    for name, kind in columns.items():
        if name not in schema:
            made.append(pl.lit(None).cast(_DTYPES[kind]).alias(name))
        else:
            made.append(_typed(name, schema[name], kind, what))
    return frame.select(*made, *[pl.col(name) for name in keep if name in schema and name not in columns])


def _typed(name: str, found: Any, kind: ColumnType, what: str) -> pl.Expr:
    column = pl.col(name)
    if kind == "text":
        if found in (pl.String, pl.Categorical, pl.Enum):
            return column
        if not (found.is_numeric() or found.is_temporal() or found in (pl.Boolean, pl.Null)) or found == pl.Duration:
            raise FrameError(f"{what}: column {name}: found {found}, expected text")
        return column.cast(pl.String())
    if kind == "day":
        # A day may come as text, date or moment; it is compared, never computed with.
        return column if found != pl.Null else column.cast(pl.Date())
    if found == pl.Null:
        return column.cast(pl.Float64())
    if not found.is_numeric():
        raise FrameError(f"{what}: column {name}: found {found}, expected numbers")
    if found.is_float():
        number = column.cast(pl.Float64()) if found != pl.Float64 else column
        return pl.when(number.is_finite()).then(number).alias(name)
    return column.cast(pl.Float64())


def distinct(frame: Frame, *columns: str) -> list[tuple[Any, ...]]:
    """The distinct rows of some columns, collected and sorted (nulls last): for small domains only."""
    rows = collected(frame.select(*columns).unique()).rows()
    return sorted(rows, key=lambda row: tuple((v is None, str(v)) for v in row))


def held(frame: Frame) -> Frame:
    """A frame that several steps go on from, computed once and kept in memory: a plan used twice is computed twice."""
    return collected(frame).lazy()


def same_in_all(frame: Frame) -> dict[str, pl.Expr]:
    """The columns that hold one value in all rows, and that value: what is joined to millions need not be carried.

    Texts are looked at only for whether they are all null.
    """
    rows = collected(frame)
    empty = rows.null_count().row(0) if rows.height else [0] * rows.width
    blank = [name for name, count in zip(rows.columns, empty, strict=True) if count == rows.height]
    out = {name: pl.lit(None, rows.schema[name]) for name in blank}
    full = [name for name, count in zip(rows.columns, empty, strict=True) if not count and name not in out]
    # By expressions: a column that was made of one value need not be written out to be looked at.
    looked = rows.select(pl.col(name) for name in full if rows.schema[name] != pl.String)
    ends = looked.select(pl.all().min()).rows() + looked.select(pl.all().max()).rows()
    for name, *found in zip(looked.columns, *ends, strict=True):
        if found[0] == found[1]:
            out[name] = pl.lit(found[0], rows.schema[name])
    return out


def has_at_most(frame: Frame, rows: int) -> bool:
    """Whether a frame has so many rows or fewer; computes as much of its plan as that takes."""
    return bool(collected(frame.select(pl.len())).item() <= rows)


def held_if_small(frame: Frame) -> Frame:
    """The same where what is computed is small (`computing.at_once`); else the plan, so that nothing is held twice."""
    return held(frame) if is_at_once() else frame


def small(data: Mapping[str, Sequence[Any]], types: Mapping[str, SmallType]) -> Frame:
    """A small table of columns, to be joined with others.

    `whole` is a 64-bit integer, `word` an Enum of the words that are in the column: a number of it for each row.
    """
    kinds: dict[str, Any] = {"text": pl.String, "number": pl.Float64, "whole": pl.Int64, "day": pl.Date}
    schema = {
        name: pl.Enum(sorted({v for v in values if v is not None})) if types[name] == "word" else kinds[types[name]]
        for name, values in data.items()
    }
    return pl.LazyFrame({name: list(values) for name, values in data.items()}, schema=schema)


def look_up(frame: Frame, on: str, answers: Mapping[Any, Sequence[Any]], types: Mapping[str, SmallType]) -> Frame:
    """A frame with further columns, looked up by the value of `on` in a small table.

    `answers` maps each value to one entry for each column of `types`; a value that is not there gets nulls.
    """
    kind = frame.collect_schema()[on]
    if isinstance(kind, pl.Enum):
        return _by_category(frame, on, list(kind.categories), answers, types)
    data: dict[str, list[Any]] = {on: list(answers)}
    for number, name in enumerate(types):
        data[name] = [entry[number] for entry in answers.values()]
    table = small(data, {on: "text", **types})
    if kind != pl.String and kind != pl.Null:
        table = table.with_columns(pl.col(on).cast(kind))
    return frame.join(table, on=on, how="left")


def _by_category(
    frame: Frame, on: str, words: Sequence[str], answers: Mapping[Any, Sequence[Any]], types: Mapping[str, SmallType]
) -> Frame:
    """`look_up` by a column of categories: a category is a number, and its answers stand at that place of a list."""
    nothing = (None,) * len(types)
    entries = [answers.get(word, nothing) for word in words] or [nothing]
    data = {name: [entry[number] for entry in entries] for number, name in enumerate(types)}
    table = collected(small(data, types))
    return frame.with_columns(pl.lit(table[name]).gather(pl.col(on).to_physical()).alias(name) for name in types)


def alike(left: Frame, right: Frame, columns: Sequence[str]) -> tuple[Frame, Frame]:
    """Two frames whose text columns `columns` have one type, so that they join: text where they differ."""
    mine, other = left.collect_schema(), right.collect_schema()
    differing = [name for name in columns if mine[name] != other[name]]
    if not differing:
        return left, right
    texts = [pl.col(name).cast(pl.String()) for name in differing]
    return left.with_columns(*texts), right.with_columns(*texts)
