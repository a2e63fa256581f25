"""My forms: the sheets that somebody owes or has handed in, and for who asks the forms with their rounds."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.paging import pager
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.office.reporting import listing
from luoshi.office.reporting.models import Sheet

_MOST = 50
_STATES = ("open", "sent_back", "submitted", "accepted")


@page("reporting.see", methods=("GET",))
def sheets(request: Request) -> HttpResponse:
    """The sheets; `?show=owed` (to be handed in), `mine`, `all`; `?state=`, `?round=` one of them."""
    language = request.language
    writes = enters(request.actor, "reporting.save_draft")
    shown = request.GET.get("show", "owed" if writes else "all")
    state = request.GET.get("state", "") if request.GET.get("state", "") in _STATES else ""
    told = request.GET.get("round", "")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 18 else None
    found = listing.sheets(
        request.actor, mine=shown in ("owed", "mine"), owed=shown == "owed", round=number, state=state
    )
    if shown != "owed":
        found = found.filter(own_count__gt=0).order_by("-round__due", "round__form__code", "body__position", "pk")
    part = Paginator(found, _MOST).get_page(request.GET.get("page"))
    address = reverse("forms")
    context = {
        "title": said("rooms.forms", language),
        "lead": said("reporting.sheets", language, count=part.paginator.count),
        "tabs": tabs(request, shown, language),
        "filters": _filters(address, shown, state, language),
        "table": _table(list(part.object_list), language),
        "pager": pager(part, address, {"show": shown, "state": state, "round": told}),
        "buttons": _buttons(request, language),
    }
    return show(request, "list.html", context)


def tabs(request: Request, here: str, language: Language) -> list[dict[str, Any]]:
    """What there is to see of reporting."""
    address = reverse("forms")
    kinds = [("all", f"{address}?show=all"), ("asked", reverse("forms_asked")), ("rounds", reverse("forms_rounds"))]
    if enters(request.actor, "reporting.save_draft"):
        kinds = [("owed", f"{address}?show=owed"), ("mine", f"{address}?show=mine"), *kinds]
    return [{"label": said(f"reporting.tab_{kind}", language), "url": url, "here": kind == here} for kind, url in kinds]


def _buttons(request: Request, language: Language) -> list[dict[str, Any]]:
    found = []
    if enters(request.actor, "reporting.import_figures"):
        found.append({"label": said("reporting.import", language), "url": reverse("figures_import")})
    if enters(request.actor, "reporting.create_form"):
        found.append({"label": said("reporting.new_form", language), "url": reverse("form_new"), "main": True})
    return found


def _filters(address: str, shown: str, state: str, language: Language) -> dict[str, Any]:
    options = [{"value": "", "label": said("reporting.every_state", language)}]
    options += [{"value": one, "label": said(f"status.{one}", language)} for one in _STATES]
    return {
        "action": address,
        "label": said("reporting.find", language),
        "keep": {"show": shown},
        "fields": [
            {
                "name": "state",
                "label": said("grid.status", language),
                "kind": "select",
                "options": options,
                "value": state,
            }
        ],
        "reset": f"{address}?show={shown}",
    }


def _table(listed: list[Sheet], language: Language) -> dict[str, Any]:
    columns = (
        ("form", "link", "wide"), ("period", "text", "nowrap"), ("who", "text", "nowrap"), ("cells", "text", "nowrap"),
        ("state", "status", "nowrap"), ("due", "text", "nowrap"), ("issuer", "text", "nowrap"),
    )  # fmt: skip
    return {
        "caption": said("rooms.forms", language),
        "columns": [
            {"label": said(f"reporting.{name}", language), "kind": kind, "width": width}
            for name, kind, width in columns
        ],
        "rows": [{"cells": _cells(one, language)} for one in listed],
        "empty": said("reporting.nothing_owed", language),
    }


def _cells(one: Any, language: Language) -> list[Any]:
    owed = one.state in ("open", "sent_back")
    state = "draft" if one.state == "open" and one.draft_revision else one.state
    due = day(one.round.due, language)
    if owed and one.round.due < today():
        due = said("reporting.overdue", language, day=due)
    return [
        {"text": one.round.form.title, "url": reverse("sheet", args=[one.pk])},
        Words(language).whole_period(one.round.period),
        str(one.body),
        said("reporting.of_cells", language, known=one.known_count, own=one.own_count),
        state,
        due,
        str(one.round.form.issuer),
    ]
