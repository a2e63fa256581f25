"""One form: what it asks of whom, what others ask already, its rounds; drafting, changing, issuing, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import NotFound, Problem
from luoshi.office.guard.permissions import allows, require
from luoshi.office.pages.acting import act, attempt, go, show
from luoshi.office.pages.asked import day as typed_day
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.reporting import fields
from luoshi.office.pages.reporting.rounds import rounds
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.actions.change_form import ChangeForm
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.asking import repeats
from luoshi.office.reporting.finding import form_of, must_see_form, of_form, round_of
from luoshi.office.reporting.models import Form
from luoshi.vocabulary.terms import term


@page("reporting.see", methods=("GET",))
def form(request: Request, number: int) -> HttpResponse:
    """A form with its cells, who fills it in, what it takes from others, its rounds."""
    return _show(request, must_see_form(request.actor, form_of(number)))


@page("reporting.create_form")
def new(request: Request) -> HttpResponse:
    """Draft a form."""
    language = request.language
    issuers = fields.issuers(request.actor)
    asked = [*fields.first(language, issuers), *fields.definition(language)]
    return _form(request, said("reporting.new_form", language), reverse("form_new"), asked,
                 lambda: CreateForm(**fields.first_typed(request.POST), **fields.typed(request.POST)))  # fmt: skip


@page("reporting.change_form")
def change(request: Request, number: int) -> HttpResponse:
    """Change a draft; of a form in issue only title, minutes and basis."""
    found = must_see_form(request.actor, form_of(number))
    require(request.actor, ChangeForm.permission, of_form(found))
    language, draft = request.language, found.state == "draft"
    asked = fields.filled(fields.definition(language, whole=draft), fields.values_of(found))
    return _form(request, said("reporting.change_form", language), reverse("form_change", args=[number]), asked,
                 lambda: ChangeForm(form=number, **fields.typed(request.POST, whole=draft)))  # fmt: skip


@page("reporting.issue_form", methods=("POST",))
def issue(request: Request, number: int) -> HttpResponse:
    """Issue a draft; `leave_repeats` leaves what others ask already to them."""
    found = must_see_form(request.actor, form_of(number))
    leave = request.POST.get("leave_repeats") == "1"
    return _done(request, found, IssueForm(form=number, leave_repeats=leave), "reporting.issued_now")


@page("reporting.withdraw_form", methods=("POST",))
def withdraw(request: Request, number: int) -> HttpResponse:
    """Withdraw a form, with a reason."""
    found = must_see_form(request.actor, form_of(number))
    return _done(
        request, found, WithdrawForm(form=number, reason=request.POST.get("reason", "")), "reporting.withdrawn_now"
    )


@page("reporting.open_round", methods=("POST",))
def open_round(request: Request, number: int) -> HttpResponse:
    """Open a round for a period; days that are not given are those of the calendar."""
    found = must_see_form(request.actor, form_of(number))

    def make() -> OpenRound:
        days = {name: typed_day(request.POST.get(name)) for name in ("due",)}
        return OpenRound(form=number, period=request.POST.get("period", "").strip(), **days)

    result: Any = attempt(request, make, done="reporting.round_opened")
    return _after(request, found, result)


@page("reporting.see", methods=("POST",))
def round_(request: Request, number: int, verb: str) -> HttpResponse:
    """`close` a round, or `reopen` it."""
    held = round_of(number)
    found = must_see_form(request.actor, form_of(held.form_id))
    if verb not in ("close", "reopen"):
        raise NotFound("reporting.no_round", number=number)
    action: Action[Any] = CloseRound(round=number)
    if verb == "reopen":
        action = ReopenRound(round=number, reason=request.POST.get("reason", ""))
    return _done(request, found, action, f"reporting.round_{verb}")


def _done(request: Request, found: Form, action: Action[Any], done: str) -> HttpResponse:
    result: Any = act(request, action, done=done)
    return _after(request, found, result)


def _after(request: Request, found: Form, result: Any) -> HttpResponse:
    if isinstance(result, Problem):
        return _show(request, form_of(found.pk), result)
    return go(request, reverse("form", args=[found.pk]))


def _form(
    request: Request, title: str, address: str, asked: list[dict[str, Any]], make: Callable[[], Action[Any]]
) -> HttpResponse:
    language, result = request.language, None
    if request.method == "POST":
        result = attempt(request, make)
        if not isinstance(result, Problem):
            return go(request, reverse("form", args=[result.pk]))
        asked = fields.with_faults(fields.filled(asked, request.POST.dict()), result, language)
    context = {
        "title": title,
        "crumbs": [
            {"label": said("rooms.forms", language), "url": reverse("forms")},
            {"label": said("reporting.tab_asked", language), "url": reverse("forms_asked")},
        ],
        "form": {
            "action": address,
            "fields": asked,
            "submit": said("reporting.keep", language),
            "cancel": reverse("forms_asked"),
        },
    }
    return show(request, "form.html", context, problem=result)


def _show(request: Request, found: Form, problem: object = None) -> HttpResponse:
    language = request.language
    already = repeats(found) if found.state != "withdrawn" else []
    table, of_rounds = rounds(request, found, language)
    buttons, dialogs = _may(request, found, bool(already), language)
    context = {
        "title": found.title,
        "lead": f"{found.code} · {found.issuer} · {said(f'reporting.form_{found.state}', language)}",
        "crumbs": [
            {"label": said("rooms.forms", language), "url": reverse("forms")},
            {"label": said("reporting.tab_asked", language), "url": reverse("forms_asked")},
        ],
        "facts": _facts(found, language),
        "cells": _cells(found, language),
        "repeats": _repeats(already, language),
        "repeat_count": len(already),
        "rounds": table,
        "buttons": buttons,
        "dialogs": [*dialogs, *of_rounds],
    }
    return show(request, "reporting/form.html", context, problem=problem)


def _facts(found: Form, language: Language) -> list[dict[str, Any]]:
    bodies = [str(one.body) for one in found.respondents.select_related("body").order_by("body__position")]
    days = said("reporting.days", language, due=found.due_day, joined=found.joined_day, result=found.result_day)
    told = [
        ("every", said("reporting.every_months", language, count=found.every)),
        ("due", days),
        ("minutes", said("reporting.minutes_said", language, count=found.minutes)),
        ("basis", found.basis or "—"),
        ("issued_on", day(found.issued_on, language) if found.issued_on else "—"),
        ("who_fills", "、".join(bodies) or "—"),
    ]
    return [{"label": said(f"reporting.{name}", language), "value": value} for name, value in told]


def _cells(found: Form, language: Language) -> dict[str, Any]:
    columns = (("indicator", "link"), ("measure", "text"), ("unit", "text"))
    rows = [
        {
            "cells": [
                {"text": one.indicator.name, "url": reverse("catalogue_indicator", args=[one.indicator_id])},
                term("measure", one.measure, language),
                one.indicator.unit if one.measure == "level" else "%" if one.measure == "growth" else "",
            ]
        }
        for one in found.cells.select_related("indicator")
    ]
    return {
        "caption": said("reporting.cells", language),
        "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
        "rows": rows,
    }


def _repeats(already: list[Any], language: Language) -> dict[str, Any]:
    """By indicator: which form asks already, of how many of the same."""
    by: dict[tuple[str, str, str], int] = {}
    for one in already:
        key = (one.cell.indicator.name, one.cell.measure, one.by.title)
        by[key] = by.get(key, 0) + 1
    columns = (("indicator", "text"), ("measure", "text"), ("asked_by", "text"), ("respondents", "number"))
    return {
        "caption": said("reporting.repeats", language),
        "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
        "rows": [
            {"cells": [name, term("measure", measure, language), title, count]}
            for (name, measure, title), count in by.items()
        ],
        "empty": said("reporting.no_repeats", language),
    }


def _may(request: Request, found: Form, repeated: bool, language: Language) -> tuple[list[Any], list[Any]]:
    """The buttons and dialogs of what this person may do with the form now."""
    concerns = of_form(found)
    buttons: list[dict[str, Any]] = []
    dialogs: list[dict[str, Any]] = []

    def dialog(name: str, permission: str, asked: list[dict[str, Any]], *, grave: bool = False, text: str = "") -> None:
        if not allows(request.actor, permission, concerns):
            return
        label = said(f"reporting.{name}", language)
        buttons.append({"label": label, "opens": name, "main": name in ("issue", "open_round")})
        address = reverse(f"form_{name}", args=[found.pk])
        dialogs.append({"id": name, "title": label, "action": address, "fields": asked, "grave": grave, "text": text})

    if allows(request.actor, ChangeForm.permission, concerns) and found.state != "withdrawn":
        buttons.append(
            {"label": said("reporting.change_form", language), "url": reverse("form_change", args=[found.pk])}
        )
    if found.state == "draft":
        leave = [{"name": "leave_repeats", "kind": "hidden", "value": "1" if repeated else "", "label": ""}]
        told = said("reporting.issue_repeats" if repeated else "reporting.issue_help", language)
        dialog("issue", IssueForm.permission, leave, text=told)
    if found.state == "issued":
        dialog("withdraw", WithdrawForm.permission, [fields.reason(language)], grave=True)
        dialog("open_round", OpenRound.permission, fields.round_fields(found, language))
    return buttons, dialogs
