"""The catalogue: a list of indicators."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.catalogue.finding import cards, indicators
from luoshi.office.catalogue.models import Indicator
from luoshi.office.pages.acting import show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.vocabulary.terms import term

#: Indicators on one page of the list.
MOST = 100


@page("catalogue.see", methods=("GET",))
def catalogue(request: Request) -> HttpResponse:
    """The indicators in use, `?card=`, `?q=` part of a name, `?due=` day of the month, `?closed=1` those out of use."""
    language = request.language
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:100] for name in ("card", "q", "due", "closed")}
    found = indicators(
        today(), card=asked["card"], words=asked["q"], due=whole_number(asked["due"]), closed=bool(asked["closed"])
    )
    part = Paginator(found, MOST).get_page(request.GET.get("page"))
    address = reverse("catalogue")
    context = {
        "title": said("rooms.catalogue", language),
        "lead": said("catalogue.lead", language, count=part.paginator.count),
        "tabs": [
            {
                "label": said(f"catalogue.{label}", language),
                "url": f"{address}?{urlencode({'closed': value})}" if value else address,
                "here": asked["closed"] == value,
            }
            for label, value in (("in_use", ""), ("closed", "1"))
        ],
        "filters": _filters(language, address, asked),
        "table": _table(language, list(part.object_list)),
        "pager": pager(part, address, asked),
    }
    if enters(request.actor, "catalogue.take_indicator"):
        context["buttons"] = [
            {"label": said("catalogue.take", language), "url": reverse("catalogue_take"), "main": True},
            {"label": said("catalogue.create", language), "url": reverse("catalogue_create")},
        ]
    return show(request, "list.html", context)


def reports(indicator: Any, language: Language) -> str:
    """How often and when figures are due: 每月，次月18日前."""
    key = f"catalogue.every_{indicator.every}"
    return said("catalogue.due_says", language, every=said(key, language), day=indicator.due_day)


def _filters(language: Language, address: str, asked: dict[str, str]) -> dict[str, Any]:
    any_card = [{"value": "", "label": said("table.any", language)}]
    return {
        "action": address,
        "label": said("catalogue.find", language),
        "reset": address,
        "keep": {"closed": asked["closed"]} if asked["closed"] else {},
        "fields": [
            {
                "name": "card",
                "label": said("catalogue.card", language),
                "kind": "select",
                "options": any_card + [{"value": card, "label": card} for card in cards()],
                "value": asked["card"],
            },
            {"name": "q", "label": said("catalogue.words", language), "kind": "search", "value": asked["q"]},
            {"name": "due", "label": said("catalogue.due_day", language), "kind": "number", "value": asked["due"]},
        ],
    }


def _table(language: Language, found: list[Indicator]) -> dict[str, Any]:
    def row(one: Indicator) -> dict[str, Any]:
        name = {"text": one.name, "url": reverse("catalogue_indicator", args=[one.pk])}
        measure = term("measure", one.measure, language)
        return {
            "cells": [
                {**name, "note": one.code} if one.code != one.name else name,
                one.card,
                f"{measure} {one.unit}".strip(),
                said(f"catalogue.directions.{one.direction}", language),
                str(one.reporter or "—"),
                str(one.issuer or "—"),
                reports(one, language),
            ]
        }

    columns = (
        ("name", "link", "wide"), ("card", "text", "nowrap"), ("measured", "text", "nowrap"),
        ("direction", "text", "nowrap"), ("reporter", "text", "nowrap"), ("issuer", "text", "nowrap"),
        ("due", "text", "nowrap"),
    )  # fmt: skip
    return {
        "caption": said("rooms.catalogue", language),
        "columns": [
            {"label": said(f"catalogue.{label}", language), "kind": kind, "width": width}
            for label, kind, width in columns
        ],
        "rows": [row(one) for one in found],
        "empty": said("catalogue.none", language),
    }
