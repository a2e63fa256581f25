"""Targets and observations by hand: an invented county's, in the contract's columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.assessing.progress import assess

PLACE = "云岚县"
_TYPES = {"text": pl.String, "number": pl.Float64, "day": pl.Date}
Row = dict[str, Any]


def target(id: str, indicator: str, value: float | None, **more: Any) -> Row:
    """A target of the county for 2024, a level of at least `value`, unless told otherwise."""
    row: Row = dict.fromkeys(TARGETS)
    row |= {"id": id, "place": PLACE, "indicator": indicator, "period": "2024", "measure": "level"}
    return row | {"comparator": "ge", "value": value, "unit": ""} | more


def figure(indicator: str, value: float | None, **more: Any) -> Row:
    """The county's level from January to October 2024, unless told otherwise."""
    row: Row = dict.fromkeys(OBSERVATIONS)
    row |= {"place": PLACE, "indicator": indicator, "period": "2024-01/2024-10", "measure": "level"}
    return row | {"value": value, "unit": "", "reported_at": "2024-11-18"} | more


def frame(rows: Sequence[Row], contract: dict[str, Any], **types: Any) -> pl.DataFrame:
    """Rows as a Polars frame in a contract's types."""
    schema = {name: _TYPES[kind] for name, kind in contract.items()} | {"reported_at": pl.String} | types
    return pl.DataFrame(list(rows), schema={n: schema[n] for n in contract}, orient="row")


def verdicts(targets: Sequence[Row], observations: Sequence[Row], as_of: Any = "2024-10", **how: Any) -> list[Row]:
    """The verdicts of targets, in the order of their ids and months, without lights unless asked for."""
    found = assess(frame(targets, TARGETS), frame(observations, OBSERVATIONS), as_of, **({"rules": None} | how))
    return list(found.sort("id", "as_of").iter_rows(named=True))


def verdict(wanted: Row, *observations: Row, as_of: Any = "2024-10", **how: Any) -> Row:
    """The one verdict of one target."""
    (found,) = verdicts([wanted], observations, as_of, **how)
    return found
