"""The forms and the rounds, for who asks: how many have answered, who has not."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.reporting.listing import tabs
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting import listing

_MOST = 50


@page("reporting.see", methods=("GET",))
def forms(request: Request) -> HttpResponse:
    """The forms that ask or asked somebody here."""
    language = request.language
    part = Paginator(listing.forms(request.actor), _MOST).get_page(request.GET.get("page"))
    columns = (("form", "link"), ("code", "text"), ("issuer", "text"), ("every", "text"), ("cells", "number"),
               ("respondents", "number"), ("minutes", "number"), ("basis", "text"), ("state", "text"))  # fmt: skip
    rows = [
        {
            "cells": [
                {"text": one.title, "url": reverse("form", args=[one.pk])},
                one.code,
                str(one.issuer),
                said("reporting.every_months", language, count=one.every),
                one.cell_count,
                one.respondent_count,
                one.minutes,
                one.basis,
                said(f"reporting.form_{one.state}", language),
            ]
        }
        for one in part.object_list
    ]
    return _list(request, "asked", columns, rows, part, reverse("forms_asked"), language)


@page("reporting.see", methods=("GET",))
def rounds(request: Request) -> HttpResponse:
    """The rounds, the last due first, with how many sheets came in and were accepted."""
    language = request.language
    part = Paginator(listing.rounds(request.actor), _MOST).get_page(request.GET.get("page"))
    columns = (("form", "link"), ("period", "text"), ("due", "text"), ("joined", "text"), ("result", "text"),
               ("came", "bar"), ("to_review", "number"), ("state", "status"),
               ("workbook", "text"))  # fmt: skip
    rows = [
        {
            "cells": [
                {"text": one.form.title, "url": f"{reverse('forms')}?show=all&round={one.pk}"},
                Words(language).whole_period(one.period),
                *(day(one_day, language) for one_day in (one.due, one.joined, one.result)),
                (one.submitted_count + one.accepted_count, one.sheet_count or 1, one.accepted_count),
                one.submitted_count,
                "open" if one.closed_at is None else "closed",
                {"text": said("reporting.all_figures", language), "url": reverse("round_workbook", args=[one.pk])},
            ]
        }
        for one in part.object_list
    ]
    return _list(request, "rounds", columns, rows, part, reverse("forms_rounds"), language)


def _list(
    request: Request, here: str, columns: Any, rows: list[dict[str, Any]], part: Any, address: str, language: Language
) -> HttpResponse:
    context = {
        "title": said("rooms.forms", language),
        "tabs": tabs(request, here, language),
        "table": {
            "caption": said(f"reporting.tab_{here}", language),
            "columns": [
                {
                    "label": said(f"reporting.{name}", language),
                    "kind": kind,
                    "width": "wide" if kind == "link" else "nowrap",
                }
                for name, kind in columns
            ],
            "rows": rows,
            "empty": said("reporting.no_forms", language),
        },
        "pager": pager(part, address),
    }
    return show(request, "list.html", context)
