"""A tree as it is, or was, on a day: small enough to be held whole (some thousand nodes), built by one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from luoshi.office.organisations.models import ERAS, NODES


@dataclass(frozen=True)
class Known:
    """A node on the day: its name and parent then."""

    tree: str
    id: int
    code: str
    name: str
    short: str
    kind: str
    parent: int | None
    path: str


@dataclass(frozen=True)
class Tree:
    """A tree on a day. `nodes` holds parents before children, each level by position and code."""

    tree: str
    day: dt.date
    nodes: dict[int, Known]
    children: dict[int | None, tuple[int, ...]] = field(repr=False)

    def __contains__(self, node: int) -> bool:
        return node in self.nodes

    def roots(self) -> list[Known]:
        """The nodes without a parent on that day."""
        return [self.nodes[node] for node in self.children.get(None, ())]

    def below(self, node: int) -> list[Known]:
        """The children of a node."""
        return [self.nodes[child] for child in self.children.get(node, ())]

    def subtree(self, node: int) -> Iterator[Known]:
        """A node and all below it, parents before children."""
        yield self.nodes[node]
        for child in self.children.get(node, ()):
            yield from self.subtree(child)

    def above(self, node: int) -> list[Known]:
        """The nodes above a node, from the root down, the node itself not among them."""
        return [self.nodes[int(part)] for part in self.nodes[node].path.strip("/").split("/")[:-1]]

    def named(self, name: str) -> list[Known]:
        """The nodes that have this name, or this short name, on that day."""
        return [known for known in self.nodes.values() if name in (known.name, known.short)]


def as_of(tree: str, day: dt.date) -> Tree:
    """The tree (`place` or `body`) on a day, by the names and parents that held then. One query."""
    return _build(tree, day, _eras(tree, day))


def _eras(tree: str, day: dt.date) -> QuerySet[Any]:
    found: QuerySet[Any] = ERAS[tree].objects.select_related("node")
    return found.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def _build(tree: str, day: dt.date, eras: Iterable[Any]) -> Tree:
    held = {era.node_id: era for era in eras}
    below: dict[int | None, list[Any]] = {}
    for era in held.values():
        # A parent that is not there on the day (or only another day) leaves its children as roots.
        below.setdefault(era.parent_id if era.parent_id in held else None, []).append(era)
    for siblings in below.values():
        siblings.sort(key=lambda era: (era.node.position, era.node.code))
    nodes: dict[int, Known] = {}
    waiting = [(era, "/") for era in reversed(below.get(None, []))]
    while waiting:
        era, above = waiting.pop()
        path = f"{above}{era.node_id}/"
        parent = era.parent_id if era.parent_id in held else None
        nodes[era.node_id] = Known(tree, era.node_id, era.node.code, era.name, era.short, era.node.kind, parent, path)
        waiting += [(child, path) for child in reversed(below.get(era.node_id, []))]
    children = {parent: tuple(era.node_id for era in siblings) for parent, siblings in below.items()}
    return Tree(tree, day, nodes, children)


def refresh(tree: str, day: dt.date) -> int:
    """Make the nodes say what holds on the day; how many changed. A node that is no more keeps its last names.

    Actions call it, and the daily job, for changes that were entered before the day on which they hold.
    """
    chosen: dict[int, Any] = {}
    for era in ERAS[tree].objects.select_related("node").order_by("node_id", "since"):
        # The last that has begun; before the first day, the first.
        if era.node_id not in chosen or era.since <= day:
            chosen[era.node_id] = era
    built = _build(tree, day, chosen.values())
    changed = []
    for node, era in ((chosen[id_].node, chosen[id_]) for id_ in chosen):
        known = built.nodes[node.id]
        new = (era.name, era.short, known.parent, known.path)
        if new != (node.name, node.short, node.parent_id, node.path):
            node.name, node.short, node.parent_id, node.path = new
            changed.append(node)
    NODES[tree].objects.bulk_update(changed, ["name", "short", "parent", "path"], batch_size=500)
    return len(changed)
