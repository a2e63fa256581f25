"""Several places or bodies become one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
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
class MergeNodes(Action[Any]):
    """From the day `on`, `nodes` are part of `into`, which may be a new node or one that stays; gives `into`.

    What stands below them comes below `into`. Their figures stay theirs; `lineage.carried` says what they went into.
    """

    tree: str
    nodes: tuple[int, ...]
    into: int
    on: dt.date

    def concerns(self) -> Sequence[Concern]:
        """All of them."""
        return tuple(concern_of(node_of(self.tree, node)) for node in (*self.nodes, self.into))

    def check(self) -> None:
        """At least one goes into another, all are there on the day; what `into` stands below is its parent or stays."""
        if not set(self.nodes) - {self.into}:
            raise Invalid("organisations.too_few", count=1)
        for node in (*self.nodes, self.into):
            must_hold(node_of(self.tree, node), self.on)
        # What lies between would come below what it stands above.
        for far in as_of(self.tree, self.on).above(self.into)[:-1]:
            if far.id in self.nodes:
                raise Conflict("organisations.own_child", name=far.name, parent=node_of(self.tree, self.into).name)

    def do(self, on: Acting) -> Any:
        """Children first, then the nodes end, each with its successor."""
        into = node_of(self.tree, self.into)
        tree = as_of(self.tree, self.on)
        merged = [node_of(self.tree, node) for node in dict.fromkeys(self.nodes) if node != into.id]
        for node in merged:
            for child in tree.below(node.id):
                if child.id != into.id and child.id not in self.nodes:
                    turn(node_of(self.tree, child.id), self.on, parent=into)
        if into.parent_id in {node.id for node in merged}:
            # It stood below one of those that it takes in.
            turn(into, self.on, parent=next(node for node in merged if node.id == into.parent_id).parent)
        for node in merged:
            end(node, self.on)
            SUCCESSIONS[self.tree].objects.create(before=node, after=into, on=self.on, share=Decimal(1))
        settle(self.tree, on.day, into)
        for node in merged:
            on.log(node, before={"until": None}, after={"until": self.on, "into": into.id})
        return into
