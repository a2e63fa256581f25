"""Decisions about statements: accepted, edited, refused, reopened, and taken over into the ledger."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.catalogue.definitions import in_use
from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.accepted import ACCEPTED, is_promise
from luoshi.office.documents.actions.accept_many import AcceptMany
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.actions.edit_statement import EditStatement
from luoshi.office.documents.actions.refuse_statement import RefuseStatement
from luoshi.office.documents.actions.reopen_statement import ReopenStatement
from luoshi.office.documents.deciding import EDITABLE, WORDS
from luoshi.office.documents.finding import seen_one, statement_of, statements_of
from luoshi.office.documents.models import Statement
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import NotSignedIn, Problem, Unavailable
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import allows, require
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.pages.acting import act, faults, go, notice, show, with_faults
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.documents.statements import Reader, shown, title_of
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today
from luoshi.vocabulary.terms import term


@page("documents.see", methods=("POST",))
def accept(request: Request, number: int) -> HttpResponse:
    """Accept a statement; what it promises goes into the ledger."""
    return _decided(request, number, AcceptStatement(statement=number))


@page("documents.see", methods=("POST",))
def refuse(request: Request, number: int) -> HttpResponse:
    """Refuse a statement, with a reason."""
    return _decided(request, number, RefuseStatement(statement=number, reason=request.POST.get("reason", "")))


@page("documents.see", methods=("POST",))
def reopen(request: Request, number: int) -> HttpResponse:
    """Take a decision back."""
    return _decided(request, number, ReopenStatement(statement=number))


@page("documents.see", methods=("POST",))
def commit(request: Request, number: int) -> HttpResponse:
    """Take an accepted statement over into the ledger, where that did not work when it was accepted."""
    _own(request, number, CommitStatement.permission)
    problem = _do(request, CommitStatement(statement=number))
    return _answer(request, number, problem)


@page("documents.see")
def edit(request: Request, number: int) -> HttpResponse:
    """The form of a statement's fields; accepted as edited when it is sent."""
    statement = _own(request, number, EditStatement.permission)
    problem: Any = None
    if request.method == "POST":
        given = {name: request.POST[name] for name in EDITABLE[statement.kind] if name in request.POST}
        problem = _do(request, EditStatement(statement=number, fields=given))
        if not isinstance(problem, Problem):
            return _answer(request, number, _taken_over(request, number))
    language = request.language
    fields = with_faults(_fields(statement, request.POST, language), problem, language)
    address = reverse("statement_edit", args=[number])
    back = _address(statement)
    form: dict[str, Any] = {
        "action": address,
        "fields": fields,
        "cancel": back,
        "submit": said("documents.save_edit", language),
    }
    if request.htmx:
        for field in fields:
            field["prefix"] = f"s{number}"
        one = {"id": number, "title": title_of(statement, language), "quote": statement.quote}
        # htmx shows what is answered with 200 only; the sentences stand at the fields.
        return show(request, "documents/editing.html", {"one": one, "form": form})
    context = {
        "title": said("documents.edit_title", language, number=statement.number),
        "lead": statement.quote,
        "crumbs": [
            {"label": said("rooms.documents", language), "url": reverse("documents")},
            {"label": statement.document.name, "url": back},
        ],
        "form": form,
    }
    return show(request, "form.html", context, problem=problem)


@page("documents.see", methods=("POST",))
def accept_many(request: Request, number: int) -> HttpResponse:
    """Accept the statements of a page that the form names; what they promise goes into the ledger."""
    found = seen_one(request.actor, number)
    require(request.actor, AcceptMany.permission, (found.place,))
    keys = tuple(key for one in request.POST.getlist("statement") if (key := whole_number(one)) is not None)
    accepted = act(request, AcceptMany(document=number, statements=keys), done="")
    if not isinstance(accepted, Problem):
        notice(request, "done", said("documents.accepted_many", request.language, count=len(accepted)))
        failed = 0
        for statement in statements_of(found, accepted):
            failed += isinstance(_take_over(request, statement), Problem)
        if failed:
            notice(request, "warning", said("documents.not_taken_over", request.language, count=failed))
    return go(request, reverse("document", args=[number]))


