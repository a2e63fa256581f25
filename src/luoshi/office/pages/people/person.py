"""Somebody: the data of the account, the roles, and what may be done about them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.permissions import allows
from luoshi.office.pages.acting import show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.people.listed import role_text, state_of
from luoshi.office.pages.saying import day, moment
from luoshi.office.pages.words import said
from luoshi.office.people.finding import concerns_of
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import scope_of, today
from luoshi.office.people.visible import memberships_within, people_within, sees_all


def seen(request: Request, number: int) -> Person:
    """A person in one's scope. Raises `NotFound` for any other."""
    found: Person | None = people_within(request.actor).filter(id=number).first()
    if found is None:
        raise NotFound("people.no_person", person=number)
    return found


@page("people.see", methods=("GET",))
def person(request: Request, number: int) -> HttpResponse:
    """Somebody in one's scope."""
    return show(request, "people/person.html", shown(request, seen(request, number)))


def shown(request: Request, found: Person) -> dict[str, Any]:
    """The context of the page."""
    language = request.language
    second = Authenticator.objects.filter(user=found, type=Authenticator.Type.TOTP).exists()
    joined = SocialAccount.objects.filter(user=found).exists()
    held = found.memberships.select_related("place", "body").order_by("-since", "-id")
    if not sees_all(request.actor):
        held = held.filter(id__in=memberships_within(request.actor).values("id"))
    last = moment(found.last_login, language) if found.last_login else "—"
    may = {
        name: allows(request.actor, f"people.{name}", concerns_of(found), owner=found.pk)
        for name in ("change_person", "renew_invitation", "switch_person", "remove_second_factor", "part_identity")
    }
    facts = [
        ("username", found.username),
        ("phone", found.phone or "—"),
        ("email", found.email or "—"),
        ("state", said(f"people.states.{state_of(found)}", language)),
        ("last_login", last),
        ("second_factor", said("people.yes" if second else "people.no", language)),
        ("identity", said("people.yes" if joined else "people.no", language)),
    ]
    return {
        "title": found.name,
        "crumbs": [{"label": said("rooms.people", language), "url": reverse("people")}],
        "facts": [{"label": said(f"people.{label}", language), "value": value} for label, value in facts],
        "roles": [_role(request, membership) for membership in held],
        "buttons": _buttons(request, found, may, second=second, joined=joined),
        "dialogs": _dialogs(request, found),
    }


def _role(request: Request, membership: Membership) -> dict[str, Any]:
    language, now = request.language, today()
    ended = membership.until is not None and membership.until <= now
    may = not ended and allows(request.actor, "people.end_role", (scope_of(membership),))
    return {
        "text": role_text(membership, language),
        "since": day(membership.since, language),
        "until": day(membership.until, language) if membership.until else said("people.open_end", language),
        "ended": ended,
        "end": reverse("people_end_role", args=[membership.person_id, membership.pk]) if may else None,
    }


def _buttons(
    request: Request, found: Person, may: dict[str, bool], *, second: bool, joined: bool
) -> list[dict[str, Any]]:
    language = request.language
    buttons: list[dict[str, Any]] = []
    if may["change_person"]:
        buttons.append({"label": said("people.change", language), "url": reverse("people_change", args=[found.pk])})
    if allows(request.actor, "people.grant_role", ()) or request.actor.grants_of(("administrator",)):
        buttons.append({"label": said("people.grant", language), "url": reverse("people_grant", args=[found.pk])})
    if may["renew_invitation"] and found.is_active:
        buttons.append({"label": said("people.new_link", language), "opens": "new-link"})
    if may["switch_person"]:
        on = "off" if found.is_active else "on"
        buttons.append({"label": said(f"people.switch_{on}", language), "opens": "switch"})
    if may["remove_second_factor"] and second:
        buttons.append({"label": said("people.remove_second_factor", language), "opens": "second-factor"})
    if may["part_identity"] and joined:
        buttons.append({"label": said("people.part_identity", language), "opens": "identity"})
    return buttons


def _dialogs(request: Request, found: Person) -> list[dict[str, Any]]:
    language = request.language
    on = "off" if found.is_active else "on"
    told = (
        ("new-link", "new_link", "people_link", False),
        ("switch", f"switch_{on}", "people_switch", found.is_active),
        ("second-factor", "remove_second_factor", "people_second_factor", True),
        ("identity", "part_identity", "people_identity", True),
    )
    return [
        {
            "id": id_,
            "title": f"{said(f'people.{word}', language)} · {found.name}",
            "text": said(f"people.{word}_text", language),
            "action": reverse(address, args=[found.pk]),
            "grave": grave,
        }
        for id_, word, address, grave in told
    ]
