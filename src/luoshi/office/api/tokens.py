"""Personal tokens: somebody's own, made and revoked by who is signed in."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status

from luoshi.office.api.acting import act
from luoshi.office.api.paging import paged
from luoshi.office.guard.errors import Forbidden
from luoshi.office.people.actions.make_token import MOST_DAYS, MakeToken
from luoshi.office.people.actions.revoke_token import RevokeToken
from luoshi.office.people.models import Token

router = Router(tags=["tokens"])


class TokenOut(Schema):
    """A token, without its secret."""

    id: int
    name: str
    writes: bool
    made_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None
    used_at: dt.datetime | None


class TokenMade(TokenOut):
    """A token just made: `token` is told this once (empty where an idempotency key asks for it again)."""

    token: str


class TokenIn(Schema):
    """A token to be made: `writes` lets it change what its person may change."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    writes: bool = False
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 90


@router.get("", response=list[TokenOut], operation_id="list_tokens")
@paged
def mine(request: Any) -> QuerySet[Token]:
    """One's own tokens, the latest first."""
    found: QuerySet[Token] = Token.objects.filter(person_id=request.actor.person).order_by("-id")
    return found


@router.post("", response={201: TokenMade}, operation_id="make_token")
def make(request: Any, wanted: TokenIn) -> Any:
    """Make a token; its secret is told in this answer and never again."""
    _signed_in(request)
    made = act(request, MakeToken(person=request.actor.person, **wanted.dict()))
    return Status(201, made)


@router.delete("/{token}", response=TokenOut, operation_id="revoke_token")
def revoke(request: Any, token: int) -> Token:
    """Revoke a token."""
    _signed_in(request)
    return act(request, RevokeToken(token=token))


def _signed_in(request: Any) -> None:
    """A token that leaks must not make another that outlives it."""
    if request.token is not None:
        raise Forbidden("api.token_for_tokens")
