"""A place or a body: what it is, what it was called and where it stood when, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.permissions import allows
from luoshi.office.organisations.changing import concern_of, node_of
from luoshi.office.organisations.chronicle import Passed, chronicle
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.organisations.changes import CHANGES
from luoshi.office.pages.saying import day, number
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today


@page("organisations.see", methods=("GET",))
def node(request: Request, tree: str, number: int) -> HttpResponse:
    """A node with its eras, its origins and successors, and what stands below it today."""
    found, language = node_of(tree, number), request.language
    told = chronicle(found, today())
    context = {
        "title": found.name,
        "lead": said(f"organisations.kinds.{found.kind}", language),
        "crumbs": [
            {"label": said(f"organisations.{tree}", language), "url": reverse("organisations_tree", args=[tree])},
            *({"label": one.name, "url": _address(tree, one.id)} for one in told.above),
        ],
        "buttons": _buttons(request, found),
        "facts": _facts(found, language),
        "eras": _eras(tree, told.eras, language),
        "passed": _passed(found, (*told.origins, *told.successions), language),
        "below": _below(told.below, language),
        "bodies": _below(told.bodies, language, caption="organisations.bodies") if tree == "place" else None,
    }
    return show(request, "organisations/node.html", context)


def _address(tree: str, number: int) -> str:
    return reverse("organisations_node", args=[tree, number])


def _buttons(request: Request, found: Any) -> list[dict[str, Any]]:
    """What this person may do with the node, while it is there."""
    if found.until is not None:
        return []
    concerns = (concern_of(found),)
    buttons = [
        {
            "label": said(f"organisations.{verb}", request.language),
            "url": reverse("organisations_change", args=[found.tree, found.id, verb]),
        }
        for verb, change in CHANGES.items()
        if allows(request.actor, change.permission, concerns)
    ]
    if allows(request.actor, "organisations.create_node", concerns):
        new = f"{reverse('organisations_new', args=[found.tree])}?parent={found.id}"
        buttons.append({"label": said("organisations.new_below", request.language), "url": new})
    return buttons


def _facts(found: Any, language: Language) -> list[dict[str, Any]]:
    facts = [
        {"label": said("organisations.code", language), "value": found.code},
        {"label": said("organisations.short", language), "value": found.short or "—"},
        {"label": said("organisations.since", language), "value": day(found.since, language)},
    ]
    if found.until is not None:
        facts.append({"label": said("organisations.until", language), "value": day(found.until, language)})
    if getattr(found, "place", None) is not None:
        url = _address("place", found.place_id)
        facts.append({"label": said("organisations.organ_of", language), "value": found.place.name, "url": url})
    return facts


def _until(value: dt.date | None, language: Language) -> str:
    return said("organisations.still", language) if value is None else day(value, language)


def _eras(tree: str, eras: list[Any], language: Language) -> dict[str, Any]:
    def parent(era: Any) -> Any:
        return {"text": era.parent.name, "url": _address(tree, era.parent_id)} if era.parent else "—"

    labels = ("name", "short", "parent", "since", "until")
    return {
        "caption": said("organisations.eras", language),
        "columns": [
            {"label": said(f"organisations.{label}", language), "kind": "text", "width": "nowrap"} for label in labels
        ],
        "rows": [
            {
                "cells": [
                    era.name,
                    era.short,
                    parent(era),
                    day(era.since, language),
                    _until(era.until, language),
                ]
            }
            for era in eras
        ],
    }


def _passed(found: Any, steps: tuple[Passed, ...], language: Language) -> dict[str, Any]:
    def share(step: Passed) -> str:
        if step.share is None:
            return said("organisations.unknown_share", language)
        return f"{number(step.share * 100, language)}%"

    def linked(one: Any) -> Any:
        return one.name if one.id == found.id else {"text": one.name, "url": _address(found.tree, one.id)}

    return {
        "caption": said("organisations.passed", language),
        "columns": [
            {"label": said("organisations.on", language), "kind": "text", "width": "nowrap"},
            {"label": said("organisations.from", language), "kind": "link"},
            {"label": said("organisations.into", language), "kind": "link"},
            {"label": said("organisations.share", language), "kind": "text"},
        ],
        "rows": [
            {"cells": [day(step.on, language), linked(step.before), linked(step.after), share(step)]} for step in steps
        ],
        "empty": said("organisations.nothing_passed", language),
    }


def _below(nodes: list[Any], language: Language, caption: str = "organisations.children") -> dict[str, Any]:
    return {
        "caption": said(caption, language),
        "columns": [
            {"label": said("organisations.name", language), "kind": "link"},
            {"label": said("organisations.kind", language), "kind": "text", "width": "nowrap"},
            {"label": said("organisations.code", language), "kind": "text", "width": "nowrap"},
        ],
        "rows": [
            {
                "cells": [
                    {"text": one.name, "url": _address(one.tree, one.id)},
                    said(f"organisations.kinds.{one.kind}", language),
                    one.code,
                ]
            }
            for one in nodes
        ],
        "empty": said("organisations.none_below", language),
    }
