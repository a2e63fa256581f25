"""An account is switched off, or on again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.administrators import memberships_of_administrators
from luoshi.office.people.finding import concerns_of, person_of
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import today


@dataclass(frozen=True, kw_only=True)
class SwitchPerson(Action[Person]):
    """Off: the person is signed out at the next request and cannot come in. Gives the person."""

    person: int
    active: bool

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person."""
        return concerns_of(person_of(self.person))

    def check(self) -> None:
        """The last administrator stays."""
        if not self.active:
            left = memberships_of_administrators(today())
            if left.filter(person=self.person).exists() and not left.exclude(person=self.person).exists():
                raise Conflict("people.last_administrator")

    def do(self, on: Acting) -> Person:
        """On or off."""
        person = person_of(self.person)
        if person.is_active == self.active:
            on.unchanged()
            return person
        person.is_active = self.active
        person.save()
        on.log(person, before={"is_active": not self.active}, after={"is_active": self.active})
        return person
