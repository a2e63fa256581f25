"""Somebody makes new recovery codes; the old ones end."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict
from luoshi.office.people.finding import person_of
from luoshi.office.people.models import Person


@dataclass(frozen=True, kw_only=True)
class RenewRecoveryCodes(Action[Person]):
    """New codes for who has a second factor; gives the person."""

    person: int

    def whose(self) -> int | None:
        """The person, nobody else."""
        return self.person

    def check(self) -> None:
        """They recover something."""
        if not Authenticator.objects.filter(user_id=self.person, type=Authenticator.Type.TOTP).exists():
            raise Conflict("people.no_second_factor")

    def do(self, on: Acting) -> Person:
        """New ones; the log knows that, not what."""
        person = person_of(self.person)
        Authenticator.objects.filter(user_id=self.person, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(person)
        on.log(person, after={"changed": "recovery_codes"})
        return person
