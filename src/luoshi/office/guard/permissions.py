"""The one table of permissions: what is done or seen → which roles, inside their scope or anywhere.

Each room says its part in its `permissions.toml`; here they are one table, checked when it is loaded:

    [create_node]                       # the action `organisations.create_node`
    zh = "建立行政区和单位"               # what it is, as part of a sentence: "… may not …"
    en = "create places and bodies"
    inside = ["administrator"]          # roles that may where their scope contains what is concerned
    anywhere = []                       # roles that may whatever is concerned
    see = true                          # (if so) not an action but something seen: pages ask `may`
    own = true                          # (if so) everybody signed in, for what is their own

`python -m luoshi.office.guard.permissions` prints the table for the documentation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.office.guard.actors import WHOLE, Actor, Concern
from luoshi.office.guard.errors import Forbidden, NotSignedIn
from luoshi.office.guard.rooms import files

_KEYS = {"zh", "en", "inside", "anywhere", "see", "own"}


@dataclass(frozen=True)
class Permission:
    """A line of the table."""

    name: str
    words: dict[str, str]
    inside: tuple[str, ...]
    anywhere: tuple[str, ...]
    see: bool = False
    own: bool = False


@cache
def roles() -> dict[str, dict[str, str]]:
    """The roles, from the one that may least: name → language → word."""
    return tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))


@cache
def table() -> dict[str, Permission]:
    """The whole table: `room.verb_noun` → permission. Raises `ValueError`, naming file and key, where it is faulty."""
    found = {}
    for room, lines in files("permissions.toml").items():
        for name, line in lines.items():
            found[f"{room}.{name}"] = _permission(f"{room}/permissions.toml: {name}", f"{room}.{name}", line)
    return found


def _permission(where: str, name: str, line: Any) -> Permission:
    if not isinstance(line, dict):
        raise ValueError(f"{where}: expected a table with zh, en, inside, anywhere, found {line!r}")
    unknown = set(line) - _KEYS
    if unknown:
        raise ValueError(f"{where}: unknown key {', '.join(sorted(unknown))}, expected {', '.join(sorted(_KEYS))}")
    for language in ("zh", "en"):
        if not isinstance(line.get(language), str) or not line[language]:
            raise ValueError(f"{where}: {language}: expected what it is called, found {line.get(language)!r}")
    for key in ("inside", "anywhere"):
        given = line.get(key, [])
        faulty = given if not isinstance(given, list) else [role for role in given if role not in roles()]
        if faulty:
            raise ValueError(f"{where}: {key}: expected a list of {', '.join(roles())}, found {faulty!r}")
    return Permission(
        name=name,
        words={"zh": line["zh"], "en": line["en"]},
        inside=tuple(line.get("inside", ())),
        anywhere=tuple(line.get("anywhere", ())),
        see=bool(line.get("see", False)),
        own=bool(line.get("own", False)),
    )


def allows(actor: Actor, name: str, concerns: Sequence[Concern] = (), *, owner: int | None = None) -> bool:
    """Whether the actor may: by a role anywhere, by a role whose scope contains each concern, or as the owner.

    Without concerns the whole office is concerned, and a role inside must be in the whole. Unknown name: `KeyError`.
    """
    permission = table()[name]
    if actor.is_office:
        return True
    if actor.is_nobody:
        return False
    if permission.own and owner is not None and owner == actor.person:
        return True
    if actor.grants_of(permission.anywhere):
        return True
    grants = actor.grants_of(permission.inside)
    if not concerns:
        return any(grant.tree == WHOLE for grant in grants)
    return all(any(grant.covers(concern) for grant in grants) for concern in concerns)


def require(actor: Actor, name: str, concerns: Sequence[Concern] = (), *, owner: int | None = None) -> None:
    """Raise `NotSignedIn` or `Forbidden`, with a sentence, where the actor may not."""
    if not allows(actor, name, concerns, owner=owner):
        words = table()[name].words
        if actor.is_nobody:
            raise NotSignedIn("guard.not_signed_in", what=words)
        raise Forbidden("guard.forbidden", who=actor.name, what=words)


def markdown() -> str:
    """The table as the documentation shows it."""
    lines = ["| what | inside the scope | anywhere |", "|---|---|---|"]
    for name, permission in sorted(table().items()):
        inside = ", ".join(permission.inside) + (" (and everybody, their own)" if permission.own else "")
        lines.append(f"| `{name}` {permission.words['en']} | {inside.strip()} | {', '.join(permission.anywhere)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")
