"""The figures that were accepted, for programs: a page at a time, or whole as CSV, Excel, Parquet and SDMX-CSV."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from ninja import Field, Query, Router, Schema

from luoshi.office.api.acting import enter
from luoshi.office.api.exports.sdmx import OBS_STATUS, Flow, time_of
from luoshi.office.api.paging import by_cursor
from luoshi.office.guard.acting import BEIJING
from luoshi.office.guard.permissions import table
from luoshi.office.organisations.models import Place
from luoshi.office.people.scopes import within
from luoshi.office.reporting.models import Cell, Value

router = Router(tags=["observations"])
SEE = "reporting.see"

FLOW = Flow(
    "OBSERVATIONS",
    {"REF_AREA": "place", "INDICATOR": "indicator", "MEASURE": "measure", "TIME_PERIOD": "period"},
    {"OBS_VALUE": "value"},
    {"UNIT_MEASURE": "unit", "OBS_STATUS": "status", "STATUS": "status", "KNOWN_AT": "known_at"},
    {"TIME_PERIOD": time_of, "OBS_STATUS": OBS_STATUS.__getitem__},
)


class ObservationOut(Schema):
    """An accepted figure: places and indicators by code, the value exact, null where the status has none. `cell` is its
    number, by which `/api/figures/{cell}/…` tells what was said of it.
    """

    cell: int
    place: str
    place_name: str
    indicator: str
    indicator_name: str
    period: str
    measure: str
    value: Decimal | None
    unit: str
    status: str
    known_at: dt.datetime | None

    @staticmethod
    def resolve_cell(row: Any) -> int:
        """The number of its cell."""
        return int(row.pk)

    @staticmethod
    def resolve_place(row: Any) -> str:
        """Its code."""
        return str(row.place.code)

    @staticmethod
    def resolve_place_name(row: Any) -> str:
        """Its name today."""
        return str(row.place.name)

    @staticmethod
    def resolve_indicator(row: Any) -> str:
        """Its code."""
        return str(row.indicator.code)

    @staticmethod
    def resolve_indicator_name(row: Any) -> str:
        """Its name today."""
        return str(row.indicator.name)

    @staticmethod
    def resolve_value(row: Any) -> Decimal | None:
        """The number, as it was accepted."""
        return Decimal(row.told_value) if row.told_value else None

    @staticmethod
    def resolve_unit(row: Any) -> str:
        """Its unit."""
        return str(row.told_unit)

    @staticmethod
    def resolve_status(row: Any) -> str:
        """What it means that there is a number or none."""
        return str(row.told_status)

    @staticmethod
    def resolve_known_at(row: Any) -> dt.datetime | None:
        """When it was accepted."""
        return row.told_at


class Asked(Schema):
    """Which figures."""

    place: Annotated[str, Field(max_length=40, description="code of a place")] = ""
    below: Annotated[bool, Field(description="the places below it too")] = False
    indicator: Annotated[str, Field(max_length=60, description="code of an indicator")] = ""
    period: Annotated[str, Field(max_length=30, description="ISO text: 2025-01/2025-03")] = ""
    measure: Annotated[str, Field(max_length=20, description="level, growth, share …")] = ""
    known_at: Annotated[dt.datetime | None, Field(description="as it was known then; with an offset from UTC")] = None


@router.get("", response=list[ObservationOut], operation_id="list_observations")
@by_cursor(flow=FLOW)
def observations(request: Any, asked: Query[Asked]) -> QuerySet[Cell]:
    """The accepted figures in one's scope, one a cell: the last that was accepted, or had been at a moment."""
    enter(request, SEE)
    line = table()[SEE]
    found = Cell.objects.filter(within(request.actor, (*line.inside, *line.anywhere), place="place", body="body"))
    if asked.place:
        found = found.filter(_places(asked.place, asked.below))
    wanted = {"indicator__code": asked.indicator, "period": asked.period, "measure": asked.measure}
    found = found.filter(**{lookup: value for lookup, value in wanted.items() if value})
    found = found.select_related("place", "indicator")
    return _now(found) if asked.known_at is None else _then(found, asked.known_at)


def _places(code: str, below: bool) -> Q:
    if not below:
        return Q(place__code=code)
    path = Place.objects.filter(code=code).values_list("path", flat=True).first()
    return Q(pk__in=[]) if path is None else Q(place__path__startswith=path)


def _now(found: QuerySet[Cell]) -> QuerySet[Cell]:
    return found.exclude(status="").annotate(
        told_value=F("value"), told_unit=F("unit"), told_status=F("status"), told_at=F("known_at")
    )


def _then(found: QuerySet[Cell], at: dt.datetime) -> QuerySet[Cell]:
    """By the versions that had been accepted at a moment; a moment without an offset is one of Beijing."""
    moment = at if at.tzinfo else at.replace(tzinfo=BEIJING)
    versions = Value.objects.filter(
        cell=OuterRef("pk"), submission__review__decision="accepted", submission__review__at__lte=moment
    ).order_by("-submission__review__at", "-pk")
    return found.annotate(
        told_value=Subquery(versions.values("value")[:1]),
        told_unit=Subquery(versions.values("unit")[:1]),
        told_status=Subquery(versions.values("status")[:1]),
        told_at=Subquery(versions.values("submission__review__at")[:1]),
    ).exclude(told_status=None)
