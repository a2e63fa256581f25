"""Somebody has signed in: the log knows when, from where and how."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class SignIn(Action[Person]):
    """Tell the log of a sign-in; `address` is where it came from."""

    person: int
    address: str

    def whose(self) -> int | None:
        """The person."""
        return self.person

    def do(self, on: Acting) -> Person:
        """The entry, nothing else."""
        person = person_of(self.person)
        on.log(person, after={"address": self.address})
        return person
