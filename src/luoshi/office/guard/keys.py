"""Idempotency: the same key of the same actor gets the first answer again."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.guard.models import Answer
from luoshi.office.log.canonical import canonical, digest

#: How long an answer is kept.
KEPT = dt.timedelta(days=7)
_LONGEST = 200


@dataclass(frozen=True)
class Earlier:
    """The answer given before."""

    answer: Any


def recall(actor: Actor, action: Action[Any], key: str) -> Earlier | None:
    """The first answer, where there was one. Raises `Conflict` where the key was used for something else."""
    if len(key) > _LONGEST:
        raise Invalid("guard.key_too_long", length=len(key))
    found = Answer.objects.filter(who=actor.who, key=key).first()
    if found is None:
        return None
    if found.action != action.permission or found.inputs != _inputs(action):
        raise Conflict("guard.other_use_of_key", action=found.action)
    told = json.loads(found.answer)
    if "row" not in told:
        return Earlier(told["value"])
    label, pk = told["row"]
    return Earlier(apps.get_model(label).objects.get(pk=pk))


def remember(actor: Actor, action: Action[Any], key: str, result: Any) -> None:
    """Keep an answer, in the transaction of its action. Raises `TypeError` for a result that has no JSON form."""
    told = {"row": [result._meta.label, result.pk]} if isinstance(result, models.Model) else {"value": result}
    Answer.objects.create(
        who=actor.who, key=key, action=action.permission, inputs=_inputs(action), answer=canonical(told)
    )


def forget() -> int:
    """Drop the answers that are older than `KEPT`; how many."""
    return int(Answer.objects.filter(at__lt=timezone.now() - KEPT).delete()[0])


def _inputs(action: Action[Any]) -> str:
    return digest(canonical(_plain(action.inputs())))


def _plain(value: Any) -> Any:
    """Inputs may hold rows and other dataclasses; what identifies them is enough."""
    if isinstance(value, models.Model):
        return [value._meta.label, value.pk]
    if isinstance(value, dict):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(held) for held in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
