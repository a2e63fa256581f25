"""The forms of the catalogue: take an indicator of the vocabulary, define one's own, change one, close one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.catalogue.actions.change_indicator import ChangeIndicator
from luoshi.office.catalogue.actions.close_indicator import CloseIndicator
from luoshi.office.catalogue.actions.create_indicator import CreateIndicator
from luoshi.office.catalogue.actions.take_indicator import TakeIndicator
from luoshi.office.catalogue.changing import EVERY, WORDS, indicator_of, reported_by
from luoshi.office.catalogue.definitions import contents_of
from luoshi.office.catalogue.finding import not_taken
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.organisations.trees import as_of
from luoshi.office.pages.acting import attempt, go, show, with_faults
from luoshi.office.pages.asked import day_or_today, whole_number
from luoshi.office.pages.catalogue.indicator import FAMILIES
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.vocabulary.terms import term

Field = dict[str, Any]
_NUMBERS = ("digits", "every", "first", "due_day", "position")
_TEXTS = ("unit", "card", "measure", "definition")
_OWN = ("name", "direction", "kind", "cumulates")
#: What a form holds before anything is typed.
_AT_FIRST = {"direction": "up", "kind": "flow", "cumulates": "sum", "measure": "level", "digits": 2, "every": 1,
             "first": 1, "due_day": 18, "position": 0}  # fmt: skip


@page("catalogue.take_indicator")
def take(request: Request) -> HttpResponse:
    """Take an indicator of the vocabulary into use."""
    language = request.language
    options = [{"value": one.code, "label": f"{one.field} · {one.name}（{one.unit}）"} for one in not_taken()]
    fields = [
        _field("code", language, "select", options=options, required=True),
        *_shared(language, _AT_FIRST),
        *_since(language),
    ]
    for field in fields:
        if field["name"] in ("unit", "card"):
            field["help"] = said("catalogue.as_in_vocabulary", language)
    return _form(request, "take", fields, lambda asked: TakeIndicator(code=asked.get("code", ""), **_made(asked)))


@page("catalogue.create_indicator")
def create(request: Request) -> HttpResponse:
    """Define an indicator of the office's own."""
    language = request.language
    fields = [
        _field("name", language, required=True),
        _field("code", language, help=said("catalogue.code_help", language)),
        *_own(language, _AT_FIRST),
        *_shared(language, _AT_FIRST),
        *_since(language),
    ]
    return _form(
        request, "create", fields,
        lambda asked: CreateIndicator(
            code=asked.get("code", ""), **{name: asked.get(name, "") for name in _OWN}, **_made(asked)
        ),
    )  # fmt: skip


@page("catalogue.see")
def change(request: Request, number: int) -> HttpResponse:
    """Define an indicator anew from a day on."""
    found, language = indicator_of(number), request.language
    require(request.actor, ChangeIndicator.permission, reported_by(found.reporter_id))
    now = contents_of(found)
    fields = [
        _field("name", language, required=True, value=found.name),
        *_own(language, now),
        *_shared(language, now),
        *_since(language, reasoned=True),
    ]

    def make(asked: Any) -> ChangeIndicator:
        made = _made(asked)
        bodies: dict[str, Any] = {column: made.pop(column) or 0 for column in ("issuer", "reporter")}
        return ChangeIndicator(indicator=number, **{name: asked.get(name) for name in _OWN}, **made, **bodies)

    return _form(request, "change", fields, make, found)


@page("catalogue.see")
def close(request: Request, number: int) -> HttpResponse:
    """Close an indicator."""
    found, language = indicator_of(number), request.language
    require(request.actor, CloseIndicator.permission, reported_by(found.reporter_id))
    fields = [
        _field("on", language, "date", value=today().isoformat(), required=True),
        _field("reason", language, "textarea", required=True),
    ]
    return _form(
        request, "close", fields,
        lambda asked: CloseIndicator(
            indicator=number, on=day_or_today(asked.get("on")), reason=asked.get("reason", "")
        ),
        found,
    )  # fmt: skip


