"""Tables with a column a period: read column by column, each as a table of its own with the columns that all share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from luoshi.assessing.sources import cells, period_heads
from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import ROW, Grid
from luoshi.assessing.sources.heads import Head

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.sources.period_heads import Said

# 单位：亿元、% above a table: each unit in its place.
_UNITS = re.compile(r"单位[::](.{1,20})")


def by_column(grid: Grid, head: Head) -> list[Head]:
    """A head for every column of figures of a table; the head itself where no column says a period.

    The year of 1月, and the month of 本月, is the row's where the table has a column for it, else what the title, the
    sheet or the file says; where none says it, that is a fault of the table. Columns in which nothing stands are left
    out.
    """
    if not head.periods or head.statements:
        return [head]
    titles = [*_titles(grid, head), grid.sheet or "", grid.file]
    unit = head.unit or _unit(titles)
    heads = [replace(head)] if "value" in head.fields else []
    without: list[str] = []
    for at in _filled(grid, head):
        said, own = head.periods[at]
        one = _of_one(head, at, said, own or unit)
        if "period" not in head.fields:
            one.base = said.words if said.dated else period_heads.base_of(said, *titles)
            if not one.base:
                without.append(head.labels[at])
        heads.append(one)
    if without:
        expected = "their year or month: in a column 时期, in a title, in the name of the sheet or of the file"
        found = f"the heads {'、'.join(without)}"
        fault = Fault(grid.file, grid.sheet, head.last or None, None, found, expected, whole=True)
        for one in heads:
            one.faults = [*head.faults, fault]
    return heads


def reported(figures: pl.DataFrame, head: Head) -> pl.DataFrame:
    """The figures of a column, without the empty cells of growth and of the year before: those nobody had to report."""
    if head.said is None or not (head.said.growth or head.said.before) or not figures.width:
        return figures
    return figures.drop_nulls("value")


def _of_one(head: Head, at: int, said: Said, unit: str | None) -> Head:
    """The head as that of one column of figures."""
    left_out = ("value", "unit") if said.growth else ("value",)
    fields = {name: column for name, column in head.fields.items() if name not in left_out}
    return replace(head, fields={**fields, "value": at}, unit="%" if said.growth else unit, said=said)


def _filled(grid: Grid, head: Head) -> list[int]:
    """The columns that say a period and hold anything; all of them where none does."""
    import polars as pl

    below = grid.frame.filter(pl.col(ROW) > head.last)
    filled = [at for at in head.periods if below[str(at)].null_count() < below.height]
    return filled or list(head.periods)


def _titles(grid: Grid, head: Head) -> Iterator[str]:
    """What stands above the head, each text once."""
    import polars as pl

    above = grid.frame.filter(pl.col(ROW) < head.last) if grid.heads is None else grid.frame.clear()
    for row in above.drop(ROW).iter_rows():
        yield from dict.fromkeys(str(cell) for cell in row if cell is not None)


def _unit(titles: list[str]) -> str | None:
    """The unit that a title says (单位：亿元), where it is one."""
    for title in titles:
        found = _UNITS.search(cells.half(title))
        units = [part for part in re.split("[、,;/]", found[1]) if cells.is_unit(part)] if found else []
        units = [unit for unit in units if unit != "%"] or units
        if len(units) == 1:
            return units[0]
    return None


def note(heads: list[Head], where: str) -> list[str]:
    """What is to be told of columns that say a period: how each is read, where its head alone does not say it."""
    said = []
    for head in heads:
        if head.said is not None:
            label = head.labels[head.fields["value"]]
            period = head.said.period(head.base) if head.base else None
            meaning = f"{period or head.said.stretch}{head.said.kind}"
            said.append(label if label.endswith(meaning) else f"{label} = {meaning}")
    return [f"{where}: columns read by the period in their heads: {'、'.join(said)}"] if said else []
