"""The example's places and bodies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.office.demo import Demo
from luoshi.office.guard.perform import perform
from luoshi.office.organisations.actions.close_node import CloseNode
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.actions.merge_nodes import MergeNodes
from luoshi.office.running.example.hand import OFFICE

_DAY = dt.timedelta(days=1)


def organisations(demo: Demo) -> dict[str, Any]:
    """The places, then the bodies, then what became of them; gives code → node."""
    nodes: dict[str, Any] = {}
    for tree, records in (("place", demo.places), ("body", demo.bodies)):
        for position, record in enumerate(records):
            told: Any = record
            nodes[told.code] = perform(
                OFFICE,
                CreateNode(
                    tree=tree,
                    code=told.code,
                    name=told.name,
                    short=getattr(told, "short", ""),
                    kind=told.level if tree == "place" else told.kind,
                    since=told.since,
                    parent=nodes[told.parent].id if told.parent else None,
                    position=position,
                    place=nodes[told.place].id if tree == "body" else None,
                ),
            )
        for record in records:
            _ending(tree, record, nodes)
    return nodes


def _ending(tree: str, record: Any, nodes: dict[str, Any]) -> None:
    if record.until is None:
        return
    node, on = nodes[record.code], record.until + _DAY
    if record.successor:
        into = nodes[record.successor]
        perform(OFFICE, MergeNodes(tree=tree, nodes=(node.id,), into=into.id, on=on))
    else:
        perform(OFFICE, CloseNode(tree=tree, node=node.id, on=on))
