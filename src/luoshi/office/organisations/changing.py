"""What the actions on both trees share: finding nodes, the eras they open and close."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, NotFound
from luoshi.office.organisations.models import ERAS, NODES, Body
from luoshi.office.organisations.trees import refresh


def node_of(tree: str, node: int | None) -> Any:
    """A node by its number. Raises `Invalid` for an unknown tree, `NotFound` for an unknown node."""
    if tree not in NODES:
        raise Invalid("organisations.no_tree", tree=tree)
    found = NODES[tree].objects.filter(id=node).first()
    if found is None:
        raise NotFound("organisations.no_node", node=node)
    return found


def concern_of(node: Any) -> Concern:
    """What scopes see of a node."""
    return node.nodes() if isinstance(node, Body) else node


def last_era(node: Any) -> Any:
    """The latest era of a node, which is open unless the node is no more."""
    return ERAS[node.tree].objects.filter(node=node).latest("since")


def must_hold(node: Any, on: dt.date) -> Any:
    """The latest era, where a change on the day can follow it. Raises `Conflict` where it cannot."""
    if node.until is not None and node.until <= on:
        raise Conflict("organisations.ended", name=node.name, until=node.until)
    if on < node.since:
        raise Conflict("organisations.not_yet", name=node.name, since=node.since)
    era = last_era(node)
    if era.since > on or era.until is not None:
        raise Conflict("organisations.later_change", name=node.name, since=era.until or era.since, on=on)
    return era


def turn(node: Any, on: dt.date, *, name: str | None = None, short: str | None = None, parent: Any = ...) -> Any:
    """End the latest era on the day and begin another; one that began on the same day is changed instead."""
    era = must_hold(node, on)
    new = {
        "name": era.name if name is None else name,
        "short": era.short if short is None else short,
        "parent_id": era.parent_id if parent is ... else (parent.id if parent is not None else None),
    }
    if era.since == on:
        for column, value in new.items():
            setattr(era, column, value)
        era.save()
        return era
    era.until = on
    era.save()
    return ERAS[node.tree].objects.create(node=node, since=on, **new)


def end(node: Any, on: dt.date) -> None:
    """End a node and its latest era on the day."""
    era = must_hold(node, on)
    era.until = on
    era.save()
    node.until = on
    node.save()


def settle(tree: str, day: dt.date, *nodes: Any) -> None:
    """After a change: every node says what holds today, these ones in memory too."""
    refresh(tree, day)
    for node in nodes:
        node.refresh_from_db()
