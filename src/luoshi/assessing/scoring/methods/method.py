"""What a method of scoring is, and the columns its expressions stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import polars as pl

from luoshi.assessing import exact
from luoshi.assessing.rulefiles import Table
from luoshi.assessing.scoring.ranking import GOODS, Good

# The columns of one indicator of one member: its number as printed; as goodness (more is better, settled); the places
# it holds (two where tied members share them); the best and the worst goodness of its peers; how many are ranked.
VALUE, GOOD, FROM, TO = pl.col("value"), pl.col("_good"), pl.col("_from"), pl.col("_to")
BEST, WORST, OF, RANK = pl.col("_best"), pl.col("_worst"), pl.col("of"), pl.col("rank")
# The column of targets of the frame; the rule's full points; 1 where more is better, else -1; the unit as text.
TARGET, FULL, WAY, UNIT = pl.col("target"), pl.col("full"), pl.col("_way"), pl.col("_unit")

Params: TypeAlias = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Method:
    """One way to turn a value or a place into points.

    `read` checks a rule's own keys and gives its numbers, which become columns `p_…`; `points` and `words` are
    expressions on the columns of this module and on those that its `stages` add, one after the other (an expression
    that is used more than once is a column, or it would be copied wherever it is used); `slope` gives points for one
    more of the value, where that is a constant; `most` the points that can be had at most.
    """

    name: str
    label: str
    read: Callable[[Table, float, Good], Params]
    points: Callable[[int], pl.Expr]
    words: Callable[[], pl.Expr]
    slope: Callable[[], pl.Expr] | None = None
    most: Callable[[], pl.Expr] | None = None
    goods: tuple[Good, ...] = GOODS
    stages: tuple[Callable[[], dict[str, pl.Expr]], ...] = ()


def p(name: str) -> pl.Expr:
    """A number of the rule."""
    return pl.col("p_" + name)


def say(*parts: pl.Expr | str) -> pl.Expr:
    """A sentence of texts and expressions; a part that is null makes it null."""
    return pl.concat_str([pl.lit(part) if isinstance(part, str) else part for part in parts])


def goodness_of(value: float, good: Good) -> float:
    """A number of a rule as goodness (for `middle` it is a distance, of which less is better)."""
    return value if good == "up" else 0 - value


def shown(number: pl.Expr) -> pl.Expr:
    """A number of at most four decimals."""
    return exact.text(number, 4)


def read_goal(table: Table) -> Params:
    """The key `goal`: a number, or "target" for the column of that name."""
    if table.data.get("goal") == "target":
        table.text("goal")
        return {"goal": None, "target": 1.0}
    return {"goal": table.number("goal", more='or "target"'), "target": 0.0}


def goal() -> pl.Expr:
    """The goal as printed: the rule's, or the frame's own of each row; null where there is none."""
    return pl.col("_goal")


def reached() -> pl.Expr:
    """Whether the goal is reached: at least, for `down` at most, for `middle` no further away than it."""
    return pl.col("_bar") <= GOOD


def stage_goal() -> dict[str, pl.Expr]:
    """The columns that `goal` and `reached` stand on."""
    return {"_goal": pl.when(p("target") == 1).then(TARGET).otherwise(p("goal"))}


def stage_bar() -> dict[str, pl.Expr]:
    """The goal as goodness."""
    return {"_bar": exact.settled(pl.col("_goal")) * WAY}


GOAL_STAGES = (stage_goal, stage_bar)


def goal_words() -> pl.Expr:
    """The goal in words: 目标8%以上."""
    side = pl.when(WAY > 0).then(pl.lit("以上")).otherwise(pl.lit("以内"))
    return say("目标", shown(goal()), UNIT, side)


def up_to(place: pl.Expr, longest: int) -> pl.Expr:
    """The points of all places down to one, from columns `p_s1 …`; further down each place gets `p_rest`."""
    # A rule with fewer places has nulls for the others.
    named = [pl.when(place == number).then(p(f"s{number}")) for number in range(1, longest + 1)]
    out = pl.coalesce(*named, p("all") + (place - p("places")) * p("rest"))
    return pl.when(place > 0).then(out).otherwise(0.0)


def place_points(longest: int) -> pl.Expr:
    """The points of the places a member holds: those of its place, or the average of those that tied members share."""
    return (up_to(TO, longest) - up_to(FROM - 1, longest)) / (TO - FROM + 1)


def read_places(points: list[float], rest: float) -> Params:
    """A list of points by place as columns: sums from the first on."""
    out: Params = {f"s{n}": sum(points[:n]) for n in range(1, len(points) + 1)}
    return out | {"all": sum(points), "places": float(len(points)), "rest": rest}


def falling(table: Table, key: str, points: list[float], rest: float = 0.0) -> None:
    """Notes points that rise with the place."""
    for before, after in pairwise([*points, rest]):
        if after > before:
            table.fault(key, f"{after:g} after {before:g}", "points that do not rise from place to place")
