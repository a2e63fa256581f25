"""Verdicts by the figures known now, for programs: a page at a time, or whole as a file."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema

from luoshi.office.api.acting import enter
from luoshi.office.api.exports.sdmx import Flow
from luoshi.office.api.paging import by_cursor
from luoshi.office.ledger.seen import visible
from luoshi.office.scoring.models import Verdict

router = Router(tags=["verdicts"])

FLOW = Flow(
    "VERDICTS",
    {"COMMITMENT": "commitment", "TIME_PERIOD": "as_of"},
    {"OBS_VALUE": "actual"},
    {
        "REF_AREA": "place", "INDICATOR": "indicator", "COMPLETION": "completion", "SCHEDULE": "schedule",
        "AHEAD": "ahead", "GAP": "gap", "NEEDED": "needed", "STATE": "state", "LIGHT": "light",
    },
)  # fmt: skip


class VerdictOut(Schema):
    """The verdict on a commitment as of a month (columns: docs/reference/frames.md); numbers are exact."""

    id: int
    commitment: str
    place: str
    indicator: str
    as_of: str
    actual: Decimal | None
    completion: Decimal | None
    schedule: Decimal | None
    ahead: Decimal | None
    gap: Decimal | None
    needed: Decimal | None
    state: str
    light: str
    reason: str

    @staticmethod
    def resolve_commitment(row: Any) -> str:
        """Its number."""
        return str(row.commitment.number)

    @staticmethod
    def resolve_place(row: Any) -> str:
        """The code of its place."""
        return str(row.commitment.place.code)

    @staticmethod
    def resolve_indicator(row: Any) -> str:
        """The code of its indicator; of a task, none."""
        return str(row.commitment.indicator.code) if row.commitment.indicator else ""

    @staticmethod
    def resolve_actual(row: Any) -> Decimal | None:
        """What was reached."""
        return _number(row, "actual")

    @staticmethod
    def resolve_completion(row: Any) -> Decimal | None:
        """Which part of the target that is."""
        return _number(row, "completion")

    @staticmethod
    def resolve_schedule(row: Any) -> Decimal | None:
        """Where it should be by then."""
        return _number(row, "schedule")

    @staticmethod
    def resolve_ahead(row: Any) -> Decimal | None:
        """How far ahead of its schedule it is."""
        return _number(row, "ahead")

    @staticmethod
    def resolve_gap(row: Any) -> Decimal | None:
        """What is missing to the target."""
        return _number(row, "gap")

    @staticmethod
    def resolve_needed(row: Any) -> Decimal | None:
        """What is needed in the time that is left."""
        return _number(row, "needed")


class Asked(Schema):
    """Which verdicts."""

    as_of: Annotated[str, Field(max_length=7, description="a month: 2025-10")] = ""
    place: Annotated[str, Field(max_length=40, description="code of a place")] = ""
    light: Annotated[str, Field(max_length=12)] = ""


@router.get("", response=list[VerdictOut], operation_id="list_verdicts")
@by_cursor(flow=FLOW)
def verdicts(request: Any, asked: Query[Asked]) -> QuerySet[Verdict]:
    """The verdicts on the commitments that one sees."""
    enter(request, "scoring.see")
    found: QuerySet[Verdict] = Verdict.objects.filter(commitment__in=visible(request.actor))
    for lookup, value in (("as_of", asked.as_of), ("commitment__place__code", asked.place), ("light", asked.light)):
        if value:
            found = found.filter(**{lookup: value})
    return found.select_related("commitment__place", "commitment__indicator")


def _number(row: Verdict, name: str) -> Decimal | None:
    told = row.contents.get(name)
    return None if told in (None, "") else Decimal(told)
