"""Every address of the pages, and an example of each that needs arguments.

A room whose pages need arguments has `tests/office/<room>/examples.py` with

    def examples() -> dict[str, tuple[Any, ...]]:
        '''Name of the page → its arguments; makes what they lead to.'''

Its pages are then looked at by everything that goes over all pages: who enters, axe, the phone.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse

from luoshi.office.pages import urls

OFFICE = Path(__file__).parents[1]
#: Not behind the decorator: the choice of language and theme is anybody's.
OPEN = ("preferences",)
#: No example: what is fetched there is made for one person, by what they sent before.
FETCHED = ("sheet_returned",)


@dataclass(frozen=True)
class Address:
    """A page: its name, its address as it is written down (`/people/<number>/`), who may enter, by which methods."""

    name: str
    written: str
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def permission(self) -> str | None:
        return self.view.permission  # type: ignore[attr-defined]

    @property
    def shown(self) -> bool:
        """Whether there is something to look at: not only posted to."""
        return "GET" in self.view.methods  # type: ignore[attr-defined]


def addresses() -> list[Address]:
    """All of them, but for `OPEN`."""
    found = []
    for pattern in urls.urlpatterns:
        written = "/" + str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter")
            kind = {"String": "str"}.get(kind, kind.lower())
            written = written.replace(f"<{kind}:{name}>", f"<{name}>")
        if pattern.name not in OPEN:
            found.append(Address(pattern.name, written, tuple(pattern.pattern.converters), pattern.callback))
    return found


def examples() -> dict[str, tuple[Any, ...]]:
    """The examples of all rooms. Makes what they lead to: for tests with a database."""
    found: dict[str, tuple[Any, ...]] = {}
    for file in sorted(OFFICE.glob("*/examples.py")):
        found |= importlib.import_module(f"office.{file.parent.name}.examples").examples()
    return found


def to_look_at() -> dict[str, str]:
    """Every page that can be looked at and needs no argument, or has an example: name → address."""
    known = examples()
    return {
        one.name: reverse(one.name, args=known.get(one.name))
        for one in addresses()
        if one.shown and (not one.arguments or one.name in known)
    }
