"""Tokens of one-time links, and who they are for."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.utils import timezone

from luoshi.office.guard.errors import NotFound
from luoshi.office.people.models import Invitation, Person

#: How long a link can be used.
VALID = dt.timedelta(days=7)


def make(person: Person, at: dt.datetime) -> Invitation:
    """A new invitation; earlier ones of the same person that were not used end."""
    person.invitations.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    made: Invitation = Invitation.objects.create(
        person=person, token_hash=_hash(token), made_at=at, expires_at=at + VALID
    )
    made.token = token
    return made


def find(token: str) -> Invitation:
    """The invitation of a token that can still be used. Raises `NotFound`: unknown, used or too old are told alike."""
    found: Invitation | None = (
        Invitation.objects.select_related("person")
        .filter(token_hash=_hash(token), used_at=None, expires_at__gt=timezone.now(), person__is_active=True)
        .first()
    )
    if found is None:
        raise NotFound("people.no_invitation")
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
