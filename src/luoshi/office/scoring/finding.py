"""Leagues, verdicts, standings and publications by their numbers; periods that came from outside."""

from __future__ import annotations

import re

from luoshi.office.guard.errors import Invalid, NotFound
from luoshi.office.organisations.changing import node_of
from luoshi.office.organisations.models import Place
from luoshi.office.scoring.models import League, Publication, Standing, Verdict

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
#: How codes of leagues and names of rule sets are written.
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def league_of(code: str) -> League:
    """A league by its code, with its place. Raises `NotFound`."""
    found = League.objects.select_related("under").filter(code=code).first()
    if found is None:
        raise NotFound("scoring.no_league", league=code)
    return found


def verdict_of_number(verdict: int) -> Verdict:
    """A verdict with its commitment and all that the trace needs of it. Raises `NotFound`."""
    parts = ("commitment__place", "commitment__indicator", "commitment__statement__document")
    found = Verdict.objects.select_related(*parts).filter(pk=verdict).first()
    if found is None:
        raise NotFound("scoring.no_verdict", verdict=verdict)
    return found


def standing_of_number(standing: int) -> Standing:
    """A standing with its league and place. Raises `NotFound`."""
    found = Standing.objects.select_related("league__under", "place").filter(pk=standing).first()
    if found is None:
        raise NotFound("scoring.no_standing", standing=standing)
    return found


def publication_of(publication: int) -> Publication:
    """A publication with its place and what it replaces. Raises `NotFound`."""
    found = Publication.objects.select_related("place", "replaces").filter(pk=publication).first()
    if found is None:
        raise NotFound("scoring.no_publication", publication=publication)
    return found


def place_of(place: int) -> Place:
    """A place. Raises `NotFound`."""
    found: Place = node_of("place", place)
    return found


def year(text: str) -> int:
    """A year from outside. Raises `Invalid`."""
    if re.fullmatch(r"[12]\d{3}", text, re.ASCII) is None:
        raise Invalid("scoring.no_year", year=text[:20])
    return int(text)


def month(text: str) -> str:
    """A month from outside, as ISO text. Raises `Invalid`."""
    if _MONTH.fullmatch(text) is None:
        raise Invalid("scoring.no_month", month=text[:20])
    return text
