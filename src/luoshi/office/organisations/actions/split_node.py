"""A place or a body becomes several, or others are split off from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.organisations.changing import concern_of, end, must_hold, node_of, settle, turn
from luoshi.office.organisations.models import SUCCESSIONS
from luoshi.office.organisations.trees import as_of


@dataclass(frozen=True, kw_only=True)
class SplitNode(Action[Any]):
    """From the day `on`, `node` is in `parts`; gives the node.

    `parts` maps nodes (made before, by `CreateNode`) to the share of it that each has, or to None where nobody knows.
    The node itself among them stays as what is left; otherwise it ends. `children` says under which part those below
    it come: each must be named where the node ends.
    """

    tree: str
    node: int
    parts: Mapping[int, Decimal | None]
    on: dt.date
    children: Mapping[int, int] = field(default_factory=dict)

    def concerns(self) -> Sequence[Concern]:
        """The node and its parts."""
        return tuple(concern_of(node_of(self.tree, node)) for node in (self.node, *self.parts))

    def check(self) -> None:
        """Two parts at least, shares that make one, a part for each child."""
        if len(self.parts) < 2:
            raise Invalid("organisations.too_few", count=2)
        shares = [share for share in self.parts.values() if share is not None]
        known = sum(shares, Decimal(0))
        if min(shares, default=Decimal(0)) < 0 or known > 1 or (len(shares) == len(self.parts) and known != 1):
            raise Invalid("organisations.shares", sum=known)
        node = node_of(self.tree, self.node)
        for other in (self.node, *self.parts):
            must_hold(node_of(self.tree, other), self.on)
        for part in self.children.values():
            if part not in self.parts:
                raise Invalid("organisations.no_node", node=part)
        left = [k for k in as_of(self.tree, self.on).below(node.id) if k.id not in {*self.children, *self.parts}]
        if left and self.node not in self.parts:
            names = "、".join(known_.short or known_.name for known_ in left)
            raise Conflict("organisations.has_children", name=node.name, children=names)

    def do(self, on: Acting) -> Any:
        """Children first, then the successors, then the node ends unless something of it is left."""
        node = node_of(self.tree, self.node)
        for child, part in self.children.items():
            turn(node_of(self.tree, child), self.on, parent=node_of(self.tree, part))
        for part, share in self.parts.items():
            SUCCESSIONS[self.tree].objects.create(before=node, after_id=part, on=self.on, share=share)
        if self.node not in self.parts:
            end(node, self.on)
        settle(self.tree, on.day, node)
        after = {"parts": {str(part): share for part, share in self.parts.items()}, "on": self.on}
        on.log(node, before={"until": None}, after={**after, "until": node.until})
        return node
