"""An account is joined to who somebody is at the server of OpenID Connect."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from allauth.socialaccount.models import SocialAccount

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class JoinIdentity(Action[Person]):
    """`subject` is who the server `provider` says it is, `details` what it told; gives the person."""

    person: int
    provider: str
    subject: str
    details: dict[str, Any] = field(default_factory=dict)

    def whose(self) -> int | None:
        """The person: the server has just said who is there."""
        return self.person

    def check(self) -> None:
        """Nobody else has it."""
        if SocialAccount.objects.filter(provider=self.provider, uid=self.subject).exists():
            raise Conflict("people.identity_taken")

    def do(self, on: Acting) -> Person:
        """The joint."""
        person = person_of(self.person)
        SocialAccount.objects.create(user=person, provider=self.provider, uid=self.subject, extra_data=self.details)
        on.log(person, after={"provider": self.provider, "subject": self.subject})
        return person
