"""名次定分: each place has its points by a list."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import Method, Params, falling, p, place_points, read_places, say, shown
from luoshi.assessing.scoring.ranking import Good


def _read(table: Table, full: float, good: Good) -> Params:
    points = table.numbers("points")
    rest = table.number("rest", 0.0)
    falling(table, "points", points, rest)
    if points and points[0] != full:
        table.fault("points", f"{points[0]:g} for the first", f"the weight ({full:g})")
    return read_places(points, rest)


def _points(longest: int) -> pl.Expr:
    return place_points(longest)


def _words() -> pl.Expr:
    return say("前", shown(p("places")), "名按名次定分，其余", shown(p("rest")), "分")


METHOD = Method("steps", "名次定分", _read, _points, _words)
