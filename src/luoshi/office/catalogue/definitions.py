"""What an indicator was by definition on a day, or for a period: old periods keep the definition of their time."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.vocabulary.periods import bounds

#: The columns of an indicator that a version holds, in the order in which they are shown.
COLUMNS = (
    "name", "unit", "direction", "kind", "cumulates", "measure", "digits", "card", "definition", "issuer", "reporter",
    "every", "first", "due_day", "position",
)  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """An indicator as it was on a day. `issuer` and `reporter` are numbers of bodies; `until` is as in `Indicator`.

    The other fields are those of `Indicator`; `version` is the number of the version that held.
    """

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


def as_of(day: dt.date, indicators: Iterable[int] | None = None) -> dict[str, Definition]:
    """Every indicator (or those with these numbers) by its code, as it was defined on a day; one query.

    Before its first day an indicator is what it was on that day: a figure of an earlier period has no other
    definition. Indicators that are closed on the day are there too: `until` tells.
    """
    held: dict[int, IndicatorVersion] = {}
    for version in _versions(indicators):
        if version.indicator_id not in held or version.since <= day:
            held[version.indicator_id] = version
    return {version.indicator.code: _definition(version) for version in held.values()}


def for_period(period: str, indicators: Iterable[int] | None = None) -> dict[str, Definition]:
    """As `as_of`, on the last day of a period (ISO text; an open one: its first). Raises `ValueError` for no period."""
    return as_of(last_day(period), indicators)


def last_day(period: str) -> dt.date:
    """The last day of a period; of one without an end its first. Raises `ValueError` for text that is no period."""
    covered = bounds(period)
    if covered.end is None:
        return dt.date(covered.start // 12, covered.start % 12 + 1, 1)
    year, month = covered.end // 12, covered.end % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def in_use(day: dt.date) -> Q:
    """A filter to the indicators that are in use on a day."""
    return Q(until=None) | Q(until__gt=day)


def contents_of(indicator: Indicator) -> dict[str, object]:
    """The columns of an indicator as a version holds them."""
    return {name: getattr(indicator, f"{name}_id" if name in ("issuer", "reporter") else name) for name in COLUMNS}


def _versions(indicators: Iterable[int] | None) -> Iterable[IndicatorVersion]:
    found = IndicatorVersion.objects.select_related("indicator")
    if indicators is not None:
        found = found.filter(indicator__in=list(indicators))
    # Of two versions of one day the later one holds.
    return found.order_by("indicator__position", "indicator__code", "since", "number")


def _definition(version: IndicatorVersion) -> Definition:
    indicator = version.indicator
    return Definition(
        id=indicator.pk,
        code=indicator.code,
        version=version.number,
        since=version.since,
        until=indicator.until,
        **{name: version.contents[name] for name in COLUMNS},
    )
