"""Somebody makes a token for a program."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.people import tokens
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Token

#: Longest life, in days, and how many one person may have at once.
MOST_DAYS = 366
MOST = 20


@dataclass(frozen=True, kw_only=True)
class MakeToken(Action[Token]):
    """A token of one's own, called `name`, for `days` days; with `writes` it may do what the person may do."""

    person: int
    name: str
    writes: bool = False
    days: int = 90

    def whose(self) -> int | None:
        """One's own only: nobody makes a token to act for somebody else."""
        return self.person

    def check(self) -> None:
        """A name, a number of days within the limits, not too many tokens."""
        person = person_of(self.person)
        text(self.name, limit=60)
        if not 1 <= self.days <= MOST_DAYS:
            raise Invalid("people.token_days", days=self.days, most=MOST_DAYS)
        if tokens.valid(person).count() >= MOST:
            raise Conflict("people.too_many_tokens", most=MOST)

    def do(self, on: Acting) -> Token:
        """The token, whose `token` is told this once."""
        told, digest = tokens.invent()
        made: Token = Token.objects.create(
            person_id=self.person,
            name=self.name.strip(),
            token_hash=digest,
            writes=self.writes,
            made_at=on.at,
            expires_at=on.at + dt.timedelta(days=self.days),
        )
        on.log(made, after=made)
        made.token = told
        return made
