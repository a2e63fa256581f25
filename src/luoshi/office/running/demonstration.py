"""`luoshi serve --demo`: the invented county of `luoshi.office.demo` goes into an empty office, by its actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from luoshi.office.demo import Demo, load
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.organisations.actions.close_node import CloseNode
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.actions.merge_nodes import MergeNodes
from luoshi.office.organisations.models import Place
from luoshi.office.people.actions.end_role import EndRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.models import Invitation, Membership, Person
from luoshi.office.people.scopes import memberships

#: The password of every account of the example; it is told on the terminal.
PASSWORD = "yunlan-2025-demo"
_OFFICE = Actor.office("demo")
_DAY = dt.timedelta(days=1)


def fill(say: Callable[[str], None]) -> bool:
    """Fill an empty office; False, and a sentence, where it is not empty."""
    if Place.objects.exists():
        say("The office is not empty: the example is not loaded again.")
        return False
    demo = load()
    # Whole or not at all: an example that was cut off is loaded anew at the next start.
    with transaction.atomic():
        codes = organisations(demo)
        people(demo, codes)
    say(f"The example is loaded. Every account has the password {PASSWORD}; the administrator is guanli.")
    return True


def organisations(demo: Demo) -> dict[str, Any]:
    """The places, then the bodies, then what became of them; gives code → node."""
    nodes: dict[str, Any] = {}
    for tree, records in (("place", demo.places), ("body", demo.bodies)):
        for position, record in enumerate(records):
            told: Any = record
            nodes[told.code] = perform(
                _OFFICE,
                CreateNode(
                    tree=tree,
                    code=told.code,
                    name=told.name,
                    short=getattr(told, "short", ""),
                    kind=told.level if tree == "place" else told.kind,
                    since=told.since,
                    parent=nodes[told.parent].id if told.parent else None,
                    position=position,
                    place=nodes[told.place].id if tree == "body" else None,
                ),
            )
        for record in records:
            _ending(tree, record, nodes)
    return nodes


def _ending(tree: str, record: Any, nodes: dict[str, Any]) -> None:
    if record.until is None:
        return
    node, on = nodes[record.code], record.until + _DAY
    if record.successor:
        into = nodes[record.successor]
        perform(_OFFICE, MergeNodes(tree=tree, nodes=(node.id,), into=into.id, on=on))
    else:
        perform(_OFFICE, CloseNode(tree=tree, node=node.id, on=on))


def people(demo: Demo, nodes: dict[str, Any]) -> None:
    """The accounts, each with its role, scope and days."""
    for told in demo.people:
        place, body = _scope(told, nodes)
        invitation = perform(
            _OFFICE,
            InvitePerson(
                username=told.account, name=told.name, role=told.role, place=place, body=body, since=told.since
            ),
        )
        person = invitation.person
        if told.until is not None:
            held: Membership = memberships(person, told.since).get()
            perform(_OFFICE, EndRole(membership=held.id, on=told.until + _DAY))
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
