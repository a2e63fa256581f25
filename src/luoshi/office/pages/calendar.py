"""The coming days of the rounds, for Today: which, what is due, and why a day is where it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from luoshi.charts.words import Words
from luoshi.office.guard.actors import Actor
from luoshi.office.pages.saying import day as said_day
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.coming import KINDS, Coming, coming

#: How far it looks, and how many forms of one day are named rather than counted.
_AHEAD = dt.timedelta(days=35)
_NAMED = 2


def calendar(actor: Actor, today: dt.date, language: Language, url: str | None) -> list[dict[str, Any]]:
    """The days from today on, as today.html shows them; forms of the same day, kind and period in one line."""
    found = coming(actor, today, today + _AHEAD)
    grouped = groupby(sorted(found, key=_key), key=_key)
    return [_line(list(same), language, url) for _, same in grouped]


def _key(one: Coming) -> tuple[Any, ...]:
    return one.day, KINDS.index(one.kind), one.period, one.named or one.day


def _line(same: Sequence[Coming], language: Language, url: str | None) -> dict[str, Any]:
    first = same[0]
    titles = "、".join(one.form.title for one in same)
    forms = titles if len(same) <= _NAMED else said("today.forms", language, count=len(same))
    return {
        "day": first.day,
        "weekday": said(f"today.weekday_{first.day.weekday()}", language),
        "kind": said(f"today.round_{first.kind}", language),
        "what": f"{Words(language).whole_period(first.period)} · {forms}",
        "note": _note(first, language),
        "url": url,
    }


def _note(one: Coming, language: Language) -> str:
    """Why the day is the one it is, where a reader would not expect it."""
    if not one.sure:
        return said("today.not_sure", language, year=one.day.year)
    if one.named is not None:
        return said("today.moved", language, day=said_day(one.named, language, year=False))
    return said("today.makes_up", language) if one.makes_up else ""
