"""Who signs out leaves no drafts in the browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from office.making import person
from office.pages.served import HOME, serve


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/", "/accounts/logout/"])
def test_drafts_go_with_who_signs_out(sqlite_only: str, chromium: Any, address: str) -> None:
    client = Client()
    client.force_login(person("reporter"))
    html = client.get(address).content.decode()
    context = chromium.new_context()
    serve(context, lambda request: ("text/html", html) if "/static/" not in urlsplit(request.url).path else None)
    page = context.new_page()
    page.goto(f"{HOME}{address}")
    page.evaluate("localStorage.setItem('luoshi:draft:1:2', '{}'); localStorage.setItem('other', 'stays')")
    if address == "/":
        page.click(".menu > summary")
        page.click("text=退出登录")
    else:
        page.click("main button.main")
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage)") == ["other"]
    context.close()
