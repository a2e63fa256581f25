"""Strange input: requests that schemathesis makes up from the API's own schema, right and wrong ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode


@dataclass
class Found:
    """How many cases of how many operations, what was answered, and what must not be answered."""

    operations: int = 0
    cases: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def try_all(headers: dict[str, str], cases: int, *, ids: range, seeded: int = 1) -> Found:
    """`cases` requests over all operations by somebody who may do everything; nothing of them is kept.

    Numbers in paths are often those of rows that are there (`ids`), or a request would seldom reach one.
    """
    application = WSGIHandler()
    schema = schemathesis.openapi.from_dict(Client().get("/api/openapi.json").json())
    operations = [result.ok() for result in schema.get_all_operations()]
    found = Found(operations=len(operations))
    each = max(1, cases // len(operations) // 2)
    random_ = random.Random(seeded)
    with _one_connection():
        for operation in operations:
            operation.app = application
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _try(operation, mode, each, headers, ids, random_, seeded, found)
    return found


def _try(
    operation: Any, mode: GenerationMode, count: int, headers: dict[str, str], ids: range, random_: random.Random,
    seeded: int, found: Found,
) -> None:  # fmt: skip
    numbers = [
        parameter["name"]
        for parameter in operation.definition.raw.get("parameters", ())
        if parameter["in"] == "path" and parameter["schema"].get("type") == "integer"
    ]

    @seed(seeded)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        for name in numbers:
            if random_.random() < 0.8:
                case.path_parameters[name] = random_.choice(ids)
        with _undone():
            response = case.call(headers=headers)
        found.cases += 1
        found.answers[response.status_code] += 1
        if response.status_code >= 500:
            told = f"{case.method} {case.formatted_path} {case.query!r} {case.body!r}"[:600]
            found.faults.append(f"{response.status_code} {told}: {response.content[:300]!r}")

    ask()


@contextmanager
def _one_connection() -> Iterator[None]:
    """A request does not close the connection, or what is to be undone would be lost with it."""
    told = (request_started, request_finished)
    for signal in told:
        signal.disconnect(close_old_connections)
    yield
    for signal in told:
        signal.connect(close_old_connections)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
