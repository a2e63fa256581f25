"""What differs from allauth's way: nobody signs up, sign-ins are logged, passwords are changed by an action."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect

from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.change_password import ChangePassword
from luoshi.office.people.actions.join_identity import JoinIdentity
from luoshi.office.people.actions.sign_in import SignIn
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come in by an invitation."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, and tell the log."""
        super().login(request, user)
        perform(actor_of(user), SignIn(person=user.pk, address=self.get_client_ip(request)))

    def set_password(self, user: Any, password: str) -> None:
        """Change the password by the action."""
        perform(actor_of(user), ChangePassword(person=user.pk, password=password))
        user.refresh_from_db()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail is sent: the office runs without a mail server, and tells nothing by mail."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by OpenID Connect: for people who have an account, known by their e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: people come in by an invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the one account with the e-mail address that the server says was verified; by nothing else."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("account"))
        if sociallogin.is_existing:
            return
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        found = [p for email in verified for p in Person.objects.filter(email__iexact=email, is_active=True)[:2]]
        if len(found) == 1:
            told = sociallogin.account
            action = JoinIdentity(
                person=found[0].pk, provider=told.provider, subject=told.uid, details=told.extra_data or {}
            )
            perform(actor_of(found[0]), action)
            sociallogin.lookup()
