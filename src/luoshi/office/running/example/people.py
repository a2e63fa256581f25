"""The example's accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import make_password

from luoshi.office.demo import Demo
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.end_role import EndRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.models import Invitation, Membership, Person
from luoshi.office.people.scopes import actor_of, memberships
from luoshi.office.running.example.hand import OFFICE

#: The password of every account of the example; it is told on the terminal.
PASSWORD = "yunlan-2025-demo"
_DAY = dt.timedelta(days=1)


def people(demo: Demo, nodes: dict[str, Any]) -> None:
    """The accounts, each with its role, scope and days."""
    for told in demo.people:
        place, body = _scope(told, nodes)
        invitation = perform(
            OFFICE,
            InvitePerson(
                username=told.account, name=told.name, role=told.role, place=place, body=body, since=told.since
            ),
        )
        person = invitation.person
        if told.until is not None:
            held: Membership = memberships(person, told.since).get()
            perform(OFFICE, EndRole(membership=held.id, on=told.until + _DAY))
    # One password, known to all: it is computed once (Argon2 takes its time), and the links are not needed.
    Person.objects.update(password=make_password(PASSWORD))
    Invitation.objects.all().delete()


def _scope(told: Any, nodes: dict[str, Any]) -> tuple[int | None, int | None]:
    """Administrators have the whole; who reports or reviews for a bureau has the bureau, the others have the place."""
    if told.role == "administrator":
        return None, None
    if told.role in ("reporter", "reviewer") and told.scope_body and nodes[told.scope_body].kind != "town_government":
        return None, nodes[told.scope_body].id
    return nodes[told.scope_place].id, None


def actor(account: str, day: dt.date) -> Actor:
    """Somebody of the example, with the roles of a day."""
    return actor_of(Person.objects.get(username=account), day)
