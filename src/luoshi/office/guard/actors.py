"""Who acts: a person with roles in scopes, or the office itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

#: The scope that is the whole office.
WHOLE = "whole"


class Node(Protocol):
    """A place or a body, as far as scopes are concerned: which tree, and its path in it (`/1/14/`)."""

    @property
    def tree(self) -> str:
        """`place` or `body`."""

    @property
    def path(self) -> str:
        """The numbers from the root down to the node, between strokes."""


#: What an action is about: a node, or several of which one is enough (a figure belongs to its place and to its body).
Concern = Node | tuple[Node, ...]


@dataclass(frozen=True)
class Grant:
    """A role in a scope: a subtree of places or of bodies, or the whole office."""

    role: str
    tree: str = WHOLE
    path: str = "/"

    def covers(self, concern: Concern) -> bool:
        """Whether the scope contains what is concerned."""
        if self.tree == WHOLE:
            return True
        nodes = concern if isinstance(concern, tuple) else (concern,)
        return any(node.tree == self.tree and node.path.startswith(self.path) for node in nodes)


@dataclass(frozen=True)
class Actor:
    """Who does something. `who` is what the log keeps (`person:12`, `office:worker`), `name` how it is called.

    `grants` are the roles that are valid on the day. The office itself (`Actor.office`) is made in code only, for
    what nobody signed in does: jobs, the first start, imports from the command line.
    """

    who: str
    name: str
    grants: tuple[Grant, ...] = ()
    person: int | None = None

    @classmethod
    def office(cls, part: str) -> Actor:
        """The office itself: its worker, its command line."""
        return cls(who=f"office:{part}", name="落实")

    @classmethod
    def nobody(cls) -> Actor:
        """Somebody who has not signed in."""
        return cls(who="nobody", name="")

    @property
    def is_office(self) -> bool:
        """Whether this is the office itself."""
        return self.who.startswith("office:")

    @property
    def is_nobody(self) -> bool:
        """Whether nobody has signed in."""
        return self.person is None and not self.is_office

    def grants_of(self, roles: Iterable[str]) -> tuple[Grant, ...]:
        """The grants of certain roles."""
        wanted = set(roles)
        return tuple(grant for grant in self.grants if grant.role in wanted)
