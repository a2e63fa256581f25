"""`/_gallery/<page>`: urls.py includes it only where DEBUG is on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.office.pages.frame import THEMES
from luoshi.office.pages.gallery.samples import SAMPLES
from luoshi.office.pages.words import language_named


def gallery(request: HttpRequest, page: str = "gallery") -> HttpResponse:
    """A page of the gallery; `?language=en` and `?theme=dark` show it otherwise. 404 for one that is not there."""
    if page not in SAMPLES:
        raise Http404(page)
    template, sample = SAMPLES[page]
    theme = request.GET.get("theme", "auto")
    context = sample(language_named(request.GET.get("language")), theme if theme in THEMES else "auto")
    return render(request, template, context)
