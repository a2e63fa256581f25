from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory, override_settings

from luoshi.office.guard.actors import Actor
from luoshi.office.pages.preferences import language_of, preferences, theme_of
from office.pages.served import templates

templates()
FACTORY = RequestFactory(SERVER_NAME="office.test")


def posted(given: dict[str, str]) -> Any:
    request = FACTORY.post("/preferences", given)
    request.actor = Actor.nobody()
    return request


@override_settings(ALLOWED_HOSTS=["office.test"])
@pytest.mark.parametrize(
    ("asked", "back"),
    [("/board?card=x", "/board?card=x"), ("https://elsewhere.test/", "/"), ("//elsewhere.test", "/"), ("", "/")],
)
def test_a_choice_is_kept_and_leads_back_to_this_site(asked: str, back: str) -> None:
    response = preferences(posted({"theme": "dark", "language": "en", "next": asked}))
    assert (response.status_code, response["Location"]) == (302, back)
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "luoshi_language": "en",
        "luoshi_theme": "dark",
    }
    assert all(morsel["httponly"] for morsel in response.cookies.values())


@override_settings(ALLOWED_HOSTS=["office.test"])
def test_what_is_no_choice_changes_nothing() -> None:
    assert not preferences(posted({"theme": "pink", "language": "xx", "next": "/"})).cookies
    assert preferences(FACTORY.get("/preferences")).status_code == 405


def test_chinese_and_the_systems_theme_by_themselves() -> None:
    request = FACTORY.get("/")
    assert (language_of(request), theme_of(request)) == ("zh", "auto")
    request.COOKIES.update(luoshi_language="en", luoshi_theme="dark")
    assert (language_of(request), theme_of(request)) == ("en", "dark")
    request.COOKIES.update(luoshi_language="xx", luoshi_theme="pink")
    assert (language_of(request), theme_of(request)) == ("zh", "auto")
