"""What is judged: commitments, figures and indicators of the office as the frames that `luoshi.assessing` takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import polars as pl
from django.db.models import QuerySet

from luoshi.office.catalogue.models import Indicator as OfficeIndicator
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.places import labels
from luoshi.office.ledger.targets import targets
from luoshi.office.organisations.models import Place
from luoshi.office.people.scopes import today
from luoshi.office.reporting.observations import observations
from luoshi.office.scoring.models import League
from luoshi.vocabulary.periods import bounds

# Words by which a target names a place above its own, and the kind of that place; others are measured against these.
_ABOVE = {"全国": "nation", "全省": "province", "全市": "city", "全县": "county"}


def years_of(period: str) -> range:
    """The years that a period lies in; of one without an end only the first. Raises `ValueError` for no period."""
    span = bounds(period)
    return range(span.start // 12, (span.start if span.end is None else span.end) // 12 + 1)


def commitments_of(years: Iterable[int]) -> QuerySet[Commitment]:
    """The targets whose period lies in some years, those that were dropped left out. One query, for the periods."""
    found = Commitment.objects.filter(kind="target").exclude(state="dropped")
    return in_years(found, found.values_list("period", flat=True).distinct().order_by(), years)


def in_years(targets: QuerySet[Commitment], periods: Iterable[str], years: Iterable[int]) -> QuerySet[Commitment]:
    """Targets whose period lies in one of some years, in their order; `periods` are all that they have."""
    wanted = set(years)
    lying = [period for period in periods if wanted & set(years_of(period))]
    return targets.filter(period__in=lying).order_by("period", "position", "number")


def target_frame(commitments: QuerySet[Commitment]) -> pl.DataFrame:
    """Commitments as the frame of targets; `id` is the number of the commitment."""
    found = targets(commitments)
    called = labels()
    named = dict(Place.objects.values_list("pk", "kind"))
    paths = dict(commitments.order_by().values_list("pk", "place__path"))
    words = [
        _place_above(word, paths.get(pk, ""), named, called)
        for pk, word in found.select("commitment", "reference").iter_rows()
    ]
    return found.with_columns(pl.Series("reference", words, dtype=pl.String))


def _place_above(word: str | None, path: str, kinds: Mapping[int, str], called: Mapping[int, str]) -> str | None:
    """全市 as the name of the city that a place is in; any other word as it is."""
    kind = _ABOVE.get(word or "")
    above = [int(part) for part in path.strip("/").split("/") if part]
    return next((called[pk] for pk in above if kind is not None and kinds[pk] == kind), word)


def figure_frame(commitments: QuerySet[Commitment], until: str, known_at: dt.datetime | None = None) -> pl.DataFrame:
    """The figures that commitments are judged by: their indicators, at their places and the places above."""
    pairs = list(commitments.values_list("place_id", "place__path", "indicator_id").distinct().order_by())
    places = {place for place, _, _ in pairs}
    places |= {int(above) for _, path, _ in pairs for above in path.strip("/").split("/")}
    places |= set(Place.objects.filter(kind__in=_ABOVE.values()).values_list("pk", flat=True))
    indicators = {indicator for _, _, indicator in pairs if indicator is not None}
    return _named(observations(places, indicators, until, known_at=known_at))


def members(league: League, day: dt.date | None = None) -> list[Place]:
    """The places that a league ranks, in their order: of its kinds, right below its place, there on a day (today)."""
    kinds = [kind.strip() for kind in league.kinds.split(",") if kind.strip()]
    found = Place.objects.filter(parent_id=league.under_id, kind__in=kinds).order_by("position", "code")
    on = day or today()
    return [place for place in found if place.since <= on and (place.until is None or place.until > on)]


def league_frame(places: Sequence[Place], codes: Iterable[str], until: str) -> pl.DataFrame:
    """The figures of places in some indicators (codes or names), from the beginning."""
    wanted = set(codes)
    indicators = [
        pk for pk, code, name in OfficeIndicator.objects.values_list("pk", "code", "name") if {code, name} & wanted
    ]
    return _named(observations([place.pk for place in places], indicators, until))


def _named(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures whose places are called as targets call them, by `labels` instead of codes."""
    called = labels()
    names = {code: called[pk] for pk, code in Place.objects.values_list("pk", "code")}
    return figures.with_columns(pl.col("place").replace(names))
