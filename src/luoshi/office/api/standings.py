"""Standings by the figures known now, for programs: a page at a time, or whole as a file."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema

from luoshi.office.api.acting import enter
from luoshi.office.api.exports.sdmx import Flow, time_of
from luoshi.office.api.paging import by_cursor
from luoshi.office.scoring.models import Standing
from luoshi.office.scoring.tables import seen_standings

router = Router(tags=["standings"])

FLOW = Flow(
    "STANDINGS",
    {"LEAGUE": "league", "CARD": "card", "REF_AREA": "place", "TIME_PERIOD": "period"},
    {"OBS_VALUE": "score"},
    {"RANK": "rank", "GRADE": "grade"},
    # A dimension is never empty: the standing in the whole is that of all cards together (_T, as SDMX says total).
    {"TIME_PERIOD": time_of, "CARD": lambda card: card or "_T"},
)


class StandingOut(Schema):
    """Where a place stands in a league in a period, in the whole (`card` empty) or on a card."""

    id: int
    league: str
    period: str
    card: str
    place: str
    place_name: str
    score: Decimal | None
    rank: int | None
    grade: str

    @staticmethod
    def resolve_league(row: Any) -> str:
        """Its code."""
        return str(row.league.code)

    @staticmethod
    def resolve_place(row: Any) -> str:
        """Its code."""
        return str(row.place.code)

    @staticmethod
    def resolve_place_name(row: Any) -> str:
        """Its name today."""
        return str(row.place.name)

    @staticmethod
    def resolve_score(row: Any) -> Decimal | None:
        """Its points."""
        return Decimal(row.score) if row.score else None


class Asked(Schema):
    """Which standings."""

    league: Annotated[str, Field(max_length=40, description="code of a league")] = ""
    period: Annotated[str, Field(max_length=30, description="ISO text: 2025-01/2025-03")] = ""
    card: Annotated[str | None, Field(max_length=40, description="a card; empty: the whole")] = None


@router.get("", response=list[StandingOut], operation_id="list_standings")
@by_cursor(flow=FLOW)
def standings(request: Any, asked: Query[Asked]) -> QuerySet[Standing]:
    """The standings of the leagues that one sees."""
    enter(request, "scoring.see")
    found = seen_standings(request.actor)
    if asked.league:
        found = found.filter(league__code=asked.league)
    if asked.period:
        found = found.filter(period=asked.period)
    if asked.card is not None:
        found = found.filter(card=asked.card)
    return found
