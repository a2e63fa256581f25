"""Somebody gets an account, a role, and a link to come in by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.people import invitations
from luoshi.office.people.finding import check_role, scope
from luoshi.office.people.models import Invitation, Membership, Person

_USERNAME = re.compile(r"[\w.@-]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class InvitePerson(Action[Invitation]):
    """Make an account with its first role; gives the invitation, whose `token` makes the link (told this once)."""

    username: str
    name: str
    role: str
    place: int | None = None
    body: int | None = None
    email: str = ""
    phone: str = ""
    since: dt.date | None = None

    def concerns(self) -> Sequence[Concern]:
        """The scope of the role."""
        return (scope(self.place, self.body),)

    def check(self) -> None:
        """A name, a user name that nobody has, a known role."""
        text(self.name, limit=60)
        username = text(self.username, limit=60)
        if not _USERNAME.fullmatch(username):
            raise Invalid("people.username", username=username)
        if Person.objects.filter(username__iexact=username).exists():
            raise Conflict("people.username_taken", username=username)
        check_role(self.role, self.place, self.body)

    def do(self, on: Acting) -> Invitation:
        """The account, the membership, the invitation."""
        person = Person.objects.create_user(
            self.username.strip(), name=self.name.strip(), email=self.email.strip(), phone=self.phone.strip()
        )
        membership = Membership.objects.create(
            person=person, role=self.role, place_id=self.place, body_id=self.body, since=self.since or on.day
        )
        invitation = invitations.make(person, on.at)
        on.log(person, after={"person": person, "membership": membership, "expires_at": invitation.expires_at})
        return invitation
