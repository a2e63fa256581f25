"""The page behind an invitation: set a password and come in."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from luoshi.office.guard.errors import NotFound, Problem
from luoshi.office.guard.perform import perform
from luoshi.office.people import invitations
from luoshi.office.people.actions.accept_invitation import AcceptInvitation
from luoshi.office.people.scopes import actor_of

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def shut(request: HttpRequest, key: str = "") -> HttpResponse:
    """A door of allauth that the office does not use."""
    raise Http404


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for a password; POST sets it, signs in and goes to the first page. A spent link is 404."""
    told: dict[str, str] = {}
    try:
        person = invitations.find(token).person
        if request.method == "POST":
            password = request.POST.get("password", "")
            if password != request.POST.get("again", ""):
                told = {"zh": "两次输入的密码不一样", "en": "The two passwords differ"}
            else:
                accepted = perform(actor_of(person), AcceptInvitation(token=token, password=password))
                login(request, accepted, backend=_BACKEND)
                return redirect("/")
    except NotFound as problem:
        told = {language: problem.sentence(language) for language in ("zh", "en")}
        return render(request, "people/invitation.html", {"told": told}, status=404)
    except Problem as problem:
        told = {language: problem.sentence(language) for language in ("zh", "en")}
    status = 422 if told else 200
    return render(request, "people/invitation.html", {"person": person, "told": told}, status=status)
