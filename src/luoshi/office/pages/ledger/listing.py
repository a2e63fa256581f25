"""The ledger as a list, what waits to be entered, and the list as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.ledger.exports.book import workbook
from luoshi.office.ledger.exports.lines import jsonl
from luoshi.office.ledger.exports.paper import paper
from luoshi.office.ledger.exports.rows import Row, rows_of
from luoshi.office.ledger.listing import SORTS, Asked, commitments, waiting, with_owners
from luoshi.office.ledger.owners import Register
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.ledger.asking import asked_of, filters, query_of
from luoshi.office.pages.paging import pager
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today

#: Commitments on one page of the list.
MOST = 50
#: Column of the table → what it is sorted by.
_COLUMNS = (
    ("number", "number"), ("name", "name"), ("figure", ""), ("place", "place"), ("lead_body", "owner"),
    ("support_body", ""), ("due", "due"), ("card", "card"), ("state", "state"),
)  # fmt: skip
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("ledger.see", methods=("GET",))
def ledger(request: Request) -> HttpResponse:
    """The commitments one sees: `?year`, `card`, `kind`, `place`, `owner`, `state`, `q`, `parts`, `open`, `sort`."""
    language, asked = request.language, asked_of(request)
    part = Paginator(with_owners(commitments(request.actor, asked)), MOST).get_page(request.GET.get("page"))
    address = reverse("ledger")
    context = {
        "title": said("rooms.ledger", language),
        "lead": said("ledger.lead", language, count=part.paginator.count),
        "tabs": _tabs(request, asked),
        "filters": filters(request, asked),
        "table": _table(list(part.object_list), language, asked),
        "pager": pager(part, address, query_of(asked)),
        "buttons": _buttons(request, asked),
    }
    return show(request, "list.html", context)


@page("ledger.see", methods=("GET",))
def export(request: Request, form: str) -> HttpResponse:
    """The commitments that the same query of the ledger finds, as `xlsx`, `docx` or `jsonl`."""
    if form not in _FORMS:
        raise Http404
    type_, name, write = _FORMS[form]
    made = write(rows_of(commitments(request.actor, asked_of(request))))
    answer = HttpResponse(made, content_type=type_)
    file = f"{said(f'ledger.{name}', request.language)}-{today():%Y%m%d}.{form}"
    answer["Content-Disposition"] = f"attachment; filename=\"ledger.{form}\"; filename*=UTF-8''{quote(file)}"
    return answer


def _lines(rows: Sequence[Row]) -> bytes:
    return b"".join(jsonl(rows))


_FORMS: dict[str, tuple[str, str, Callable[[Sequence[Row]], bytes]]] = {
    "xlsx": (MEDIA_TYPE, "excel", workbook),
    "docx": (_WORD, "word", paper),
    "jsonl": ("application/x-ndjson", "excel", _lines),
}


def _tabs(request: Request, asked: Asked) -> list[dict[str, Any]]:
    language = request.language
    told = query_of(asked)
    tabs: list[dict[str, Any]] = []
    for label, kind in (("all", ""), ("targets", "target"), ("tasks", "task")):
        query = {name: value for name, value in told.items() if name != "kind"} | ({"kind": kind} if kind else {})
        url = f"{reverse('ledger')}?{urlencode(query)}" if query else reverse("ledger")
        tabs.append({"label": said(f"ledger.{label}", language), "url": url, "here": asked.kind == kind})
    if enters(request.actor, "ledger.commit_statement"):
        count = waiting(request.actor).count()
        tabs.append({"label": said("ledger.waiting", language), "url": reverse("ledger_waiting"), "count": count})
    return tabs


def _buttons(request: Request, asked: Asked) -> list[dict[str, Any]]:
    language = request.language
    query = urlencode(query_of(asked))
    ending = f"?{query}" if query else ""
    found: list[dict[str, Any]] = [
        {"label": said(f"ledger.{label}", language), "url": reverse("ledger_export", args=[form]) + ending}
        for label, form in (("as_excel", "xlsx"), ("as_word", "docx"))
    ]
    if enters(request.actor, "ledger.change_many"):
        found.append({"label": said("ledger.many", language), "url": reverse("ledger_many") + ending})
    if enters(request.actor, "ledger.import_commitments"):
        found.append({"label": said("ledger.import", language), "url": reverse("ledger_import")})
    if enters(request.actor, "ledger.create_commitment"):
        found.append({"label": said("ledger.new", language), "url": reverse("ledger_new"), "main": True})
    return found


def _table(found: list[Any], language: Language, asked: Asked) -> dict[str, Any]:
    register = Register(today()) if found else None
    return {
        "caption": said("rooms.ledger", language),
        "columns": [_column(label, sort, language, asked) for label, sort in _COLUMNS],
        "rows": [{"cells": _cells(one, language, register)} for one in found],
        "empty": said("ledger.nothing", language),
    }


def _column(label: str, sort: str, language: Language, asked: Asked) -> dict[str, Any]:
    kinds = {"due": "date"}
    told: dict[str, Any] = {"label": said(f"ledger.{label}", language), "kind": kinds.get(label, "text")}
    if label in ("number", "due", "state", "place", "card"):
        told["width"] = "nowrap"
    if sort in SORTS:
        here = asked.sort.removeprefix("-")
        down = asked.sort.startswith("-")
        query = query_of(asked) | {"sort": f"-{sort}" if here == sort and not down else sort}
        told["sort"] = f"{reverse('ledger')}?{urlencode(query)}"
        if here == sort:
            told["sorted"] = "descending" if down else "ascending"
    return told


def _cells(one: Any, language: Language, register: Any) -> list[Any]:
    called = {
        role: "、".join(register.together([row.body for row in one.current_owners if row.role == role], one.place))
        for role in ("lead", "support")
    }
    return [
        {"text": one.number, "url": reverse("commitment", args=[one.pk])},
        one.name,
        figure_said(one, language, strength=True),
        one.place.name,
        called["lead"] or said("ledger.nobody", language),
        called["support"],
        one.due,
        one.card,
        said(f"ledger.{one.state}", language),
    ]
