"""Choosing a role and its scope in a form: the whole office, below a place, below a body."""

from __future__ import annotations

from typing import Any

from luoshi.office.guard.actors import WHOLE, Actor, Grant
from luoshi.office.guard.errors import Invalid
from luoshi.office.guard.permissions import roles, table
from luoshi.office.organisations.models import Body
from luoshi.office.organisations.trees import as_of
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today


def role_fields(actor: Actor, language: Language, permission: str) -> list[dict[str, Any]]:
    """The fields `role` and `scope`; only the scopes that the actor may give. Three queries at most."""
    kinds = [{"value": name, "label": told[language]} for name, told in roles().items()]
    return [
        {"name": "role", "label": said("people.role", language), "kind": "select", "options": kinds, "value": "viewer"},
        {
            "name": "scope",
            "label": said("people.scope", language),
            "kind": "select",
            "options": _scopes(actor, language, permission),
            "value": "",
            "required": True,
            "help": said("people.scope_help", language),
        },
    ]


def parsed(text: str) -> tuple[int | None, int | None]:
    """`place:12`, `body:3` or `whole` as the numbers of place and body. Raises `Invalid` for anything else."""
    kind, _, number = text.partition(":")
    if text == WHOLE:
        return None, None
    found = whole_number(number)
    if kind not in ("place", "body") or found is None:
        raise Invalid("pages.no_scope")
    return (found, None) if kind == "place" else (None, found)


def _scopes(actor: Actor, language: Language, permission: str) -> list[dict[str, str]]:
    grants = actor.grants_of(table()[permission].inside)
    whole = actor.is_office or any(grant.tree == WHOLE for grant in grants)
    options = [{"value": "", "label": said("people.choose", language)}]
    if whole:
        options.append({"value": WHOLE, "label": said("frame.whole", language)})
    places = as_of("place", today())
    organ_of = dict(Body.objects.exclude(place=None).values_list("id", "place_id"))
    for tree in (places, as_of("body", today())):
        for node in tree.nodes.values():
            paths = [(node.tree, node.path)]
            if node.tree == "body" and organ_of.get(node.id) in places.nodes:
                paths.append(("place", places.nodes[organ_of[node.id]].path))
            if whole or any(_inside(grant, paths) for grant in grants):
                deep = "　" * (node.path.count("/") - 2)
                options.append({"value": f"{node.tree}:{node.id}", "label": f"{deep}{node.name}"})
    return options


def _inside(grant: Grant, paths: list[tuple[str, str]]) -> bool:
    return any(tree == grant.tree and path.startswith(grant.path) for tree, path in paths)
