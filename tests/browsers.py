"""The Chromium that pages are looked at with. A test that needs it is left out where it is not, or fails with
LUOSHI_REQUIRE_BROWSER=1 (`.ci/run`)."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """The path of the system's Chromium, which Playwright is there to drive."""
    need_module("playwright")
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        _leave_out("Chromium")
    return str(found)


def need_module(name: str) -> None:
    """Leave the test out where a module is not installed."""
    if find_spec(name) is None:
        _leave_out(name)


def _leave_out(what: str) -> None:
    if os.environ.get("LUOSHI_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what} is not here, and LUOSHI_REQUIRE_BROWSER=1 says that it must be")
    pytest.skip(f"needs {what}")
