"""Indicators for the tests, made by the office itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.perform import perform
from office.making import LONG_AGO, OFFICE


def taken(code: str = "GDP", *, since: dt.date = LONG_AGO, **more: Any) -> Indicator:
    """An indicator of the vocabulary."""
    return perform(OFFICE, TakeIndicator(code=code, since=since, **more))


def own(name: str = "农村公路里程", *, since: dt.date = LONG_AGO, **more: Any) -> Indicator:
    """An indicator of the office's own."""
    return perform(OFFICE, CreateIndicator(name=name, since=since, **{"unit": "公里", **more}))
