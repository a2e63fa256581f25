"""A new place or a new body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.organisations.changing import concern_of, node_of, settle
from luoshi.office.organisations.models import ERAS, NODES


@dataclass(frozen=True, kw_only=True)
class CreateNode(Action[Any]):
    """Create a place (`tree="place"`) or a body (`tree="body"`); gives the `Place` or `Body`.

    A body's `place` is the place whose organ it is. `since` is the first day on which it is there.
    """

    tree: str
    code: str
    name: str
    kind: str
    since: dt.date
    parent: int | None = None
    short: str = ""
    position: int = 0
    place: int | None = None

    def concerns(self) -> Sequence[Concern]:
        """The parent; for a body without one, the place. A root concerns the whole office."""
        if self.parent is not None:
            return (concern_of(node_of(self.tree, self.parent)),)
        if self.place is not None:
            return (concern_of(node_of("place", self.place)),)
        return ()

    def check(self) -> None:
        """A known tree and kind, a name, a code that no other has."""
        if self.tree not in NODES:
            raise Invalid("organisations.no_tree", tree=self.tree)
        model = NODES[self.tree]
        if self.kind not in model.KINDS:
            raise Invalid("organisations.kind", kind=self.kind, kinds="、".join(model.KINDS))
        text(self.name, limit=100)
        taken = model.objects.filter(code=text(self.code, limit=40)).first()
        if taken is not None:
            raise Conflict("organisations.code_taken", code=self.code, name=taken.name)
        if self.parent is not None:
            above = node_of(self.tree, self.parent)
            if above.until is not None and above.until <= self.since:
                raise Conflict("organisations.ended", name=above.name, until=above.until)
            if above.since > self.since:
                raise Conflict("organisations.not_yet", name=above.name, since=above.since)

    def do(self, on: Acting) -> Any:
        """The node, its first era, its path."""
        more = {"place_id": self.place} if self.tree == "body" else {}
        node = NODES[self.tree].objects.create(
            code=self.code.strip(),
            name=self.name.strip(),
            short=self.short.strip(),
            kind=self.kind,
            position=self.position,
            parent_id=self.parent,
            path="",
            since=self.since,
            **more,
        )
        ERAS[self.tree].objects.create(
            node=node, name=node.name, short=node.short, parent_id=self.parent, since=self.since
        )
        settle(self.tree, on.day, node)
        on.log(node, after=node)
        return node
