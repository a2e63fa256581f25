"""The log: every act that one may see, newest first; an entry whole; and whether the chain holds."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.acting import BEIJING
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.jobs import VERIFY
from luoshi.office.guard.permissions import require, table
from luoshi.office.jobs import queue
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry
from luoshi.office.log.search import Search, find, search
from luoshi.office.pages.acting import go, notice, show
from luoshi.office.pages.asked import day, whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.told import changes_of, objects_of, rows_of
from luoshi.office.pages.words import Language, said
from luoshi.office.people.visible import acts_within, sees_all

_A_PAGE = 50
#: How many changes of an entry stand in the list; all stand on its own page.
_FACTS = 6


@page("log.see", methods=("GET",))
def log(request: Request) -> HttpResponse:
    """Entries by `?q=` (words), `who`, `action`, `object` (`place:12`), `since`, `until` (days), before a number."""
    asked, language = request.GET, request.language
    before = whole_number(asked.get("before"))
    found = search(_wanted(asked), within=acts_within(request.actor), before_seq=before, limit=_A_PAGE + 1)
    shown, address = found[:_A_PAGE], reverse("log")
    context: dict[str, Any] = {
        "title": said("log.title", language),
        "lead": said("log.all" if sees_all(request.actor, "log.see") else "log.part", language),
        "filters": _filters(language, address, asked),
        "entries": _entries(request, shown, most=_FACTS),
    }
    kept = [(key, value) for key, value in asked.items() if value and key != "before"]
    if len(found) > _A_PAGE:
        context["older"] = f"{address}?{urlencode([*kept, ('before', shown[-1].seq)])}"
    if before is not None:
        context["newest"] = f"{address}?{urlencode(kept)}" if kept else address
    if sees_all(request.actor, "log.verify"):
        context |= {"chain": _chain(), "verify_url": reverse("log_verify")}
    return show(request, "log.html", context)


@page("log.see", methods=("GET",))
def entry(request: Request, seq: int) -> HttpResponse:
    """An entry with all that stands in it."""
    found = find(Search(), within=acts_within(request.actor)).filter(seq=seq).first()
    if found is None:
        raise NotFound("guard.no_entry", seq=seq)
    language = request.language
    of_object = f"{reverse('log')}?{urlencode({'object': found.object})}"
    context = {
        "title": said("log.entry", language, number=seq),
        "crumbs": [{"label": said("log.title", language), "url": reverse("log")}],
        "entry": _entries(request, [found])[0],
        "rows": rows_of(found),
        "hash": found.hash,
        "previous": found.previous,
        "history_url": of_object,
        "who_url": f"{reverse('log')}?{urlencode({'who': found.who})}",
    }
    return show(request, "log_entry.html", context)


@page("log.verify", methods=("POST",))
def verify(request: Request) -> HttpResponse:
    """Have the chain verified in the background; the page of the log shows what came of it."""
    require(request.actor, "log.verify")
    queue.enqueue(VERIFY, key="asked")
    notice(request, "note", said("log.verifying", request.language))
    return go(request, reverse("log"))


def _wanted(asked: Any) -> Search:
    until = day(asked.get("until"))
    return Search(
        words=asked.get("q", "").strip(),
        who=asked.get("who", "").strip(),
        action=asked.get("action", ""),
        object=asked.get("object", "").strip(),
        since=_midnight(day(asked.get("since"))),
        # The last day that is meant is among them.
        until=_midnight(until + dt.timedelta(days=1) if until is not None and until < dt.date.max else None),
    )


def _midnight(on: dt.date | None) -> dt.datetime | None:
    return None if on is None else dt.datetime(on.year, on.month, on.day, tzinfo=BEIJING)


def _entries(request: Request, entries: list[Entry], *, most: int | None = None) -> list[dict[str, Any]]:
    """Entries as the templates show them, with so many of their changes at most."""
    language = request.language
    objects = objects_of(entries, request.actor, language)
    return [
        {
            "number": one.seq,
            "url": reverse("log_entry", args=[one.seq]),
            "when": dt.datetime.fromisoformat(one.at),
            "who": one.who_name or one.who,
            "what": table()[one.action].words[language] if one.action in table() else one.action,
            "object": objects[one.object],
            "changes": changes[:most],
            "more": len(changes) - len(changes[:most]),
            "hash": one.hash,
        }
        for one in entries
        for changes in [changes_of(one, language)]
    ]


def _filters(language: Language, address: str, asked: Any) -> dict[str, Any]:
    actions = [{"value": "", "label": said("table.any", language)}]
    for name, line in sorted(table().items()):
        if not line.see:
            actions.append({"value": name, "label": f"{name.partition('.')[0]} · {line.words[language]}"})

    def field(name: str, kind: str = "search", **more: Any) -> dict[str, Any]:
        value = asked.get("q" if name == "words" else name, "")
        name_ = "q" if name == "words" else name
        return {"name": name_, "label": said(f"log.{name}", language), "kind": kind, "value": value, **more}

    return {
        "action": address,
        "label": said("log.find", language),
        "reset": address,
        "fields": [
            field("words"),
            field("who"),
            field("action", "select", options=actions),
            field("object", placeholder="place:12"),
            field("since", "date"),
            field("until", "date"),
        ],
    }


def _chain() -> dict[str, Any] | None:
    """What the last verification found; None before the first."""
    last = Job.objects.filter(name=VERIFY, state="done").order_by("-finished_at").first()
    if last is None:
        return None
    broken = last.result["broken"]
    return {
        "intact": broken is None,
        "count": last.result["count"],
        "when": last.finished_at,
        "broken": broken[0] if broken else None,
        "what": broken[2] if broken else "",
    }
