"""Assessing on a Spark cluster: each worker computes its own groups of rows with Polars, so the numbers are the same.

Most of assessing parts naturally: verdicts and series by place, a ranking by what it is a ranking of, a cascade by
indicator. `spread` puts the rows that belong together on one worker and has it do there what one process does with
all of them. docs/reference/frames.md says for every function what its groups are, and what stays on the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals as nw

from luoshi.assessing.frames import by_its_clock, enter

#: From a group's Arrow table, and what stands beside it, to the group's result, an Arrow table too.
Compute: TypeAlias = Callable[[Any, Any], Any]
#: Groups for each core of the cluster: small enough that a slow one holds up little.
GROUPS_PER_CORE = 4
_GROUP = "luoshi_group"


def is_spark(frame: Any) -> bool:
    """Whether a native frame is one of Spark, asked without loading Spark."""
    return type(frame).__module__.startswith("pyspark.sql")


def spread(
    compute: Compute,
    by: Sequence[str],
    frame: Any,
    beside: Any = None,
    *,
    meant: Mapping[str, Callable[[str], str]] | None = None,
    shared: frozenset[str] = frozenset(),
) -> Any:
    """`compute` on the workers, for groups of rows in which every combination of the columns `by` is whole.

    `beside` is a second frame: one of Spark is parted by the same columns, but for the rows whose first of these is
    in `shared`, which every group gets; any other frame, or a text, goes along whole. `meant` says of a column what
    its texts mean, where several mean one thing (GDP, 地区生产总值). `compute` is sent to the workers, which need
    luoshi and Polars. The result is a frame of Spark, lazy as all of Spark; what `compute` raises of columns that are
    missing is raised here, since it is tried without rows first.
    """
    frame = by_its_clock(frame)
    cores = frame.sparkSession.sparkContext.defaultParallelism
    parted = _Parts(tuple(by), meant or {}, max(1, cores * GROUPS_PER_CORE))
    if not is_spark(beside):
        return _alone(compute, parted, frame, carried(beside))
    beside = by_its_clock(beside)
    schema, shape = _shape(compute, frame, beside.limit(0).toArrow())
    names, others = frame.columns, beside.columns
    beside, common = _common(beside, parted.by, shared)

    def of_pair(mine: Any, other: Any) -> Any:
        import pyarrow as pa  # type: ignore[import-untyped]

        other = _ungrouped(other, others)
        if common is not None:
            other = pa.concat_tables([other.select(common.column_names).cast(common.schema), common])
        return _fitted(compute(_ungrouped(mine, names), other), shape)

    return parted.of(frame).cogroup(parted.of(beside)).applyInArrow(of_pair, schema)


def _alone(compute: Compute, parted: _Parts, frame: Any, along: Any) -> Any:
    schema, shape = _shape(compute, frame, along)
    names = frame.columns

    def of_group(mine: Any) -> Any:
        return _fitted(compute(_ungrouped(mine, names), along), shape)

    return parted.of(frame).applyInArrow(of_group, schema)


class _Parts:
    """How a frame is parted: by which columns, what their texts mean, into how many groups."""

    def __init__(self, by: tuple[str, ...], meant: Mapping[str, Callable[[str], str]], groups: int) -> None:
        self.by = by
        self._meant = meant
        self._groups = groups

    def of(self, frame: Any) -> Any:
        """The frame grouped; rows of one combination always meet, in whichever frame they are.

        Its columns are numbered (`_ungrouped` has their names), for Spark's groups cannot have a point in a name.
        """
        from pyspark.sql import functions as f

        names = frame.columns
        keys: list[Any] = []
        for name in self.by:
            column = _named(name)
            if name in self._meant:
                frame, column = self._with_meaning(frame, name)
            keys.append(f.col(column).cast("string"))
        group = f.pmod(f.hash(*keys), f.lit(self._groups)) if keys else f.lit(0)
        numbered = [f.col(_named(name)).alias(f"luoshi_{number}") for number, name in enumerate(names)]
        return frame.select(group.alias(_GROUP), *numbered).groupBy(_GROUP)

    def _with_meaning(self, frame: Any, name: str) -> tuple[Any, str]:
        from pyspark.sql import functions as f

        printed, meaning = f"luoshi_printed_{name}", f"luoshi_meant_{name}"
        column = f.col(_named(name)).cast("string")
        texts = [row[0] for row in frame.select(column).distinct().collect() if row[0] is not None]
        rows = [(text, self._meant[name](text)) for text in texts]
        table = frame.sparkSession.createDataFrame(rows, f"`{printed}` string, `{meaning}` string")
        return frame.join(f.broadcast(table), column == f.col(f"`{printed}`"), "left"), meaning


def _ungrouped(table: Any, names: Sequence[str]) -> Any:
    return table.drop_columns([_GROUP]).rename_columns(list(names))


def _named(name: str) -> str:
    # A name with a point in it would be one of a column's parts.
    return f"`{name.replace('`', '``')}`"


def carried(frame: Any, what: str = "frame") -> Any:
    """What goes along to every worker: a frame as an Arrow table, nothing and texts as they are."""
    if frame is None or isinstance(frame, str):
        return frame
    return enter(frame, what)[0].collect().to_arrow()


def _common(frame: Any, by: tuple[str, ...], shared: frozenset[str]) -> tuple[Any, Any]:
    """A frame without the rows that every group needs, and these as an Arrow table."""
    from pyspark.sql import functions as f

    if not shared:
        return frame, None
    first = f.col(_named(by[0]))
    everywhere = first.isin(sorted(shared))
    return frame.filter(~everywhere | first.isNull()), frame.filter(everywhere).toArrow()


def _shape(compute: Compute, frame: Any, beside: Any) -> tuple[Any, Any]:
    """The columns of a result, for Spark and for Arrow: those that come of no rows."""
    import pyarrow as pa

    kinds = [(field.name, _plain(field.type)) for field in compute(frame.limit(0).toArrow(), beside).schema]
    shape = pa.schema(kinds)
    return frame.sparkSession.createDataFrame(shape.empty_table()).schema, shape


def _plain(kind: Any) -> Any:
    """A type as Spark has it: text that is kept in a dictionary is text, and every whole number has its sign."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind):
        return pa.binary()
    return pa.int64() if pa.types.is_unsigned_integer(kind) else kind


def _fitted(table: Any, shape: Any) -> Any:
    return table.select(shape.names).cast(shape)


def shared_places(targets: Any, peers: Any, meanings: Callable[[str], str]) -> frozenset[str]:
    """The places of references and peers: `meanings` gives the place that a printed reference means."""
    named: set[str] = set()
    if "reference" in targets.columns:
        named = {meanings(row[0]) for row in targets.select("reference").distinct().collect() if row[0]}
    if peers is not None:
        named |= {row["place"] for row in _rows(peers)}
    return frozenset(named)


def _rows(frame: Any) -> list[Mapping[str, Any]]:
    made = nw.from_native(frame)
    if isinstance(made, nw.LazyFrame):
        made = made.collect()
    return list(made.iter_rows(named=True))
