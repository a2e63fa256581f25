"""The faults that only show when a table of targets and one of reported figures are laid beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.assessing.measured import key_of
from luoshi.assessing.sources.body import MOST
from luoshi.assessing.sources.cells import mapped
from luoshi.assessing.sources.faults import Fault

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.sources import Checked

# Of these the unit is not known by the measure.
_COUNTED = ("level", "change")


def without_unit(table: Checked, other: Checked) -> None:
    """A fault for every row of `table` that has no unit where `other` has one for the same: 12 is not 12万元.

    The rows are taken out of its frame. Statements of `luoshi read` are left as they are.
    """
    import polars as pl

    if table.statements or other.statements or table.frame.is_empty() or other.frame.is_empty():
        return
    on = ["place", "key_", "measure"]
    units = _keyed(other.frame).filter(pl.col("unit").is_not_null() & pl.col("value").is_not_null())
    units = units.group_by(on).agg(pl.col("unit").min().alias("unit_"))
    lacking = pl.col("unit").is_null() & pl.col("value").is_not_null() & pl.col("measure").is_in(_COUNTED)
    rows = _keyed(table.frame).filter(lacking).join(units, on=on, maintain_order="left")
    # A row with a column a period is one.
    rows = rows.unique("source", keep="first", maintain_order=True)
    if rows.is_empty():
        return
    for source, unit in rows.select("source", "unit_").head(max(0, MOST - len(table.faults))).iter_rows():
        file, *sheet, row = source.split("·")
        expected = f"a unit, as the same indicator is in {unit} elsewhere"
        table.faults.append(Fault(file, "·".join(sheet) or None, int(row), table.unit, "nothing", expected))
    table.unkept += max(0, rows.height - MOST)
    table.faulty_rows += rows.height
    table.frame = table.frame.join(rows.select("source"), on="source", how="anti", maintain_order="left")


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return frame.with_columns(mapped(frame["indicator"], key_of, pl.String).alias("key_"))
