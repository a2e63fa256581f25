"""Rule sets: which there are, their text and versions, and changing them with a look at what would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.assessing.lights.words import word
from luoshi.office.guard.errors import Invalid, NotFound, Problem
from luoshi.office.guard.permissions import allows, require
from luoshi.office.pages.acting import act, go, show, told
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.saying import moment
from luoshi.office.pages.scoring.saying import month_label, period_label
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring import previewing, rulebook
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.models import League
from luoshi.office.scoring.rulebook import CHANGEABLE, IN_FORCE, RuleText

#: Lines of a preview that are shown; the others are counted.
_SHOWN = 100


@page("scoring.see_rules", methods=("GET",))
def rules(request: Request) -> HttpResponse:
    """Every rule set in the version that holds."""
    language = request.language
    used: dict[str, list[str]] = {}
    for league in League.objects.filter(until=None):
        used.setdefault(league.rules, []).append(league.title)
    rows: list[dict[str, Any]] = []
    kind = ""
    for one in rulebook.latest().values():
        if one.kind != kind:
            kind = one.kind
            rows.append({"group": said(f"scoring.kinds.{kind}", language)})
        rows.append({"cells": _listed(one, used, language)})
    heads = ("rules", "name", "version", "holds_for", "changed_at", "by")
    context = {
        "title": said("rooms.rules", language),
        "lead": said("scoring.rules_lead", language),
        "table": {
            "caption": said("rooms.rules", language),
            "columns": [
                {"label": said(f"scoring.{head}", language), "kind": "number" if head == "version" else "text"}
                for head in heads
            ],
            "rows": rows,
        },
    }
    return show(request, "list.html", context)


def _listed(one: RuleText, used: Mapping[str, list[str]], language: Language) -> list[Any]:
    return [
        {"text": one.title, "url": reverse("scoring_rules", args=[one.kind, one.name])},
        one.name,
        one.number,
        "、".join(used.get(one.name, ())) if one.kind == "scoring" else _in_force(one, language),
        moment(one.at, language) if one.at else said("scoring.shipped", language),
        one.by_name,
    ]


def _in_force(one: RuleText, language: Language) -> str:
    return said("scoring.in_force", language) if one.kind in ("lights", "progress") and one.name == IN_FORCE else ""


@page("scoring.see_rules", methods=("GET",))
def one_set(request: Request, kind: str, name: str) -> HttpResponse:
    """A rule set with its versions; `?number=` one of these."""
    language = request.language
    versions = rulebook.versions(kind, name)
    number = whole_number(request.GET.get("number"))
    found = next((one for one in versions if number in (None, one.number)), None)
    if found is None:
        raise NotFound("scoring.no_rules", kind=kind, name=f"{name} {number}")
    may = kind in CHANGEABLE and allows(request.actor, "scoring.change_rules")
    change_ = {
        "label": said("scoring.change_rules", language),
        "url": reverse("scoring_change_rules", args=[kind, name]),
    }
    context = {
        "title": found.title,
        "crumbs": [{"label": said("rooms.rules", language), "url": reverse("rules")}],
        "buttons": [{**change_, "main": True}] if may and found is versions[0] else [],
        "facts": [
            {"label": said("scoring.kind", language), "value": said(f"scoring.kinds.{kind}", language)},
            {"label": said("scoring.name", language), "value": name},
            {"label": said("scoring.version", language), "value": str(found.number)},
            {"label": said("scoring.reason", language), "value": found.reason or said("scoring.shipped", language)},
        ],
        "fixed": "" if kind in CHANGEABLE else said("scoring.fixed", language),
        "text": found.text,
        "versions": _versions(versions, language),
    }
    return show(request, "scoring/rules.html", context)


def _versions(versions: list[RuleText], language: Language) -> dict[str, Any]:
    address = reverse("scoring_rules", args=[versions[0].kind, versions[0].name])
    heads = ("version", "reason", "changed_at", "by")
    return {
        "caption": said("scoring.versions", language),
        "columns": [{"label": said(f"scoring.{head}", language), "kind": "text"} for head in heads],
        "rows": [
            {
                "cells": [
                    {"text": str(one.number), "url": f"{address}?number={one.number}"},
                    one.reason or said("scoring.shipped", language),
                    one.at,
                    one.by_name,
                ]
            }
            for one in versions
        ],
    }


@page("scoring.change_rules")
def change(request: Request, kind: str, name: str) -> HttpResponse:
    """Change a rule set: first a look at what would change (`do=preview`), then a new version (`do=save`)."""
    require(request.actor, "scoring.change_rules")
    held = rulebook.current(kind, name)
    if kind not in CHANGEABLE:
        raise Invalid("scoring.fixed", kind=kind)
    asked = request.POST
    text = asked.get("text", held.text).replace("\r\n", "\n")
    number = whole_number(asked.get("number")) if asked else held.number
    problem: Any = None
    preview = None
    if request.method == "POST" and asked.get("do") == "save":
        action = ChangeRules(kind=kind, name=name, text=text, reason=asked.get("reason", ""), number=number)
        problem = act(request, action, done="scoring.rules_saved", name=held.title)
        if not isinstance(problem, Problem):
            return go(request, reverse("scoring_rules", args=[kind, name]))
    elif request.method == "POST":
        try:
            preview = previewing.preview(RuleText(kind, name, held.number + 1, text))
        except Invalid as error:
            problem = told(request, error)
    return _form(request, held, text, number, problem, preview)


def _form(
    request: Request, held: RuleText, text: str, number: int | None, problem: Any, preview: previewing.Preview | None
) -> HttpResponse:
    language = request.language
    wrong = problem.fields if isinstance(problem, Problem) else {}
    reason = {
        "name": "reason", "label": said("scoring.reason", language), "kind": "textarea", "required": False,
        "help": said("scoring.reason_help", language), "value": request.POST.get("reason", ""),
        "errors": [wrong["reason"].sentence(language)] if "reason" in wrong else [],
    }  # fmt: skip
    own = reverse("scoring_rules", args=[held.kind, held.name])
    context = {
        "title": said("scoring.change_title", language, name=held.title),
        "crumbs": [
            {"label": said("rooms.rules", language), "url": reverse("rules")},
            {"label": held.title, "url": own},
        ],
        "action": reverse("scoring_change_rules", args=[held.kind, held.name]),
        "keep": {"number": held.number if number is None else number},
        "cancel": own,
        "faults": wrong["text"].sentence(language).splitlines() if "text" in wrong else [],
        "fields": [
            {"name": "text", "label": said("scoring.text", language), "kind": "textarea", "value": text},
            reason,
        ],
        "preview": preview and _preview(preview, held.kind, language),
    }
    return show(request, "scoring/change_rules.html", context, problem=problem)


def _preview(preview: previewing.Preview, kind: str, language: Language) -> dict[str, Any]:
    if kind == "scoring":
        told_ = said("scoring.preview_ranks", language, changed=len(preview.ranks), total=preview.ranked)
        return {"said": told_, "ranks": _ranks(preview, language) if preview.ranks else None}
    told_ = said(
        "scoring.preview_lights", language, changed=len(preview.lights), total=preview.judged,
        before=_counted(preview.before, language), after=_counted(preview.after, language),
    )  # fmt: skip
    return {"said": told_, "lights": _lights(preview, language) if preview.lights else None}


def _counted(lights: Mapping[str, int], language: Language) -> str:
    named = {light: word(light or "grey") for light in lights}
    ordered = sorted(lights, key=lambda light: (named[light].order is None, named[light].order or 0))
    return " ".join(f"{named[one].zh if language == 'zh' else named[one].en} {lights[one]}" for one in ordered)


def _lights(preview: previewing.Preview, language: Language) -> dict[str, Any]:
    heads = (("target", "text"), ("place", "text"), ("month", "text"), ("before", "light"), ("after", "light"))
    return {
        "caption": said("scoring.would_change", language),
        "columns": [
            *({"label": said(f"scoring.{head}", language), "kind": kind} for head, kind in heads),
            {"label": said("verdict.reason", language), "kind": "text", "width": "wide"},
        ],
        "rows": [
            {
                "cells": [
                    {"text": row.name, "note": row.number}, row.place, month_label(row.as_of, language),
                    row.before or "grey", row.after or "grey", row.reason,
                ]
            }
            for row in preview.lights[:_SHOWN]
        ],
    }  # fmt: skip


def _ranks(preview: previewing.Preview, language: Language) -> dict[str, Any]:
    heads = ("league", "period", "place", "rank_change", "score_change", "grade_change")
    return {
        "caption": said("scoring.would_change", language),
        "columns": [{"label": said(f"scoring.{head}", language), "kind": "text"} for head in heads],
        "rows": [
            {
                "cells": [
                    row.league, period_label(row.period, language), row.place,
                    _turned(row.rank_before, row.rank_after), _turned(row.score_before, row.score_after),
                    _turned(row.grade_before, row.grade_after),
                ]
            }
            for row in preview.ranks[:_SHOWN]
        ],
    }  # fmt: skip


def _turned(before: Any, after: Any) -> str:
    return str(before or "—") if before == after else f"{before or '—'} → {after or '—'}"
