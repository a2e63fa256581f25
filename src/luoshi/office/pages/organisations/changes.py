"""The forms that change a place or a body: new, rename, move, close, merge, split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Problem
from luoshi.office.guard.permissions import require
from luoshi.office.organisations.actions.close_node import CloseNode
from luoshi.office.organisations.actions.create_node import CreateNode
from luoshi.office.organisations.actions.merge_nodes import MergeNodes
from luoshi.office.organisations.actions.move_node import MoveNode
from luoshi.office.organisations.actions.rename_node import RenameNode
from luoshi.office.organisations.actions.split_node import SplitNode
from luoshi.office.organisations.changing import concern_of, node_of
from luoshi.office.organisations.models import NODES
from luoshi.office.organisations.trees import Tree, as_of
from luoshi.office.pages.acting import attempt, go, show, with_faults
from luoshi.office.pages.asked import day_or_today, percent, whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today

Field = dict[str, Any]
#: The kind that a new one most often has.
_USUAL = {"place": "town", "body": "bureau"}


@dataclass(frozen=True)
class Change:
    """A form for a node: its permission, its fields, and the action that is made of what was typed."""

    permission: str
    fields: Callable[[Any, Tree, Language], list[Field]]
    action: Callable[[Any, Any], Action[Any]]


@page("organisations.create_node")
def new(request: Request, tree: str) -> HttpResponse:
    """A new place or body; `?parent=` below which."""
    if tree not in NODES:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    found: Any = None
    if request.method == "POST":
        found = attempt(request, lambda: _create(tree, asked), done="organisations.created", name=asked.get("name", ""))
        if not isinstance(found, Problem):
            return go(request, reverse("organisations_node", args=[tree, found.id]))
    fields = _filled(_new_fields(tree, request.language), asked)
    return _form(request, said(f"organisations.new_{tree}", request.language), fields, tree, found)


@page("organisations.see")
def change(request: Request, tree: str, number: int, verb: str) -> HttpResponse:
    """One of `CHANGES` for a node."""
    if verb not in CHANGES:
        raise Http404
    wanted, node = CHANGES[verb], node_of(tree, number)
    require(request.actor, wanted.permission, (concern_of(node),))
    found: Any = None
    if request.method == "POST":
        done = f"organisations.{verb}_done"
        found = attempt(request, lambda: wanted.action(node, request.POST), done=done, name=node.name)
        if not isinstance(found, Problem):
            return go(request, reverse("organisations_node", args=[tree, node.id]))
    fields = wanted.fields(node, as_of(tree, today()), request.language)
    title = said(f"organisations.{verb}_title", request.language, name=node.name)
    return _form(request, title, _filled(fields, request.POST), tree, found, node=node, verb=verb)


def _form(
    request: Request, title: str, fields: list[Field], tree: str, problem: Any, *, node: Any = None, verb: str = ""
) -> HttpResponse:
    language = request.language
    crumbs = [{"label": said(f"organisations.{tree}", language), "url": reverse("organisations_tree", args=[tree])}]
    if node is not None:
        crumbs.append({"label": node.name, "url": reverse("organisations_node", args=[tree, node.id])})
    form = {
        "action": request.get_full_path(),
        "fields": with_faults(fields, problem, language),
        "cancel": crumbs[-1]["url"],
    }
    lead = said(f"organisations.{verb}_lead", language) if verb else said("organisations.new_lead", language)
    return show(request, "form.html", {"title": title, "lead": lead, "crumbs": crumbs, "form": form}, problem=problem)


def _filled(fields: list[Field], asked: Any) -> list[Field]:
    """The fields with what was typed before."""
    for field in fields:
        if field["kind"] == "choices":
            chosen = set(asked.getlist(field["name"]))
            field["options"] = [{**one, "chosen": str(one["value"]) in chosen} for one in field["options"]]
        elif field["name"] in asked:
            field["value"] = asked[field["name"]]
    return fields


def _field(name: str, label: str, language: Language, kind: str = "text", **more: Any) -> Field:
    return {"name": name, "label": said(f"organisations.{label}", language), "kind": kind, **more}


def _on(language: Language, label: str = "from_day") -> Field:
    return _field("on", label, language, "date", value=today().isoformat(), required=True)


def _options(tree: Tree, *, without: set[int] = frozenset(), none: str = "") -> list[dict[str, Any]]:  # type: ignore[assignment]
    """Every node of the tree, those further down set in; with `none` a way to choose nothing."""
    found = [{"value": "", "label": none}] if none else []
    for node in tree.nodes.values():
        if node.id not in without:
            deep = node.path.count("/") - 2
            found.append({"value": str(node.id), "label": "　" * deep + node.name})
    return found


def _new_fields(tree: str, language: Language) -> list[Field]:
    kinds = [{"value": kind, "label": said(f"organisations.kinds.{kind}", language)} for kind in NODES[tree].KINDS]
    above = _options(as_of(tree, today()), none=said("organisations.no_parent", language))
    fields = [
        _field("name", "name", language, required=True),
        _field("short", "short", language, help=said("organisations.short_help", language)),
        _field("code", "code", language, required=True, help=said(f"organisations.code_help_{tree}", language)),
        _field("kind", "kind", language, "select", options=kinds, value=_USUAL[tree]),
        _field("parent", "parent", language, "select", options=above, value=""),
        _field("position", "position", language, "number", value="0", help=said("organisations.order_help", language)),
        _field("since", "since", language, "date", value=today().isoformat(), required=True),
    ]
    if tree == "body":
        places = _options(as_of("place", today()), none=said("organisations.no_place", language))
        fields.insert(5, _field("place", "organ_of", language, "select", options=places, value=""))
    return fields


def _create(tree: str, asked: Any) -> CreateNode:
    return CreateNode(
        tree=tree,
        code=asked.get("code", ""),
        name=asked.get("name", ""),
        short=asked.get("short", ""),
        kind=asked.get("kind", ""),
        since=day_or_today(asked.get("since")),
        parent=whole_number(asked.get("parent")),
        position=whole_number(asked.get("position")) or 0,
        place=whole_number(asked.get("place")) if tree == "body" else None,
    )


def _rename_fields(node: Any, tree: Tree, language: Language) -> list[Field]:
    return [
        _field("name", "name", language, value=node.name, required=True),
        _field("short", "short", language, value=node.short),
        _on(language),
    ]


def _rename(node: Any, asked: Any) -> RenameNode:
    name, short, on = asked.get("name", ""), asked.get("short", ""), day_or_today(asked.get("on"))
    return RenameNode(tree=node.tree, node=node.id, name=name, short=short, on=on)


def _move_fields(node: Any, tree: Tree, language: Language) -> list[Field]:
    own = {known.id for known in tree.subtree(node.id)} if node.id in tree else {node.id}
    options = _options(tree, without=own, none=said("organisations.no_parent", language))
    return [
        _field("parent", "new_parent", language, "select", options=options, value=str(node.parent_id or "")),
        _on(language),
    ]


def _move(node: Any, asked: Any) -> MoveNode:
    on = day_or_today(asked.get("on"))
    return MoveNode(tree=node.tree, node=node.id, parent=whole_number(asked.get("parent")), on=on)


def _close(node: Any, asked: Any) -> CloseNode:
    return CloseNode(tree=node.tree, node=node.id, on=day_or_today(asked.get("on")))


def _beside(node: Any, tree: Tree) -> list[Any]:
    """The nodes under the same parent, itself not among them."""
    beside = tree.below(node.parent_id) if node.parent_id in tree else tree.roots()
    return [known for known in beside if known.id != node.id]


def _merge_fields(node: Any, tree: Tree, language: Language) -> list[Field]:
    options = [{"value": str(one.id), "label": one.name} for one in _beside(node, tree)]
    help_ = said("organisations.merge_help", language)
    return [_field("nodes", "merge_nodes", language, "choices", options=options, help=help_), _on(language)]


def _merge(node: Any, asked: Any) -> MergeNodes:
    nodes = tuple(found for one in asked.getlist("nodes") if (found := whole_number(one)) is not None)
    return MergeNodes(tree=node.tree, nodes=nodes, into=node.id, on=day_or_today(asked.get("on")))


def _split_fields(node: Any, tree: Tree, language: Language) -> list[Field]:
    beside = [node, *_beside(node, tree)]
    fields: list[Field] = [
        {
            "name": f"share-{one.id}",
            "label": said("organisations.rest" if one is node else "organisations.part", language, name=one.name),
            "kind": "text",
            "value": "",
        }
        for one in beside
    ]
    fields[0]["help"] = said("organisations.share_help", language)
    options = [{"value": "", "label": "—"}, *({"value": str(one.id), "label": one.name} for one in beside)]
    for child in tree.below(node.id):
        label = said("organisations.child_to", language, name=child.name)
        fields.append({"name": f"child-{child.id}", "label": label, "kind": "select", "options": options, "value": ""})
    return [*fields, _on(language)]


def _split(node: Any, asked: Any) -> SplitNode:
    parts: dict[int, Decimal | None] = {}
    children: dict[int, int] = {}
    for name, text in asked.items():
        kind, _, number = name.partition("-")
        if not text.strip() or kind not in ("share", "child"):
            continue
        one = whole_number(number) or 0
        if kind == "share":
            parts[one] = None if text.strip() in ("?", "？") else percent(text)
        else:
            children[one] = whole_number(text) or 0
    return SplitNode(tree=node.tree, node=node.id, parts=parts, children=children, on=day_or_today(asked.get("on")))


CHANGES = {
    "rename": Change("organisations.rename_node", _rename_fields, _rename),
    "move": Change("organisations.move_node", _move_fields, _move),
    "merge": Change("organisations.merge_nodes", _merge_fields, _merge),
    "split": Change("organisations.split_node", _split_fields, _split),
    "close": Change("organisations.close_node", lambda node, tree, language: [_on(language, "last_day")], _close),
}
