"""What holds for every page: it is behind the decorator, documented, shut to strangers, and has an example."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.office.guard.permissions import table
from luoshi.office.people.models import Person
from office.making import with_every_role
from office.pages.addresses import FETCHED, addresses, examples, to_look_at

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "office"
KINDS = {"str": "x", "int": 1}


def somewhere(arguments: tuple[str, ...]) -> list[object]:
    """Arguments that lead nowhere: who may not enter is not told that either."""
    return [1] * len(arguments)


def test_every_page_is_behind_the_decorator() -> None:
    naked = [one.name for one in addresses() if not hasattr(one.view, "permission")]
    assert naked == []
    unknown = [one.permission for one in addresses() if one.permission is not None and one.permission not in table()]
    assert unknown == []
    names = [one.name for one in addresses()]
    assert len(names) == len(set(names))
    assert None not in names


def test_every_page_is_documented() -> None:
    told = "\n".join(file.read_text(encoding="utf-8") for file in sorted(DOCS.glob("*.md")))
    missing = [one.written for one in addresses() if f"`{one.written}`" not in told]
    assert missing == [], "docs/reference/office/*.md: these pages are not named"


def test_every_page_that_needs_arguments_has_an_example(sqlite_only: str) -> None:
    known = examples()
    shown = [one.name for one in addresses() if one.shown and one.arguments]
    missing = [name for name in shown if name not in (*known, *FETCHED)]
    assert missing == [], "tests/office/<room>/examples.py: these pages have no example"


@pytest.mark.parametrize("one", addresses(), ids=lambda one: one.name)
def test_nobody_enters_without_signing_in(sqlite_only: str, one: object) -> None:
    url = reverse(one.name, args=somewhere(one.arguments))  # type: ignore[attr-defined]
    ask = Client().get if one.shown else Client().post  # type: ignore[attr-defined]
    answer = ask(url)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=/")


@pytest.mark.parametrize("one", addresses(), ids=lambda one: one.name)
def test_nobody_enters_without_a_role(sqlite_only: str, one: object) -> None:
    stranger = Person.objects.create_user("stranger", name="生人")
    client = Client()
    client.force_login(stranger)
    permission = one.permission  # type: ignore[attr-defined]
    answer = (client.get if one.shown else client.post)(  # type: ignore[attr-defined]
        reverse(one.name, args=somewhere(one.arguments))  # type: ignore[attr-defined]
    )
    if permission is None or table()[permission].own:
        assert answer.status_code < 500
    else:
        assert answer.status_code == 403


def test_who_has_every_role_looks_at_every_page(office: str) -> None:
    client = Client()
    client.force_login(with_every_role())
    wrong = {}
    for name, url in to_look_at().items():
        answer = client.get(url)
        if answer.status_code != 200:
            wrong[name] = answer.status_code
    assert wrong == {}
