"""Growth, and the figures of the year before, in columns of their own: what stands in them, and what is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.assessing.promises.matching import PER_CENT
from luoshi.assessing.sources.cells import growth_by_name, half
from luoshi.assessing.sources.faults import ranges
from luoshi.vocabulary.indicators import find
from luoshi.vocabulary.tables import load

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.sources.body import Body
    from luoshi.assessing.sources.period_heads import Said

_RATES = PER_CENT | {"百分比"}
_LEVEL = "持平"


def cleaned(column: pl.Series, said: Said | None) -> pl.Series:
    """The cells of a column of growth, or of the year before: a dash is nothing, growth that is 持平 is 0."""
    import polars as pl

    if said is None or not said.compares or column.dtype != pl.String:
        return column
    text = column.str.strip_chars()
    text = text.set(text.is_in(load("tableheads")["cells"]["blank"]).fill_null(False), None)
    return text.set((text == _LEVEL).fill_null(False), "0") if said.growth else text


def reported(figures: pl.DataFrame, body: Body) -> pl.DataFrame:
    """The figures of a column, without what nobody reported: empty cells of growth and of the year before.

    Growth of what is a percentage itself is left out, and told: it may be in per cent or in points.
    """
    said = body.head.said
    if said is None or not said.compares or not figures.width:
        return figures
    figures = figures.drop_nulls("value")
    if not said.growth:
        return figures
    if _are_fractions(figures["value"], body):
        column = body.label("value")
        body.notes.append(f"{body.where}: {column} is not read: all below 1 without %, they may be fractions")
        return figures.clear()
    units = dict(zip(body.rows.to_list(), body.text("unit_of").to_list(), strict=True))
    rates = [
        row
        for row, name in figures.select("row", "indicator").iter_rows()
        if half(units.get(row) or "") in _RATES or _is_rate(name)
    ]
    if rates:
        column, rows = body.label("value"), ranges(rates)
        body.notes.append(f"{body.where}: {column} of percentages is not read, as it may be in points: {rows}")
    return figures.filter(~figures["row"].is_in(rates))


def _are_fractions(values: pl.Series, body: Body) -> bool:
    """Whether growth may be written as 0.082 for 8.2 %: nothing says %, and all of several are below 1."""
    said = half(body.label("value") or "") + "".join(body.text("value").drop_nulls().to_list())
    grown = values.filter(values != 0).abs()
    return "%" not in said and len(grown) > 1 and bool((grown < 1).all())


def _is_rate(indicator: str) -> bool:
    if growth_by_name(indicator):
        return True
    entry = find(indicator)
    if entry is not None:
        return "%" in entry.unit
    return indicator.endswith(tuple(load("tableheads")["names"]["rates"]))
