"""The one way in which anything is changed: permission, transaction, action, log entry, commit."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import OperationalError, transaction
from django.utils import timezone

from luoshi.office.guard import keys
from luoshi.office.guard.acting import BEIJING, Acting, office_day
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import require
from luoshi.office.guard.trouble import unavailable
from luoshi.office.log.writing import take_turn

R = TypeVar("R")


def perform(actor: Actor, action: Action[R], *, key: str = "", at: dt.datetime | None = None) -> R:
    """Do an action, whole or not at all, and give its result.

    With an idempotency `key` the same actor gets the first answer again, and nothing is done twice; the result must
    then be a row, or something that has a JSON form. `at` is for imports of what was done earlier, and for tests: the
    action's day is then that of `at`, else the office's (`office_day`).

    Raises `NotSignedIn`, `Forbidden`, what the action's checks raise (`Invalid`, `NotFound`, `Conflict`), and
    `Unavailable` where the database cannot be written to just now.
    An action may perform others inside its own `do`: they are part of its transaction, each with its own entry.
    """
    try:
        _prepare(actor, action)
        with transaction.atomic():
            # One writer at a time, on PostgreSQL as on SQLite: what is checked below still holds when it is written.
            take_turn()
            if key:
                earlier = keys.recall(actor, action, key)
                if earlier is not None:
                    return earlier.answer
            _must_be_allowed(actor, action)
            action.check()
            day = at.astimezone(BEIJING).date() if at else office_day()
            on = Acting(actor, action.permission, at or timezone.now(), day)
            result = action.do(on)
            on.finish()
            if key:
                keys.remember(actor, action, key, result)
            return result
    except OperationalError as error:
        # The transaction is undone; what is wrong with the disk or the server is told as what it is.
        raise unavailable(error) from error


def _prepare(actor: Actor, action: Action[R]) -> None:
    """What takes long is done outside the transaction, and only for who may do the action at all."""
    if type(action).prepare is not Action.prepare:
        _must_be_allowed(actor, action)
        action.prepare()


def _must_be_allowed(actor: Actor, action: Action[R]) -> None:
    require(actor, action.permission, action.concerns(), owner=action.whose())
