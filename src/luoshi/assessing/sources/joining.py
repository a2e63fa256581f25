"""The tables of a file as one frame, and the faults that only show across rows: ids twice, one cell with two values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from luoshi.assessing.frames import CELL, OBSERVATIONS, TARGETS, ColumnType
from luoshi.assessing.measured import key_of
from luoshi.assessing.sources.cells import mapped

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.sources.body import Body
    from luoshi.assessing.sources.headings import Role

#: The columns of a table of parts, as `assessing.checks` wants them.
PARTS: dict[str, ColumnType] = {"part": "text", "whole": "text", "of": "text", "complete": "text"}
#: The columns of a table of published rankings, as `assessing.checks` wants them.
RANKINGS: dict[str, ColumnType] = {
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "place": "text",
    "published_at": "day",
}
_COLUMNS = {"targets": TARGETS, "observations": OBSERVATIONS, "parts": PARTS, "rankings": RANKINGS}


def together(
    tables: list[tuple[Body, pl.DataFrame]], role: Role, keep: tuple[str, ...], notes: list[str]
) -> tuple[pl.DataFrame, int]:
    """All tables as one frame without the rows that have faults, and how many rows those are."""
    import polars as pl

    columns: dict[str, ColumnType] = {**_COLUMNS[role], **dict.fromkeys(keep, "text")}
    kinds: dict[str, Any] = {"text": pl.String, "number": pl.Float64, "day": pl.Date}
    schema: Any = {name: kinds[kind] for name, kind in columns.items()}
    schema |= {"source": pl.String, "row": pl.Int64, "part_": pl.Int64}
    made = [
        frame.with_columns(*[pl.lit(None).alias(name) for name in schema if name not in frame.columns])
        .with_columns(pl.lit(number).alias("part_"))
        .select(list(schema))
        .cast(schema)
        for number, (_, frame) in enumerate(tables)
        if frame.width
    ]
    frame = pl.concat(made) if made else pl.DataFrame(schema=schema)
    bodies = [body for body, _ in tables]
    if role == "targets":
        _ids_once(frame, bodies)
    elif role == "observations":
        _cells_once(frame, bodies)
    bad = pl.DataFrame(
        [(number, row) for number, body in enumerate(bodies) for row in sorted(body.bad)],
        schema={"part_": pl.Int64, "row": pl.Int64},
        orient="row",
    )
    kept = frame.join(bad, on=["part_", "row"], how="anti", maintain_order="left")
    if role == "observations":
        kept = _without_copies(kept, notes, bodies)
        _tell_two_names(kept, notes, bodies)
    # A row of a table with a column a period is one, in how many of them it has a fault.
    return kept.select(*columns, "source"), len({(id(body.grid), row) for body in bodies for row in body.bad})


def _ids_once(frame: pl.DataFrame, bodies: Iterable[Body]) -> None:
    """A fault for every row whose id stood before."""
    import polars as pl

    again = frame.filter(pl.col("id").is_not_null() & ~pl.col("id").is_first_distinct())
    first = dict(frame.filter(pl.col("id").is_first_distinct()).select("id", "source").iter_rows())
    for number, body in enumerate(bodies):
        rows = again.filter(pl.col("part_") == number)
        if body.head.statements or rows.is_empty():
            continue
        told = {row: f"{name} (first in {first[name]})" for row, name in rows.select("row", "id").iter_rows()}
        found = pl.Series([told.get(row) for row in body.rows.to_list()], dtype=pl.String)
        body.fault(found.is_not_null(), "id", "each id only once", found)


def _cells_once(frame: pl.DataFrame, bodies: Iterable[Body]) -> None:
    """A fault for rows of one cell, reported on one day, that say different values."""
    import polars as pl

    said = pl.struct("value", "status", "unit")
    known = pl.all_horizontal(pl.col("place", "indicator", "period").is_not_null())
    clash = frame.filter((said.n_unique().over(*CELL, "reported_at") > 1) & known)
    for number, body in enumerate(bodies):
        rows = clash.filter(pl.col("part_") == number)["row"].to_list()
        if rows and not body.head.statements:
            expected = "one value of a cell a day (a correction has a later 上报日期, reported_at)"
            if body.head.said is not None:
                expected = "one column for each figure (another one says the same period)"
            body.fault(body.rows.is_in(rows), "value", expected)


def _tell_two_names(frame: pl.DataFrame, notes: list[str], bodies: list[Body]) -> None:
    """A note of cells that have two values under two names of one indicator: GDP, 地区生产总值."""
    import polars as pl

    if any(body.head.statements for body in bodies):
        # A document says a number in many ways, and of many things.
        return
    keyed = frame.with_columns(mapped(frame["indicator"], key_of, pl.String).alias("key_"))
    cell = ["place", "key_", "period", "measure", "reported_at"]
    known = pl.all_horizontal(pl.col("place", "key_", "period").is_not_null())
    clash = (pl.col("indicator").n_unique() > 1) & (pl.struct("value", "status", "unit").n_unique() > 1)
    found = keyed.filter(known).filter(clash.over(cell))
    if found.is_empty():
        return
    cells = found.group_by(cell, maintain_order=True).agg(pl.col("indicator", "value"))
    first = cells.row(0, named=True)
    values = ["nothing" if value is None else f"{value:.12g}" for value in first["value"]]
    said = ", ".join(f"{name} {value}" for name, value in zip(first["indicator"], values, strict=True))
    have = "cell has" if cells.height == 1 else "cells have"
    notes.append(
        f"{bodies[0].grid.file}: {cells.height} {have} several values under "
        f"several names of one indicator, the greatest counts (first {first['place']} {first['period']}: {said})"
    )


def _without_copies(frame: pl.DataFrame, notes: list[str], bodies: list[Body]) -> pl.DataFrame:
    """Rows that say the same again are one row."""
    once = frame.unique([*CELL, "value", "unit", "status", "reported_at"], keep="first", maintain_order=True)
    if once.height < frame.height:
        number = frame.height - once.height
        notes.append(
            f"{bodies[0].grid.file}: {number} {'row says' if number == 1 else 'rows say'} the same again, left out"
        )
    return once
