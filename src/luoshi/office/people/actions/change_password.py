"""Somebody changes the own password."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person
from luoshi.office.people.passwords import check_password


@dataclass(frozen=True, kw_only=True)
class ChangePassword(Action[Person]):
    """Set a new password; the pages ask for the old one before. Gives the person."""

    person: int
    password: str = field(repr=False)

    def whose(self) -> int | None:
        """The person."""
        return self.person

    def check(self) -> None:
        """A password that will do."""
        check_password(self.password, person_of(self.person))

    def do(self, on: Acting) -> Person:
        """The password; the log knows that, not what."""
        person = person_of(self.person)
        person.set_password(self.password)
        person.save()
        on.log(person, after={"changed": "password"})
        return person
