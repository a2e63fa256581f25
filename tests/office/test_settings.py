"""The settings: what is kept for a quarter of an hour is there for as long, however many others keep something."""

from __future__ import annotations

from django.core.cache import cache


def test_many_answers_do_not_drive_out_each_other(sqlite_only: str) -> None:
    names = [f"answer:{number}" for number in range(400)]
    for name in names:
        cache.set(name, name, 900)
    assert [cache.get(name) for name in names] == names
