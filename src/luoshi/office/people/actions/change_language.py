"""Somebody chooses the language of the pages."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import LANGUAGES, Invalid
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class ChangeLanguage(Action[Person]):
    """`zh` or `en`; gives the person."""

    person: int
    language: str

    def whose(self) -> int | None:
        """The person."""
        return self.person

    def check(self) -> None:
        """One of the languages."""
        if self.language not in LANGUAGES:
            raise Invalid("people.language", language=self.language)

    def do(self, on: Acting) -> Person:
        """The language."""
        person = person_of(self.person)
        if person.language == self.language:
            on.unchanged()
            return person
        before, person.language = person.language, self.language
        person.save()
        on.log(person, before={"language": before}, after={"language": self.language})
        return person
