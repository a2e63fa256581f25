"""The verdict on one number so far: completion, schedule, ahead, gap, needed and state, by expressions.

With `a` the number so far, `v` the target, `b` its baseline, `s` the share of the task that is due by now:

| form | completion | ahead | needed |
|---|---|---|---|
| sum | a / v | completion − schedule | v − a, nothing below 0 |
| ceiling | a / hi, the part that is used up | schedule − completion | hi − a, what may still come |
| move | (a − b) / (bound − b) | completion − schedule | bound − a |
| hold | | the distance inside the bounds, negative outside (points; else % of the bound) | growth: what the \
remaining months need; else bound − a |
| rank | | | places to gain |

All in per cent and points. The growth that the rest of a year needs, with `w` the part of last year's amount that lay
in the months so far: ((1 + v) − (1 + a)·w) / (1 − w) − 1; the amounts of this year are those of last year times
one plus growth, so it follows from whole = so far + rest.
"""

from __future__ import annotations

import narwhals as nw

from luoshi.assessing.exact import settled
from luoshi.assessing.frames import Frame
from luoshi.assessing.progress.bounds import per_cent
from luoshi.assessing.progress.settings import settings


def judged(frame: Frame) -> Frame:
    """A frame with `schedule`, `completion`, `ahead`, `gap`, `needed`, `state`, `done` and `inside`.

    It needs the columns of a bounded target (`progress.bounds`), `start` and `end`, and beside them `at`, `actual`
    (both null where nothing is known), `share` (the part due, null: by months) and `weight` (last year's part so
    far, null: by months).
    """
    frame = frame.with_columns(_elapsed().alias("elapsed")).with_columns(
        nw.when(nw.col("share").is_null()).then(nw.col("elapsed")).otherwise(nw.col("share")).alias("due"),
        (nw.col("at") >= nw.col("end")).alias("done"),
        settled(nw.col("actual")).alias("number"),
    )
    frame = frame.with_columns(_inside().alias("inside"), _completion().alias("completion"))
    form = nw.col("form")
    paced = form.is_in(["sum", "ceiling", "move"])
    frame = frame.with_columns(nw.when(paced & ~nw.col("actual").is_null()).then(nw.col("due") * 100).alias("schedule"))
    frame = frame.with_columns(_ahead().alias("ahead"), _gap().alias("gap"), _needed().alias("needed"))
    return frame.with_columns(_state().alias("state"))


def _elapsed() -> nw.Expr:
    months = nw.col("at") - nw.col("start") + 1
    return months.cast(nw.Float64()) / (nw.col("end") - nw.col("start") + 1).cast(nw.Float64())


def _inside() -> nw.Expr:
    """Whether the number so far keeps the bounds; true where there are none, null without a number."""
    number, lo, hi = nw.col("number"), nw.col("lo"), nw.col("hi")
    above = lo.is_null() | (number > lo) | (~nw.col("strict") & (number >= lo))
    return nw.when(~number.is_null()).then(above & (hi.is_null() | (number <= hi)))


def _completion() -> nw.Expr:
    """Per cent done; null where a percentage of the target says nothing (growth, a rate that is held, a rank)."""
    actual, base = nw.col("actual"), nw.col("baseline")
    edge = nw.when(nw.col("lo").is_null()).then(nw.col("hi")).otherwise(nw.col("lo"))
    return (
        nw.when(nw.col("form") == "sum")
        .then(actual / nw.col("value") * 100)
        .when(nw.col("form") == "ceiling")
        .then(actual / nw.col("hi") * 100)
        .when((nw.col("form") == "move") & (edge != base))
        .then((actual - base) / (edge - base) * 100)
    )


def distance() -> nw.Expr:
    """How far inside the bounds a number is, negative outside; of two bounds the nearer. In the target's unit."""
    below, above = nw.col("actual") - nw.col("lo"), nw.col("hi") - nw.col("actual")
    return (
        nw.when(below.is_null())
        .then(above)
        .when(above.is_null())
        .then(below)
        .when(below < above)
        .then(below)
        .otherwise(above)
    )


