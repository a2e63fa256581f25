"""Somebody's name, e-mail or telephone changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import text
from luoshi.office.people.finding import concerns_of, person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class ChangePerson(Action[Person]):
    """Change what is given (None: as it was); gives the person."""

    person: int
    name: str | None = None
    phone: str | None = None
    email: str | None = None

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person. The e-mail is who one is to OpenID Connect: an administrator's to change."""
        return concerns_of(person_of(self.person))

    def whose(self) -> int | None:
        """The person, for the name and the telephone."""
        return self.person if self.email is None else None

    def check(self) -> None:
        """A name is not empty."""
        if self.name is not None:
            text(self.name, limit=60)

    def do(self, on: Acting) -> Person:
        """What is given and differs."""
        person = person_of(self.person)
        given = {"name": self.name, "phone": self.phone, "email": self.email}
        new = {key: value.strip() for key, value in given.items() if value is not None}
        before = {key: getattr(person, key) for key in new if getattr(person, key) != new[key]}
        if not before:
            on.unchanged()
            return person
        for key in before:
            setattr(person, key, new[key])
        person.save()
        on.log(person, before=before, after={key: new[key] for key in before})
        return person
