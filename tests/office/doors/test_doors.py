"""Who may do what: every page and every operation × every role × inside, outside and above the scope × nobody."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.office.guard.permissions import table
from office.doors import registry
from office.doors.knocking import knock, may, text
from office.doors.registry import Door, doors
from office.doors.world import MARK, Somebody, World


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
        response, acts = knock(held, door, somebody)
        expected = may(held, door, somebody)
        fault = _fault(response, expected, acts)
        if not fault and door.shows:
            fault = _leak(text(response), door, somebody, expected)
        if fault:
            wrong.append(f"{somebody.role} {somebody.scope}: expected {expected}, {fault}")
    nobody, acts = knock(held, door, None)
    if acts:
        wrong.append("nobody did something")
    if door.permission != "open" and not _turned_away(nobody):
        wrong.append(f"nobody: {nobody.status_code}")
    assert not wrong, "\n".join([name, *wrong])


def _fault(response: Any, expected: bool, acts: int) -> str:
    status = response.status_code
    if status >= 500 or status in (400, 405):
        return f"{status} {text(response)[:300]}"
    if expected:
        return f"{status} {text(response)[:200]}" if status in (401, 403, 404) else ""
    if acts:
        return f"{status}, and it was done"
    return "" if status in (403, 404) else f"{status}"


def _leak(shown: str, door: Door, somebody: Somebody, expected: bool) -> str:
    """Whether the town's things are named to somebody who may not see them, or hidden from somebody who may."""
    mark = MARK if door.shows is True else str(door.shows)
    named = mark in shown
    if somebody.scope == "outside" and not somebody.actor.grants_of(table()[door.permission].anywhere):
        return f"names {mark}" if named else ""
    return "" if named or not expected else f"does not name {mark}"


def _turned_away(response: Any) -> bool:
    return response.status_code == 401 or (
        response.status_code == 302 and response["Location"].startswith("/accounts/login")
    )
