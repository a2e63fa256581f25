"""The rows of a publication as they were shown: a board, a league, cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from luoshi.assessing.calendar import month_text
from luoshi.assessing.lights.words import word
from luoshi.office.pages.saying import number
from luoshi.office.pages.scoring.board import short_month
from luoshi.office.pages.scoring.league import columns, firm, takes
from luoshi.office.pages.scoring.saying import exact
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring.models import Publication, PublishedRow
from luoshi.office.scoring.publishing import Difference

_COLUMNS = ("rank", "place", "score", "change", "grade", "to_next", "takes", "firm")


def shown(found: Publication, rows: Sequence[PublishedRow], language: Language) -> dict[str, Any]:
    """The context of a publication's rows: `board` or `table`."""
    if found.kind == "board":
        return {"board": _board(found, rows, language)}
    if found.kind == "withdrawal":
        return {}
    return {"table": _league(found, rows, language) if found.kind == "league" else _cards(found, rows, language)}


def _address(found: Publication, row: PublishedRow, card: str = "") -> str:
    url = reverse("scoring_published_row", args=[found.pk, row.position])
    return f"{url}?card={card}" if card else url


def _board(found: Publication, rows: Sequence[PublishedRow], language: Language) -> dict[str, Any]:
    year = int(found.period[:4])
    months = [month_text(year * 12 + month) for month in range(int(found.period[5:7]))]
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        told = row.contents
        url = _address(found, row)
        cells = [
            {"light": told["months"][month][0], "text": told["months"][month][1], "url": url}
            if month in told["months"]
            else None
            for month in months
        ]
        now = {"light": told["light"] or None, "reason": told["reason"]}
        now["ahead"] = float(told["ahead"]) if told["ahead"] else None
        target = " · ".join([told["target"][language], *told["owners"]])
        label = told["card"] or said("scoring.no_card", language)
        groups.setdefault(label, []).append(
            {"name": told["name"], "url": url, "target": target, "cells": cells, "now": now}
        )
    return {
        "months": [{"label": short_month(month, language), "here": month == found.period} for month in months],
        "groups": [{"label": label, "rows": listed} for label, listed in groups.items()],
        "reasons": True,
        "lights": ("green", "yellow", "red", "grey"),
    }


def _league(found: Publication, rows: Sequence[PublishedRow], language: Language) -> dict[str, Any]:
    return {
        "caption": found.title,
        "columns": columns(_COLUMNS, language),
        "rows": [{"cells": _standing(found, row, language)} for row in rows if "" in row.contents["standings"]],
    }


def _standing(found: Publication, row: PublishedRow, language: Language) -> list[Any]:
    held = row.contents["standings"][""]
    told = held["numbers"]
    url = _address(found, row)
    return [
        held["rank"],
        {"text": row.contents["name"], "url": url},
        {"value": exact(held["score"]), "url": url} if held["score"] else None,
        told.get("change"),
        held["grade"] or "—",
        exact(told.get("to_next")),
        {"text": takes(told, language)},
        firm(told, language),
    ]


def _cards(found: Publication, rows: Sequence[PublishedRow], language: Language) -> dict[str, Any]:
    names = list(dict.fromkeys(card for row in rows for card in row.contents["standings"] if card))
    heads = [said("scoring.place", language), said("scoring.rank", language), said("scoring.whole", language), *names]
    made = []
    for row in rows:
        held = row.contents["standings"]
        cells = [_graded(found, row, held.get(card), card, language) for card in ("", *names)]
        made.append({"cells": [row.contents["name"], held.get("", {}).get("rank"), *cells]})
    return {
        "caption": found.title,
        "columns": [{"label": head, "kind": "number" if nth == 1 else "text"} for nth, head in enumerate(heads)],
        "rows": made,
    }


def _graded(found: Publication, row: PublishedRow, held: Any, card: str, language: Language) -> Any:
    if not held or not held["score"]:
        return "—"
    score = number(exact(held["score"]), language)
    url = _address(found, row, card)
    return {"text": held["grade"] or score, "note": score if held["grade"] else "", "url": url}


def changes(found: Sequence[Difference], language: Language) -> dict[str, Any]:
    """What would be said otherwise today."""
    heads = ("subject", "what", "then", "today")
    return {
        "caption": said("scoring.different", language),
        "columns": [{"label": said(f"scoring.{head}", language), "kind": "text"} for head in heads],
        "rows": [
            {
                "cells": [
                    {"text": one.name, "note": one.key},
                    said(f"scoring.differs.{one.what}", language),
                    _said(one.what, one.published, language),
                    _said(one.what, one.today, language),
                ]
            }
            for one in found
        ],
    }


def _said(what: str, value: str, language: Language) -> str:
    if what == "light":
        found = word(value or "grey")
        return found.zh if language == "zh" else found.en
    return value or "—"
