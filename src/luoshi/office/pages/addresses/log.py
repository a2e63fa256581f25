"""The log."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.log import entry, log, verify

urlpatterns = [
    path("log/", log, name="log"),
    path("log/verify", verify, name="log_verify"),
    path("log/<int:seq>/", entry, name="log_entry"),
]
