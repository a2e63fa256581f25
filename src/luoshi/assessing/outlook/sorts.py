"""What kind of year a series makes: how its figures fill the months, and what its year-end stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.assessing.outlook.settings import settings
from luoshi.vocabulary.indicators import Indicator, catalogue, find

#: How figures fill the months of a year: amounts that add up, averages of the months so far, values at a month's
#: end, or the cumulative figures (1—N月) only.
Filling: TypeAlias = Literal["sum", "average", "end", "cumulative"]
#: What is foreseen: the year's sum, its cumulative growth in %, a stock, a rate, an average of months.
Kind: TypeAlias = Literal["flow", "growth", "stock", "rate", "average"]


@dataclass(frozen=True, slots=True)
class Sort:
    """How the figures of a series are put together (`filling`) and foreseen (`kind`)."""

    filling: Filling
    kind: Kind


def sort_of(indicator: str, measure: str) -> Sort | None:
    """The sort of an indicator (code or name) in a measure; None for a measure of which no year-end is foreseen.

    An indicator that is not in the catalogue goes by its cumulative figures alone: whether its months add up is
    not known.
    """
    item = catalogue().get(indicator) or find(indicator)
    if measure == "level":
        return _level(item)
    if measure == "growth":
        at_the_end = item is not None and (item.kind == "stock" or (item.kind == "rate" and item.cumulates == "last"))
        return Sort("end", "rate") if at_the_end else Sort("cumulative", "growth")
    kind = settings().measures.get(measure)
    if kind == "flow":
        return Sort("cumulative", "flow")
    return Sort("end", "rate") if kind == "rate" else None


def _level(item: Indicator | None) -> Sort:
    if item is None:
        return Sort("cumulative", "flow")
    if item.cumulates == "sum":
        return Sort("sum", "flow")
    if item.cumulates == "average":
        return Sort("average", "average")
    if item.cumulates == "last":
        return Sort("end", "stock" if item.kind == "stock" else "rate")
    return Sort("cumulative", "flow" if item.kind == "flow" else "rate")
