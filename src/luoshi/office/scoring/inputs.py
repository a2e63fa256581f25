"""What is judged: commitments, figures and indicators of the office as the frames that `luoshi.assessing` takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import polars as pl
from django.db.models import QuerySet

from luoshi.assessing.progress.settings import settings
from luoshi.office.catalogue.models import Indicator as OfficeIndicator
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.places import labels
from luoshi.office.ledger.targets import targets
from luoshi.office.organisations.models import Place
from luoshi.office.people.scopes import today
from luoshi.office.reporting.observations import observations
from luoshi.office.scoring.models import League
from luoshi.vocabulary.periods import bounds

# Places whose figures others are measured against: 全国, 全省, 全市.
_ABOVE = ("nation", "province", "city")
_REFERRED = {"全国": "nation", "全省": "province", "全市": "city"}


def years_of(period: str) -> range:
    """The years that a period lies in; of one without an end only the first. Raises `ValueError` for no period."""
    span = bounds(period)
    return range(span.start // 12, (span.start if span.end is None else span.end) // 12 + 1)


def commitments_of(years: Iterable[int]) -> QuerySet[Commitment]:
    """The targets whose period lies in one of some years, those that were dropped left out."""
    wanted = set(years)
    found = Commitment.objects.filter(kind="target").exclude(state="dropped")
    periods = [p for p in found.values_list("period", flat=True).distinct().order_by() if wanted & set(years_of(p))]
    return found.filter(period__in=periods).order_by("period", "position", "number")


def target_frame(commitments: QuerySet[Commitment]) -> pl.DataFrame:
    """Commitments as the frame of targets; `id` is the number of the commitment.

    A reference to the place above (高于全市) names that place, as figures call it: 全市 is 青澜市 for its counties.
    """
    found = targets(commitments)
    words = _reference_words()
    meant = found.filter(pl.col("reference").is_in(list(words))).select("id", "reference")
    if meant.is_empty():
        return found
    called, kinds = labels(), dict(Place.objects.filter(kind__in=_ABOVE).values_list("pk", "kind"))
    paths = dict(commitments.filter(number__in=meant["id"].to_list()).values_list("number", "place__path"))
    names = {}
    for number, reference in meant.iter_rows():
        above = [int(part) for part in paths[number].strip("/").split("/")]
        places = [pk for pk in above if kinds.get(pk) == words[reference]]
        names[number] = called[places[-1]] if places else reference
    renamed = pl.col("id").replace_strict(names, default=None, return_dtype=pl.String)
    return found.with_columns(pl.coalesce(renamed, "reference").alias("reference"))


def _reference_words() -> dict[str, str]:
    """Every name by which a place above is referred to → its kind."""
    known: dict[str, list[str]] = settings()["reference_places"]
    return {word: _REFERRED[name] for name, words in known.items() if name in _REFERRED for word in (name, *words)}


def figure_frame(commitments: QuerySet[Commitment], until: str, known_at: dt.datetime | None = None) -> pl.DataFrame:
    """The figures that commitments are judged by: their indicators, at their places and the places above."""
    pairs = list(commitments.values_list("place_id", "place__path", "indicator_id").distinct().order_by())
    places = {place for place, _, _ in pairs}
    places |= {int(above) for _, path, _ in pairs for above in path.strip("/").split("/")}
    places |= set(Place.objects.filter(kind__in=_ABOVE).values_list("pk", flat=True))
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
