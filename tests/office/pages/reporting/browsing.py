"""What the tests of these pages share: somebody signed in, what a page says, a sheet as it is typed."""

from __future__ import annotations

from typing import Any

from django.test import Client

from luoshi.office.guard.actors import Actor
from luoshi.office.people.models import Person
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.models import Sheet


def signed_in(who: Actor | Person) -> Client:
    found = Client()
    found.force_login(Person.objects.get(pk=who.person) if isinstance(who, Actor) else who)
    return found


def text(response: Any) -> str:
    return str(response.content.decode())


def names(held: Sheet) -> list[str]:
    return [f"c{cell.pk}" for cell in own_cells(held)]


def typed(held: Sheet, *values: str, act: str = "submit", version: int = 0, draft: int = 0, **more: str) -> Any:
    """What the grid posts: a number and a status for each cell."""
    told: dict[str, Any] = {"act": act, "version": version, "draft": draft, **more}
    for name, value in zip(names(held), values, strict=True):
        told |= {name: value, f"{name}-status": "reported" if value else "missing"}
    return told


def now(held: Sheet) -> Sheet:
    return Sheet.objects.get(pk=held.pk)


def address(held: Sheet, verb: str = "") -> str:
    return f"/sheets/{held.pk}/{verb}"
