"""Cards and grades: every place's grade on every card, period by period, against the quota."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.pages.acting import show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.saying import number
from luoshi.office.pages.scoring.league import buttons, chosen, facts, filters, seen_league
from luoshi.office.pages.scoring.listed import listed
from luoshi.office.pages.scoring.saying import exact, period_label, picture
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring import rulebook, tables
from luoshi.office.scoring.models import League, Standing


@page("scoring.see_published", methods=("GET",))
def cards(request: Request) -> HttpResponse:
    """The cards of the league with the most of them that somebody sees, or what was published."""
    found = list(tables.leagues(request.actor))
    if not found:
        return listed(request)
    most = max(found, key=lambda one: len(rulebook.scoring_rules(rulebook.current("scoring", one.rules)).cards))
    return _shown(request, most)


@page("scoring.see", methods=("GET",))
def one_cards(request: Request, code: str) -> HttpResponse:
    """The cards of a league in a period, `?period=`, and of one place through the year, `?place=`."""
    return _shown(request, seen_league(request, code))


def _shown(request: Request, here: League) -> HttpResponse:
    language = request.language
    every = tables.periods(here)
    period = chosen(request, every)
    text = rulebook.current("scoring", here.rules)
    rules = rulebook.scoring_rules(text)
    names = [card.name for card in rules.cards]
    found = tables.matrix(here, period) if period else {}
    quota = _quota(rules)
    context = {
        "title": said("scoring.cards_of", language, title=here.title),
        "lead": period_label(period, language) if period else "",
        "buttons": buttons(request, here, period, "cards"),
        "filters": filters(request, here, every, period),
        "facts": [*facts(here, text, [row for rows in found.values() for row in rows.values()], language),
                  *_quota_fact(quota, language)],
        "table": matrix_table(found, names, language, request.path, period),
        "chart": _chart(request, here, found, names, quota),
        "more": _of_place(request, here, every, names),
    }  # fmt: skip
    return show(request, "league.html", context)


def _quota(rules: Any) -> dict[str, float]:
    """Grade → share in %, where cards are graded by a quota."""
    grading = rules.grading.get("card") or rules.grading.get("whole")
    if grading is None or grading.by != "quota":
        return {}
    return {name: share / 100 for name, share in zip(grading.names, grading.shares, strict=True)}


def _quota_fact(quota: dict[str, float], language: Language) -> list[dict[str, Any]]:
    if not quota:
        return []
    told = "  ".join(f"{grade} {number(share, language)}%" for grade, share in quota.items())
    return [{"label": said("scoring.quota", language), "value": told}]


def matrix_table(
    found: dict[int, dict[str, Standing]], names: list[str], language: Language, address: str, period: str
) -> dict[str, Any]:
    """Places down, cards across: grade and points of each, the whole first."""
    rows = []
    for place, standings_ in found.items():
        whole = standings_.get("")
        first = whole or next(iter(standings_.values()))
        link = f"{address}?period={period}&place={place}"
        rows.append(
            {
                "cells": [
                    {"text": first.place.name, "url": link},
                    whole.rank if whole else None,
                    *(_graded(standings_.get(name), language) for name in ("", *names)),
                ]
            }
        )
    heads = [said("scoring.place", language), said("scoring.rank", language), said("scoring.whole", language), *names]
    return {
        "caption": said("rooms.cards", language),
        "columns": [{"label": head, "kind": "number" if nth == 1 else "text"} for nth, head in enumerate(heads)],
        "empty": said("scoring.no_standings", language),
        "rows": rows,
    }


def _graded(row: Standing | None, language: Language) -> Any:
    if row is None or not row.score:
        return "—"
    score = number(exact(row.score), language)
    url = reverse("scoring_standing", args=[row.pk])
    return {"text": row.grade or score, "note": score if row.grade else "", "url": url}


def _chart(
    request: Request, here: League, found: dict[int, dict[str, Standing]], names: list[str], quota: dict[str, float]
) -> Any:
    rows = [
        {"place": row.place.name, "card": name, "grade": row.grade, "period": row.period}
        for standings_ in found.values()
        for name in names
        for row in [standings_.get(name)]
        if row is not None and row.grade
    ]
    label = said("scoring.grades_of", request.language, title=here.title)
    return picture(request, "grades", rows, label, quota=quota) if quota else None


def _of_place(request: Request, here: League, every: list[str], names: list[str]) -> list[dict[str, Any]]:
    """One place, period by period."""
    place = whole_number(request.GET.get("place"))
    if place is None:
        return []
    language = request.language
    found = Standing.objects.filter(league=here, place=place).select_related("place")
    by = {(row.period, row.card): row for row in found}
    if not by:
        return []
    name = next(iter(by.values())).place.name
    heads = [said("house.period", language), said("scoring.rank", language), said("scoring.whole", language), *names]
    rows = [
        {
            "cells": [
                period_label(period, language),
                by[period, ""].rank if (period, "") in by else None,
                *(_graded(by.get((period, card)), language) for card in ("", *names)),
            ]
        }
        for period in every
    ]
    columns = [{"label": head, "kind": "number" if nth == 1 else "text"} for nth, head in enumerate(heads)]
    return [{"caption": said("scoring.through", language, name=name), "columns": columns, "rows": rows}]
