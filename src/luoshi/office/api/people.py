"""People within one's scope, their roles, and the acts about them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.guard.errors import NotFound
from luoshi.office.people.actions.change_person import ChangePerson
from luoshi.office.people.actions.end_role import EndRole
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.people.actions.invite_person import InvitePerson
from luoshi.office.people.actions.part_identity import PartIdentity
from luoshi.office.people.actions.remove_second_factor import RemoveSecondFactor
from luoshi.office.people.actions.renew_invitation import RenewInvitation
from luoshi.office.people.actions.switch_person import SwitchPerson
from luoshi.office.people.models import Invitation, Membership, Person
from luoshi.office.people.visible import memberships_within, people_within, sees_all

router = Router(tags=["people"])

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class RoleOut(Schema):
    """A role below a place, below a body, or (neither) in the whole office; `until` is the first day no more."""

    id: int
    role: str
    place_id: int | None
    body_id: int | None
    since: dt.date
    until: dt.date | None


class PersonOut(Schema):
    """Somebody, with the roles that one may see, the ended ones too."""

    id: int
    username: str
    name: str
    phone: str
    email: str
    active: bool = Field(alias="is_active")
    last_login: dt.datetime | None
    roles: list[RoleOut] = Field(alias="held")


class LinkOut(Schema):
    """A one-time link: `path` is told this once (empty where an idempotency key asks for it again)."""

    person: int = Field(alias="person_id")
    path: str
    expires_at: dt.datetime

    @staticmethod
    def resolve_path(made: Invitation) -> str:
        """The path of the page behind the link."""
        return reverse("people_invitation", args=[made.token]) if made.token else ""


class Wanted(Schema):
    """Who is looked for: by a part of the name or the user name, switched on or off."""

    q: Annotated[str, Field(max_length=100)] = ""
    active: bool | None = None


class NewPerson(Schema):
    """An account with its first role."""

    username: Name
    name: Name
    role: Annotated[str, Field(max_length=20)]
    place: Number | None = None
    body: Number | None = None
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    since: dt.date | None = None


class Changing(Schema):
    """What is to be otherwise; what is left out stays. `active` switches the account off or on."""

    name: Name | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    active: bool | None = None


class Granting(Schema):
    """A role from a day on (today), until a day or without end."""

    role: Annotated[str, Field(max_length=20)]
    place: Number | None = None
    body: Number | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Ending(Schema):
    """From which day on (today) it is no more."""

    on: dt.date | None = None


@router.get("", response=list[PersonOut], operation_id="list_people")
@paged
def people(request: Any, wanted: Query[Wanted]) -> QuerySet[Person]:
    """The people in one's scope, by name."""
    enter(request, "people.see")
    found = _people(request)
    for word in wanted.q.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if wanted.active is not None:
        found = found.filter(is_active=wanted.active)
    return found.order_by("name", "id")


@router.post("", response={201: LinkOut}, operation_id="invite_person")
def invite(request: Any, wanted: NewPerson) -> Any:
    """Make an account with its first role; gives the link by which the person comes in."""
    return Status(201, act(request, InvitePerson(**wanted.dict())))


@router.get("/{number}", response=PersonOut, operation_id="read_person")
def person(request: Any, number: Number) -> Any:
    """Somebody in one's scope."""
    enter(request, "people.see")
    return _seen(request, number)


@router.patch("/{number}", response=PersonOut, operation_id="change_person")
def change(request: Any, number: Number, wanted: Changing) -> Any:
    """Change the data, switch off or on."""
    enter(request, "people.see")
    _seen(request, number)
    given = wanted.dict(exclude={"active"}, exclude_none=True)
    if given:
        act(request, ChangePerson(person=number, **given))
    if wanted.active is not None:
        act(request, SwitchPerson(person=number, active=wanted.active))
    return _seen(request, number)


@router.post("/{number}/roles", response={201: RoleOut}, operation_id="grant_role")
def grant(request: Any, number: Number, wanted: Granting) -> Any:
    """Grant a role."""
    enter(request, "people.see")
    _seen(request, number)
    return Status(201, act(request, GrantRole(person=number, **wanted.dict())))


@router.delete("/{number}/roles/{membership}", response=RoleOut, operation_id="end_role")
def end_role(request: Any, number: Number, membership: Number, wanted: Query[Ending]) -> Any:
    """End a role; that it held stays known."""
    enter(request, "people.see")
    if not _seen(request, number).memberships.filter(pk=membership).exists():
        raise NotFound("people.no_membership", membership=membership)
    return act(request, EndRole(membership=membership, on=wanted.on))


@router.post("/{number}/link", response={201: LinkOut}, operation_id="renew_invitation")
def link(request: Any, number: Number) -> Any:
    """A new one-time link; earlier ones end."""
    enter(request, "people.see")
    _seen(request, number)
    return Status(201, act(request, RenewInvitation(person=number)))


@router.delete("/{number}/second-factor", response=PersonOut, operation_id="remove_second_factor")
def second_factor(request: Any, number: Number) -> Any:
    """Take the second factor away from who has lost it."""
    enter(request, "people.see")
    _seen(request, number)
    act(request, RemoveSecondFactor(person=number))
    return _seen(request, number)


@router.delete("/{number}/identity", response=PersonOut, operation_id="part_identity")
def identity(request: Any, number: Number) -> Any:
    """Part the account from its identity of OpenID Connect."""
    enter(request, "people.see")
    _seen(request, number)
    act(request, PartIdentity(person=number))
    return _seen(request, number)


def _people(request: Any) -> QuerySet[Person]:
    held: QuerySet[Membership] = Membership.objects.all()
    if not sees_all(request.actor):
        held = held.filter(id__in=memberships_within(request.actor).values("id"))
    return people_within(request.actor).prefetch_related(
        Prefetch("memberships", queryset=held.order_by("-since", "-id"), to_attr="held")
    )


def _seen(request: Any, number: int) -> Person:
    found = _people(request).filter(id=number).first()
    if found is None:
        raise NotFound("people.no_person", person=number)
    return found
