"""One indicator: its definition, and how it was defined before."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.catalogue.changing import indicator_of, reported_by
from luoshi.office.catalogue.definitions import COLUMNS, contents_of
from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.office.guard.permissions import allows
from luoshi.office.organisations.models import Body
from luoshi.office.pages.acting import show
from luoshi.office.pages.catalogue.listing import reports
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.vocabulary.terms import term

#: Columns that have a word → where their words stand in `words/catalogue.toml`.
FAMILIES = {"direction": "directions", "kind": "kinds", "cumulates": "cumulation"}


@page("catalogue.see", methods=("GET",))
def indicator(request: Request, number: int) -> HttpResponse:
    """An indicator with all its versions, the newest first."""
    found, language = indicator_of(number), request.language
    versions = list(IndicatorVersion.objects.filter(indicator=found).order_by("-number"))
    bodies = _bodies(versions)
    context = {
        "title": found.name,
        "lead": found.code if found.code != found.name else "",
        "crumbs": [{"label": said("rooms.catalogue", language), "url": reverse("catalogue")}],
        "buttons": _buttons(request, found),
        "facts": _facts(found, bodies, language),
        "history": _history(versions, bodies, language),
    }
    return show(request, "catalogue/indicator.html", context)


def _bodies(versions: list[IndicatorVersion]) -> dict[int, str]:
    """The names of the bodies that versions name; one query."""
    named = {version.contents[column] for version in versions for column in ("issuer", "reporter")}
    return {pk: str(body) for pk, body in Body.objects.in_bulk([one for one in named if one is not None]).items()}


def _buttons(request: Request, found: Indicator) -> list[dict[str, Any]]:
    if found.until is not None:
        return []
    concerns = reported_by(found.reporter_id)
    return [
        {"label": said(f"catalogue.{label}", request.language), "url": reverse(f"catalogue_{label}", args=[found.pk])}
        for label in ("change", "close")
        if allows(request.actor, f"catalogue.{label}_indicator", concerns)
    ]


def shown(column: str, value: Any, bodies: dict[int, str], language: Language) -> str:
    """The value of a column in words."""
    if value is None or value == "":
        return "—"
    if column in ("issuer", "reporter"):
        return bodies.get(value, str(value))
    if column == "measure":
        return term("measure", value, language)
    if column == "every":
        return said(f"catalogue.every_{value}", language)
    if column in FAMILIES:
        return said(f"catalogue.{FAMILIES[column]}.{value}", language)
    return str(value)


def _facts(found: Indicator, bodies: dict[int, str], language: Language) -> list[dict[str, Any]]:
    contents = contents_of(found)
    facts = [
        {"label": said(f"catalogue.{column}", language), "value": shown(column, contents[column], bodies, language)}
        for column in COLUMNS
        if column not in ("name", "every", "first", "due_day", "position")
    ]
    facts.append({"label": said("catalogue.due", language), "value": reports(found, language)})
    facts.append({"label": said("catalogue.first", language), "value": str(found.first)})
    if found.until is not None:
        facts.append({"label": said("catalogue.until", language), "value": day(found.until, language)})
    return facts


def _history(versions: list[IndicatorVersion], bodies: dict[int, str], language: Language) -> list[dict[str, Any]]:
    """Each version with what it changed, the newest first."""
    told = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        changed = [
            column for column in COLUMNS if before is not None and before.contents[column] != version.contents[column]
        ]
        told.append(
            {
                "when": version.at,
                "who": version.by_name,
                "what": said("catalogue.holds_from", language, day=day(version.since, language)),
                "said": version.reason,
                "before": _listed(before, changed, bodies, language),
                "after": _listed(version, changed, bodies, language),
            }
        )
    return told


def _listed(version: IndicatorVersion | None, columns: list[str], bodies: dict[int, str], language: Language) -> str:
    if version is None:
        return ""
    return "；".join(
        f"{said(f'catalogue.{column}', language)} {shown(column, version.contents[column], bodies, language)}"
        for column in columns
    )
