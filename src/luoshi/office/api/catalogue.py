"""Indicators: the catalogue of the office."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema, Status

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.catalogue.actions.change_indicator import ChangeIndicator
from luoshi.office.catalogue.actions.close_indicator import CloseIndicator
from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.changing import indicator_of
from luoshi.office.catalogue.definitions import as_of
from luoshi.office.catalogue.finding import indicators
from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.office.people.scopes import today

router = Router(tags=["catalogue"])

Small = Annotated[int, Field(ge=0, le=1_000_000)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class IndicatorOut(Schema):
    """An indicator as it is defined today; issuer and reporter are numbers of bodies."""

    id: int
    code: str
    name: str
    unit: str
    direction: str
    kind: str
    cumulates: str
    measure: str
    digits: int
    card: str
    definition: str
    issuer_id: int | None
    reporter_id: int | None
    every: int
    first: int
    due_day: int
    position: int
    until: dt.date | None


class DefinitionOut(Schema):
    """An indicator as it was defined on a day."""

    id: int
    code: str
    version: int
    since: dt.date
    until: dt.date | None
    name: str
    unit: str
    direction: str
    kind: str
    cumulates: str
    measure: str
    digits: int
    card: str
    definition: str
    issuer: int | None
    reporter: int | None
    every: int
    first: int
    due_day: int
    position: int


class VersionOut(Schema):
    """A definition of an indicator from the day `since`; `contents` are its columns."""

    number: int
    since: dt.date
    reason: str
    by_name: str
    at: dt.datetime
    contents: dict[str, Any]


class _Wanted(Schema):
    since: dt.date
    reporter: Id | None = None
    issuer: Id | None = None
    unit: str = ""
    card: str = ""
    measure: str = "level"
    digits: Small = 2
    definition: str = ""
    every: Small = 1
    first: Small = 1
    due_day: Small = 18
    position: Small = 0
    reason: str = ""


class TakenIn(_Wanted):
    """An indicator of the vocabulary to be taken, by its code."""

    code: str


class CreatedIn(_Wanted):
    """An indicator of the office's own."""

    name: str
    code: str = ""
    direction: str = "up"
    kind: str = "flow"
    cumulates: str = "sum"


class ChangedIn(Schema):
    """What of an indicator changes from the day `since`; issuer and reporter of 0 take the body away."""

    since: dt.date
    reason: str
    name: str | None = None
    unit: str | None = None
    direction: str | None = None
    kind: str | None = None
    cumulates: str | None = None
    measure: str | None = None
    digits: Small | None = None
    card: str | None = None
    definition: str | None = None
    issuer: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    reporter: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    every: Small | None = None
    first: Small | None = None
    due_day: Small | None = None
    position: Small | None = None


class ClosedIn(Schema):
    """The day from which an indicator is out of use, and why."""

    on: dt.date
    reason: str


class Asked(Schema):
    """Which indicators."""

    card: Annotated[str, Field(max_length=20)] = ""
    words: Annotated[str, Field(max_length=100, description="part of a name or code")] = ""
    due: Annotated[int, Field(ge=1, le=31)] | None = None
    reporter: Id | None = None
    closed: bool = False


@router.get("", response=list[IndicatorOut], operation_id="list_indicators")
@paged
def listed(request: Any, asked: Query[Asked]) -> QuerySet[Indicator]:
    """The indicators in use today, or those that are closed."""
    enter(request, "catalogue.see")
    return indicators(today(), **asked.dict())


@router.get("/definitions", response=list[DefinitionOut], operation_id="list_definitions")
@paged
def definitions(request: Any, day: dt.date | None = None) -> Any:
    """Every indicator as it was defined on a day (today)."""
    enter(request, "catalogue.see")
    return list(as_of(day or today()).values())


@router.get("/{int:indicator}", response=IndicatorOut, operation_id="get_indicator")
def one(request: Any, indicator: Id) -> Indicator:
    """An indicator."""
    enter(request, "catalogue.see")
    return indicator_of(indicator)


@router.get("/{int:indicator}/versions", response=list[VersionOut], operation_id="list_indicator_versions")
@paged
def versions(request: Any, indicator: Id) -> QuerySet[IndicatorVersion]:
    """How an indicator was defined over time, the first definition first."""
    enter(request, "catalogue.see")
    found: QuerySet[IndicatorVersion] = indicator_of(indicator).versions.order_by("number")
    return found


@router.post("/taken", response={201: IndicatorOut}, operation_id="take_indicator")
def take(request: Any, wanted: TakenIn) -> Any:
    """Take an indicator of the vocabulary into use."""
    return Status(201, act(request, TakeIndicator(**wanted.dict())))


@router.post("", response={201: IndicatorOut}, operation_id="create_indicator")
def create(request: Any, wanted: CreatedIn) -> Any:
    """Define an indicator of the office's own."""
    return Status(201, act(request, CreateIndicator(**wanted.dict())))


@router.patch("/{int:indicator}", response=IndicatorOut, operation_id="change_indicator")
def change(request: Any, indicator: Id, wanted: ChangedIn) -> Indicator:
    """Define an indicator anew from a day on."""
    return act(request, ChangeIndicator(indicator=indicator, **wanted.dict()))


@router.post("/{int:indicator}/closing", response=IndicatorOut, operation_id="close_indicator")
def close(request: Any, indicator: Id, wanted: ClosedIn) -> Indicator:
    """Close an indicator."""
    return act(request, CloseIndicator(indicator=indicator, **wanted.dict()))
