"""Whom somebody sees, by which of their roles, and which acts in the log."""

from __future__ import annotations

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from luoshi.office.guard.actors import WHOLE, Actor
from luoshi.office.guard.permissions import table
from luoshi.office.people.models import Membership, Person
from luoshi.office.people.scopes import within


def memberships_within(actor: Actor, permission: str = "people.see") -> QuerySet[Membership]:
    """The memberships, whenever they hold, whose scope lies in one of the actor's."""
    line = table()[permission]
    filter_ = within(actor, (*line.inside, *line.anywhere), place="place", body="body")
    found: QuerySet[Membership] = Membership.objects.filter(filter_)
    return found


def sees_all(actor: Actor, permission: str = "people.see") -> bool:
    """Whether the actor's scope is the whole office."""
    line = table()[permission]
    return actor.is_office or any(grant.tree == WHOLE for grant in actor.grants_of((*line.inside, *line.anywhere)))


def people_within(actor: Actor, permission: str = "people.see") -> QuerySet[Person]:
    """Who has, had or will have a role in the actor's scopes; everybody for who sees the whole office."""
    found: QuerySet[Person] = Person.objects.all()
    if sees_all(actor, permission):
        return found
    return found.filter(id__in=memberships_within(actor, permission).values("person"))


def acts_within(actor: Actor) -> Q:
    """A filter for entries of the log: all for administrators of the whole office; for those of a part of it the acts
    of people who never had a role outside that part; and of everybody their own.
    """
    if sees_all(actor, "log.see"):
        return Q()
    inside = memberships_within(actor, "log.see")
    outside = Membership.objects.exclude(id__in=inside.values("id")).values("person")
    theirs = Person.objects.filter(id__in=inside.values("person")).exclude(id__in=outside)
    told = theirs.annotate(who=Concat(Value("person:"), Cast(F("id"), CharField()), output_field=CharField()))
    return Q(who=actor.who) | Q(who__in=told.values("who"))
