"""Verdicts of a year's commitments, month by month, by `luoshi.assessing`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from luoshi.assessing.calendar import month_number, month_text
from luoshi.assessing.lights import light
from luoshi.assessing.progress import assess
from luoshi.assessing.progress.settings import using
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.targets import own_indicators
from luoshi.office.scoring import inputs, rulebook
from luoshi.office.scoring.exactly import kept, rows_of
from luoshi.office.scoring.rulebook import IN_FORCE, RuleText

_APART = ("id", "as_of", "state", "light", "reason", "outlook", "outlook_low", "outlook_high")
# Digits beyond this do not fit a cell of the year board.
_WIDEST = 100_000


@dataclass(frozen=True)
class Judged:
    """A verdict as `Verdict` keeps it."""

    commitment: int
    as_of: str
    state: str
    light: str
    shown: str
    ahead: str
    reason: str
    contents: dict[str, Any]


@dataclass(frozen=True)
class Year:
    """What the verdicts of a year are made of, read once: several rule sets can be tried on it."""

    year: int
    targets: pl.DataFrame
    figures: pl.DataFrame
    ids: dict[str, int]
    digits: dict[str, int]

    @property
    def months(self) -> list[str]:
        """The months of the year up to the last one that there is a figure of."""
        ends = [month_number(period) for period in self.figures["period"].unique().to_list()]
        last = max((end for end in ends if end // 12 == self.year), default=self.year * 12 - 1)
        return [month_text(month) for month in range(self.year * 12, last + 1)]


def read(year: int, indicators: Sequence[int] | None = None, known_at: dt.datetime | None = None) -> Year:
    """The commitments of a year and their figures; of some indicators, with what is measured against others.

    `known_at`: as the figures were known then. A fixed number of queries.
    """
    wanted = inputs.commitments_of([year])
    if indicators is not None:
        wanted = wanted.filter(indicator__in=list(indicators)) | wanted.exclude(reference="")
    figures = inputs.figure_frame(wanted, f"{year}-12", known_at)
    shown = wanted.values_list("number", "pk", "indicator__digits")
    listed = [(number, pk, digits) for number, pk, digits in shown]
    return Year(
        year,
        inputs.target_frame(wanted),
        figures,
        {number: pk for number, pk, _ in listed},
        {number: 2 if digits is None else digits for number, _, digits in listed},
    )


def judge(
    known: Year,
    months: Sequence[str] | None = None,
    *,
    lights: RuleText | None = None,
    progress: RuleText | None = None,
) -> list[Judged]:
    """The verdict on each commitment as of each month (all that `known.months` has), by the rules that hold or others.

    Raises `RuleError` where a rule set cannot be used.
    """
    chosen = known.months if months is None else [month for month in known.months if month in set(months)]
    if not chosen or known.targets.is_empty():
        return []
    tables = rulebook.progress_rules(progress or rulebook.current("progress", IN_FORCE))
    with using(tables):
        verdicts = assess(known.targets, known.figures, chosen, rules=None, indicators=own_indicators())
    lit = light(verdicts.drop("light"), rulebook.light_rules(lights or rulebook.current("lights", IN_FORCE)))
    return [_judged(row, known) for row in rows_of(lit)]


def _judged(row: dict[str, Any], known: Year) -> Judged:
    return Judged(
        commitment=known.ids[row["id"]],
        as_of=row["as_of"],
        state=row["state"] or "",
        light=row["light"] or "",
        shown=_shown(row, known.digits[row["id"]]),
        ahead=row["ahead"] or "",
        reason=row["reason"] or "",
        contents=kept(row, _APART),
    )


def _shown(row: dict[str, Any], digits: int) -> str:
    """What a cell of the year board says: the completion in whole per cent, or else the actual."""
    if row["completion"] is not None:
        return _rounded(row["completion"], 0)
    if row["actual"] is None:
        return ""
    return _rounded(row["actual"], min(digits, 0 if abs(Decimal(row["actual"])) >= _WIDEST else 1))


def _rounded(text: str, digits: int) -> str:
    value = Decimal(text).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{value:f}".replace("-", "−") if value else f"{abs(value):f}"


def outlooks(known: Year) -> dict[int, dict[str, str]]:
    """Where the figure of each commitment is likely to end the year, as of its last month: value, low, high."""
    months = known.months
    if not months or known.targets.is_empty():
        return {}
    found = assess(
        known.targets, known.figures, months[-1], rules=None, indicators=own_indicators(), outlook=True,
        reasons=False,
    )  # fmt: skip
    named = {"outlook": "value", "outlook_low": "low", "outlook_high": "high"}
    made = {}
    for row in rows_of(found):
        if row["outlook"] is not None:
            made[known.ids[row["id"]]] = {key: row[name] for name, key in named.items() if row[name] is not None}
    return made


def years() -> list[int]:
    """The years that commitments stand in which are still open. One query."""
    periods = Commitment.objects.filter(kind="target", state="open").values_list("period", flat=True).distinct()
    return sorted({year for period in periods.order_by() for year in inputs.years_of(period)})
