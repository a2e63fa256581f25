"""The first administrator: a link on the terminal, for as long as nobody has come in."""

from __future__ import annotations

from django.urls import reverse

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.people import administrators
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.actions.renew_invitation import RenewInvitation
from luoshi.office.people.scopes import today

USERNAME = "admin"


def first_link() -> str:
    """The path of a one-time link for the first administrator; empty where one has come in. Earlier links end."""
    if administrators.usable(today()):
        return ""
    office = Actor.office("serve")
    waiting = administrators.memberships_of_administrators(today()).order_by("id").first()
    if waiting is not None:
        invitation = perform(office, RenewInvitation(person=waiting.person_id))
    else:
        invitation = perform(office, InvitePerson(username=USERNAME, name="管理员", role=administrators.ROLE))
    return str(reverse("people_invitation", args=[invitation.token]))
