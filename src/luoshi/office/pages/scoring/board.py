"""The year board."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from luoshi.assessing.calendar import month_text
from luoshi.assessing.lights.words import word
from luoshi.office.guard.permissions import allows
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.organisations.models import Place
from luoshi.office.pages.acting import show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.scoring.saying import field, month_label, options
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.office.scoring import boards, finding

_PUBLISH = "scoring.publish_results"
STATES = ("met", "on_track", "at_risk", "off_track", "no_data", "not_due")


@page("scoring.see", methods=("GET",))
def board(request: Request) -> HttpResponse:
    """The targets of a year and their lights by month; `?period=` (a year) `&place=&card=&owner=&light=&state=&q=`."""
    asked, language = request.GET, request.language
    periods = boards.periods(request.actor)
    years = boards.years(periods)
    year = finding.year(asked["period"]) if asked.get("period") else _latest(years)
    found = boards.of_year(request.actor, year, periods)
    places = boards.places(found)
    place = _place(asked.get("place"), places)
    known = boards.board(found if place is None else found.filter(place=place), year)
    shown = boards.filtered(
        known, card=asked.get("card", ""), owner=asked.get("owner", "").strip(), light=asked.get("light", ""),
        state=asked.get("state", ""), words=asked.get("q", "").strip(),
    )  # fmt: skip
    name = dict(places).get(place or 0, said("scoring.all_places", language))
    request.where = _where(years, year, places, place, language)
    until = f" · {said('scoring.until', language, month=month_label(known.last, language))}" if known.last else ""
    context = {
        "title": said("board.title", language),
        "lead": f"{name} {said('scoring.year', language, year=year)}{until}",
        "buttons": _buttons(request, known, place),
        "tiles": _tiles(known, year, place, language),
        "filters": _filters(known, request, year, place),
        "board": table(shown, language, by_place=place is None),
    }
    return show(request, "year_board.html", context)


def _latest(years: list[int]) -> int:
    """This year, or the latest that there is anything of."""
    now = today().year
    return now if now in years or not years else years[0]


def _place(asked: str | None, places: list[tuple[int, str]]) -> int | None:
    """The place asked for; by itself the highest that somebody sees targets of; `0` is all of them."""
    if asked == "0":
        return None
    number = whole_number(asked)
    if number is None:
        return places[0][0] if places else None
    finding.place_of(number)
    return number


def table(shown: boards.Board, language: Language, *, by_place: bool = False) -> dict[str, Any]:
    """A board as components/board.html takes it, its rows by card (or by place)."""
    months = [month_text(shown.year * 12 + month) for month in range(12)]
    verdicts = reverse("scoring_verdict", args=[0]).removesuffix("0/")
    links = _links()
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in shown.rows:
        label = row.commitment.place.name if by_place else row.card or said("scoring.no_card", language)
        groups.setdefault(label, []).append(_row(row, months, verdicts, links, language))
    return {
        "months": [{"label": short_month(month, language), "here": month == shown.last} for month in months],
        "groups": [{"label": label, "rows": rows} for label, rows in groups.items()],
        "reasons": True,
        "lights": ("green", "yellow", "red", "grey"),
    }


def _row(row: boards.Row, months: list[str], verdicts: str, links: str, language: Language) -> dict[str, Any]:
    cells = [
        {"light": lit.light, "text": lit.shown, "url": f"{verdicts}{lit.verdict}/"} if lit else None
        for lit in map(row.cells.get, months)
    ]
    now = row.now
    told = figure_said(row.commitment, language, strength=True)
    return {
        "name": row.commitment.name,
        "url": links.format(row.commitment.pk),
        "target": " · ".join(part for part in (told, *row.owners) if part),
        "cells": cells,
        "now": {
            "light": now.light if now else None,
            "ahead": float(now.ahead) if now and now.ahead else None,
            "reason": now.reason if now else "",
        },
    }


def _links() -> str:
    """The address of a commitment's page, its number left open; of its row where there is no such page."""
    try:
        return reverse("commitment", args=[0]).replace("0", "{}")
    except NoReverseMatch:
        return "#"


def short_month(month: str, language: Language) -> str:
    """A month above its column: 9月, 9."""
    number = int(month[5:])
    return f"{number}月" if language == "zh" else str(number)


def _tiles(known: boards.Board, year: int, place: int | None, language: Language) -> list[dict[str, Any]]:
    address = reverse("board")
    tiles = []
    for light in boards.LIGHTS:
        if known.counts[light] or light in ("red", "yellow", "green"):
            url = f"{address}?{urlencode({'period': year, 'place': place or 0, 'light': light})}"
            figure = {"value": known.counts[light], "unit": said("scoring.targets", language), "url": url}
            tiles.append({"label": "", "light": light, "figure": figure})
    return tiles


def _filters(known: boards.Board, request: Request, year: int, place: int | None) -> dict[str, Any]:
    asked, language = request.GET, request.language
    cards = dict.fromkeys(row.card for row in known.rows if row.card)
    owners = sorted({name for row in known.rows for name in row.owners})
    address = reverse("board")
    kept = {"period": year, "place": place or 0}
    lights = [(name, word(name).zh if language == "zh" else word(name).en) for name in boards.LIGHTS]
    states = [(name, said(f"states.{name}", language)) for name in STATES]
    return {
        "action": address,
        "label": said("scoring.filter", language),
        "keep": kept,
        "reset": f"{address}?{urlencode(kept)}",
        "target": "board",
        "fields": [
            field("card", said("scoring.card", language), options((c, c) for c in cards), asked, language),
            field("light", said("verdict.light", language), options(lights), asked, language),
            field("state", said("scoring.state", language), options(states), asked, language),
            field("owner", said("commitment.owners", language), options((o, o) for o in owners), asked, language),
            {"name": "q", "label": said("verdict.target", language), "kind": "search", "value": asked.get("q", "")},
        ],
    }


def _where(
    years: list[int], year: int, places: list[tuple[int, str]], place: int | None, language: Language
) -> dict[str, Any]:
    every = [*places, (0, said("scoring.all_places", language))] if len(places) > 1 else places
    return {
        "action": reverse("board"),
        "places": [{"value": pk, "label": name, "here": pk == (place or 0)} for pk, name in every],
        "periods": [
            {"value": one, "label": said("scoring.year", language, year=one), "here": one == year}
            for one in (years or [year])
        ],
    }


def _buttons(request: Request, known: boards.Board, place: int | None) -> list[dict[str, Any]]:
    language = request.language
    buttons: list[dict[str, Any]] = [{"label": said("house.print", language), "print": True}]
    buttons.append({"label": said("scoring.published", language), "url": reverse("scoring_publications")})
    publishes = bool(place and known.last and enters(request.actor, _PUBLISH))
    here = Place.objects.filter(pk=place).first() if publishes else None
    if here is not None and allows(request.actor, _PUBLISH, (here,)):
        wanted = urlencode({"kind": "board", "place": here.pk, "period": known.last})
        buttons.append({"label": said("scoring.publish", language), "url": f"{reverse('scoring_publish')}?{wanted}"})
    return buttons