def _ahead() -> nw.Expr:
    edge = nw.when(nw.col("lo").is_null()).then(nw.col("hi")).otherwise(nw.col("lo")).abs()
    pace = nw.col("completion") - nw.col("schedule")
    return settled(
        nw.when(nw.col("form") == "ceiling")
        .then(0 - pace)
        .when(nw.col("form").is_in(["sum", "move"]))
        .then(pace)
        .when((nw.col("form") == "hold") & per_cent())
        .then(distance())
        .when((nw.col("form") == "hold") & (edge != 0))
        .then(distance() / edge * 100)
    )


def _gap() -> nw.Expr:
    """The number so far less the target as printed; for 正增长 less 0."""
    value = nw.when(nw.col("value").is_null()).then(nw.col("lo")).otherwise(nw.col("value"))
    return settled(nw.col("actual") - value)


def _needed() -> nw.Expr:
    actual, value = nw.col("actual"), nw.col("value")
    rest = value - actual
    short = (
        nw.when(nw.col("inside"))
        .then(0.0)
        .otherwise(
            nw.when(nw.col("lo").is_null() | (actual > nw.col("hi")))
            .then(nw.col("hi") - actual)
            .otherwise(nw.col("lo") - actual)
        )
    )
    weight = nw.when(nw.col("weight").is_null()).then(nw.col("elapsed")).otherwise(nw.col("weight"))
    bound = nw.when(nw.col("lo").is_null()).then(nw.col("hi")).otherwise(nw.col("lo"))
    growth = (((bound / 100 + 1) - (actual / 100 + 1) * weight) / (1 - weight) - 1) * 100
    running = ~nw.col("done")
    # What is measured at one moment has no remaining months that could make up for it.
    momentary = nw.when(nw.col("kind").is_in(["stock", "rate", "index"])).then(nw.lit(True)).otherwise(nw.lit(False))
    return settled(
        nw.when(nw.col("form") == "ceiling")
        .then(nw.when(running).then(nw.col("hi") - actual))
        .when((nw.col("form") == "sum") & (value > 0))
        .then(nw.when(rest > 0).then(rest).otherwise(0.0))
        .when(nw.col("form") == "sum")
        .then(nw.when(rest < 0).then(rest).otherwise(0.0))
        .when((nw.col("form") == "hold") & (nw.col("measure") == "growth") & ~momentary)
        .then(nw.when(running & (weight < 1)).then(growth))
        .when(~nw.col("form").is_null())
        .then(short)
    )


def _state() -> nw.Expr:
    """met, on_track, at_risk, off_track, not_due (before the period, or the cell's day), no_data (no number).

    The margins stand in `progress.toml`.
    """
    table = settings()
    form, ahead, done, inside = nw.col("form"), nw.col("ahead"), nw.col("done"), nw.col("inside")
    paced = form.is_in(["sum", "ceiling", "move"])
    # What adds up does not fall again, and a stock that has come to its level is there.
    there = (form == "sum") | ((form == "move") & ~nw.col("lo").is_null() & (nw.col("kind") == "stock"))
    over = nw.col("number") > nw.col("hi")
    spent = ((form == "ceiling") | ((form == "sum") & ~nw.col("lo").is_null())) & over
    margin = (
        nw.when(paced)
        .then(float(table["at_risk_points"]))
        .when(form == "rank")
        .then(float(table["at_risk_places"]))
        .when(per_cent())
        .then(float(table["at_risk_hold_points"]))
        .otherwise(float(table["at_risk_hold_ratio"]) * 100)
    )
    behind = nw.when(form == "rank").then(settled(distance())).otherwise(ahead)
    early = (nw.col("as_of_month") < nw.col("start")) | (nw.col("hole") == "not_due")
    good = nw.when(paced).then(ahead > 0 - float(table["on_track_points"])).otherwise(inside)
    return (
        nw.when(nw.col("number").is_null() | (nw.col("lo").is_null() & nw.col("hi").is_null()))
        .then(nw.when(early).then(nw.lit("not_due")).otherwise(nw.lit("no_data")))
        .when(inside & (done | there))
        .then(nw.lit("met"))
        .when(done | spent)
        .then(nw.lit("off_track"))
        .when(good)
        .then(nw.lit("on_track"))
        .when(behind >= 0 - margin)
        .then(nw.lit("at_risk"))
        .otherwise(nw.lit("off_track"))
    )
