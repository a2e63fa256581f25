"""Which address leads to which room."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from luoshi.office.guard.rooms import OFFICE
from luoshi.office.people.second_factor import Activate, Deactivate, Generate
from luoshi.office.people.views import shut
from luoshi.office.running.health import health

urlpatterns: list[Any] = [
    path("health", health, name="health"),
    # What allauth can do and the office does not: people come in by invitation, and get a new link when they forget.
    path("accounts/signup/", shut),
    path("accounts/email/", shut),
    path("accounts/confirm-email/", shut),
    path("accounts/confirm-email/<str:key>/", shut),
    path("accounts/inactive/", shut),
    path("accounts/password/reset/", shut),
    path("accounts/password/reset/done/", shut),
    path("accounts/password/reset/key/done/", shut),
    path("accounts/password/reset/key/<str:key>/", shut),
    path("accounts/social/signup/", shut),
    path("accounts/3rdparty/signup/", shut),
    path("accounts/3rdparty/", shut),
    # Before allauth's own: what they write is written by actions.
    path("accounts/2fa/totp/activate/", Activate.as_view()),
    path("accounts/2fa/totp/deactivate/", Deactivate.as_view()),
    path("accounts/2fa/recovery-codes/generate/", Generate.as_view()),
    path("accounts/", include("allauth.urls")),
    path("people/", include("luoshi.office.people.urls")),
]
if (OFFICE / "api" / "urls.py").is_file():
    urlpatterns.append(path("api/", include("luoshi.office.api.urls")))
if (OFFICE / "pages" / "urls.py").is_file():
    urlpatterns.append(path("", include("luoshi.office.pages.urls")))
    # Where there are no pages (an office that only answers the API), faults are told as Django tells them.
    handler400 = "luoshi.office.pages.faults.bad_request"
    handler403 = "luoshi.office.pages.faults.forbidden"
    handler404 = "luoshi.office.pages.faults.not_found"
    handler500 = "luoshi.office.pages.faults.broken"
    handler503 = "luoshi.office.pages.faults.unavailable"
