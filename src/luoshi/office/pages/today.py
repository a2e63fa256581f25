"""Today: what waits for who is signed in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from luoshi.charts.words import Words
from luoshi.office.guard.acting import BEIJING
from luoshi.office.pages import waiting
from luoshi.office.pages.acting import show
from luoshi.office.pages.calendar import calendar
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today as this_day
from luoshi.office.scoring.models import Verdict

#: How many of each kind are listed; the rest is a count and a link.
_LISTED = {"forms": 20, "review": 20, "documents": 20, "reds": 10, "failed": 10}
#: The page where all of a kind stand.
_ROOMS = {"forms": "forms", "review": "review", "documents": "documents"}


@page()
def today(request: Request) -> HttpResponse:
    """The first page: tiles with counts, what is due by when, what needs attention, the coming days of rounds."""
    actor, language, day = request.actor, request.language, this_day()
    found = {
        "forms": waiting.due(actor),
        "review": waiting.to_review(actor),
        "documents": waiting.undecided(actor),
        "reds": waiting.reds(actor),
        "failed": waiting.failed(actor),
    }
    parts = {kind: _part(rows, _LISTED[kind]) for kind, rows in found.items()}
    entries = [
        *(_sheet(one, language, day) for one in parts["forms"][0]),
        *(_submission(one, language, day) for one in parts["review"][0]),
        *(_document(one, language, day) for one in parts["documents"][0]),
    ]
    context = {
        "title": said("today.title", language),
        "tiles": _tiles(request, {kind: count for kind, (_, count) in parts.items()}),
        "pending": _grouped(entries, day),
        "rest": _rest(parts, language, "forms", "review", "documents"),
        "more_reds": _reds_by_year(found["reds"], language) if parts["reds"][1] > _LISTED["reds"] else [],
        "reds": [_red(one, language) for one in parts["reds"][0]],
        "board_url": address("board"),
        "calendar": calendar(actor, day, language, address("forms")) if enters(actor, "reporting.see") else [],
        "failed": [_failed(one) for one in parts["failed"][0]],
    }
    return show(request, "today.html", context)


def _part(found: Any, most: int) -> tuple[list[Any], int]:
    """The first rows and how many there are; the count costs a query only where there are more than are listed."""
    rows = list(found[: most + 1])
    return rows[:most], len(rows) if len(rows) <= most else found.count()


def address(*ways: str, args: Iterable[Any] = ()) -> str | None:
    """The first of these pages that the house has, the last one without arguments; None where it has none."""
    for way in ways:
        try:
            return reverse(way, args=list(args) if way != ways[-1] or len(ways) == 1 else [])
        except NoReverseMatch:
            continue
    return None


def _tiles(request: Request, counts: dict[str, int]) -> list[dict[str, Any]]:
    permissions = {
        "forms": "reporting.save_draft",
        "review": "reporting.accept_submission",
        "documents": "documents.accept_statement",
        "reds": "ledger.see",
    }
    tiles = [
        {
            "label": said(f"today.tile_{kind}", request.language),
            "figure": {"value": counts[kind], "url": address(_ROOMS[kind]) if kind in _ROOMS else f"#{kind}"},
        }
        for kind, permission in permissions.items()
        if enters(request.actor, permission)
    ]
    if counts["failed"]:
        tiles.append({"label": said("today.tile_failed", request.language), "figure": {"value": counts["failed"]}})
    return tiles


def _sheet(sheet: Any, language: Language, day: dt.date) -> dict[str, Any]:
    url = address("sheet", "forms", args=[sheet.pk])
    period = Words(language).whole_period(sheet.round.period)
    # A correction that was sent back has no day any more once its round is closed.
    closed = sheet.round.closed_at is not None
    return {
        "due": sheet.round.due,
        "late": sheet.round.due < day and not closed,
        "group": "corrections" if closed else "",
        "what": f"{sheet.round.form.title} · {period}",
        "note": str(sheet.body),
        "url": url,
        "status": sheet.state,
        "button": {"label": said("today.fill_in", language), "url": url},
    }


def _submission(submission: Any, language: Language, day: dt.date) -> dict[str, Any]:
    held = submission.sheet.round
    url = address("review_submission", "review", args=[submission.pk])
    said_ = said("today.version", language, number=submission.number)
    return {
        "due": held.joined,
        "late": held.joined < day,
        "what": f"{held.form.title} · {Words(language).whole_period(held.period)}",
        "note": f"{submission.sheet.body} · {said_}",
        "url": url,
        "status": "submitted",
        "button": {"label": said("today.review", language), "url": url},
    }


def _document(document: Any, language: Language, day: dt.date) -> dict[str, Any]:
    url = address("document", "documents", args=[document.pk])
    return {
        "due": document.at.astimezone(BEIJING).date(),
        "group": "undated",
        "what": document.name,
        "note": said("today.undecided", language, count=document.undecided),
        "url": url,
        "button": {"label": said("today.decide", language), "url": url},
    }


def _grouped(entries: list[dict[str, Any]], day: dt.date) -> list[dict[str, Any]]:
    """By when: overdue, today, this week, later; what has no day by which it must be done comes last."""
    week = day + dt.timedelta(days=6 - day.weekday())
    groups: dict[str, list[dict[str, Any]]] = {
        key: [] for key in ("overdue", "due_today", "this_week", "later", "corrections", "undated")
    }
    for entry in sorted(entries, key=lambda one: one["due"]):
        due = entry["due"]
        if entry.get("group"):
            key = entry["group"]
        elif due < day:
            key = "overdue"
        elif due == day:
            key = "due_today"
        else:
            key = "this_week" if due <= week else "later"
        groups[key].append(entry)
    return [{"key": key, "entries": found} for key, found in groups.items() if found]


def _rest(parts: dict[str, tuple[list[Any], int]], language: Language, *kinds: str) -> list[dict[str, Any]]:
    """Links to what is not listed."""
    return [
        {"label": said(f"today.rest_{kind}", language, count=count - len(rows)), "url": address(_ROOMS[kind])}
        for kind in kinds
        for rows, count in [parts[kind]]
        if count > len(rows)
    ]


def _reds_by_year(reds: QuerySet[Verdict], language: Language) -> list[dict[str, Any]]:
    """How many there are of each year by its latest month, with the board of that year; one query.

    A target over several years stands on several boards, but its latest verdict is of one.
    """
    found = Counter(int(as_of[:4]) for as_of in reds.order_by().values_list("as_of", flat=True))
    return [
        {
            "label": said("today.reds_of", language, year=year, count=count),
            "url": f"{address('board')}?{urlencode({'period': year, 'place': 0, 'light': 'red'})}",
        }
        for year, count in sorted(found.items(), reverse=True)
    ]


def _red(verdict: Any, language: Language) -> dict[str, Any]:
    commitment = verdict.commitment
    owner, period = verdict.owner or str(commitment.place), Words(language).whole_period(commitment.period)
    return {
        "name": commitment.name,
        "url": address("commitment", "board", args=[commitment.pk]),
        # Last year's targets stay red until they are closed: beside this year's they need their year.
        "owner": f"{owner} · {period}",
        "light": verdict.light,
        "reason": verdict.reason,
    }


def _failed(job: Any) -> dict[str, Any]:
    lines = job.error.strip().splitlines()
    return {"name": job.name, "when": job.finished_at, "error": lines[-1] if lines else ""}
