"""Finding entries: by who, what, object, days and words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luoshi.office.log.canonical import moment
from luoshi.office.log.models import Entry


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; what is empty does not restrict. `since` counts, `until` does not."""

    words: str = ""
    who: str = ""
    action: str = ""
    object: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def search(wanted: Search, *, within: Q | None = None, before_seq: int | None = None, limit: int = 50) -> list[Entry]:
    """The entries that fit, the latest first; go on with `before_seq` = the last one's number.

    `within` is what the asker may see (`people.visible.acts_within`; None: all).
    `action` is a whole name or the beginning of one (`reporting.`), `words` are looked for in name, object, before
    and after, all of them.
    """
    return list(find(wanted, within=within, before_seq=before_seq).order_by("-seq")[:limit])


def find(wanted: Search, *, within: Q | None = None, before_seq: int | None = None) -> QuerySet[Entry]:
    """The same as a query without an order."""
    found: QuerySet[Entry] = Entry.objects.filter(within or Q())
    if before_seq is not None:
        found = found.filter(seq__lt=before_seq)
    if wanted.who:
        found = found.filter(Q(who=wanted.who) | Q(who_name__contains=wanted.who))
    if wanted.action:
        found = found.filter(action__startswith=wanted.action)
    if wanted.object:
        found = found.filter(object=wanted.object)
    if wanted.since is not None:
        found = found.filter(at__gte=moment(wanted.since))
    if wanted.until is not None:
        found = found.filter(at__lt=moment(wanted.until))
    for word in wanted.words.split():
        found = found.filter(
            Q(who_name__contains=word) | Q(object__contains=word) | Q(before__contains=word) | Q(after__contains=word)
        )
    return found
