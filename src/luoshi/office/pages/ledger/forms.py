"""The forms of a commitment: enter, change, owners, close, reopen, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.ledger.actions.assign_owners import AssignOwners
from luoshi.office.ledger.actions.change_commitment import ChangeCommitment
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.ledger.actions.reopen_commitment import ReopenCommitment
from luoshi.office.ledger.actions.report_task import ReportTask
from luoshi.office.ledger.models import Commitment, TaskReport
from luoshi.office.ledger.owners import Register, current
from luoshi.office.ledger.seen import seen
from luoshi.office.pages.acting import attempt, go, notice, once, show, with_faults
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.ledger import fields
from luoshi.office.pages.ledger.commitment import reporting_for
from luoshi.office.pages.ledger.fields import Field, field, reason_field
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today

Typed = Mapping[str, str]
_NEW = ("name", "text", "indicator", *fields.TARGET, "due", "card", "period")


@page("ledger.create_commitment")
def new(request: Request) -> HttpResponse:
    """A commitment by hand; `?kind=task` a task."""
    language = request.language
    typed = request.POST if request.method == "POST" else request.GET
    kind = "task" if typed.get("kind") == "task" else "target"
    found: Any = None
    if request.method == "POST":
        found = attempt(request, lambda: _create(kind, request.POST), key=once(request), done="")
        if not isinstance(found, Problem):
            return _done(request, found, "ledger.entered")
    shown = [
        {"name": "kind", "kind": "hidden", "value": kind},
        fields.place_field(request.actor, language),
        *fields.columns(language, kind),
        *fields.owner_fields(language),
    ]
    start = {"period": str(today().year), "measure": "level", "comparator": "ge", "strength": "expected"}
    form = {
        "action": reverse("ledger_new"),
        "fields": with_faults(fields.filled(shown, start | typed.dict()), found, language),
        "cancel": reverse("ledger"),
    }
    tabs = [
        {
            "label": said(f"ledger.kind_{one}", language),
            "url": f"{reverse('ledger_new')}?kind={one}",
            "here": one == kind,
        }
        for one in Commitment.KINDS
    ]
    title = said("ledger.new_title", language)
    crumbs = [{"label": said("rooms.ledger", language), "url": reverse("ledger")}]
    return show(
        request, "ledger/form.html", {"title": title, "crumbs": crumbs, "form": form, "tabs": tabs}, problem=found
    )


def _create(kind: str, typed: Typed) -> CreateCommitment:
    place = fields.place_typed(typed.get("place", ""))
    told = fields.typed_columns(typed, _NEW)
    owners = {}
    if place is not None:
        register = Register(today())
        for role in ("lead", "support"):
            owners[role] = fields.at(role, partial(register.named, typed.get(role, ""), place))
    return CreateCommitment(**{"kind": kind, "place": 0 if place is None else place.pk, "period": "", **told, **owners})


@page("ledger.see")
def change(request: Request, number: int, verb: str) -> HttpResponse:
    """One of `FORMS` for a commitment."""
    if verb not in FORMS:
        raise Http404
    found = seen(request.actor, number)
    make_fields, make_action, permission = FORMS[verb]
    if verb != "report":
        require(request.actor, permission, (found.place,))
    language = request.language
    result: Any = None
    if request.method == "POST":
        result = attempt(request, lambda: make_action(found, request.POST), key=once(request), done="")
        if not isinstance(result, Problem):
            return _done(request, found, f"ledger.{_DONE[verb]}")
    shown = make_fields(request, found, language)
    if request.method == "POST":
        shown = fields.filled(shown, request.POST.dict())
    address = reverse("commitment", args=[found.pk])
    form = {"action": request.path, "fields": with_faults(shown, result, language), "cancel": address}
    context = {
        "title": said(f"ledger.{verb}_title", language, number=found.number),
        "lead": found.text or found.name,
        "crumbs": [
            {"label": said("rooms.ledger", language), "url": reverse("ledger")},
            {"label": f"{found.number} {found.name}", "url": address},
        ],
        "form": form,
    }
    return show(request, "ledger/form.html", context, problem=result)


def _done(request: Request, found: Commitment, word: str) -> HttpResponse:
    notice(request, "done", said(word, request.language, number=found.number))
    return go(request, reverse("commitment", args=[found.pk]))


def _change_fields(request: Request, found: Commitment, language: Language) -> list[Field]:
    shown = fields.columns(language, found.kind)
    hidden = {"name": "version", "kind": "hidden"}
    return fields.filled([hidden, *shown, reason_field(language)], fields.values_of(found))


def _change(found: Commitment, typed: Typed) -> ChangeCommitment:
    version = fields.read("version", typed.get("version", ""))
    changes = fields.changes_of(found, typed)
    return ChangeCommitment(commitment=found.pk, reason=typed.get("reason", ""), version=version, **changes)


def _assign_fields(request: Request, found: Commitment, language: Language) -> list[Field]:
    owners = current(found)
    values = {role: fields.names_of(owners, role) for role in ("lead", "support")}
    for role, name in found.printed_owners:
        values[role] = "、".join(one for one in (values[role], name) if one)
    reason = field("reason", language, "textarea", help=said("ledger.reason_help", language))
    return fields.filled([*fields.owner_fields(language), reason], values)


def _assign(found: Commitment, typed: Typed) -> AssignOwners:
    register = Register(today())
    lead, support = (
        fields.at(role, partial(register.named, typed.get(role, ""), found.place)) for role in ("lead", "support")
    )
    return AssignOwners(commitment=found.pk, lead=lead, support=support, reason=typed.get("reason", ""))


def _close_fields(request: Request, found: Commitment, language: Language) -> list[Field]:
    options = [{"value": one, "label": said(f"ledger.{one}", language)} for one in ("done", "dropped")]
    return [field("state", language, "radio", label="close_as", options=options, value="done"), reason_field(language)]


def _close(found: Commitment, typed: Typed) -> CloseCommitment:
    return CloseCommitment(commitment=found.pk, state=typed.get("state", ""), reason=typed.get("reason", ""))


def _reopen_fields(request: Request, found: Commitment, language: Language) -> list[Field]:
    return [reason_field(language)]


def _reopen(found: Commitment, typed: Typed) -> ReopenCommitment:
    return ReopenCommitment(commitment=found.pk, reason=typed.get("reason", ""))


def _report_fields(request: Request, found: Commitment, language: Language) -> list[Field]:
    bodies = [{"value": str(one.body_id), "label": one.body.name} for one in reporting_for(request, current(found))]
    states = [{"value": one, "label": said(f"ledger.{one}", language)} for one in TaskReport.STATES]
    return [
        field("body", language, "select", options=bodies, value=bodies[0]["value"] if bodies else ""),
        field("state", language, "radio", label="task_state", options=states, value="ongoing"),
        field("share", language),
        field("text", language, "textarea", label="done_text", required=True),
    ]


def _report(found: Commitment, typed: Typed) -> ReportTask:
    body = fields.at("body", lambda: whole_number(typed.get("body"))) or 0
    return ReportTask(
        commitment=found.pk, body=body, state=typed.get("state", ""), text=typed.get("text", ""),
        share=typed.get("share", ""),
    )  # fmt: skip


_DONE = {
    "change": "changed", "assign": "assigned", "close": "closed", "reopen": "reopened", "report": "reported",
}  # fmt: skip
#: Verb → its fields, the action that is made of what was typed, its permission.
FORMS: dict[
    str,
    tuple[
        Callable[[Request, Commitment, Language], list[Field]], Callable[[Commitment, Typed], Action[Any]], str
    ],
] = {
    "change": (_change_fields, _change, "ledger.change_commitment"),
    "assign": (_assign_fields, _assign, "ledger.assign_owners"),
    "close": (_close_fields, _close, "ledger.close_commitment"),
    "reopen": (_reopen_fields, _reopen, "ledger.reopen_commitment"),
    "report": (_report_fields, _report, "ledger.report_task"),
}  # fmt: skip
