"""What the tests of people share."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal import auth


@pytest.fixture
def half_minute(monkeypatch: pytest.MonkeyPatch) -> int:
    """The half minute of which codes are made and checked: a test that begins in one may end in the next."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([counter]))
    return counter
