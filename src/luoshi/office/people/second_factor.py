"""The pages of the second factor that write: allauth's own, but what they do is done by actions.

allauth tells of these acts by signals that it sends after its transaction: an entry written then could be lost where
the process ends in between. So its views keep what they ask and check, and the writing is ours, in one transaction
with its entry.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.add_second_factor import AddSecondFactor
from luoshi.office.people.actions.remove_second_factor import RemoveSecondFactor
from luoshi.office.people.actions.renew_recovery_codes import RenewRecoveryCodes


class Activate(ActivateTOTPView):
    """Show a secret, ask for a code that was made with it, and set it up."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The code fits."""
        perform(self.request.actor, AddSecondFactor(person=self.request.user.pk, secret=form.secret))
        clear_totp_secret(self.request)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))


class Deactivate(DeactivateTOTPView):
    """Ask, and take it away."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Wanted."""
        perform(self.request.actor, RemoveSecondFactor(person=self.request.user.pk))
        return HttpResponseRedirect(self.get_success_url())


class Generate(GenerateRecoveryCodesView):
    """Ask, and make new recovery codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Wanted."""
        perform(self.request.actor, RenewRecoveryCodes(person=self.request.user.pk))
        return HttpResponseRedirect(self.get_success_url())
