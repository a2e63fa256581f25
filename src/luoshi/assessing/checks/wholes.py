"""Wholes beside the sum of their parts, for parts that are places and parts that are indicators."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.checks.digits import decimals, tens
from luoshi.assessing.checks.material import Material
from luoshi.assessing.frames import Frame, distinct, look_up
from luoshi.assessing.measured import key_of

# More decimals than this are computed, not printed.
_DECIMALS = 4
_INCOMPLETE = ("no", "false", "False", "0", "否")


def wholes(material: Material, figures: Frame) -> Frame:
    """Rows of `figures` that are wholes, with what their parts bring. `figures` has one row a span of `size`.

    Added: `parts` (how many the whole has), `found` (of them with a figure), `complete` (1 where the parts named are
    all there are), `total`, `least`, `most` of the parts' `size`; `most_part` whose is the largest, and `rounding`:
    what rounding of the parts and the whole can make of the sum, in base units.
    """
    found = []
    # Parts that are places are together where all of an indicator is, branches where all of a place is.
    if "indicator" in material.sides:
        found.append(_side(material, figures, "place", ("key",)))
    if "place" in material.sides:
        found.append(_side(material, figures, "key", ("place",)))
    return pl.concat(found)


def _side(material: Material, figures: Frame, side: str, others: tuple[str, ...]) -> Frame:
    assert material.parts is not None
    of = pl.col("of").fill_null("place")
    pairs = material.parts.filter((of == "place") if side == "place" else (of == "indicator"))
    if side == "key":
        pairs = _keyed(_keyed(pairs, "part"), "whole")
    incomplete = pl.col("complete").fill_null("yes").is_in(list(_INCOMPLETE))
    pairs = pairs.with_columns(incomplete.cast(pl.Int64()).alias("incomplete"))
    pairs = pairs.group_by("part", "whole").agg(pl.col("incomplete").max())
    pairs = pairs.filter(pl.col("part") != pl.col("whole"))
    size = pairs.group_by("whole").agg(pl.len().cast(pl.Int64()).alias("parts"), pl.col("incomplete").max())
    size = size.rename({"whole": side})
    span = (*others, "said", "base", "start", "months")
    place = pl.col("place").cast(pl.String())
    figures = figures.with_columns(place.alias("place"), decimals(_DECIMALS).alias("decimals"))
    half = pl.col("factor") * 0.5 / tens("decimals", _DECIMALS)
    figures = figures.with_columns(pl.when(pl.col("decimals") <= _DECIMALS).then(half).otherwise(0.0).alias("half"))
    shown = pl.col("place" if side == "place" else "name").alias("shown")
    named = figures.select(pl.col(side).alias("part"), shown, *[pl.col(n) for n in span], "size", "half")
    joined = named.join(pairs.select("part", "whole"), on="part", how="inner")
    joined = joined.with_columns(pl.col("size").max().over("whole", *span).alias("most"))
    largest = pl.when(pl.col("size") == pl.col("most")).then(pl.col("shown"))
    sums = (
        joined.with_columns(largest.alias("largest"))
        .group_by("whole", *span)
        .agg(
            pl.len().cast(pl.Int64()).alias("found"),
            pl.col("size").sum().alias("total"),
            pl.col("size").min().alias("least"),
            pl.col("most").max().alias("most"),
            pl.col("largest").min().alias("most_part"),
            pl.col("half").max().alias("half_of_parts"),
        )
    )
    sums = sums.rename({"whole": side})
    rows = figures.join(sums, on=[side, *span], how="inner").join(size, on=side, how="inner")
    rounding = pl.col("half_of_parts") * pl.col("found").cast(pl.Float64()) + pl.col("half")
    columns = [*figures.collect_schema(), "found", "total", "least", "most", "most_part", "parts"]
    return rows.with_columns(rounding.alias("rounding")).select(
        *[n for n in columns if n != "half"],
        (1 - pl.col("incomplete")).alias("complete"),
        "rounding",
    )


def _keyed(frame: Frame, column: str) -> Frame:
    answers = {str(n): (key_of(str(n)),) for (n,) in distinct(frame, column) if n is not None}
    return look_up(frame, column, answers, {"its_key": "text"}).drop(column).rename({"its_key": column})
