from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from luoshi.office.guard.errors import Unavailable
from luoshi.office.guard.trouble import unavailable
from luoshi.office.log.models import Entry
from luoshi.office.log.verifying import verify
from luoshi.office.organisations.models import Place
from office.making import place


def _pages(limit: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {limit}")


# How full the disk of PostgreSQL is cannot be set from here; its message is tried below.
@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_nothing_is_half_written_and_it_goes_on_when_mended(committed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        full = cursor.fetchone()[0]
    _pages(full)
    made: list[Any] = []

    def go_on() -> None:
        while True:
            made.append(place(f"第{len(made)}镇"))

    with pytest.raises(Unavailable, match="disk is full"):
        go_on()
    assert Place.objects.count() == Entry.objects.count() == len(made)
    assert verify().broken is None
    _pages(full + 1000)
    place("又一镇")
    assert verify().count == len(made) + 1
    assert verify().broken is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("database or disk is full", "guard.disk_full"),
        ('could not extend file "base/1": No space left on device', "guard.disk_full"),
        ("attempt to write a readonly database", "guard.read_only"),
        ("database is locked", "guard.busy"),
        ("connection refused", "guard.database_away"),
    ],
)
def test_what_databases_say(said: str, code: str) -> None:
    assert unavailable(OperationalError(said)).code == code


def test_a_database_that_is_away_is_503(sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    told = Client().get("/health")
    assert (told.status_code, told["Retry-After"]) == (503, "30")
    assert "数据库" in told.content.decode()


def test_an_action_on_a_database_that_is_away(sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.office.organisations.actions import create_node

    def away(*args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(create_node, "settle", away)
    with pytest.raises(Unavailable, match="busy"):
        place("云岚县")
