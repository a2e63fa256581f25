"""An account is parted from who somebody is at the server of OpenID Connect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.people.finding import concerns_of, person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class PartIdentity(Action[Person]):
    """The person signs in by password only, until the server joins them again; gives the person."""

    person: int

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person."""
        return concerns_of(person_of(self.person))

    def do(self, on: Acting) -> Person:
        """All of them."""
        person = person_of(self.person)
        held = SocialAccount.objects.filter(user=person)
        before = [{"provider": one.provider, "subject": one.uid} for one in held]
        if not before:
            on.unchanged()
            return person
        held.delete()
        on.log(person, before=before)
        return person
