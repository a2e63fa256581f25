from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from office.pages.served import browser


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started
