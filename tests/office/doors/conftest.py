"""The world behind the doors, and no limit to how often one may knock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache

from luoshi.office.api import limits
from luoshi.office.reporting import questions
from office.conftest import _rolled_back
from office.doors import world
from office.doors.world import World


@pytest.fixture(scope="module")
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world, made once for all doors; what comes through a door is undone."""
    before = settings.LUOSHI_DATA, settings.MEDIA_ROOT
    folder = tmp_path_factory.mktemp("data")
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = folder, folder / "media"
    for _ in _rolled_back(request, "sqlite"):
        yield world.complete(world.make())
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = before


@pytest.fixture(autouse=True, scope="module")
def _asked_once() -> Iterator[None]:
    """What is undone after each knock takes the cache with it: the same questions would be worked out for everybody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "cache", LocMemCache("doors", {}))
        yield


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=10**9, rate=1))
    monkeypatch.setattr(limits, "STRANGER", limits.Limit(burst=10**9, rate=1))
