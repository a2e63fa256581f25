"""Assessing on a Spark cluster: each worker judges its own places with Polars, so the numbers are the same everywhere.

A verdict needs the rows of its place and, where a target names a reference (高于全国) or a group of peers, the rows
of those. So targets and observations are put together by place; the rows that everybody needs go along to all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from luoshi.assessing.frames import VERDICTS, by_its_clock

#: Groups of places for each core of the cluster: small enough that a slow one holds up little.
GROUPS_PER_CORE = 4
_SQL = {"text": "string", "number": "double", "day": "date"}


def is_spark(frame: Any) -> bool:
    """Whether a native frame is one of Spark, asked without loading Spark."""
    return type(frame).__module__.startswith("pyspark.sql")


def assess_by_place(
    targets: Any,
    observations: Any,
    shared: frozenset[str],
    judge: Callable[[Any, Any], Any],
) -> Any:
    """The verdicts of Spark frames: `judge` on the Arrow tables of each group of places, on the workers.

    `shared` are the places whose observations every group needs. `judge` takes targets and observations and gives
    verdicts, all as Arrow tables; it is sent to the workers, which need luoshi and Polars. Lazy, like all of Spark.
    """
    from pyspark.sql import functions as f

    targets, observations = by_its_clock(targets), by_its_clock(observations)
    groups = max(1, targets.sparkSession.sparkContext.defaultParallelism * GROUPS_PER_CORE)
    group = f.expr(f"pmod(hash(cast(place as string)), {groups})")
    everywhere = f.col("place").isin(sorted(shared)) if shared else f.lit(False)
    common = observations.filter(everywhere).toArrow()
    own = observations.filter(~everywhere | f.col("place").isNull())

    def of_group(wanted: Any, found: Any) -> Any:
        import pyarrow as pa  # type: ignore[import-untyped]

        names = common.column_names
        table = pa.concat_tables([found.select(names).cast(common.schema), common])
        kinds = {"text": pa.string(), "number": pa.float64(), "day": pa.date32()}
        shape = pa.schema([(name, kinds[kind]) for name, kind in VERDICTS.items()])
        return judge(wanted.drop_columns(["luoshi_group"]), table).select(list(VERDICTS)).cast(shape)

    schema = ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in VERDICTS.items())
    left = targets.withColumn("luoshi_group", group).groupBy("luoshi_group")
    right = own.withColumn("luoshi_group", group).groupBy("luoshi_group")
    return left.cogroup(right).applyInArrow(of_group, schema)


def shared_places(targets: Any, peers: Any, meanings: Callable[[str], str]) -> frozenset[str]:
    """The places of references and peers: `meanings` gives the place that a printed reference means."""
    named: set[str] = set()
    if "reference" in targets.columns:
        named = {meanings(row[0]) for row in targets.select("reference").distinct().collect() if row[0]}
    if peers is not None:
        named |= {row["place"] for row in _rows(peers)}
    return frozenset(named)


def _rows(frame: Any) -> list[Mapping[str, Any]]:
    import narwhals as nw

    made = nw.from_native(frame)
    if isinstance(made, nw.LazyFrame):
        made = made.collect()
    return list(made.iter_rows(named=True))
