from __future__ import annotations

from django.test import Client

from luoshi.office.guard.headers import policy


def test_every_answer_has_them(sqlite_only: str) -> None:
    for address in ("/health", "/accounts/login/", "/people/invitation/nothing/", "/not-there"):
        answer = Client().get(address)
        assert "script-src 'self'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"], address
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_forms_may_lead_to_the_server_that_says_who_signs_in() -> None:
    assert "form-action 'self';" in policy()
    assert "form-action 'self' https://id.example;" in policy("https://id.example/realms/x")
