"""What the tests of the rooms need again and again: places, bodies, people with a role, made by the office itself."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import roles
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of

OFFICE = Actor.office("tests")
LONG_AGO = dt.date(2000, 1, 1)
# Padded where they make codes: what is sorted by its code keeps the order in which it was made.
_numbers = count(1)


def place(name: str, parent: Any = None, *, kind: str = "town", since: dt.date = LONG_AGO, code: str = "") -> Any:
    """A place."""
    return perform(
        OFFICE,
        CreateNode(
            tree="place", code=code or f"p{next(_numbers):06d}", name=name, kind=kind, since=since,
            parent=parent.id if parent else None,
        ),
    )  # fmt: skip


def body(name: str, parent: Any = None, *, of: Any = None, kind: str = "bureau", since: dt.date = LONG_AGO) -> Any:
    """A body, the organ of a place."""
    return perform(
        OFFICE,
        CreateNode(
            tree="body", code=f"b{next(_numbers):06d}", name=name, kind=kind, since=since,
            parent=parent.id if parent else None, place=of.id if of else None,
        ),
    )  # fmt: skip


def person(role: str, scope: Any = None, *, name: str = "", password: str = "", since: dt.date = LONG_AGO) -> Person:
    """Somebody with a role: below a place, below a body, or in the whole office."""
    number = next(_numbers)
    tree = getattr(scope, "tree", "")
    made = perform(
        OFFICE,
        InvitePerson(
            username=f"{role}{number}", name=name or f"{role} {number}", role=role, since=since,
            place=scope.id if tree == "place" else None, body=scope.id if tree == "body" else None,
        ),
    ).person  # fmt: skip
    if password:
        made.set_password(password)
        made.save()
    return made


def actor(role: str, scope: Any = None, **more: Any) -> Actor:
    """The same, as an actor."""
    return actor_of(person(role, scope, **more))


def with_every_role(**more: Any) -> Person:
    """Somebody who has every role in the whole office: for what goes over all pages."""
    made = person("administrator", **more)
    for role in roles():
        if role != "administrator":
            perform(OFFICE, GrantRole(person=made.pk, role=role, since=LONG_AGO))
    return made
