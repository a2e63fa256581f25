"""A tree on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import NotFound
from luoshi.office.organisations.models import NODES
from luoshi.office.organisations.trees import Known, Tree, as_of
from luoshi.office.pages.acting import show
from luoshi.office.pages.asked import day_or_today, whole_number
from luoshi.office.pages.entering import Request, enters, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today

#: A larger tree is shown by so many levels as stay within this; what is below is a link away.
MOST = 400


@page("organisations.see", methods=("GET",))
def organisations(request: Request, tree: str = "place") -> HttpResponse:
    """The tree of places or of bodies, `?day=` on a day, `?under=` below a node, `?q=` by part of a name or code."""
    if tree not in NODES:
        raise NotFound("organisations.no_tree", tree=tree[:40])
    language, asked = request.language, request.GET
    on, words, under = day_or_today(asked.get("day")), asked.get("q", "").strip(), whole_number(asked.get("under"))
    whole = as_of(tree, on)
    if under is not None and under not in whole:
        raise NotFound("organisations.no_node", node=under)
    rows = list(_named(whole, words) if words else _folded(whole, under))
    address = reverse("organisations_tree", args=[tree])
    context = {
        "title": said("rooms.organisations", language),
        "lead": said("organisations.lead", language, count=len(whole.nodes)),
        "crumbs": _crumbs(whole, under, address, on),
        "tabs": [
            {
                "label": said(f"organisations.{one}", language),
                "url": _url(reverse("organisations_tree", args=[one]), on),
                "here": one == tree,
            }
            for one in NODES
        ],
        "filters": _filters(language, address, on, words),
        "table": _table(language, rows, address, on),
    }
    if enters(request.actor, "organisations.create_node"):
        new = reverse("organisations_new", args=[tree])
        context["buttons"] = [{"label": said(f"organisations.new_{tree}", language), "url": new, "main": True}]
    return show(request, "list.html", context)


def _named(tree: Tree, words: str) -> Iterator[tuple[Known, int, int]]:
    wanted = words.casefold()
    for node in tree.nodes.values():
        if any(wanted in text.casefold() for text in (node.name, node.short, node.code)):
            yield node, 0, 0


def _folded(tree: Tree, under: int | None) -> Iterator[tuple[Known, int, int]]:
    """Nodes with how deep they stand and how many below them are not shown: as many whole levels as fit."""
    tops = tree.below(under) if under is not None else tree.roots()
    shown, level = 0, tops
    deepest = -1
    while level and (deepest < 0 or shown + len(level) <= MOST):
        shown, deepest = shown + len(level), deepest + 1
        level = [child for node in level for child in tree.below(node.id)]
    waiting = [(node, 0) for node in reversed(tops)]
    while waiting:
        node, depth = waiting.pop()
        below = tree.below(node.id)
        yield node, depth, len(below) if depth == deepest else 0
        if depth < deepest:
            waiting += [(child, depth + 1) for child in reversed(below)]


def _table(language: Language, rows: list[tuple[Known, int, int]], address: str, on: dt.date) -> dict[str, Any]:
    def name(node: Known, hidden: int) -> Any:
        url = reverse("organisations_node", args=[node.tree, node.id])
        shown: list[Any] = [{"text": node.name, "url": url, "note": node.short if node.short != node.name else ""}]
        if hidden:
            below = said("organisations.below", language, count=hidden)
            shown.append({"text": below, "url": _url(address, on, under=node.id)})
        return shown

    return {
        "caption": said("organisations.tree", language),
        "columns": [
            {"label": said("organisations.name", language), "kind": "link", "width": "wide"},
            {"label": said("organisations.kind", language), "kind": "text", "width": "nowrap"},
            {"label": said("organisations.code", language), "kind": "text", "width": "nowrap"},
        ],
        "rows": [
            {
                "depth": min(depth, 6),
                "cells": [name(node, hidden), said(f"organisations.kinds.{node.kind}", language), node.code],
            }
            for node, depth, hidden in rows
        ],
        "empty": said("organisations.none", language),
    }


def _filters(language: Language, address: str, on: dt.date, words: str) -> dict[str, Any]:
    return {
        "action": address,
        "label": said("organisations.find", language),
        "reset": address,
        "fields": [
            {"name": "q", "label": said("organisations.name_or_code", language), "kind": "search", "value": words},
            {"name": "day", "label": said("organisations.on_day", language), "kind": "date", "value": on.isoformat()},
        ],
    }


def _crumbs(tree: Tree, under: int | None, address: str, on: dt.date) -> list[dict[str, Any]]:
    if under is None:
        return []
    above = [*tree.above(under), tree.nodes[under]]
    return [{"label": node.name, "url": _url(address, on, under=node.id)} for node in above]


def _url(address: str, on: dt.date, **more: Any) -> str:
    query = {**({"day": on.isoformat()} if on != today() else {}), **more}
    return f"{address}?{urlencode(query)}" if query else address
