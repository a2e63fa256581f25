"""Accepted statements that wait for the ledger: chosen ones are entered, each by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.documents.models import Statement
from luoshi.office.guard.errors import Forbidden, Problem
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.listing import waiting as waiting_for
from luoshi.office.pages.acting import go, notice, show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.ledger.asking import place_options, select
from luoshi.office.pages.words import Language, said

#: So many are listed, and entered, at a time.
MOST = 200
_SHOWN = 80


@page("ledger.commit_statement")
def waiting(request: Request) -> HttpResponse:
    """The statements that wait; POST enters those of `statement`, all at `place` if one is given."""
    language = request.language
    if request.method == "POST":
        chosen = [number for one in request.POST.getlist("statement")[:MOST] if (number := whole_number(one))]
        _commit(request, chosen, whole_number(request.POST.get("place")))
        return go(request, reverse("ledger_waiting"))
    found = waiting_for(request.actor)
    count = found.count()
    listed = list(found[:MOST])
    context: dict[str, Any] = {
        "title": said("ledger.waiting", language),
        "lead": said("ledger.waiting_lead", language, count=count),
        "crumbs": [{"label": said("rooms.ledger", language), "url": reverse("ledger")}],
    }
    if count > MOST:
        context["notice"] = {"kind": "note", "text": said("ledger.more_waiting", language, count=MOST), "stays": True}
    if listed:
        context["form"] = _form(request, listed, language)
    else:
        context["nothing"] = said("ledger.waiting_none", language)
    return show(request, "ledger/waiting.html", context)


def _form(request: Request, listed: list[Statement], language: Language) -> dict[str, Any]:
    places = [{"value": "", "label": "—"}, *place_options(request.actor, "ledger.commit_statement")]
    groups: dict[int, dict[str, Any]] = {}
    for one in listed:
        group = groups.setdefault(
            one.document_id,
            {"name": "statement", "label": one.document.name, "kind": "choices", "options": [],
             "prefix": f"d{one.document_id}"},
        )  # fmt: skip
        group["options"].append({"value": str(one.pk), "label": _short(one.quote), "chosen": True})
    return {
        "action": reverse("ledger_waiting"),
        "fields": [*groups.values(), select("place", language, places, "")],
        "submit": said("ledger.commit", language),
        "cancel": reverse("ledger"),
    }


def _commit(request: Request, chosen: list[int], place: int | None) -> None:
    """Each by itself: what cannot be entered is said, the others are."""
    entered = 0
    told = {one.pk: one.quote for one in Statement.objects.filter(pk__in=chosen).only("pk", "quote")}
    for number in chosen:
        try:
            perform(request.actor, CommitStatement(statement=number, place=place))
            entered += 1
        except Problem as problem:
            if isinstance(problem, Forbidden):
                raise
            why = problem.sentence(request.language)
            quote = _short(told.get(number, str(number)))
            notice(request, "fault", said("ledger.not_committed", request.language, quote=quote, why=why))
    if entered:
        notice(request, "done", said("ledger.committed", request.language, count=entered))


def _short(quote: str) -> str:
    return quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"
