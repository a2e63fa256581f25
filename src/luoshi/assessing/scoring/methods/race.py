"""赛马: the best gets full points, each further place a fixed part of them less."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.methods.method import FROM, FULL, TO, Method, Params, p, say, shown
from luoshi.assessing.scoring.ranking import Good


def read(table: Table, full: float, good: Good) -> Params:
    """The keys `step` (% of the points for each place) and `floor` (% that nobody who is ranked falls below)."""
    step = table.number("step", 5.0, 0.0, 100.0)
    if step == 0:
        table.fault("step", "0", "a part of the points above 0")
        step = 5.0
    floor = table.number("floor", 0.0, 0.0, 100.0)
    # The places that still stand on the slope, and the sum of their parts.
    places = float(int((100 - floor) / step + 1e-9) + 1)
    return {"step": step, "floor": floor, "slope": places, "sum": places * 100 - step * places * (places - 1) / 2}


def share() -> pl.Expr:
    """The part of the points, in %: of the place, or the average of the places that tied members share."""
    return pl.col("_race")


def stage() -> dict[str, pl.Expr]:
    """The column of `share`."""
    return {"_race": (_up_to(TO) - _up_to(FROM - 1)) / (TO - FROM + 1)}


def _up_to(place: pl.Expr) -> pl.Expr:
    on_slope = place * 100 - p("step") * place * (place - 1) / 2
    return pl.when(place <= p("slope")).then(on_slope).otherwise(p("sum") + (place - p("slope")) * p("floor"))


def _points(longest: int) -> pl.Expr:
    return FULL * share() / 100


def _words() -> pl.Expr:
    return say("每后1名少", shown(p("step")), "%，得满分的", shown(share()), "%")


METHOD = Method("race", "赛马", read, _points, _words, stages=(stage,))
