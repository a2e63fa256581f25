"""From people to actors: the roles somebody has on a day, and whether somebody may do something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from django.db.models import Q, QuerySet

from luoshi.office.guard.acting import office_day
from luoshi.office.guard.actors import WHOLE, Actor, Concern, Grant
from luoshi.office.guard.permissions import allows
from luoshi.office.organisations.models import Body, Place
from luoshi.office.people.models import Membership, Person


@dataclass(frozen=True)
class WholeOffice:
    """What concerns the whole office: only a scope that is the whole contains it."""

    tree: str = WHOLE
    path: str = "/"


def today() -> dt.date:
    """The office's day (`guard.acting.office_day`)."""
    return office_day()


def memberships(person: int | Person, day: dt.date) -> QuerySet[Membership]:
    """The memberships of somebody that hold on a day, with their scopes; one query."""
    found: QuerySet[Membership] = Membership.objects.filter(
        Q(until=None) | Q(until__gt=day), person=person, since__lte=day
    )
    return found.select_related("place", "body").order_by("id")


def scope_of(membership: Membership) -> Any:
    """The node that a membership is for; the whole office where it is for none."""
    return membership.place or membership.body or WholeOffice()


def actor_of(person: Person | None, day: dt.date | None = None, *, held: Iterable[Membership] | None = None) -> Actor:
    """Somebody as an actor with the roles of the day (today); an inactive account, or None, is nobody.

    `held`: its memberships of that day, where they have been read.
    """
    if not is_somebody(person):
        return Actor.nobody()
    grants = tuple(
        Grant(membership.role, scope.tree, scope.path)
        for membership in (memberships(person, day or today()) if held is None else held)
        for scope in [scope_of(membership)]
    )
    return Actor(who=f"person:{person.pk}", name=person.name, grants=grants, person=person.pk)


def is_somebody(person: Any) -> TypeGuard[Person]:
    """Whether this is a person whose account is active."""
    return person is not None and getattr(person, "is_authenticated", False) and person.is_active


def may(person: Person | None, name: str, concerns: Sequence[Concern] = (), day: dt.date | None = None) -> bool:
    """Whether somebody may do or see something on a day (today). Unknown name: `KeyError`."""
    return allows(actor_of(person, day), name, concerns)


def within(actor: Actor, roles: Sequence[str], *, place: str = "", body: str = "") -> Q:
    """A filter to what stands in the actor's scopes by these roles: for lists of rows.

    `place` and `body` are the lookups that lead from the row to its place and body (`"place"`, `"cell__place"`).
    The office itself sees everything, an actor without such a role nothing. The nodes of a scope are looked up once
    (a subquery), not for every row (a join): a town's hundred of a million figures in 12 ms instead of 63.
    """
    if actor.is_office:
        return Q()
    found = Q(pk__in=[])
    for grant in actor.grants_of(roles):
        if grant.tree == WHOLE:
            return Q()
        if grant.tree == "place" and place:
            found |= Q(**{f"{place}__in": Place.objects.filter(path__startswith=grant.path).values("pk")})
        if body:
            # A body is in the scope of the place whose organ it is, too.
            path = "place__path" if grant.tree == "place" else "path"
            found |= Q(**{f"{body}__in": Body.objects.filter(**{f"{path}__startswith": grant.path}).values("pk")})
    return found
