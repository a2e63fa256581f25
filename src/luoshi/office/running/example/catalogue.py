"""The example's indicators: those of the vocabulary that the county uses, and its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.models import Indicator
from luoshi.office.demo import Demo
from luoshi.office.guard.perform import perform
from luoshi.office.running.example.hand import OFFICE

_SINCE = dt.date(2023, 1, 1)


def indicators(demo: Demo, nodes: Mapping[str, Any]) -> dict[str, Indicator]:
    """The indicators as the example's records name them (code, or name where there is none) → indicator."""
    made = {}
    for position, told in enumerate(demo.indicators, start=1):
        common: dict[str, Any] = {
            "since": _SINCE,
            "reporter": nodes[told.body].id,
            "unit": told.unit,
            "card": told.card,
            "measure": told.measure,
            "digits": told.digits,
            "every": told.every,
            "first": told.first,
            "position": position,
        }
        if told.code is not None:
            made[told.indicator] = perform(OFFICE, TakeIndicator(code=told.code, **common))
        else:
            own = {"direction": told.good, "kind": told.kind, "cumulates": told.cumulates}
            made[told.indicator] = perform(OFFICE, CreateIndicator(name=told.name, **own, **common))
    return made
