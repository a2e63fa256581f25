"""Lists of indicators: by card, by part of a name, by who reports, by the day they are due."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from luoshi.office.catalogue.definitions import in_use
from luoshi.office.catalogue.models import Indicator
from luoshi.vocabulary import indicators as vocabulary


def indicators(
    day: dt.date,
    *,
    card: str = "",
    words: str = "",
    due: int | None = None,
    reporter: int | None = None,
    closed: bool = False,
) -> QuerySet[Indicator]:
    """The indicators in use on a day (or those that are `closed`), with issuer and reporter; by position and code.

    `words` is a part of a name or code, or a printed name that the vocabulary knows (全市规上工业增加值增速); `due` the
    day of the month by which figures are due.
    """
    found = Indicator.objects.select_related("issuer", "reporter")
    found = found.exclude(in_use(day)) if closed else found.filter(in_use(day))
    if card:
        found = found.filter(card=card)
    if due is not None:
        found = found.filter(due_day=due)
    if reporter is not None:
        found = found.filter(reporter=reporter)
    if words:
        named = vocabulary.find(words)
        wanted = Q(name__icontains=words) | Q(code__icontains=words)
        found = found.filter(wanted | Q(code=named.code) if named else wanted)
    return found.order_by("position", "code")


def cards() -> list[str]:
    """The cards that indicators of the office belong to: the usual eight first, in their order."""
    there = set(Indicator.objects.exclude(card="").values_list("card", flat=True))
    usual = list(dict.fromkeys(known.field for known in vocabulary.catalogue().values()))
    return [card for card in usual if card in there] + sorted(there - set(usual))


def not_taken() -> list[vocabulary.Indicator]:
    """The indicators of the vocabulary that the office has not taken, in the vocabulary's order."""
    taken = set(Indicator.objects.values_list("code", flat=True))
    return [known for known in vocabulary.catalogue().values() if known.code not in taken]


def known_names() -> frozenset[str]:
    """The codes and names of the indicators that are not closed; one query."""
    return frozenset(name for row in Indicator.objects.filter(until=None).values_list("code", "name") for name in row)
