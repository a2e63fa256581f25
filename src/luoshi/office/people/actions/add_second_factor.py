"""Somebody sets up a second factor: an app that makes codes, and recovery codes for when it is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class AddSecondFactor(Action[Person]):
    """The app knows `secret` (the page has tried one of its codes before). Gives the person."""

    person: int
    secret: str = field(repr=False)

    def whose(self) -> int | None:
        """The person, nobody else."""
        return self.person

    def check(self) -> None:
        """There is none yet."""
        if Authenticator.objects.filter(user_id=self.person, type=Authenticator.Type.TOTP).exists():
            raise Conflict("people.second_factor")

    def do(self, on: Acting) -> Person:
        """App and recovery codes; the log knows that, not what."""
        person = person_of(self.person)
        TOTP.activate(person, self.secret)
        RecoveryCodes.activate(person)
        on.log(person, before={"second_factor": False}, after={"second_factor": True})
        return person
