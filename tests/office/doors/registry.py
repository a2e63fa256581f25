"""The registry of doors: every page and every operation of the API, and the line of the table of permissions it needs.

`rooms/<room>.toml` names them by method and address as the schema and the addresses spell it (and, where one address
is for several things, a third word):

    ["POST /api/organisations/{tree}"]
    permission = "organisations.create_node"   # a line of the table, or "signed_in", or "open" (to anybody)
    concerns = ["town"]        # what of the world (world.py) must be in the scope; [] the whole office;
                               # "any": a role in whatever scope opens the door; "own": what is the caller's own;
                               # "nobody": not by a token, whoever sends it
    path = {tree = "place"}    # what stands in the address; "{town}" is the number of a thing of the world
    body = {name = "x"}        # what is sent: JSON to the API, a form to a page
    query = "day=2025-01-01"
    file = "x.csv"             # a file of this name is sent as `file` (or `files`)
    shows = true               # the answer names what is the town's, to those who may see it and nobody else:
                               # by the mark of its things, or by these words
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver

from luoshi.office.pages import urls as pages

_FOLDER = Path(__file__).parent / "rooms"
_KEYS = {"permission", "concerns", "path", "body", "query", "file", "files", "shows"}
_PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Door:
    """A page or an operation, and who it is for."""

    name: str
    permission: str
    concerns: str | tuple[str, ...]
    path: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    query: str = ""
    file: str = ""
    files: str = ""
    shows: bool | str = False

    @property
    def method(self) -> str:
        return self.name.split(" ")[0]

    @property
    def address(self) -> str:
        return self.name.split(" ")[1]

    @property
    def of_api(self) -> bool:
        return self.address.startswith("/api/")


@cache
def doors() -> dict[str, Door]:
    """All of them by name. Raises `ValueError`, with the file, for a key that is none."""
    found = {}
    for file in sorted(_FOLDER.glob("*.toml")):
        for name, line in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if set(line) - _KEYS or name in found:
                raise ValueError(f"{file.name}: {name}: {', '.join(set(line) - _KEYS) or 'twice'}")
            concerns = line.get("concerns", "any")
            told = concerns if isinstance(concerns, str) else tuple(concerns)
            found[name] = Door(name, **{**line, "concerns": told})
    return found


def operations() -> Iterator[str]:
    """Every operation of the API, by its schema."""
    for address, of in Client().get("/api/openapi.json").json()["paths"].items():
        for method in of:
            yield f"{method.upper()} {address}"


def addresses() -> Iterator[str]:
    """Every address of a page."""
    for pattern in pages.urlpatterns:
        yield "/" + _PART.sub(r"{\1}", str(pattern.pattern))


def others() -> Iterator[str]:
    """Every address that is neither a page of the rooms nor the API: what allauth brings, the invitation, health."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield "/" + _PART.sub(r"{\1}", str(pattern.pattern))
