"""A place or a body gets another name; under the old one it is found in the years before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import text
from luoshi.office.organisations.changing import concern_of, node_of, settle, turn


@dataclass(frozen=True, kw_only=True)
class RenameNode(Action[Any]):
    """Rename from the day `on`; gives the node."""

    tree: str
    node: int
    name: str
    on: dt.date
    short: str = ""

    def concerns(self) -> Sequence[Concern]:
        """The node."""
        return (concern_of(node_of(self.tree, self.node)),)

    def check(self) -> None:
        """A name."""
        text(self.name, limit=100)

    def do(self, on: Acting) -> Any:
        """A new era with the new name."""
        node = node_of(self.tree, self.node)
        before = {"name": node.name, "short": node.short}
        era = turn(node, self.on, name=self.name.strip(), short=self.short.strip())
        settle(self.tree, on.day, node)
        on.log(node, before=before, after={"name": era.name, "short": era.short, "since": self.on})
        return node
