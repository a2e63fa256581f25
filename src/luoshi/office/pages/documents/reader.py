"""The page reader: what is printed at the left, the statements read from it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.documents.accepted import is_promise, promises
from luoshi.office.documents.actions.read_again import ReadAgain
from luoshi.office.documents.actions.withdraw_document import WithdrawDocument
from luoshi.office.documents.finding import counted, issue_of, seen_one, statements_of
from luoshi.office.documents.models import Document, Statement
from luoshi.office.documents.progress import progress_of
from luoshi.office.guard.permissions import allows
from luoshi.office.pages.acting import show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.documents.listing import state_said
from luoshi.office.pages.documents.statements import Reader, shown, without_doubts
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.printed import Mark, printed_lines
from luoshi.office.pages.saying import day, moment
from luoshi.office.pages.words import Language, said

#: Statements beside the page at once.
MOST = 150
# Of a longer text the lines around the statements at hand are shown.
_WHOLE, _AROUND = 60_000, 2_000


@page("documents.see", methods=("GET",))
def document(request: Request, number: int) -> HttpResponse:
    """A page; `?statement=` (its number on the page) leads to one of its statements, `?show=` promises, others, all."""
    found, language = seen_one(request.actor, number), request.language
    progress = progress_of([found])[number]
    context: dict[str, Any] = {
        "title": found.name,
        "crumbs": [{"label": said("rooms.documents", language), "url": reverse("documents")}],
        "buttons": _buttons(request, found),
        "tabs": _issue(request, found),
    }
    if progress.state == "withdrawn":
        return show(request, "documents/state.html", {**context, "state": _withdrawn(found, language)})
    if not progress.over or progress.state == "failed":
        context |= {
            "state": state_said(progress, language),
            "failed": progress.state == "failed",
            "progress": progress,
            "polls": "" if progress.over else request.get_full_path(),
        }
        return show(request, "documents/state.html", context)
    return show(request, "page_reader.html", {**context, **_reading(request, found, language)})


def _buttons(request: Request, found: Document) -> list[dict[str, Any]]:
    language = request.language
    buttons = [{"label": said("documents.original", language), "url": reverse("document_original", args=[found.pk])}]
    if found.state == "withdrawn":
        return buttons
    for label, action in (("read_again", ReadAgain), ("withdraw", WithdrawDocument)):
        if allows(request.actor, action.permission, (found.place,)):
            url = reverse(f"document_{label}", args=[found.pk])
            buttons.append({"label": said(f"documents.{label}", language), "url": url})
    return buttons


def _withdrawn(found: Document, language: Language) -> str:
    """Who withdrew it, when and why."""
    told = found.withdrawals.get()
    return said("documents.withdrawn_by", language, who=told.by_name, when=moment(told.at, language), why=told.reason)


def _issue(request: Request, found: Document) -> list[dict[str, Any]]:
    """The pages of the issue, where there are several, each with how many statements wait."""
    pages = list(counted(issue_of(found)))
    if len(pages) < 2:
        return []
    return [
        {
            "label": one.name,
            "url": reverse("document", args=[one.pk]),
            "here": one.pk == found.pk,
            "count": _to_decide(getattr(one, "statements_open"), request.language),  # noqa: B009 - by `counted`
        }
        for one in pages
    ]


def _to_decide(count: int, language: Language) -> str:
    """What is left of a page of the issue, in words: a bare number would say nothing."""
    return said("documents.to_decide", language, count=count) if count else said("documents.all_settled", language)


def _reading(request: Request, found: Document, language: Language) -> dict[str, Any]:
    reader = Reader.of(request.actor, found, language)
    everything = statements_of(found)
    states = list(everything.values_list("state", flat=True))
    chosen = _chosen(request, everything)
    counts = {name: kept(everything).count() for name, kept in _GROUPS.items()}
    group = request.GET.get("show", "")
    if group not in _GROUPS:
        leads = chosen is None or is_promise(chosen)
        group = "promises" if counts["promises"] and leads else "all"
    part = _part(request, _GROUPS[group](everything), chosen)
    listed = list(part.object_list)
    address = reverse("document", args=[found.pk])
    cards = shown(listed, reader)
    for card in cards:
        card["chosen"] = chosen is not None and card["id"] == chosen.pk
    settled = sum(state != "found" for state in states)
    return {
        "lead": _lead(found, language),
        "printed": {"lines": _printed(found, listed), "part": len(found.text) > _WHOLE},
        "statements": cards,
        "groups": [
            {
                "label": said(f"documents.show_{name}", language),
                "url": f"{address}?{urlencode({'show': name})}",
                "here": name == group,
                "count": counts[name],
            }
            for name in _GROUPS
        ],
        "progress": {"total": len(states), "settled": settled, "left": len(states) - settled},
        "accept_rest": _accept_rest(request, found, listed, reader),
        "pager": pager(part, address, {"show": group}),
    }


_GROUPS: dict[str, Any] = {
    "promises": lambda statements: statements.filter(promises()),
    "others": lambda statements: statements.exclude(promises()),
    "all": lambda statements: statements,
}


def _chosen(request: Request, statements: QuerySet[Statement]) -> Statement | None:
    """The statement that a link leads to."""
    number = whole_number(request.GET.get("statement"))
    return None if number is None else statements.filter(number=number).first()


def _part(request: Request, statements: QuerySet[Statement], chosen: Statement | None) -> Page[Any]:
    pages = Paginator(statements, MOST)
    if chosen is not None and "page" not in request.GET:
        before = statements.filter(number__lt=chosen.number).count()
        return pages.get_page(before // MOST + 1)
    return pages.get_page(request.GET.get("page"))


def _lead(found: Document, language: Language) -> str:
    """Place, day, and how the page goes on in others."""
    parts = [str(found.place)]
    if found.printed:
        parts.append(day(found.printed, language))
    joined = sorted({other["document"] for article in found.articles for other in article["joined"]})
    if joined:
        parts.append(said("documents.joined", language, pages="、".join(joined)))
    return " · ".join(parts)


def _printed(found: Document, listed: Sequence[Statement]) -> list[dict[str, Any]]:
    marks = []
    for one in listed:
        settled = one.state != "found"
        marks.append(Mark(one.start, one.end, str(one.pk), settled=settled))
        value = one.contents.get("value_span")
        if value:
            marks.append(Mark(value[0], value[1], str(one.pk), value=True, settled=settled))
    headlines = [article["line"] - 1 for article in found.articles if article["title"]]
    lines = printed_lines(found.text, marks, headlines)
    if len(found.text) <= _WHOLE or not listed:
        return lines[:_AROUND] if len(found.text) > _WHOLE else lines
    first = min(one.line for one in listed) - 20
    last = max(one.line for one in listed) + 20
    return [line for line in lines if first <= line["number"] <= last]


def _accept_rest(request: Request, found: Document, listed: list[Statement], reader: Reader) -> dict[str, Any] | None:
    """What the button accepts: the statements shown here about which there is no doubt."""
    if not allows(request.actor, "documents.accept_many", (found.place,)):
        return None
    sure = without_doubts(listed, reader)
    if not sure:
        return None
    return {
        "url": reverse("document_accept", args=[found.pk]),
        "statements": [one.pk for one in sure],
        "label": said("documents.accept_sure", request.language, count=len(sure)),
    }
