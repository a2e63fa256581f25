"""A token ends before its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.people import tokens
from luoshi.office.people.finding import concerns_of
from luoshi.office.people.models import Token


@dataclass(frozen=True, kw_only=True)
class RevokeToken(Action[Token]):
    """End a token, one's own or that of somebody whose account one may change."""

    token: int

    def concerns(self) -> Sequence[Concern]:
        """Every scope of the person whose token it is."""
        return concerns_of(tokens.token_of(self.token).person)

    def whose(self) -> int | None:
        """The person whose token it is."""
        return tokens.token_of(self.token).person_id

    def do(self, on: Acting) -> Token:
        """The token, which is of no use any more."""
        token = tokens.token_of(self.token)
        if token.revoked_at is not None:
            on.unchanged()
            return token
        before = {"revoked_at": None}
        token.revoked_at = on.at
        token.save(update_fields=["revoked_at"])
        on.log(token, before=before, after={"revoked_at": token.revoked_at})
        return token
