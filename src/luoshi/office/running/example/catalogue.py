"""The example's indicators: those of the vocabulary that the county uses, and its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.models import Indicator
from luoshi.office.demo import Demo
from luoshi.office.demo.records import Target
from luoshi.office.guard.perform import perform
from luoshi.office.running.example.hand import OFFICE
from luoshi.vocabulary.indicators import catalogue

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
            own: dict[str, Any] = {"direction": told.good, "kind": told.kind, "cumulates": told.cumulates}
            made[told.indicator] = perform(OFFICE, CreateIndicator(name=told.name, **own, **common))
    for target in demo.targets:
        if target.indicator not in made:
            made[target.indicator] = _promised(target, nodes, len(made) + 1)
    return made


def _promised(target: Target, nodes: Mapping[str, Any], position: int) -> Indicator:
    """An indicator that is promised but that nobody reports yet."""
    common: dict[str, Any] = {"since": _SINCE, "measure": target.measure, "position": position}
    if target.measure == "level":
        common["unit"] = target.unit
    if target.lead:
        common["reporter"] = nodes[target.lead].id
    if target.indicator in catalogue():
        return perform(OFFICE, TakeIndicator(code=target.indicator, **common))
    return perform(OFFICE, CreateIndicator(name=target.indicator, **common))
