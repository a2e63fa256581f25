"""From a page to an action: what came of it is said to the person, and a refusal is a problem with its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import NotSignedIn, Problem, Unavailable
from luoshi.office.guard.perform import perform
from luoshi.office.log.canonical import canonical, digest
from luoshi.office.pages.entering import Request
from luoshi.office.pages.words import said

R = TypeVar("R")
_LEVELS = {"note": messages.INFO, "done": messages.SUCCESS, "warning": messages.WARNING, "fault": messages.ERROR}


def act(
    request: Request, action: Action[R], *, key: str = "", done: str = "frame.done", **filled: object
) -> R | Problem:
    """Do an action for who is signed in: its result, or the problem; either is said by a notice.

    `done` is the word to say (with {…} from `filled`), "" for none. A problem is not raised but given back: the view
    shows its page again by `show(…, problem=…)`, which gives it the status of the problem and marks the fields at
    fault. `key`: see `perform`. Raises `Unavailable` and `NotSignedIn`, which are answered elsewhere.
    """
    try:
        result = perform(request.actor, action, key=key)
    except (Unavailable, NotSignedIn):
        raise
    except Problem as problem:
        return told(request, problem)
    if done:
        notice(request, "done", said(done, request.language, **filled))
    return result


def attempt(
    request: Request, make: Callable[[], Action[R]], *, key: str = "", done: str = "frame.done", **filled: object
) -> R | Problem:
    """As `act`, for an action that is made of what was typed: what `make` raises is said in the same way."""
    try:
        action = make()
    except Problem as problem:
        return told(request, problem)
    return act(request, action, key=key, done=done, **filled)


def once(request: Request) -> str:
    """The key of what was posted: the same form sent twice, by a second click, does nothing the second time.

    Made of the key that the form carries (components/csrf.html) and of all that was typed: a form that somebody goes
    back to and changes is another one. "" where the form carries none.
    """
    carried = request.POST.get("key", "")
    if not carried:
        return ""
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return f"page:{digest(canonical([request.path, typed]))}"


def told(request: Request, problem: Problem) -> Problem:
    """Say a problem by a notice, and give it back; for what a view finds before there is an action."""
    notice(request, "fault", problem.sentence(request.language))
    return problem


def notice(request: Request, kind: str, text: str) -> None:
    """Say something on the next page that is shown to this browser. kind: note, done, warning, fault."""
    messages.add_message(request, _LEVELS[kind], text)


def faults(problem: object, language: str) -> dict[str, list[str]]:
    """What is wrong with which input of the action: input → sentences. Nothing where there is no problem."""
    if not isinstance(problem, Problem):
        return {}
    return {name: [fault.sentence(language)] for name, fault in problem.fields.items()}


def with_faults(fields: Iterable[Mapping[str, Any]], problem: object, language: str) -> list[dict[str, Any]]:
    """Fields of a form (components/field.html) with the errors of a problem."""
    wrong = faults(problem, language)
    return [{**field, "errors": [*field.get("errors", ()), *wrong.get(field["name"], ())]} for field in fields]


def reason_of(request: Request, label: str) -> dict[str, Any]:
    """The field of a form that asks for a reason, with what was typed."""
    typed = request.POST.get("reason", "")
    return {"name": "reason", "label": label, "kind": "textarea", "required": True, "value": typed}


def show(
    request: Request, template: str, context: Mapping[str, Any] | None = None, *, problem: object = None
) -> HttpResponse:
    """A page; with the status of the problem, if `problem` is one (the result of `act` may be given as it is)."""
    return render(request, template, context, status=problem.status if isinstance(problem, Problem) else 200)


def go(request: Request, url: str) -> HttpResponse:
    """After something was done: on to another page (303; htmx is told by its header)."""
    if request.htmx:
        return HttpResponseClientRedirect(url)
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer
