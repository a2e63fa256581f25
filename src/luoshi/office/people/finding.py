"""Finding people, and whom an action on somebody concerns."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid, NotFound
from luoshi.office.guard.permissions import roles
from luoshi.office.organisations.changing import concern_of, node_of
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import WholeOffice, memberships, scope_of, today


def person_of(number: int) -> Person:
    """A person. Raises `NotFound`."""
    found: Person | None = Person.objects.filter(id=number).first()
    if found is None:
        raise NotFound("people.no_person", person=number)
    return found


def membership_of(number: int) -> Membership:
    """A membership with its person and scope. Raises `NotFound`."""
    found: Membership | None = Membership.objects.select_related("person", "place", "body").filter(id=number).first()
    if found is None:
        raise NotFound("people.no_membership", membership=number)
    return found


def scope(place: int | None, body: int | None) -> Concern:
    """The scope that is named: a place, a body, or the whole office."""
    if place is not None:
        return concern_of(node_of("place", place))
    if body is not None:
        return concern_of(node_of("body", body))
    return WholeOffice()


def concerns_of(person: Person) -> Sequence[Concern]:
    """Every scope that somebody has a role in today: who changes the account must be above all of them."""
    return [scope_of(membership) for membership in memberships(person, today())] or [WholeOffice()]


def check_role(role: str, place: int | None, body: int | None) -> None:
    """A known role in one scope. Raises `Invalid`."""
    if role not in roles():
        raise Invalid("people.no_role", role=role, roles="、".join(roles()))
    if place is not None and body is not None:
        raise Invalid("people.two_scopes")
