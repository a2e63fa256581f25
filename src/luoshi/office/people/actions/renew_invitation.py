"""Somebody who lost the link, or forgot the password, gets a new link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.people import invitations
from luoshi.office.people.finding import concerns_of, person_of
from luoshi.office.people.models import Invitation


@dataclass(frozen=True, kw_only=True)
class RenewInvitation(Action[Invitation]):
    """A new link for a person; earlier ones end. The password stays until the link is used."""

    person: int

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person."""
        return concerns_of(person_of(self.person))

    def do(self, on: Acting) -> Invitation:
        """The invitation, whose `token` makes the link (told this once)."""
        person = person_of(self.person)
        invitation = invitations.make(person, on.at)
        on.log(person, after={"expires_at": invitation.expires_at})
        return invitation
