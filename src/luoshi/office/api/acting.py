"""From a request to an action, and whether somebody may see a room."""

from __future__ import annotations

from typing import Any, TypeVar

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Forbidden
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import table

R = TypeVar("R")
KEY_HEADER = "Idempotency-Key"


def act(request: Any, action: Action[R]) -> R:
    """Do an action for who sent the request; the header `Idempotency-Key` makes sure that it is done once."""
    return perform(request.actor, action, key=request.headers.get(KEY_HEADER, ""))


def enter(request: Any, permission: str) -> None:
    """Raise `Forbidden` for who has no role, in whatever scope, by which this is seen; lists are filtered by `within`.

    For a list or for an object that was found by a filtered query. Unknown permission: `KeyError`.
    """
    line = table()[permission]
    if not request.actor.grants_of((*line.inside, *line.anywhere)):
        raise Forbidden("guard.forbidden", who=request.actor.name, what=line.words)
