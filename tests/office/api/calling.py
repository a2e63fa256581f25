"""Calling the API as a program does: with a personal token, or with a session and its CSRF token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.make_token import MakeToken
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of

PROBLEM = "application/problem+json"


class Caller:
    """Somebody who calls with a token (None: nobody)."""

    def __init__(self, person: Person | None = None, *, writes: bool = True, language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Accept-Language": language}
        if person is not None:
            made = perform(actor_of(person), MakeToken(person=person.pk, name="tests", writes=writes))
            self.headers["Authorization"] = f"Bearer {made.token}"

    def call(self, method: str, address: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        """The response to a request with a JSON body."""
        told = {**self.headers, **headers, **({"Idempotency-Key": key} if key else {})}
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, address, headers=told, **more)

    def get(self, address: str, **headers: str) -> Any:
        """GET."""
        return self.call("GET", address, **headers)

    def post(self, address: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        """POST."""
        return self.call("POST", address, body, key=key, **headers)


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem details of a response that must be of this status."""
    assert response.status_code == status, (response.status_code, response.content[:300])
    assert response["Content-Type"] == PROBLEM
    told: dict[str, Any] = response.json()
    assert told["status"] == status
    assert told["type"] == f"urn:luoshi:problem:{told['code']}"
    assert told["detail"]
    return told
