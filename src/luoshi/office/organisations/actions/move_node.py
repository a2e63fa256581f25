"""A place or a body comes under another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.organisations.changing import concern_of, node_of, settle, turn
from luoshi.office.organisations.trees import as_of


@dataclass(frozen=True, kw_only=True)
class MoveNode(Action[Any]):
    """Put a node under `parent` (None: a root) from the day `on`; gives the node."""

    tree: str
    node: int
    parent: int | None
    on: dt.date

    def concerns(self) -> Sequence[Concern]:
        """The node, and the new parent; becoming a root concerns the whole office."""
        if self.parent is None:
            return ()
        return (concern_of(node_of(self.tree, self.node)), concern_of(node_of(self.tree, self.parent)))

    def check(self) -> None:
        """The new parent is there on the day, and is not below the node."""
        node = node_of(self.tree, self.node)
        if self.parent is None:
            return
        parent = node_of(self.tree, self.parent)
        tree = as_of(self.tree, self.on)
        if parent.id not in tree:
            raise Conflict("organisations.ended", name=parent.name, until=parent.until or self.on)
        if node.id == parent.id or node.id in {known.id for known in tree.above(parent.id)}:
            raise Conflict("organisations.own_child", name=node.name, parent=parent.name)

    def do(self, on: Acting) -> Any:
        """A new era under the new parent."""
        node = node_of(self.tree, self.node)
        parent = node_of(self.tree, self.parent) if self.parent is not None else None
        before = {"parent_id": node.parent_id, "path": node.path}
        turn(node, self.on, parent=parent)
        settle(self.tree, on.day, node)
        on.log(node, before=before, after={"parent_id": self.parent, "since": self.on})
        return node
