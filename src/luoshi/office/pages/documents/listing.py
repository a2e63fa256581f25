"""The list of pages that were brought in, with how far their reading is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.documents.finding import counted, seen
from luoshi.office.documents.models import Document
from luoshi.office.documents.progress import Progress, progress_of
from luoshi.office.documents.reasons import said as reason_said
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said

#: Documents on one page of the list.
MOST = 50


@page("documents.see", methods=("GET",))
def documents(request: Request) -> HttpResponse:
    """The pages of one's places, the newest first; `?q=` part of a name, `?open=1` those with something to decide."""
    language = request.language
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:100] for name in ("q", "open")}
    found = counted(seen(request.actor)).order_by("-at", "-pk")
    if asked["q"]:
        found = found.filter(name__icontains=asked["q"])
    if asked["open"]:
        found = found.filter(statements_open__gt=0)
    part = Paginator(found, MOST).get_page(request.GET.get("page"))
    listed = list(part.object_list)
    progress = progress_of(listed)
    address = reverse("documents")
    context = {
        "title": said("rooms.documents", language),
        "lead": said("documents.lead", language, count=part.paginator.count),
        "tabs": [
            {"label": said("documents.all", language), "url": address, "here": not asked["open"]},
            {"label": said("documents.open", language), "url": f"{address}?open=1", "here": bool(asked["open"])},
        ],
        "filters": {
            "action": address,
            "label": said("documents.find", language),
            "reset": address,
            "keep": {"open": asked["open"]} if asked["open"] else {},
            "fields": [{"name": "q", "label": said("documents.name", language), "kind": "search", "value": asked["q"]}],
        },
        "table": _table(listed, progress, language),
        "pager": pager(part, address, asked),
        "polls": request.get_full_path() if any(not one.over for one in progress.values()) else "",
    }
    if enters(request.actor, "documents.upload_document"):
        context["buttons"] = [
            {"label": said("documents.upload", language), "url": reverse("document_new"), "main": True}
        ]
    return show(request, "documents/list.html", context)


def state_said(progress: Progress, language: Language) -> str:
    """How far the reading of a document is, in words."""
    if progress.state == "failed":
        return said("documents.failed", language, why=reason_said(progress.error, language))
    if progress.state == "reading":
        return said("documents.reading", language, done=progress.done, total=progress.total)
    return said(f"documents.{progress.state}", language)


def _table(listed: list[Document], progress: dict[int, Progress], language: Language) -> dict[str, Any]:
    def state(one: Any) -> str:
        if one.withdrawn_for is not None:
            return said("documents.withdrawn", language, why=one.withdrawn_for)
        return state_said(progress[one.pk], language)

    def settled(one: Any) -> str:
        if one.state != "read":
            return "—"
        return said(
            "documents.settled", language, settled=one.statements_all - one.statements_open, total=one.statements_all
        )

    columns = (
        ("name", "link", "wide"), ("place", "text", "nowrap"), ("printed", "text", "nowrap"), ("state", "text", ""),
        ("statements", "text", "nowrap"), ("by", "text", "nowrap"), ("at", "date", "nowrap"),
    )  # fmt: skip
    return {
        "caption": said("rooms.documents", language),
        "columns": [
            {"label": said(f"documents.{label}", language), "kind": kind, "width": width}
            for label, kind, width in columns
        ],
        "rows": [
            {
                "cells": [
                    {"text": one.name, "url": reverse("document", args=[one.pk])},
                    str(one.place),
                    day(one.printed, language) if one.printed else "—",
                    state(one),
                    settled(one),
                    one.by_name,
                    one.at,
                ]
            }
            for one in listed
        ],
        "empty": said("documents.none", language),
    }
