"""Many commitments changed at once: those that the ledger was filtered to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import Problem
from luoshi.office.ledger.actions.change_many import ChangeMany
from luoshi.office.ledger.finding import commitments_of
from luoshi.office.ledger.listing import commitments
from luoshi.office.ledger.owners import Register
from luoshi.office.ledger.seen import may
from luoshi.office.pages.acting import attempt, go, notice, show, with_faults
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.ledger import fields
from luoshi.office.pages.ledger.asking import asked_of, select
from luoshi.office.pages.words import said
from luoshi.office.people.scopes import today
from luoshi.vocabulary.terms import terms

#: So many are shown to choose from.
MOST = 300


@page("ledger.change_many")
def many(request: Request) -> HttpResponse:
    """GET shows what the same query of the ledger finds, all chosen; POST changes what is chosen."""
    language = request.language
    result: Any = None
    if request.method == "POST":
        result = attempt(request, lambda: _change(request), done="")
        if not isinstance(result, Problem):
            notice(request, "done", said("ledger.many_changed", language, count=len(result)))
            return go(request, reverse("ledger"))
    found = [
        one for one in commitments(request.actor, asked_of(request)).filter(state="open")[:MOST]
        if may(request.actor, "ledger.change_many", one)
    ]  # fmt: skip
    chosen = set(request.POST.getlist("commitment")) if request.method == "POST" else {str(one.pk) for one in found}
    options = [
        {"value": str(one.pk), "label": f"{one.number} {one.name}", "chosen": str(one.pk) in chosen} for one in found
    ]
    strengths = [
        {"value": code, "label": word.zh if language == "zh" else word.en} for code, word in terms("strength").items()
    ]
    leave = {"value": "", "label": said("ledger.leave", language)}
    shown = [
        select("strength", language, [leave, *strengths], ""),
        fields.field("due", language, "date"),
        fields.field("card", language),
        *fields.owner_fields(language),
        fields.reason_field(language),
        fields.field("commitment", language, "choices", label="which", options=options),
    ]
    if request.method == "POST":
        shown = fields.filled(shown, request.POST.dict())
    context = {
        "title": said("ledger.many_title", language),
        "lead": said("ledger.many_lead", language),
        "crumbs": [{"label": said("rooms.ledger", language), "url": reverse("ledger")}],
        "form": {
            "action": request.get_full_path(),
            "fields": with_faults(shown, result, language),
            "cancel": reverse("ledger"),
        },
    }
    return show(request, "ledger/form.html", context, problem=result)


def _change(request: Request) -> ChangeMany:
    typed = request.POST
    chosen = tuple(number for one in typed.getlist("commitment")[:MOST] if (number := whole_number(one)))
    owners = {}
    if chosen:
        # Names are those of the place of the first: short ones are found where it is.
        place = commitments_of(chosen[:1])[0].place
        register = Register(today())
        for role in ("lead", "support"):
            if typed.get(role, "").strip():
                owners[role] = fields.at(role, partial(register.named, typed[role], place))
    told = fields.typed_columns(typed, ("strength", "due", "card"))
    return ChangeMany(commitments=chosen, reason=typed.get("reason", ""), **told, **owners)
