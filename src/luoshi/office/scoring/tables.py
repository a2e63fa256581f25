"""League tables and cards, read from the table of standings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from luoshi.assessing.calendar import month_number
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import table
from luoshi.office.people.scopes import today, within
from luoshi.office.scoring.models import League, Standing


@dataclass(frozen=True)
class Table:
    """A league in a period: the standings in the whole or on one card, by rank; who has no score comes last."""

    league: League
    period: str
    card: str
    rows: list[Standing]


def leagues(actor: Actor) -> QuerySet[League]:
    """The leagues that hold, of those that somebody sees."""
    return seen_leagues(actor).filter(Q(until=None) | Q(until__gt=today())).select_related("under")


def seen_leagues(actor: Actor) -> QuerySet[League]:
    """The leagues whose place is in somebody's scopes, and those in which a place of them is ranked."""
    above = within(actor, table()["scoring.see"].inside, place="under")
    if not above:
        # The whole office: an empty filter leaves nothing out, and would be lost beside another.
        return League.objects.all()
    ranked = League.objects.filter(within(actor, table()["scoring.see_ranked"].inside, place="under__children"))
    return League.objects.filter(above | Q(pk__in=ranked.values("pk")))


def seen_standings(actor: Actor) -> QuerySet[Standing]:
    """The standings of the leagues that somebody sees."""
    mine = seen_leagues(actor).order_by().values("pk")
    return Standing.objects.filter(league__in=mine).select_related("league__under", "place")


def periods(league: League, year: int | None = None) -> list[str]:
    """The periods that a league was ranked in (in a year), the earliest first. One query."""
    found = Standing.objects.filter(league=league, card="").values_list("period", flat=True).distinct().order_by()
    return sorted((p for p in found if year is None or month_number(p) // 12 == year), key=month_number)


def cards(league: League, period: str) -> list[str]:
    """The cards of a period, in the order of the rule set. One query."""
    found = Standing.objects.filter(league=league, period=period).exclude(card="")
    order = list(found.order_by("pk").values_list("card", flat=True))
    return list(dict.fromkeys(order))


def standing_table(league: League, period: str, card: str = "") -> Table:
    """A league table. One query."""
    found = Standing.objects.filter(league=league, period=period, card=card).select_related("place")
    rows = sorted(found, key=lambda row: (row.rank is None, row.rank or 0, row.place.position, row.place.code))
    return Table(league, period, card, rows)


def course(league: League, wanted: list[str], card: str = "") -> list[dict[str, Any]]:
    """The ranks over some periods, as the picture of the league takes them. One query."""
    found = Standing.objects.filter(league=league, period__in=wanted, card=card).order_by("period", "place__position")
    rows = found.values_list("place__name", "period", "rank", "score")
    return [
        {"place": place, "period": period, "rank": rank, "score": float(score) if score else None}
        for place, period, rank, score in rows
        if rank is not None
    ]


def matrix(league: League, period: str) -> dict[int, dict[str, Standing]]:
    """Place → card (the whole under "") → standing. One query."""
    made: dict[int, dict[str, Standing]] = {}
    for row in Standing.objects.filter(league=league, period=period).select_related("place").order_by("pk"):
        made.setdefault(row.place_id, {})[row.card] = row
    whole = {place: rows.get("") for place, rows in made.items()}

    def order(place: int) -> tuple[bool, int, str]:
        held = whole[place]
        first = next(iter(made[place].values()))
        return held is None or held.rank is None, held.rank or 0 if held else 0, first.place.code

    return {place: made[place] for place in sorted(made, key=order)}
