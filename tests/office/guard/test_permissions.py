from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from luoshi.office.guard import permissions
from luoshi.office.guard.action import load_actions
from luoshi.office.guard.actors import Actor, Grant
from luoshi.office.guard.errors import Forbidden, NotSignedIn, sentences
from luoshi.office.guard.permissions import allows, require, roles, table


@dataclass(frozen=True)
class Node:
    tree: str
    path: str


COUNTY, TOWN, OTHER = Node("place", "/1/"), Node("place", "/1/14/"), Node("place", "/1/141/")
BUREAU = Node("body", "/7/")
CREATE = "organisations.create_node"


def somebody(*grants: Grant) -> Actor:
    return Actor(who="person:1", name="李明", grants=grants, person=1)


@pytest.mark.parametrize(
    ("grant", "concern", "covered"),
    [
        (Grant("reporter"), TOWN, True),
        (Grant("reporter", "place", "/1/"), TOWN, True),
        (Grant("reporter", "place", "/1/14/"), COUNTY, False),
        (Grant("reporter", "place", "/1/14/"), OTHER, False),
        (Grant("reporter", "body", "/7/"), TOWN, False),
        (Grant("reporter", "body", "/7/"), (TOWN, BUREAU), True),
        (Grant("reporter", "body", "/1/"), TOWN, False),
        (Grant("reporter", "place", "/1/"), Node("whole", "/"), False),
    ],
)
def test_a_scope_covers_its_subtree_and_nothing_else(grant: Grant, concern: Any, covered: bool) -> None:
    assert grant.covers(concern) is covered


def test_every_action_has_its_line_and_every_line_its_action() -> None:
    actions = load_actions()
    assert set(actions) == {name for name, permission in table().items() if not permission.see}
    assert actions[CREATE].__module__ == "luoshi.office.organisations.actions.create_node"


def test_every_role_has_its_words() -> None:
    assert list(roles()) == ["viewer", "reporter", "reviewer", "supervisor", "leader", "administrator"]


@pytest.mark.parametrize("role", ["viewer", "reporter", "reviewer", "supervisor", "leader", "administrator"])
@pytest.mark.parametrize(("path", "inside"), [("/1/", True), ("/2/", False)])
def test_a_role_inside_may_only_inside(role: str, path: str, inside: bool) -> None:
    actor = somebody(Grant(role, "place", path))
    assert allows(actor, CREATE, [TOWN]) is (inside and role == "administrator")


def test_without_concerns_a_scope_must_be_the_whole() -> None:
    assert allows(somebody(Grant("administrator")), CREATE)
    assert not allows(somebody(Grant("administrator", "place", "/1/")), CREATE)


def test_every_concern_must_be_inside() -> None:
    actor = somebody(Grant("administrator", "place", "/1/14/"), Grant("administrator", "body", "/7/"))
    assert allows(actor, CREATE, [TOWN, BUREAU])
    assert not allows(actor, CREATE, [TOWN, COUNTY])


def test_a_role_anywhere_may_anywhere() -> None:
    assert allows(somebody(Grant("viewer", "place", "/99/")), "organisations.see", [TOWN])


def test_the_own_is_for_the_owner_only() -> None:
    assert allows(somebody(), "people.change_password", owner=1)
    assert not allows(somebody(), "people.change_password", owner=2)
    assert not allows(somebody(Grant("administrator")), "people.change_password", owner=2)


def test_a_refusal_is_a_sentence_in_both_languages() -> None:
    with pytest.raises(Forbidden) as caught:
        require(somebody(), CREATE, [TOWN])
    assert caught.value.sentence("zh") == "李明无权建立行政区或单位"
    assert caught.value.sentence("en") == "李明 may not create a place or a body"
    with pytest.raises(NotSignedIn) as nobody:
        require(Actor.nobody(), CREATE)
    assert nobody.value.sentence() == "请先登录，再建立行政区或单位"


def test_the_office_itself_may() -> None:
    assert allows(Actor.office("worker"), CREATE, [TOWN])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            {"zh": "某", "en": "x", "inside": ["mayor"]},
            r"tests/permissions.toml: do_it: inside: expected a list of viewer",
        ),
        ({"zh": "某", "en": "x", "outside": []}, "unknown key outside"),
        ({"en": "x"}, "zh: expected what it is called"),
        ("x", "expected a table"),
    ],
)
def test_a_faulty_line_is_told_with_file_and_key(monkeypatch: pytest.MonkeyPatch, line: Any, told: str) -> None:
    monkeypatch.setattr(permissions, "files", lambda name: {"tests": {"do_it": line}})
    with pytest.raises(ValueError, match=told):
        table.__wrapped__()


def test_an_action_without_a_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.office.guard import action

    without = {name: line for name, line in table().items() if name != CREATE}
    monkeypatch.setattr(action, "table", lambda: without)
    with pytest.raises(ValueError, match=f"no line for {CREATE}"):
        load_actions()
    monkeypatch.setattr(action, "table", lambda: {**table(), "log.forge": table()[CREATE]})
    with pytest.raises(ValueError, match=r"no action for log\.forge"):
        load_actions()


def test_the_table_is_printed_whole() -> None:
    shown = permissions.markdown()
    assert all(f"`{name}`" in shown for name in table())


def test_every_sentence_that_the_code_names_is_there_and_no_other() -> None:
    """What is raised by its name has a sentence; a sentence that no code names is left over."""
    kinds = "Unavailable|Invalid|Conflict|NotFound|Forbidden|NotSignedIn"
    office = Path(permissions.__file__).resolve().parents[1]
    code = "\n".join(path.read_text(encoding="utf-8") for path in office.rglob("*.py"))
    raised = set(re.findall(rf'(?:{kinds})\(\s*"([a-z_]+\.[a-z_]+)"', code))
    assert raised - set(sentences()) == set()
    named = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))
    assert set(sentences()) - named == set()
