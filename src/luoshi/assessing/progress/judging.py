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

from luoshi.assessing.frames import Frame

#: What a target can be: the words of `state`.
STATES = ("met", "on_track", "at_risk", "off_track", "no_data", "not_due")
# Points behind a line by so little are the noise of arithmetic.
_NOISE = 1e-9
# Decimals that differences are cut to, which takes the noise away: 6.1 − 6 is 0.1.
_DIGITS = 8


def judged(frame: Frame) -> Frame:
    """A frame with `schedule`, `completion`, `ahead`, `gap`, `needed`, `state`, `done` and `inside`.

    It needs the columns of a target with its traits (`progress.traits`), and beside them `at`, `actual` (both null
    where nothing is known), `as_of_month`, `hole`, `share` (the part due, null: by months) and `weight` (last year's
    part so far, null: by months).
    """
    months = (nw.col("end") - nw.col("start") + 1).cast(nw.Float64())
    elapsed = (nw.col("at") - nw.col("start") + 1).cast(nw.Float64()) / months
    frame = frame.with_columns(
        elapsed.alias("elapsed"), (nw.col("at") >= nw.col("end")).alias("done"), _inside().alias("inside")
    )
    due = nw.when(nw.col("share").is_null()).then(nw.col("elapsed")).otherwise(nw.col("share"))
    origin, goal = nw.col("origin"), nw.col("goal")
    frame = frame.with_columns(
        nw.when(nw.col("paced") & ~nw.col("endless") & ~nw.col("actual").is_null()).then(due * 100).alias("schedule"),
        ((nw.col("actual") - origin) / (goal - origin) * 100).round(_DIGITS).alias("completion"),
        _distance().alias("distance"),
    )
    pace = (nw.col("completion") - nw.col("schedule")) * nw.col("side")
    frame = frame.with_columns(
        nw.when(nw.col("paced"))
        .then(pace)
        .otherwise(nw.col("distance") * nw.col("scale"))
        .round(_DIGITS)
        .alias("ahead"),
        (nw.col("actual") - nw.col("mark")).round(_DIGITS).alias("gap"),
        _needed().round(_DIGITS).alias("needed"),
    )
    return frame.with_columns(_state().alias("state"))


def _inside() -> nw.Expr:
    """Whether the number so far keeps the bounds; true where there are none, null without a number."""
    number, least, most = nw.col("actual"), nw.col("least"), nw.col("most")
    return (least.is_null() | (number >= least)) & (most.is_null() | (number <= most))


def _distance() -> nw.Expr:
    """How far inside the bounds a number is, negative outside; of two bounds the nearer. In the target's unit."""
    number, lo, hi = nw.col("actual"), nw.col("lo"), nw.col("hi")
    lower = lo.is_null() | (hi - number < number - lo)
    return nw.when(~hi.is_null() & lower).then(hi - number).otherwise(number - lo)


def _needed() -> nw.Expr:
    actual, value, running = nw.col("actual"), nw.col("value"), ~nw.col("done")
    rest = value - actual
    over = nw.col("lo").is_null() | (actual > nw.col("most"))
    short = (
        nw.when(nw.col("inside") & ~nw.col("unbounded"))
        .then(0.0)
        .when(over)
        .then(nw.col("hi") - actual)
        .otherwise(nw.col("lo") - actual)
    )
    weight = nw.when(nw.col("weight").is_null()).then(nw.col("elapsed")).otherwise(nw.col("weight"))
    growth = (((nw.col("edge") / 100 + 1) - (actual / 100 + 1) * weight) / (1 - weight) - 1) * 100
    # Nothing is left to be done once the number has passed the target, whichever way it had to go.
    passed = rest * value < 0
    return (
        nw.when(nw.col("ceils"))
        .then(nw.when(running).then(nw.col("hi") - actual))
        .when(nw.col("adds"))
        .then(nw.when(passed).then(0.0).otherwise(rest))
        .when(nw.col("growing"))
        .then(nw.when(running & (weight < 1)).then(growth))
        .otherwise(short)
    )


def _state() -> nw.Expr:
    """met, on_track, at_risk, off_track, not_due (before the period, or the cell's day), no_data (no number).

    The margins stand in `progress.toml`.
    """
    done, inside, paced = nw.col("done"), nw.col("inside"), nw.col("paced")
    over = nw.col("actual") > nw.col("most")
    spent = (nw.col("ceils") | (nw.col("adds") & ~nw.col("lo").is_null())) & over
    behind = nw.when(nw.col("ranked")).then(nw.col("distance")).otherwise(nw.col("ahead"))
    early = (nw.col("as_of_month") < nw.col("start")) | (nw.col("hole") == "not_due")
    # The year is over and its last figure has not come: October's says nothing of whether it was kept.
    late = (nw.col("as_of_month") >= nw.col("end")) & ~done & ~nw.col("endless")
    good = (paced & (nw.col("ahead") > nw.col("line") + _NOISE)) | (~paced & inside)
    return (
        nw.when(nw.col("actual").is_null() | nw.col("unbounded"))
        .then(nw.when(early).then(_word("not_due")).otherwise(_word("no_data")))
        .when(inside & (done | nw.col("there")))
        .then(_word("met"))
        .when(done | spent)
        .then(_word("off_track"))
        .when(late)
        .then(_word("no_data"))
        .when(paced & nw.col("endless"))
        .then(_word("not_due"))
        .when(good)
        .then(_word("on_track"))
        .when(behind >= 0 - nw.col("margin") - _NOISE)
        .then(_word("at_risk"))
        .otherwise(_word("off_track"))
    )


def _word(state: str) -> nw.Expr:
    # As an Enum, a byte a row; whoever hands the verdicts out makes texts of it.
    return nw.lit(state).cast(nw.Enum(STATES))
