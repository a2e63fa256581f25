"""Somebody gets a role in a scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid
from luoshi.office.people.finding import check_role, person_of, scope
from luoshi.office.people.models import Membership


@dataclass(frozen=True, kw_only=True)
class GrantRole(Action[Membership]):
    """A role below a place, below a body, or (neither) in the whole office, from `since` (today) until `until`."""

    person: int
    role: str
    place: int | None = None
    body: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The scope."""
        return (scope(self.place, self.body),)

    def check(self) -> None:
        """A person, a known role, days in their order."""
        person_of(self.person)
        check_role(self.role, self.place, self.body)
        if self.since and self.until and self.until <= self.since:
            raise Invalid("people.days", since=self.since, until=self.until)

    def do(self, on: Acting) -> Membership:
        """The membership."""
        membership: Membership = Membership.objects.create(
            person_id=self.person,
            role=self.role,
            place_id=self.place,
            body_id=self.body,
            since=self.since or on.day,
            until=self.until,
        )
        on.log(membership, after=membership)
        return membership
