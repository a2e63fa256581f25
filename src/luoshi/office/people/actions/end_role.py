"""A role of somebody ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.administrators import memberships_of_administrators
from luoshi.office.people.finding import membership_of
from luoshi.office.people.models import Membership
from luoshi.office.people.scopes import scope_of, today


@dataclass(frozen=True, kw_only=True)
class EndRole(Action[Membership]):
    """The membership holds no more from the day `on` (today); gives it. That it held stays known."""

    membership: int
    on: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The scope."""
        return (scope_of(membership_of(self.membership)),)

    def check(self) -> None:
        """The last administrator stays."""
        left = memberships_of_administrators(today())
        if left.filter(id=self.membership).exists() and not left.exclude(id=self.membership).exists():
            raise Conflict("people.last_administrator")

    def do(self, on: Acting) -> Membership:
        """The end; never before the beginning."""
        membership = membership_of(self.membership)
        before = {"until": membership.until}
        membership.until = max(self.on or on.day, membership.since)
        membership.save()
        on.log(membership, before=before, after={"until": membership.until, "person_id": membership.person_id})
        return membership
