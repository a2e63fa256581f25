"""Who may do what: every page and every operation × every role × inside, outside and above the scope × nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from luoshi.office.api import limits
from luoshi.office.guard.permissions import allows, table
from luoshi.office.log.models import Entry
from luoshi.office.reporting import questions
from office.conftest import _rolled_back
from office.doors import registry, world
from office.doors.registry import Door, doors
from office.doors.world import MARK, Somebody, World


@pytest.fixture(scope="module")
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world, made once for all doors; what comes through a door is undone."""
    before = settings.LUOSHI_DATA, settings.MEDIA_ROOT
    folder = tmp_path_factory.mktemp("data")
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = folder, folder / "media"
    for _ in _rolled_back(request, "sqlite"):
        yield world.complete(world.make())
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = before


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=10**9, rate=1))
    monkeypatch.setattr(limits, "STRANGER", limits.Limit(burst=10**9, rate=1))


@pytest.fixture(autouse=True, scope="module")
def _asked_once() -> Iterator[None]:
    """What is undone after each knock takes the cache with it: the same questions would be worked out for everybody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "cache", LocMemCache("doors", {}))
        yield


def test_every_operation_of_the_api_is_registered(held: World) -> None:
    named = {f"{door.method} {door.address}" for door in doors().values() if door.of_api}
    assert set(registry.operations()) == named


def test_every_page_is_registered() -> None:
    assert set(registry.addresses()) == {door.address for door in doors().values() if not door.of_api}


def test_every_door_names_a_line_of_the_table() -> None:
    assert {door.permission for door in doors().values()} <= {*table(), "signed_in", "open"}


def test_every_line_of_the_table_has_a_door() -> None:
    """What nobody can reach by a page or the API is done by the office itself, or on the pages of signing in."""
    by_itself = {
        "people.accept_invitation", "people.sign_in", "people.change_password", "people.add_second_factor",
        "people.renew_recovery_codes", "people.join_identity", "people.change_language", "reporting.settle_homes",
        # Which leagues stand in the list of a page that its own line opens.
        "scoring.see_ranked",
        *(name for name, line in table().items() if not (line.inside or line.anywhere or line.own)),
    }  # fmt: skip
    assert set(table()) - by_itself == {door.permission for door in doors().values()} - {"signed_in", "open"}


@pytest.mark.parametrize("name", doors())
def test_a_door_opens_to_whom_it_is_for(held: World, name: str) -> None:
    door = doors()[name]
    wrong = []
    for somebody in held.people:
        response, acts = _knock(held, door, somebody)
        expected = _may(held, door, somebody)
        fault = _fault(response, expected, acts)
        if not fault and door.shows:
            fault = _leak(_text(response), door, somebody, expected)
        if fault:
            wrong.append(f"{somebody.role} {somebody.scope}: expected {expected}, {fault}")
    nobody, acts = _knock(held, door, None)
    if acts:
        wrong.append("nobody did something")
    if door.permission != "open" and not _turned_away(nobody):
        wrong.append(f"nobody: {nobody.status_code}")
    assert not wrong, "\n".join([name, *wrong])


def _may(held: World, door: Door, somebody: Somebody) -> bool:
    """By the table alone."""
    if door.permission in ("signed_in", "open"):
        return True
    line = table()[door.permission]
    if door.concerns == "nobody":
        return False
    if door.concerns == "own":
        return line.own
    if door.concerns == "any":
        return line.own or bool(somebody.actor.grants_of((*line.inside, *line.anywhere)))
    concerns = [held.things[name] for name in door.concerns]
    told = [thing.nodes() if hasattr(thing, "nodes") else thing for thing in concerns]
    return allows(somebody.actor, door.permission, told)


def _knock(held: World, door: Door, somebody: Somebody | None) -> tuple[Any, int]:
    """One request, and how many acts the log tells of it; what it changes is undone."""
    parts = {key: quote(str(held.filled(value, somebody)), safe="") for key, value in door.path.items()}
    address = door.address.format(**parts) + (f"?{held.filled(door.query)}" if door.query else "")
    body = held.filled(door.body, somebody)
    with transaction.atomic():
        before = Entry.objects.count()
        if door.of_api:
            headers = {"Authorization": f"Bearer {somebody.token}"} if somebody else {}
            told = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
            if door.file:
                response = Client().post(address, {**(body or {}), **_files(door)}, headers=headers)
            else:
                response = Client().generic(door.method, address, headers=headers, **told)
        else:
            client = somebody.client if somebody else Client()
            sent = {**(body or {}), **_files(door)}
            response = client.post(address, sent) if door.method == "POST" else client.get(address)
        _text(response)
        acts = Entry.objects.count() - before
        transaction.set_rollback(True)
    return response, acts


def _files(door: Door) -> dict[str, SimpleUploadedFile]:
    """A table that says nothing, or a page."""
    text = b"place,indicator,period,value\n"
    told = {"file": door.file, "files": door.files}
    return {name: SimpleUploadedFile(called, text) for name, called in told.items() if called}


def _fault(response: Any, expected: bool, acts: int) -> str:
    status = response.status_code
    if status >= 500 or status in (400, 405):
        return f"{status} {_text(response)[:300]}"
    if expected:
        return f"{status} {_text(response)[:200]}" if status in (401, 403, 404) else ""
    if acts:
        return f"{status}, and it was done"
    # A page may lead back to where somebody was, and say there that it may not be.
    refused = status in (403, 404) or (status == 303 and response.wsgi_request.method == "POST")
    return "" if refused else f"{status}"


def _leak(text: str, door: Door, somebody: Somebody, expected: bool) -> str:
    """Whether the town's things are named to somebody who may not see them, or hidden from somebody who may."""
    mark = MARK if door.shows is True else str(door.shows)
    named = mark in text
    if somebody.scope == "outside" and not somebody.actor.grants_of(table()[door.permission].anywhere):
        return f"names {mark}" if named else ""
    return "" if named or not expected else f"does not name {mark}"


def _text(response: Any) -> str:
    if not hasattr(response, "_whole"):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response._whole = content.decode("utf-8", errors="replace")
        if response.headers.get("Content-Type", "").startswith("application/json"):
            response._whole = json.dumps(json.loads(response._whole), ensure_ascii=False)
    return str(response._whole)


def _turned_away(response: Any) -> bool:
    return response.status_code == 401 or (
        response.status_code == 302 and response["Location"].startswith("/accounts/login")
    )
