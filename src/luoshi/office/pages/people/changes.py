"""The forms about people: invite, change, grant and end roles, switch off, a new link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.pages.acting import act, attempt, go, show, with_faults
from luoshi.office.pages.asked import day, day_or_today
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.people.person import seen, shown
from luoshi.office.pages.people.scopes import parsed, role_fields
from luoshi.office.pages.words import said
from luoshi.office.people.actions.change_person import ChangePerson
from luoshi.office.people.actions.end_role import EndRole
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.actions.part_identity import PartIdentity
from luoshi.office.people.actions.remove_second_factor import RemoveSecondFactor
from luoshi.office.people.actions.renew_invitation import RenewInvitation
from luoshi.office.people.actions.switch_person import SwitchPerson
from luoshi.office.people.finding import concerns_of, membership_of
from luoshi.office.people.models import Invitation, Person


@page("people.invite_person")
def invite(request: Request) -> HttpResponse:
    """A new account with its first role; then its link, shown this once."""
    language, asked = request.language, request.POST
    found: Any = None
    if request.method == "POST":
        found = attempt(request, lambda: _invited(asked), done="people.invited", name=asked.get("name", ""))
        if not isinstance(found, Problem):
            return _link(request, found)
    fields = [
        _field("name", language, required=True, autocomplete="off"),
        _field("username", language, required=True, autocomplete="off", help=said("people.username_help", language)),
        *role_fields(request.actor, language, "people.invite_person"),
        _field("phone", language, autocomplete="off"),
        _field("email", language, kind="email", autocomplete="off", help=said("people.email_help", language)),
    ]
    return _form(request, said("people.invite", language), fields, reverse("people"), found, "people.invite_lead")


@page("people.see")
def change(request: Request, number: int) -> HttpResponse:
    """Name, telephone, e-mail."""
    person, language = seen(request, number), request.language
    require(request.actor, "people.change_person", concerns_of(person), owner=person.pk)
    found: Any = None
    if request.method == "POST":
        given = {key: request.POST.get(key) for key in ("name", "phone", "email")}
        if given["email"] == person.email:
            given["email"] = None
        found = act(request, ChangePerson(person=person.pk, **given))
        if not isinstance(found, Problem):
            return go(request, _address(person))
    fields = [
        _field("name", language, value=person.name, required=True),
        _field("phone", language, value=person.phone),
        _field("email", language, kind="email", value=person.email, help=said("people.email_help", language)),
    ]
    return _form(request, f"{said('people.change', language)} · {person.name}", fields, _address(person), found)


@page("people.grant_role")
def grant(request: Request, number: int) -> HttpResponse:
    """One more role."""
    person, language, asked = seen(request, number), request.language, request.POST
    found: Any = None
    if request.method == "POST":
        found = attempt(request, lambda: _granted(person, asked), done="people.granted", name=person.name)
        if not isinstance(found, Problem):
            return go(request, _address(person))
    fields = [
        *role_fields(request.actor, language, "people.grant_role"),
        _field("since", language, kind="date", value=day_or_today(None).isoformat()),
        _field("until", language, kind="date", help=said("people.until_help", language)),
    ]
    return _form(request, f"{said('people.grant', language)} · {person.name}", fields, _address(person), found)


@page("people.end_role", methods=("POST",))
def end_role(request: Request, number: int, membership: int) -> HttpResponse:
    """A role ends today."""
    person, held = seen(request, number), membership_of(membership)
    return _done(request, person, EndRole(membership=held.pk), "people.role_ended")


@page("people.switch_person", methods=("POST",))
def switch(request: Request, number: int) -> HttpResponse:
    """Off where it is on, on where it is off."""
    person = seen(request, number)
    word = "people.switched_off" if person.is_active else "people.switched_on"
    return _done(request, person, SwitchPerson(person=person.pk, active=not person.is_active), word)


@page("people.remove_second_factor", methods=("POST",))
def second_factor(request: Request, number: int) -> HttpResponse:
    """Take the second factor away from who has lost it."""
    person = seen(request, number)
    return _done(request, person, RemoveSecondFactor(person=person.pk), "people.second_factor_removed")


@page("people.part_identity", methods=("POST",))
def identity(request: Request, number: int) -> HttpResponse:
    """Part the account from its identity of OpenID Connect."""
    person = seen(request, number)
    return _done(request, person, PartIdentity(person=person.pk), "people.identity_parted")


@page("people.renew_invitation", methods=("POST",))
def link(request: Request, number: int) -> HttpResponse:
    """A new link, shown this once."""
    person = seen(request, number)
    found = act(request, RenewInvitation(person=person.pk), done="")
    if isinstance(found, Problem):
        return show(request, "people/person.html", shown(request, person), problem=found)
    return _link(request, found)


def _done(request: Request, person: Person, action: Action[Any], word: str) -> HttpResponse:
    found = act(request, action, done=word, name=person.name)
    if isinstance(found, Problem):
        return show(request, "people/person.html", shown(request, person), problem=found)
    return go(request, _address(person))


def _link(request: Request, invitation: Invitation) -> HttpResponse:
    """The link of an invitation: on this page and nowhere else."""
    language = request.language
    url = request.build_absolute_uri(reverse("people_invitation", args=[invitation.token]))
    context = {
        "title": said("people.link_title", language, name=invitation.person.name),
        "lead": said("people.link_lead", language),
        "crumbs": [
            {"label": said("rooms.people", language), "url": reverse("people")},
            {"label": invitation.person.name, "url": _address(invitation.person)},
        ],
        "url": url,
        "expires_at": invitation.expires_at,
    }
    response = show(request, "people/link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _address(person: Person) -> str:
    return reverse("people_person", args=[person.pk])


def _field(name: str, language: Any, *, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"name": name, "label": said(f"people.{name}", language), "kind": kind, **more}


def _form(
    request: Request, title: str, fields: list[dict[str, Any]], cancel: str, problem: Any, lead: str = ""
) -> HttpResponse:
    typed = [{**field, "value": request.POST.get(field["name"], field.get("value"))} for field in fields]
    context = {
        "title": title,
        "lead": said(lead, request.language) if lead else "",
        "crumbs": [{"label": said("rooms.people", request.language), "url": reverse("people")}],
        "form": {
            "action": request.path,
            "fields": with_faults(typed, problem, request.language),
            "cancel": cancel,
        },
    }
    return show(request, "form.html", context, problem=problem)


def _invited(asked: Any) -> InvitePerson:
    place, body = parsed(asked.get("scope", ""))
    return InvitePerson(
        username=asked.get("username", ""),
        name=asked.get("name", ""),
        role=asked.get("role", ""),
        place=place,
        body=body,
        email=asked.get("email", ""),
        phone=asked.get("phone", ""),
    )


def _granted(person: Person, asked: Any) -> GrantRole:
    place, body = parsed(asked.get("scope", ""))
    since, until = day(asked.get("since")), day(asked.get("until"))
    return GrantRole(person=person.pk, role=asked.get("role", ""), place=place, body=body, since=since, until=until)


#: The acts that are one button each, for the addresses.
ACTS: dict[str, Callable[..., HttpResponse]] = {
    "switch": switch,
    "link": link,
    "second-factor": second_factor,
    "identity": identity,
}
