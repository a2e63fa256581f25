"""Commitments, statements, places, bodies and indicators by their numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.models import Statement
from luoshi.office.guard.errors import Conflict, Invalid, NotFound
from luoshi.office.ledger.models import Commitment
from luoshi.office.organisations.models import Body, Place


def commitment_of(commitment: int) -> Commitment:
    """A commitment with its place and indicator. Raises `NotFound`."""
    found = Commitment.objects.select_related("place", "indicator").filter(pk=commitment).first()
    if found is None:
        raise NotFound("ledger.no_commitment", number=commitment)
    return found


def commitments_of(commitments: Sequence[int]) -> list[Commitment]:
    """Several, in the order given, each once; one query. Raises `NotFound` for the first that is not there."""
    there = Commitment.objects.select_related("place", "indicator").in_bulk(list(commitments))
    missing = [number for number in commitments if number not in there]
    if missing:
        raise NotFound("ledger.no_commitment", number=missing[0])
    return [there[number] for number in dict.fromkeys(commitments)]


def open_one(commitment: int, version: int | None = None) -> Commitment:
    """A commitment that may be changed. Raises `Conflict` where it is closed, or no longer the version given."""
    found = commitment_of(commitment)
    if version is not None and version != found.version:
        raise Conflict("ledger.changed_meanwhile", number=found.number, version=found.version)
    if found.state != "open":
        raise Conflict("ledger.closed", number=found.number)
    return found


def statement_of(statement: int) -> Statement:
    """A statement with its document and the document's place. Raises `NotFound`."""
    found = Statement.objects.select_related("document__place").filter(pk=statement).first()
    if found is None:
        raise NotFound("ledger.no_statement", statement=statement)
    return found


def place_of(place: int) -> Place:
    """A place. Raises `Invalid`: it is an input."""
    found = Place.objects.filter(pk=place).first()
    if found is None:
        raise Invalid("ledger.no_place", place=place)
    return found


def indicator_of(indicator: int) -> Indicator:
    """An indicator. Raises `Invalid`: it is an input."""
    found = Indicator.objects.filter(pk=indicator).first()
    if found is None:
        raise Invalid("ledger.no_indicator", indicator=indicator)
    return found


def bodies_on(day: dt.date) -> QuerySet[Body]:
    """The bodies that stand on a day, with their places."""
    return Body.objects.select_related("place").filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def bodies_of(bodies: Sequence[int], day: dt.date | None = None) -> list[Body]:
    """Bodies in the order given, each once; one query. Raises `Invalid` for one that is not there, or no more.

    The day is that of the act, which what was done earlier is entered with: only doing it knows the day.
    """
    there = Body.objects.select_related("place").in_bulk(list(bodies))
    for number in bodies:
        if number not in there:
            raise Invalid("ledger.no_body", body=number)
        until = there[number].until
        if day is not None and until is not None and until <= day:
            raise Invalid("ledger.body_ended", name=there[number].name, until=until)
    return [there[number] for number in dict.fromkeys(bodies)]