def _decided(request: Request, number: int, action: Action[Statement]) -> HttpResponse:
    _own(request, number, action.permission)
    problem: Any = _do(request, action)
    if not isinstance(problem, Problem):
        problem = _taken_over(request, number)
    return _answer(request, number, problem)


def _do(request: Request, action: Action[Any]) -> Any:
    """As `act`; to htmx a problem is not said by a notice, but at the statement."""
    if not request.htmx:
        return act(request, action, done="")
    try:
        return perform(request.actor, action)
    except (Unavailable, NotSignedIn):
        raise
    except Problem as problem:
        return problem


def _own(request: Request, number: int, permission: str) -> Statement:
    """A statement that this person may do something with. Raises `NotFound` where they do not see it, `Forbidden`."""
    statement = statement_of(number)
    require(request.actor, permission, (seen_one(request.actor, statement.document_id).place,))
    return statement


def _taken_over(request: Request, number: int) -> Problem | None:
    """After a decision: take the statement over; a problem of the ledger is told, the decision stands."""
    problem = _take_over(request, statement_of(number))
    if problem is not None and not request.htmx:
        why = problem.sentence(request.language)
        notice(request, "warning", said("documents.accepted_not_taken_over", request.language, why=why))
    return problem


def _take_over(request: Request, statement: Statement) -> Problem | None:
    """Put an accepted promise into the ledger, where this person may; the problem, where it is not taken."""
    if statement.state not in ACCEPTED or not is_promise(statement):
        return None
    if not allows(request.actor, CommitStatement.permission, (statement.document.place,)):
        return None
    try:
        perform(request.actor, CommitStatement(statement=statement.pk))
    except (Unavailable, NotSignedIn):
        raise
    except Problem as problem:
        return problem
    return None


def _answer(request: Request, number: int, problem: object) -> HttpResponse:
    """After a decision: the statement anew for htmx, else the page at the statement."""
    statement = statement_of(number)
    if not request.htmx:
        return go(request, _address(statement))
    reader = Reader.of(request.actor, statement.document, request.language)
    one = shown([statement], reader)[0]
    if isinstance(problem, Problem):
        one["fault"] = "；".join(_sentences(problem, request.language))
    everything = statements_of(statement.document)
    total, left = everything.count(), everything.filter(state="found").count()
    context = {"one": one, "progress": {"total": total, "settled": total - left, "left": left}}
    return show(request, "documents/statement.html", context)


def _sentences(problem: object, language: Language) -> list[str]:
    if not isinstance(problem, Problem):
        return []
    told = [sentence for sentences in faults(problem, language).values() for sentence in sentences]
    return told or [problem.sentence(language)]


def _address(statement: Statement) -> str:
    return f"{reverse('document', args=[statement.document_id])}?statement={statement.number}"


def _fields(statement: Statement, typed: Any, language: Language) -> list[dict[str, Any]]:
    """The form of a statement: words to choose from, numbers and texts to type."""
    fields = []
    for name in EDITABLE[statement.kind]:
        value = typed.get(name, statement.fields.get(name) or "")
        field: dict[str, Any] = {
            "name": name, "label": said(f"documents.fields.{name}", language), "kind": "text", "value": value,
        }  # fmt: skip
        if name in WORDS:
            options = [{"value": word, "label": term(name, word, language)} for word in WORDS[name]]
            if name == "strength":
                options.insert(0, {"value": "", "label": "—"})
            field |= {"kind": "select", "options": options}
        elif name == "code":
            field |= {"kind": "select", "options": _indicators(value)}
        elif name == "period":
            field["help"] = said("documents.period_help", language)
        fields.append(field)
    return fields


def _indicators(here: str) -> list[dict[str, str]]:
    """The indicators of the office, and the one that stands, where the office has not got it."""
    known = list(Indicator.objects.filter(in_use(today())).order_by("position", "code").values_list("code", "name"))
    options = [{"value": "", "label": "—"}] + [{"value": code, "label": name} for code, name in known]
    if here and here not in {code for code, _ in known}:
        options.insert(1, {"value": here, "label": here})
    return options
