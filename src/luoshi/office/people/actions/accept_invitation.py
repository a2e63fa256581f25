"""Somebody comes in by a link and sets a password."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.people import invitations
from luoshi.office.people.models import Person
from luoshi.office.people.passwords import check_password


@dataclass(frozen=True, kw_only=True)
class AcceptInvitation(Action[Person]):
    """Set the password by the token of a link; the actor is the person invited. Gives the person."""

    token: str = field(repr=False)
    password: str = field(repr=False)

    def whose(self) -> int | None:
        """Who is invited."""
        return int(invitations.find(self.token).person_id)

    def check(self) -> None:
        """A password that will do."""
        check_password(self.password, invitations.find(self.token).person)

    def do(self, on: Acting) -> Person:
        """The password is set, the link is used."""
        invitation = invitations.find(self.token)
        invitation.used_at = on.at
        invitation.save()
        person: Person = invitation.person
        person.set_password(self.password)
        person.save()
        on.log(person, after={"used_at": on.at})
        return person
