"""The list of what was published."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.permissions import table
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request
from luoshi.office.pages.paging import pager
from luoshi.office.pages.scoring.saying import period_label
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring.models import Publication

_A_PAGE = 50


def listed(request: Request) -> HttpResponse:
    """Everything that was published, the latest first: a page."""
    language = request.language
    found = Publication.objects.select_related("place", "replaces").prefetch_related("replaced_by").order_by("-pk")
    pages = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    heads = ("title", "kind", "place", "period", "at", "by", "standing")
    new = {"label": said("scoring.publish", language), "url": reverse("scoring_publish")}
    context = {
        "title": said("scoring.published", language),
        "lead": said("scoring.published_lead", language),
        "buttons": [new] if request.actor.grants_of(table()["scoring.publish_results"].inside) else [],
        "table": {
            "caption": said("scoring.published", language),
            "columns": [{"label": said(f"scoring.{head}", language), "kind": "text"} for head in heads],
            "empty": said("scoring.none_published", language),
            "rows": [{"cells": _listed(one, language)} for one in pages],
        },
        "pager": pager(pages, request.path, request.GET),
    }
    return show(request, "list.html", context)


def _listed(one: Publication, language: Language) -> list[Any]:
    return [
        {"text": one.title, "url": reverse("scoring_publication", args=[one.pk])},
        said(f"scoring.publications.{one.kind}", language),
        one.place.name,
        period_label(one.period, language),
        one.at,
        one.by_name,
        _standing(one, language),
    ]


def _standing(one: Publication, language: Language) -> str:
    """Whether it holds, was replaced or withdrawn."""
    later = list(one.replaced_by.all())
    if one.kind == "withdrawal":
        return one.reason
    if not later:
        return said("scoring.holds", language)
    return said("scoring.was_withdrawn" if later[0].kind == "withdrawal" else "scoring.was_replaced", language)
