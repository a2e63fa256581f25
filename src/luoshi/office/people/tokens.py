"""Personal tokens: how one is made up, found again, and when it was last used. Only a digest of each is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets

from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from luoshi.office.guard.errors import NotFound
from luoshi.office.people.models import Person, Token

#: What every token begins with, so that scanners for secrets know one when they see it.
PREFIX = "luoshi_"
#: How finely the last use is told: not every request is a write.
_FINE = dt.timedelta(minutes=10)
_log = logging.getLogger("luoshi.people")


def invent() -> tuple[str, str]:
    """A new token (256 random bits), and its digest."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """SHA-256 of a token; a random token needs no slow hash."""
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()


def find(token: str) -> Token | None:
    """The token, with its person, if it can be used now: not revoked, not too old, of an active account."""
    if not token.startswith(PREFIX):
        return None
    found: Token | None = (
        Token.objects.select_related("person")
        .filter(token_hash=digest(token), revoked_at=None, expires_at__gt=timezone.now(), person__is_active=True)
        .first()
    )
    return found


def valid(person: Person) -> QuerySet[Token]:
    """The tokens of somebody that can be used now."""
    found: QuerySet[Token] = person.tokens.filter(revoked_at=None, expires_at__gt=timezone.now())
    return found


def token_of(number: int) -> Token:
    """A token, with its person. Raises `NotFound`."""
    found: Token | None = Token.objects.select_related("person").filter(id=number).first()
    if found is None:
        raise NotFound("people.no_token", token=number)
    return found


def touch(token: Token) -> None:
    """Remember that it was used just now; a database that cannot be written to does not keep anybody from reading."""
    now = timezone.now()
    if token.used_at is not None and now - token.used_at < _FINE:
        return
    try:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    except OperationalError as error:
        _log.warning("the last use of a token was not kept: %s", error)
