"""Language and theme of one browser, kept in two cookies, so that they hold before anybody has signed in too."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from luoshi.office.guard.perform import perform
from luoshi.office.pages.frame import THEMES
from luoshi.office.pages.words import LANGUAGES, Language, language_named
from luoshi.office.people.actions.change_language import ChangeLanguage

LANGUAGE_COOKIE, THEME_COOKIE = "luoshi_language", "luoshi_theme"
_YEAR = 365 * 24 * 3600


def language_chosen(request: HttpRequest) -> Language:
    """The language that this browser has chosen, Chinese where it has not; asks the database nothing."""
    return language_named(request.COOKIES.get(LANGUAGE_COOKIE))


def language_of(request: HttpRequest) -> Language:
    """The language that this browser has chosen, else that of who is signed in; Chinese by itself."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen not in LANGUAGES:
        chosen = getattr(getattr(request, "user", None), "language", None)
    return language_named(chosen)


def speaking(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware by which Django and allauth (labels and faults of their forms) speak that language too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override("en" if language_chosen(request) == "en" else "zh-hans"):
            return get_response(request)

    return middleware


def theme_of(request: HttpRequest) -> str:
    """auto, light or dark; auto by itself."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def preferences(request: HttpRequest) -> HttpResponse:
    """POST `language` or `theme` and `next`, the path to come back to (of this site: any other leads to the start).

    The language of who is signed in is kept with the account too, for other browsers and for the API.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    for cookie, key, known in ((LANGUAGE_COOKIE, "language", LANGUAGES), (THEME_COOKIE, "theme", THEMES)):
        chosen = request.POST.get(key)
        if chosen in known:
            secure = request.is_secure()
            response.set_cookie(cookie, chosen, max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)
    language = request.POST.get("language")
    if language in LANGUAGES and not request.actor.is_nobody:
        perform(request.actor, ChangeLanguage(person=request.user.pk, language=language))
    return response
