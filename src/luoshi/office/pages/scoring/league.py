"""League tables: ranks, how they moved, and what the next place would take."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.permissions import allows
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.saying import moment, number
from luoshi.office.pages.scoring.listed import listed
from luoshi.office.pages.scoring.saying import exact, options, period_label, picture
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring import rulebook, tables
from luoshi.office.scoring.models import League, Publication, Standing
from luoshi.office.scoring.wording import gain

#: Periods that the picture goes back.
_DRAWN = 12
_COLUMNS = ("rank", "place", "score", "change", "grade", "to_next", "takes", "firm")
_KINDS = {"rank": "number", "score": "figure", "change": "move", "to_next": "figure"}


@page("scoring.see_published", methods=("GET",))
def league(request: Request) -> HttpResponse:
    """The first league that somebody sees, or what was published where there is none."""
    first = tables.leagues(request.actor).first()
    return _shown(request, first) if first else listed(request)


@page("scoring.see", methods=("GET",))
def one_league(request: Request, code: str) -> HttpResponse:
    """A league in a period; `?period=&card=`."""
    return _shown(request, seen_league(request, code))


def _shown(request: Request, here: League) -> HttpResponse:
    language = request.language
    every = tables.periods(here)
    period = chosen(request, every)
    cards = tables.cards(here, period)
    card = request.GET.get("card", "")
    card = card if card in cards else ""
    found = tables.standing_table(here, period, card)
    rules = rulebook.current("scoring", here.rules)
    drawn = every[max(0, every.index(period) + 1 - _DRAWN) : every.index(period) + 1] if period else []
    label = said("scoring.picture_of", language, title=here.title)
    context = {
        "title": here.title,
        "lead": f"{period_label(period, language)} {card}".strip() if period else "",
        "buttons": buttons(request, here, period, "league"),
        "tabs": _tabs(here, period, card, cards, language),
        "filters": filters(request, here, every, period, card),
        "facts": facts(here, rules, found.rows, language),
        "table": league_table(found.rows, language),
        "chart": picture(request, "league", tables.course(here, drawn, card), label) if len(drawn) > 1 else None,
    }
    return show(request, "league.html", context)


def seen_league(request: Request, code: str) -> League:
    """A league that somebody sees. Raises `NotFound` for any other."""
    found: League | None = tables.leagues(request.actor).filter(code=code).first()
    if found is None:
        raise NotFound("scoring.no_league", league=code)
    return found


def chosen(request: Request, every: list[str]) -> str:
    """The period asked for, or the latest."""
    asked = request.GET.get("period", "")
    return asked if asked in every else every[-1] if every else ""


def _tabs(here: League, period: str, card: str, cards: list[str], language: Language) -> list[dict[str, Any]]:
    address = reverse("scoring_league", args=[here.code])
    whole = said("scoring.whole", language)
    return [
        {"label": one or whole, "url": f"{address}?{urlencode({'period': period, 'card': one})}", "here": one == card}
        for one in ("", *cards)
    ]


def filters(request: Request, here: League, every: list[str], period: str, card: str = "") -> dict[str, Any]:
    """The choice of a period."""
    language = request.language
    periods = options((one, period_label(one, language)) for one in reversed(every))
    chosen_ = {"name": "period", "label": said("house.period", language), "kind": "select", "value": period}
    return {
        "action": request.path,
        "label": said("scoring.filter", language),
        "keep": {"card": card} if card else {},
        "fields": [{**chosen_, "options": periods}],
    }


def facts(here: League, rules: rulebook.RuleText, rows: list[Standing], language: Language) -> list[dict[str, Any]]:
    """By which rules, as of when, and what was published of it last."""
    told: list[dict[str, Any]] = [
        {
            "label": said("verdict.rule", language),
            "value": said("scoring.version_of", language, title=rules.title, number=rules.number),
            "url": reverse("scoring_rules", args=["scoring", rules.name]),
        }
    ]
    if rows:
        told.append({"label": said("scoring.computed", language), "value": moment(max(r.at for r in rows), language)})
        last = Publication.objects.filter(name=here.code, period=rows[0].period, replaced_by=None).order_by("pk").last()
        if last is not None and last.kind != "withdrawal":
            url = reverse("scoring_publication", args=[last.pk])
            told.append({"label": said("scoring.published", language), "value": last.title, "url": url})
    return told


def buttons(request: Request, here: League, period: str, kind: str) -> list[dict[str, Any]]:
    """Other leagues, print, what was published, publish."""
    language = request.language
    others = [one for one in tables.leagues(request.actor) if one.pk != here.pk]
    page_ = "scoring_league" if kind == "league" else "scoring_cards"
    made: list[dict[str, Any]] = [{"label": one.title, "url": reverse(page_, args=[one.code])} for one in others]
    made.append({"label": said("house.print", language), "print": True})
    made.append({"label": said("scoring.published", language), "url": reverse("scoring_publications")})
    if period and allows(request.actor, "scoring.publish_results", (here.under,)):
        wanted = urlencode({"kind": kind, "league": here.code, "period": period})
        made.append({"label": said("scoring.publish", language), "url": f"{reverse('scoring_publish')}?{wanted}"})
    return made


def league_table(rows: list[Standing], language: Language) -> dict[str, Any]:
    """Standings as a table."""
    return {
        "caption": said("league.title", language),
        "columns": columns(_COLUMNS, language),
        "empty": said("scoring.no_standings", language),
        "rows": [{"cells": _cells(row, language)} for row in rows],
    }


def columns(names: tuple[str, ...], language: Language) -> list[dict[str, Any]]:
    """Columns of a league table."""
    wide = {"takes": "wide"}
    return [
        {"label": said(f"scoring.{name}", language), "kind": _KINDS.get(name, "text"), "width": wide.get(name, "")}
        for name in names
    ]


def _cells(row: Standing, language: Language) -> list[Any]:
    url = reverse("scoring_standing", args=[row.pk])
    told = row.contents
    score = {"value": exact(row.score), "url": url} if row.score else None
    return [
        row.rank,
        {"text": row.place.name, "url": url},
        score,
        told.get("change"),
        row.grade or "—",
        exact(told.get("to_next")),
        {"text": takes(told, language)},
        firm(told, language),
    ]


def takes(told: dict[str, Any], language: Language) -> str:
    """What the next place would take, in words."""
    needed = exact(told.get("needed"))
    if needed is None:
        return "—"
    points = number(needed, language)
    if not told.get("needed_in"):
        return said("scoring.takes_points", language, points=points)
    of = gain(told, language)
    value = number(exact(told["needed_value"]), language, digits=2)
    change = number(exact(told["needed_change"]), language, digits=2, signed=True)
    return said(
        "scoring.takes_one", language, points=points, indicator=of["indicator"], value=f"{value}{of['unit']}",
        change=f"{change}{of['step']}",
    )  # fmt: skip


def firm(told: dict[str, Any], language: Language) -> str:
    """Between which places the rank stays with any weight 5 % up or down."""
    best, worst = told.get("rank_best"), told.get("rank_worst")
    if best is None:
        return ""
    if best == worst:
        return said("scoring.firm_same", language)
    return said("scoring.firm_between", language, best=best, worst=worst)
