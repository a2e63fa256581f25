from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from office.pages.served import browser

# While a browser is open, Playwright keeps an event loop in this thread, and Django takes every query for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started
