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

import polars as pl

from luoshi.assessing.frames import Frame

#: What a target can be: the words of `state`.
STATES = ("met", "on_track", "at_risk", "off_track", "no_data", "not_due")
# Points behind a line by so little are the noise of arithmetic.
_NOISE = 1e-9
# Decimals that differences are cut to, which takes the noise away: 6.1 − 6 is 0.1.
_DIGITS = 8
# Polars divides by the months through their reciprocal where all have as many: 5 / 12 is then off in the last bit.
_SHARE_DIGITS = 12


def judged(frame: Frame) -> Frame:
    """A frame with `schedule`, `completion`, `ahead`, `gap`, `needed`, `state`, `done` and `inside`.

    It needs the columns of a target with its traits (`progress.traits`), and beside them `at`, `actual` (both null
    where nothing is known), `as_of_month`, `hole`, `share` (the part due, null: by months) and `weight` (last year's
    part so far, null: by months).
    """
    months = (pl.col("end") - pl.col("start") + 1).cast(pl.Float64())
    elapsed = (pl.col("at") - pl.col("start") + 1).cast(pl.Float64()) / months
    frame = frame.with_columns(
        elapsed.alias("elapsed"), (pl.col("at") >= pl.col("end")).alias("done"), _inside().alias("inside")
    )
    due = pl.when(pl.col("share").is_null()).then(pl.col("elapsed")).otherwise(pl.col("share"))
    origin, goal = pl.col("origin"), pl.col("goal")
    frame = frame.with_columns(
        pl.when(pl.col("paced") & ~pl.col("endless") & ~pl.col("actual").is_null())
        .then((due * 100).round(_SHARE_DIGITS))
        .alias("schedule"),
        ((pl.col("actual") - origin) / (goal - origin) * 100).round(_DIGITS).alias("completion"),
        _distance().alias("distance"),
    )
    pace = (pl.col("completion") - pl.col("schedule")) * pl.col("side")
    frame = frame.with_columns(
        pl.when(pl.col("paced"))
        .then(pace)
        .otherwise(pl.col("distance") * pl.col("scale"))
        .round(_DIGITS)
        .alias("ahead"),
        (pl.col("actual") - pl.col("mark")).round(_DIGITS).alias("gap"),
        _needed().round(_DIGITS).alias("needed"),
    )
    return frame.with_columns(_state().alias("state"))


def _inside() -> pl.Expr:
    """Whether the number so far keeps the bounds; true where there are none, null without a number."""
    number, least, most = pl.col("actual"), pl.col("least"), pl.col("most")
    return (least.is_null() | (number >= least)) & (most.is_null() | (number <= most))


def _distance() -> pl.Expr:
    """How far inside the bounds a number is, negative outside; of two bounds the nearer. In the target's unit."""
    number, lo, hi = pl.col("actual"), pl.col("lo"), pl.col("hi")
    lower = lo.is_null() | (hi - number < number - lo)
    return pl.when(~hi.is_null() & lower).then(hi - number).otherwise(number - lo)


def _needed() -> pl.Expr:
    actual, value, running = pl.col("actual"), pl.col("value"), ~pl.col("done")
    rest = pl.col("goal") - actual
    over = pl.col("lo").is_null() | (actual > pl.col("most"))
    short = (
        pl.when(pl.col("inside") & ~pl.col("unbounded"))
        .then(0.0)
        .when(over)
        .then(pl.col("hi") - actual)
        .otherwise(pl.col("lo") - actual)
    )
    weight = pl.when(pl.col("weight").is_null()).then(pl.col("elapsed")).otherwise(pl.col("weight"))
    growth = (((pl.col("edge") / 100 + 1) - (actual / 100 + 1) * weight) / (1 - weight) - 1) * 100
    # Nothing is left to be done once the number has passed the target, whichever way it had to go.
    passed = rest * value < 0
    return (
        pl.when(pl.col("ceils"))
        .then(pl.when(running).then(pl.col("hi") - actual))
        .when(pl.col("adds"))
        .then(pl.when(passed).then(0.0).otherwise(rest))
        .when(pl.col("growing"))
        .then(pl.when(running & (weight < 1)).then(growth))
        .otherwise(short)
    )


def _state() -> pl.Expr:
    """met, on_track, at_risk, off_track, not_due (before the period, or the cell's day), no_data (no number).

    The margins stand in `progress.toml`.
    """
    done, inside, paced = pl.col("done"), pl.col("inside"), pl.col("paced")
    over = pl.col("actual") > pl.col("most")
    spent = (pl.col("ceils") | (pl.col("adds") & ~pl.col("lo").is_null())) & over
    behind = pl.when(pl.col("ranked")).then(pl.col("distance")).otherwise(pl.col("ahead"))
    early = (pl.col("as_of_month") < pl.col("start")) | (pl.col("hole") == "not_due")
    # The year is over and its last figure has not come: October's says nothing of whether it was kept.
    late = (pl.col("as_of_month") >= pl.col("end")) & ~done & ~pl.col("endless")
    good = (paced & (pl.col("ahead") > pl.col("line") + _NOISE)) | (~paced & inside)
    return (
        pl.when(pl.col("actual").is_null() | pl.col("unbounded"))
        .then(pl.when(early).then(_word("not_due")).otherwise(_word("no_data")))
        .when(inside & (done | pl.col("there")))
        .then(_word("met"))
        .when(done | spent)
        .then(_word("off_track"))
        .when(late)
        .then(_word("no_data"))
        .when(paced & pl.col("endless"))
        .then(_word("not_due"))
        .when(good)
        .then(_word("on_track"))
        .when(behind >= 0 - pl.col("margin") - _NOISE)
        .then(_word("at_risk"))
        .otherwise(_word("off_track"))
    )


def _word(state: str) -> pl.Expr:
    # As an Enum, a byte a row; whoever hands the verdicts out makes texts of it.
    return pl.lit(state).cast(pl.Enum(STATES))
