"""The own account: who one is, language, password, second factor, tokens for programs."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import NotFound, Problem
from luoshi.office.pages.acting import act, attempt, go, show, with_faults
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.people.listed import role_text
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import Language, said
from luoshi.office.people import tokens as held_tokens
from luoshi.office.people.actions.change_person import ChangePerson
from luoshi.office.people.actions.make_token import MOST_DAYS, MakeToken
from luoshi.office.people.actions.revoke_token import RevokeToken
from luoshi.office.people.models import Token
from luoshi.office.people.scopes import memberships, today


@page()
def account(request: Request) -> HttpResponse:
    """What is known of who is signed in; POST changes name and telephone."""
    language, person = request.language, request.user
    found: Any = None
    if request.method == "POST":
        name, phone = request.POST.get("name", ""), request.POST.get("phone", "")
        found = act(request, ChangePerson(person=person.pk, name=name, phone=phone))
        if not isinstance(found, Problem):
            return go(request, reverse("account"))
    second = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    held = [role_text(one, language) for one in memberships(person, today())]
    fields = [
        _field("name", "people.name", language, value=request.POST.get("name", person.name), required=True),
        _field("phone", "people.phone", language, value=request.POST.get("phone", person.phone)),
    ]
    context = {
        "title": said("house.account", language),
        "facts": [
            {"label": said("people.username", language), "value": person.username},
            {"label": said("people.email", language), "value": person.email or "—"},
            {"label": said("people.roles", language), "value": "；".join(held) or "—"},
        ],
        "form": {"action": reverse("account"), "fields": with_faults(fields, found, language)},
        "second_factor": second,
    }
    return show(request, "account.html", context, problem=found)


@page()
def tokens(request: Request) -> HttpResponse:
    """The own tokens; POST makes one, which is shown this once."""
    language = request.language
    found: Any = None
    if request.method == "POST":
        found = attempt(request, lambda: _make(request), done="account.token_made")
    made = found.token if isinstance(found, Token) else ""
    fields = [
        _field("name", "account.token_name", language, required=True, help=said("account.token_name_help", language)),
        _field("days", "account.token_days", language, kind="number", value="90"),
        _field("writes", "account.token_writes", language, kind="checkbox"),
    ]
    if isinstance(found, Problem):
        fields = [{**field, "value": request.POST.get(field["name"], "")} for field in fields]
    context = {
        "title": said("account.tokens", language),
        "lead": said("account.tokens_lead", language),
        "crumbs": [{"label": said("house.account", language), "url": reverse("account")}],
        "made": made,
        "tokens": [_token(one, language) for one in held_tokens.valid(request.user)],
        "form": {
            "action": reverse("account_tokens"),
            "fields": with_faults(fields, found, language),
            "submit": said("account.token_make", language),
        },
    }
    response = show(request, "account_tokens.html", context, problem=found)
    if made:
        response["Cache-Control"] = "no-store"
    return response


@page(methods=("POST",))
def revoke(request: Request, number: int) -> HttpResponse:
    """A token of one's own ends."""
    if not request.user.tokens.filter(pk=number).exists():
        raise NotFound("people.no_token", token=number)
    act(request, RevokeToken(token=number), done="account.token_revoked")
    return go(request, reverse("account_tokens"))


def _make(request: Request) -> MakeToken:
    days = whole_number(request.POST.get("days")) or MOST_DAYS + 1
    name, writes = request.POST.get("name", ""), "writes" in request.POST
    return MakeToken(person=request.user.pk, name=name, writes=writes, days=days)


def _token(token: Token, language: Language) -> dict[str, Any]:
    return {
        "name": token.name,
        "writes": said("account.token_may_write" if token.writes else "account.token_may_read", language),
        "until": day(token.expires_at, language),
        "used": day(token.used_at, language) if token.used_at else "—",
        "revoke": reverse("account_revoke", args=[token.pk]),
    }


def _field(name: str, word: str, language: Language, *, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"name": name, "label": said(word, language), "kind": kind, **more}
