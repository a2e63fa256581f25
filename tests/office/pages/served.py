"""The gallery in a browser without a server: pages and files are given to Chromium as it asks for them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
import django_htmx
from django.conf import settings
from django.template.backends.django import DjangoTemplates

import browsers
import luoshi.office.pages as pages
from luoshi.office.pages.gallery.samples import SAMPLES

HOME = "http://office.test"
PAGES = Path(pages.__file__).parent
STATIC = {"luoshi": PAGES / "static", "django_htmx": Path(django_htmx.__file__).parent / "static"}
#: As strict as the office's own header: no inline script or style, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)


@cache
def templates() -> DjangoTemplates:
    if not settings.configured:
        settings.configure(STATIC_URL="/static/", USE_TZ=True, TIME_ZONE="UTC", INSTALLED_APPS=[])
        django.setup()
    return DjangoTemplates(
        {
            "NAME": "look",
            "DIRS": [PAGES / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {
                "libraries": {
                    "look": "luoshi.office.pages.templatetags.look",
                    "static": "django.templatetags.static",
                    "django_htmx": "django_htmx.templatetags.django_htmx",
                },
                "string_if_invalid": "",
            },
        }
    )


def rendered(page: str, language: str = "zh", theme: str = "auto", **changes: Any) -> str:
    template, sample = SAMPLES[page]
    return str(templates().get_template(template).render({**sample(language, theme), **changes}))


@contextmanager
def browser() -> Any:
    """Chromium of the system."""
    found = browsers.chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        # Shared memory is small in containers, and root has no sandbox.
        chromium = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield chromium
        finally:
            chromium.close()


def serve(context: Any, answer: Callable[[Any], tuple[str, ...] | None] = lambda request: None) -> list[str]:
    """Give the gallery to a browser context; the list fills with what went wrong: missing files, errors, CSP.

    `answer` may answer a request itself: type, body and, if it has one, its content security policy.
    """
    wrong: list[str] = []

    def handle(route: Any) -> None:
        url = urlsplit(route.request.url)
        own = answer(route.request)
        if own is not None:
            kind, body, *policy = own
            headers = {"Content-Type": f"{kind}; charset=utf-8"}
            if policy:
                headers["Content-Security-Policy"] = policy[0]
            route.fulfill(status=200, headers=headers, body=body)
            return
        name = url.path.strip("/")
        if name in SAMPLES:
            asked = {key: values[0] for key, values in parse_qs(url.query).items()}
            page = rendered(name, asked.get("language", "zh"), asked.get("theme", "auto"))
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(status=200, headers=headers, body=page)
            return
        file = STATIC.get(name.split("/")[1] if name.count("/") > 1 else "", Path("/")) / name.removeprefix("static/")
        if not file.is_file():
            wrong.append(f"not found: {url.path}")
            route.fulfill(status=404, body="")
            return
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(status=200, content_type=kind, body=file.read_bytes())

    context.route("**/*", handle)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    return wrong


def axe() -> str:
    """axe-core, from the package that carries it."""
    browsers.need_module("axe_playwright_python")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
