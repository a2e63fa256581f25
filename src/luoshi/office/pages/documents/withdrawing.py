"""Withdrawing a page that was brought in by mistake."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.documents.actions.withdraw_document import WithdrawDocument
from luoshi.office.documents.finding import must_stand, seen_one
from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.pages.acting import act, go, reason_of, show, with_faults
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import said


@page("documents.see")
def withdraw(request: Request, number: int) -> HttpResponse:
    """The form with the reason; POST withdraws, or says what stands in the ledger."""
    found, language = seen_one(request.actor, number), request.language
    require(request.actor, WithdrawDocument.permission, (found.place,))
    address = reverse("document", args=[number])
    problem: Any = None
    if request.method == "POST":
        withdrawn = WithdrawDocument(document=number, reason=request.POST.get("reason", ""))
        problem = act(request, withdrawn, done="documents.withdraw_done")
        if not isinstance(problem, Problem):
            return go(request, address)
    else:
        must_stand(found)
    reason = reason_of(request, said("documents.withdraw_why", language))
    context = {
        "title": said("documents.withdraw_title", language, name=found.name),
        "lead": said("documents.withdraw_lead", language),
        "crumbs": [
            {"label": said("rooms.documents", language), "url": reverse("documents")},
            {"label": found.name, "url": address},
        ],
        "form": {
            "action": reverse("document_withdraw", args=[number]),
            "fields": with_faults([reason], problem, language),
            "submit": said("documents.withdraw", language),
            "cancel": address,
        },
    }
    return show(request, "form.html", context, problem=problem)