def _form(
    request: Request,
    verb: str,
    fields: list[Field],
    make: Callable[[Any], Action[Indicator]],
    indicator: Indicator | None = None,
) -> HttpResponse:
    language = request.language
    problem: Any = None
    if request.method == "POST":
        name = indicator.name if indicator else request.POST.get("name") or request.POST.get("code", "")
        problem = attempt(request, lambda: make(request.POST), done=f"catalogue.{verb}_done", name=name)
        if not isinstance(problem, Problem):
            return go(request, reverse("catalogue_indicator", args=[problem.pk]))
    for field in fields:
        if field["name"] in request.POST:
            field["value"] = request.POST[field["name"]]
    crumbs = [{"label": said("rooms.catalogue", language), "url": reverse("catalogue")}]
    if indicator is not None:
        crumbs.append({"label": indicator.name, "url": reverse("catalogue_indicator", args=[indicator.pk])})
    context = {
        "title": said(f"catalogue.{verb}_title", language),
        "lead": said(f"catalogue.{verb}_lead", language),
        "crumbs": crumbs,
        "form": {
            "action": request.get_full_path(),
            "fields": with_faults(fields, problem, language),
            "cancel": crumbs[-1]["url"],
        },
    }
    return show(request, "form.html", context, problem=problem)


def _made(asked: Any) -> dict[str, Any]:
    """The inputs that three of the actions share, of what was typed."""
    return {
        **{name: asked.get(name, "") for name in _TEXTS},
        **{name: whole_number(asked.get(name)) or 0 for name in _NUMBERS},
        "issuer": whole_number(asked.get("issuer")),
        "reporter": whole_number(asked.get("reporter")),
        "since": day_or_today(asked.get("since")),
        "reason": asked.get("reason", ""),
    }


def _field(name: str, language: Language, kind: str = "text", **more: Any) -> Field:
    return {"name": name, "label": said(f"catalogue.{name}", language), "kind": kind, "value": "", **more}


def _own(language: Language, now: Any) -> list[Field]:
    def options(name: str) -> list[dict[str, str]]:
        return [{"value": one, "label": said(f"catalogue.{FAMILIES[name]}.{one}", language)} for one in WORDS[name]]

    return [_field(name, language, "select", value=now[name], options=options(name)) for name in FAMILIES]


def _shared(language: Language, now: Any) -> list[Field]:
    nodes = as_of("body", today()).nodes.values()
    bodies = [{"value": "", "label": said("catalogue.nobody", language)}]
    bodies += [{"value": str(one.id), "label": "　" * (one.path.count("/") - 2) + one.name} for one in nodes]
    measures = [{"value": one, "label": term("measure", one, language)} for one in WORDS["measure"]]
    every = [{"value": str(one), "label": said(f"catalogue.every_{one}", language)} for one in EVERY]
    return [
        _field("unit", language, value=now.get("unit", "")),
        _field("measure", language, "select", options=measures, value=now["measure"]),
        _field("digits", language, "number", value=str(now["digits"])),
        _field("card", language, value=now.get("card", "")),
        _field("definition", language, "textarea", value=now.get("definition", "")),
        _field("reporter", language, "select", options=bodies, value=str(now.get("reporter") or "")),
        _field("issuer", language, "select", options=bodies, value=str(now.get("issuer") or "")),
        _field("every", language, "select", options=every, value=str(now["every"])),
        _field("first", language, "number", value=str(now["first"]), help=said("catalogue.first_help", language)),
        _field("due_day", language, "number", value=str(now["due_day"]), help=said("catalogue.due_help", language)),
        _field("position", language, "number", value=str(now["position"])),
    ]


def _since(language: Language, *, reasoned: bool = False) -> list[Field]:
    help_ = said("catalogue.since_help", language)
    return [
        _field("since", language, "date", value=today().isoformat(), required=True, help=help_),
        _field("reason", language, "textarea" if reasoned else "text", required=reasoned),
    ]
