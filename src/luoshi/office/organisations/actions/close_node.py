"""A place or a body ends, without a successor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.organisations.changing import concern_of, end, node_of, settle
from luoshi.office.organisations.trees import as_of


@dataclass(frozen=True, kw_only=True)
class CloseNode(Action[Any]):
    """The node is no more from the day `on`; gives the node. Its figures and its past names stay."""

    tree: str
    node: int
    on: dt.date

    def concerns(self) -> Sequence[Concern]:
        """The node."""
        return (concern_of(node_of(self.tree, self.node)),)

    def check(self) -> None:
        """Nothing stands below it on the day."""
        node = node_of(self.tree, self.node)
        below = as_of(self.tree, self.on).below(node.id)
        if below:
            names = "、".join(known.short or known.name for known in below)
            raise Conflict("organisations.has_children", name=node.name, children=names)

    def do(self, on: Acting) -> Any:
        """The node and its last era end."""
        node = node_of(self.tree, self.node)
        end(node, self.on)
        settle(self.tree, on.day, node)
        on.log(node, before={"until": None}, after={"until": self.on})
        return node
