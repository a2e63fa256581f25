"""Where a number comes from: of a verdict, of a standing, of a published row; a page, or its middle for a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers

from luoshi.office.documents.finding import seen
from luoshi.office.guard.errors import NotFound
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.scoring.saying import exact, indicator_name, measure_name, month_label, period_label
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring import boards, finding, tables
from luoshi.office.scoring.models import PublishedRow
from luoshi.office.scoring.tracing import trace

_PARTS = ("commitment__place", "commitment__indicator", "commitment__statement__document")


@page("scoring.see", methods=("GET",))
def verdict(request: Request, number: int) -> HttpResponse:
    """Where a light and its numbers come from."""
    found = boards.seen_verdicts(request.actor).select_related(*_PARTS).filter(pk=number).first()
    if found is None:
        raise NotFound("scoring.no_verdict", verdict=number)
    language = request.language
    year = said("scoring.year", language, year=found.as_of[:4])
    title = f"{found.commitment.name} {year}{month_label(found.as_of, language)}"
    return _shown(request, title, trace(found).contents(), reverse("board"), said("board.title", language))


@page("scoring.see", methods=("GET",))
def standing(request: Request, number: int) -> HttpResponse:
    """Where a place's points and rank come from."""
    found = tables.seen_standings(request.actor).filter(pk=number).first()
    if found is None:
        raise NotFound("scoring.no_standing", standing=number)
    language = request.language
    title = f"{found.place.name} {found.card} {period_label(found.period, language)}"
    up = reverse("scoring_league", args=[found.league.code])
    return _shown(request, title, trace(found).contents(), up, found.league.title)


@page("scoring.see_published", methods=("GET",))
def published_row(request: Request, number: int, row: int) -> HttpResponse:
    """Where a published number came from, as it was then; `?card=` of a league."""
    publication = finding.publication_of(number)
    found = PublishedRow.objects.filter(publication=publication, position=row).first()
    card = request.GET.get("card", "")
    held = found.contents if found else {}
    shown = held if publication.kind == "board" else held.get("standings", {}).get(card)
    if not shown:
        raise NotFound("scoring.no_trace")
    title = f"{held['name']} {card} {period_label(publication.period, request.language)}"
    up = reverse("scoring_publication", args=[publication.pk])
    return _shown(request, title, shown["trace"], up, publication.title)


def _shown(request: Request, title: str, told: Mapping[str, Any], up: str, up_label: str) -> HttpResponse:
    language = request.language
    context = {
        "title": title,
        "crumbs": [{"label": up_label, "url": up}],
        "trace": {
            "title": title,
            "light": told["light"] or None,
            "reason": told["reason"],
            "formula": told["formula"][language],
            "rules": _rules(told["rules"], language),
            "target": _target(request, told["target"]),
            "figures": _figures(told["figures"], language),
        },
    }
    template = "components/trace.html" if request.htmx else "scoring/trace.html"
    answer = show(request, template, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _rules(rules: Mapping[str, Any], language: Language) -> dict[str, str]:
    label = said("scoring.version_of", language, title=rules["title"], number=rules["number"])
    return {"label": label, "url": reverse("scoring_rules", args=[rules["kind"], rules["name"]])}


def _target(request: Request, target: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The target with its clause; a link to the page only for who may see the page."""
    if target is None:
        return None
    where, language = None, request.language
    if target["document_name"]:
        label = said("scoring.printed_in", language, document=target["document_name"], line=target["line"])
        open_ = seen(request.actor).filter(pk=target["document"]).exists()
        where = {"label": label, "url": _address("document", target["document"]) if open_ else None}
    return {
        "name": f"{target['number']} {target['name']}",
        "url": _address("commitment", target["commitment"]),
        "text": target["text"][language],
        "clause": target["clause"],
        "where": where,
    }


def _address(name: str, number: int | None) -> str | None:
    try:
        return reverse(name, args=[number]) if number else None
    except NoReverseMatch:
        return None


def _figures(figures: list[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    labels = ("period", "indicator", "value", "by", "at")
    kinds = {"value": "figure"}
    return {
        "caption": said("scoring.figures", language),
        "columns": [{"label": said(f"scoring.{one}", language), "kind": kinds.get(one, "text")} for one in labels],
        "empty": said("scoring.no_figures", language),
        "rows": [
            {
                "cells": [
                    period_label(one["period"], language),
                    {
                        "text": f"{one['place']} {indicator_name(one['indicator'], language)}",
                        "note": measure_name(one["measure"], language),
                    },
                    _figure(one),
                    one["by_name"],
                    _when(one, language),
                ],
                "chosen": one["used"],
            }
            for one in figures
        ],
    }


def _figure(one: Mapping[str, Any]) -> dict[str, Any]:
    url = _address("cell", one["cell"])
    return {"value": exact(one["value"]), "unit": one["unit"], "status": one["status"], "url": url}


def _when(one: Mapping[str, Any], language: Language) -> dict[str, str]:
    told = {"text": one["at"][:10]}
    if one["number"]:
        told["note"] = said("review.version", language, number=one["number"])
    return told
