"""Places and bodies: the trees on a day, a node with its history, and the acts that change them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Query, Router, Schema, Status

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.guard.errors import NotFound
from luoshi.office.log.canonical import number as exact
from luoshi.office.organisations.actions.close_node import CloseNode
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.actions.merge_nodes import MergeNodes
from luoshi.office.organisations.actions.move_node import MoveNode
from luoshi.office.organisations.actions.rename_node import RenameNode
from luoshi.office.organisations.actions.split_node import SplitNode
from luoshi.office.organisations.changing import node_of
from luoshi.office.organisations.chronicle import Passed, chronicle
from luoshi.office.organisations.trees import Known, as_of
from luoshi.office.people.scopes import today

router = Router(tags=["organisations"])

Tree = Literal["place", "body"]
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Short = Annotated[str, Field(max_length=40)]


class KnownOut(Schema):
    """A node as it was on the day asked for."""

    id: int
    code: str
    name: str
    short: str
    kind: str
    parent: int | None
    path: str


class NodeOut(Schema):
    """A node as it is today; `until` is the first day on which it is no more."""

    id: int
    code: str
    name: str
    short: str
    kind: str
    parent_id: int | None
    path: str
    since: dt.date
    until: dt.date | None


class EraOut(Schema):
    """A name and a parent, from the first day to the first day no more."""

    name: str
    short: str
    parent_id: int | None
    since: dt.date
    until: dt.date | None


class PassedOut(Schema):
    """On the day `on`, `before`, or a `share` of it (null: nobody knows), went over into `after`."""

    on: dt.date
    before: int
    after: int
    share: str | None

    @staticmethod
    def resolve_share(step: Passed) -> str | None:
        """Exact, as text."""
        return None if step.share is None else exact(step.share)

    @staticmethod
    def resolve_before(step: Passed) -> int:
        """Its number."""
        return int(step.before.id)

    @staticmethod
    def resolve_after(step: Passed) -> int:
        """Its number."""
        return int(step.after.id)


class History(NodeOut):
    """A node with its eras (the latest first), what it came from and what became of it."""

    eras: list[EraOut]
    origins: list[PassedOut]
    successions: list[PassedOut]


class Below(Schema):
    """The tree of which day (today), and below which node."""

    day: dt.date | None = None
    under: Number | None = None


class NewNode(Schema):
    """A node to be made. A body's `place` is the place whose organ it is."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Name
    kind: Annotated[str, Field(max_length=20)]
    since: dt.date
    parent: Number | None = None
    short: Short = ""
    position: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)] = 0
    place: Number | None = None


class Renaming(Schema):
    """Another name from a day on."""

    name: Name
    short: Short = ""
    on: dt.date


class Moving(Schema):
    """Another parent (null: none) from a day on."""

    parent: Number | None
    on: dt.date


class Merging(Schema):
    """Which nodes go into it on the day."""

    nodes: Annotated[list[Number], Field(min_length=1, max_length=1000)]
    on: dt.date


class Part(Schema):
    """A part that takes a share (of one; null: nobody knows)."""

    node: Number
    share: Annotated[Decimal, Field(ge=0, le=1, max_digits=9, decimal_places=8)] | None = None


class Child(Schema):
    """Under which part a node below comes."""

    node: Number
    part: Number


class Splitting(Schema):
    """Into which parts it goes on the day; itself among them is what is left."""

    parts: Annotated[list[Part], Field(min_length=1, max_length=1000)]
    children: Annotated[list[Child], Field(max_length=1000, default_factory=list)]
    on: dt.date


class Closing(Schema):
    """From which day on it is no more."""

    on: dt.date


@router.get("/{tree}", response=list[KnownOut], operation_id="list_nodes")
@paged
def nodes(request: Any, tree: Tree, wanted: Query[Below]) -> list[Known]:
    """The tree on a day, parents before children."""
    enter(request, "organisations.see")
    whole = as_of(tree, wanted.day or today())
    if wanted.under is None:
        return list(whole.nodes.values())
    if wanted.under not in whole:
        raise NotFound("organisations.no_node", node=wanted.under)
    return list(whole.subtree(wanted.under))


@router.post("/{tree}", response={201: NodeOut}, operation_id="create_node")
def create(request: Any, tree: Tree, wanted: NewNode) -> Any:
    """Make a place or a body."""
    return Status(201, act(request, CreateNode(tree=tree, **wanted.dict())))


@router.get("/{tree}/{number}", response=History, operation_id="read_node")
def node(request: Any, tree: Tree, number: Number) -> Any:
    """A node with its history."""
    enter(request, "organisations.see")
    found = node_of(tree, number)
    told = chronicle(found, today())
    history = {"eras": told.eras, "origins": told.origins, "successions": told.successions}
    return {**NodeOut.from_orm(found).dict(), **history}


@router.post("/{tree}/{number}/rename", response=NodeOut, operation_id="rename_node")
def rename(request: Any, tree: Tree, number: Number, wanted: Renaming) -> Any:
    """Rename it; under the old name it is found in the years before."""
    return act(request, RenameNode(tree=tree, node=number, **wanted.dict()))


@router.post("/{tree}/{number}/move", response=NodeOut, operation_id="move_node")
def move(request: Any, tree: Tree, number: Number, wanted: Moving) -> Any:
    """Put it under another."""
    return act(request, MoveNode(tree=tree, node=number, **wanted.dict()))


@router.post("/{tree}/{number}/merge", response=NodeOut, operation_id="merge_nodes")
def merge(request: Any, tree: Tree, number: Number, wanted: Merging) -> Any:
    """Merge others into it."""
    return act(request, MergeNodes(tree=tree, into=number, nodes=tuple(wanted.nodes), on=wanted.on))


@router.post("/{tree}/{number}/split", response=NodeOut, operation_id="split_node")
def split(request: Any, tree: Tree, number: Number, wanted: Splitting) -> Any:
    """Split it."""
    parts = {part.node: part.share for part in wanted.parts}
    children = {child.node: child.part for child in wanted.children}
    return act(request, SplitNode(tree=tree, node=number, parts=parts, children=children, on=wanted.on))


@router.post("/{tree}/{number}/close", response=NodeOut, operation_id="close_node")
def close(request: Any, tree: Tree, number: Number, wanted: Closing) -> Any:
    """Close it, without a successor."""
    return act(request, CloseNode(tree=tree, node=number, on=wanted.on))
