"""The first page, and the own account."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.account import account, revoke, tokens
from luoshi.office.pages.today import today

urlpatterns = [
    path("", today, name="today"),
    path("account", account, name="account"),
    path("account/tokens", tokens, name="account_tokens"),
    path("account/tokens/<int:number>/revoke", revoke, name="account_revoke"),
]
