"""A second factor is taken away: by who has it, or by an administrator for who has lost it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.people.finding import concerns_of, person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class RemoveSecondFactor(Action[Person]):
    """The password alone is enough again; the recovery codes go too. Gives the person."""

    person: int

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person."""
        return concerns_of(person_of(self.person))

    def whose(self) -> int | None:
        """The person."""
        return self.person

    def do(self, on: Acting) -> Person:
        """All of them."""
        person = person_of(self.person)
        removed, _ = Authenticator.objects.filter(user_id=self.person).delete()
        if not removed:
            on.unchanged()
            return person
        on.log(person, before={"second_factor": True}, after={"second_factor": False})
        return person
