"""Where everybody stands: observations as numbers so far, one row for each place, indicator, measure and month.

A cumulative figure (1—10月) stands for October; a stock or a rate of one month for that month; monthly amounts of a
flow are added up first, as far as they are without a gap from January.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from luoshi.assessing.calendar import month_text, spans
from luoshi.assessing.cells import LATER, NUMBERED, latest, numbers, reported_until
from luoshi.assessing.frames import Frame, SmallType, held, look_up
from luoshi.assessing.measured import KEY, bases_of, in_base_units, with_nature
from luoshi.assessing.progress.bounds import counted
from luoshi.vocabulary.indicators import Indicator

#: One row of a standing.
STANDING = ("place", KEY, "measure", "year", "at", "as_of", "actual", "unit")
#: One row as it was reported, with the first month of its period.
REPORTED = ("place", KEY, "measure", "start", "at", "actual", "unit")
#: One cell without a number.
HOLES = ("place", KEY, "measure", "at", "status")

_MONTHS: dict[str, SmallType] = {
    "year": "whole",
    "at": "whole",
    "as_of": "word",
    "run": "word",
    "start": "whole",
    "length": "whole",
    "span": "whole",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`rows` are `STANDING`, `reported` are `REPORTED`; `measures` and `months` tell which there are.

    `holes` are the cells without a number: place, key, measure, at, status. `units` takes apart every unit that the
    rows may have; `unitless`: some have none.
    """

    units: Mapping[str, tuple[float, str]]
    unitless: bool
    rows: Frame
    reported: Frame
    holes: Frame
    measures: frozenset[str]
    months: tuple[int, ...]
    #: Whether some figures are of periods that do not run from January, so that rows had to be worked out.
    irregular: bool

    @property
    def years(self) -> range:
        """From the first to the last year that there are figures of."""
        return range(self.months[0] // 12, self.months[-1] // 12 + 1) if self.months else range(0)

    def held(self) -> Standing:
        """The same with its rows computed once, to be used several times."""
        return replace(self, rows=held(self.rows))


def standing(
    observations: Frame,
    words: Mapping[str, Sequence[str | None]],
    own: Mapping[str, Indicator] | None = None,
    *,
    versions: bool = True,
    known_at: date | None = None,
) -> Standing:
    """The standing of observations that keep the contract and have a `key`.

    `words` are those in their text columns (`packed.words_in`). `own` are indicators beside the catalogue's. With
    `versions` a cell may have several rows, of which the latest known at `known_at` counts; without it every cell is
    taken to have one. Raises `FrameError` for a text that is no period.
    """
    found = spans(words["period"], "observations")
    # A period tells by itself whether it runs from January or is one month of the year.
    numbers_of = {span: number for number, span in enumerate(dict.fromkeys(found.values()))}
    answers = {
        period: (end // 12, end, month_text(end), _form(start, end), start, end - start + 1, numbers_of[start, end])
        for period, (start, end) in found.items()
    }
    frame = observations
    measures = words["measure"]
    if None in measures:
        # The word need not be among those that the column is made for.
        frame = frame.with_columns(pl.col("measure").cast(pl.String()).fill_null("level"))
    frame = look_up(reported_until(frame, known_at), "period", answers, _MONTHS)
    if versions:
        # A cell is its months and its key, however a correction spells them: 2024-Q1 is 2024-01/2024-03.
        cell, spans_ = ("place", KEY, "measure", "span"), {"span": range(len(numbers_of))}
        frame = latest(frame, cell, (*LATER, "period", "indicator"), spans_)
    units = bases_of(words["unit"])
    known = numbers(frame)
    if len({base for _, base in units.values()}) < len(units):
        # 万元 last year and 亿元 this year must be one before they are put together.
        known = _in_base_units(known, units)
        units |= {base: (1.0, base) for _, base in units.values()}
    known = known.with_columns(pl.col("value").alias("actual"))
    rows = known
    irregular = bool({answer[3] for answer in answers.values()} - {"cumulative"})
    if irregular:
        rows = _so_far(with_nature(known, own))
    return Standing(
        units,
        None in words["unit"],
        rows.select(*STANDING),
        known.select(*REPORTED),
        frame.filter(_yes(~pl.col("status").is_null() & ~pl.col("status").is_in(list(NUMBERED)))).select(*HOLES),
        frozenset(str(m or "level") for m in measures),
        tuple(sorted({answer[1] for answer in answers.values()})),
        irregular,
    )


def _in_base_units(frame: Frame, units: Mapping[str, tuple[float, str]]) -> Frame:
    frame = in_base_units(frame, ("value",), units)
    unit = pl.when(pl.col("base").is_null()).then(pl.col("unit").cast(pl.String())).otherwise(pl.col("base"))
    return frame.with_columns(unit.alias("unit")).drop("factor", "base")


def _form(start: int, end: int) -> str:
    if start % 12 == 0 and start // 12 == end // 12:
        return "cumulative"
    return "month" if start == end else "other"


def _so_far(frame: Frame) -> Frame:
    """Rows that run from January, single months of what does not add up, and months added up where it does."""
    level, run = pl.col("measure") == "level", pl.col("run")
    flow = (pl.col("kind") == "flow") & (pl.col("cumulates") == "sum")
    # What no catalogue has adds up, unless it is a percentage: as its targets are taken.
    unknown = pl.col("kind").is_null() & counted()
    # The growth of one month of a flow says nothing of the growth so far, and must never be taken for it.
    momentary = (pl.col("measure") == "growth") & flow
    frame = frame.with_columns(_yes(level & (flow | unknown)).alias("adds"), _yes(momentary).alias("momentary"))
    plain = frame.filter((run == "cumulative") | (~pl.col("adds") & ~pl.col("momentary")))
    flows = frame.filter(pl.col("adds"))
    added = accumulated(flows)
    # 信访量 of October alone, and nothing of the months before: a number to be held, if no catalogue says otherwise.
    lonely = flows.filter(pl.col("kind").is_null() & (run != "cumulative"))
    lonely = lonely.join(added.select("place", KEY, "year").unique(), on=["place", KEY, "year"], how="anti")
    return _one_a_month(pl.concat([part.select(*STANDING, "run", "length") for part in (plain, added, lonely)]))


def _one_a_month(rows: Frame) -> Frame:
    """Of what stands at the end of a month one row: what runs from January, then what covers more months.

    1—2月 and 2月 both end with February; a target of the year is about the year so far.
    """
    whole = (pl.col("run") == "cumulative").cast(pl.Int8()).alias("whole")
    order = ["whole", "length", "actual", "unit"]
    rows = rows.with_columns(whole).sort(order).unique(["place", KEY, "measure", "at"], keep="last")
    return rows.select(*STANDING)


def accumulated(flows: Frame) -> Frame:
    """Months added up: to the latest cumulative figure before them, or from January where there is none.

    A month after a gap is left out: what stands so far is not known then.
    """
    series = ["place", KEY, "measure", "year"]
    whole = pl.col("run") == "cumulative"
    at = pl.when(whole).then(pl.col("at")).otherwise(pl.col("year") * 12 - 1)
    flows = flows.with_columns(at.cum_max().over(*series, order_by=["at", "length"]).alias("base_at"))
    bases = flows.filter(whole).select(*series, pl.col("at").alias("base_at"), pl.col("actual").alias("base"))
    added = flows.filter(~whole & (pl.col("at") > pl.col("base_at")))
    added = added.with_columns(
        pl.col("actual").cum_sum().over(*series, "base_at", order_by=["at", "length"]).alias("sum"),
        pl.col("length").cum_sum().over(*series, "base_at", order_by=["at", "length"]).alias("months"),
    ).filter(pl.col("months") == pl.col("at") - pl.col("base_at"))
    added = added.join(bases, on=[*series, "base_at"], how="left")
    base = pl.when(pl.col("base").is_null()).then(0.0).otherwise(pl.col("base"))
    return added.with_columns((pl.col("sum") + base).alias("actual"))


def _yes(condition: pl.Expr) -> pl.Expr:
    """A condition that is false where it is unknown."""
    return pl.when(condition).then(pl.lit(True)).otherwise(pl.lit(False))
