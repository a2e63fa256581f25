"""Bringing pages in, and having one read again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.office.documents.actions.read_again import ReadAgain
from luoshi.office.documents.bringing import Brought, bring
from luoshi.office.documents.finding import places_for, seen_one
from luoshi.office.documents.limits import intake
from luoshi.office.documents.quota import was_cut_off
from luoshi.office.guard.errors import Invalid, NotSignedIn, Problem, Unavailable
from luoshi.office.guard.permissions import require
from luoshi.office.pages.acting import attempt, go, notice, show, told, with_faults
from luoshi.office.pages.asked import day, whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.words import said


@page("documents.upload_document")
def upload(request: Request) -> HttpResponse:
    """Bring pages in: several files of one place and, where it is said, of one day."""
    language = request.language
    problem: Problem | None = None
    if request.method == "POST":
        try:
            brought = _bring_all(request)
        except (Unavailable, NotSignedIn):
            raise
        except Problem as found:
            problem = told(request, found)
        else:
            if len(brought) == 1:
                return go(request, reverse("document", args=[brought[0].document.pk]))
            if brought:
                return go(request, reverse("documents"))
            problem = Invalid("documents.no_files")
    places = [
        {"value": str(place.pk), "label": "　" * (place.path.count("/") - 2) + place.name}
        for place in places_for(request.actor, "documents.upload_document")
    ]
    help_ = said(
        "documents.files_help", language, kinds="、".join(intake().kinds), megabytes=f"{intake().file_bytes / 1e6:g}",
        count=intake().files,
    )  # fmt: skip
    fields: list[dict[str, Any]] = [
        {
            "name": "files", "label": said("documents.files", language), "kind": "file", "multiple": True,
            "required": True, "accept": ",".join(intake().kinds), "help": help_,
        },
        {
            "name": "place", "label": said("documents.place", language), "kind": "select", "options": places,
            "required": True, "value": request.POST.get("place", ""),
        },
        {
            "name": "printed", "label": said("documents.printed", language), "kind": "date",
            "value": request.POST.get("printed", ""), "help": said("documents.printed_help", language),
        },
    ]  # fmt: skip
    context = {
        "title": said("documents.upload", language),
        "crumbs": [{"label": said("rooms.documents", language), "url": reverse("documents")}],
        "form": {
            "action": reverse("document_new"),
            "fields": with_faults(fields, problem, language),
            "submit": said("documents.upload_submit", language),
            "cancel": reverse("documents"),
            "upload": True,
        },
    }
    return show(request, "form.html", context, problem=problem)


def _bring_all(request: Request) -> list[Brought]:
    """Every file that will do; each that will not is told by a notice. Raises `Problem` for what concerns all."""
    cut_off = was_cut_off(request)
    files = request.FILES.getlist("files")
    if len(files) > intake().files:
        raise Invalid("documents.too_many_files", limit=intake().files)
    place, printed = whole_number(request.POST.get("place")), day(request.POST.get("printed"))
    if cut_off:
        told(request, Invalid("documents.too_large", limit=f"{intake().file_bytes / 1e6:g}"))
    elif not files:
        raise Invalid("documents.no_files", fields={"files": Invalid("documents.no_files")})
    found = []
    for file in files:
        try:
            found.append(bring(request.actor, file.chunks(), name=file.name or "", place=place or 0, printed=printed))
        except Invalid as problem:
            fault = f"{file.name}：{problem.sentence(request.language)}"
            notice(request, "fault", fault)
    new = [brought for brought in found if not brought.again]
    for brought in found:
        if brought.again:
            stands = said("documents.again", request.language, name=brought.document.name, by=brought.document.by_name)
            notice(request, "note", stands)
    if new:
        notice(request, "done", said("documents.uploaded", request.language, count=len(new)))
    return found


@page("documents.see")
def read_again(request: Request, number: int) -> HttpResponse:
    """Have a page read again, on the right day."""
    found, language = seen_one(request.actor, number), request.language
    require(request.actor, ReadAgain.permission, (found.place,))
    address = reverse("document", args=[number])
    problem: Any = None
    if request.method == "POST":
        problem = attempt(
            request,
            lambda: ReadAgain(document=number, printed=day(request.POST.get("printed"))),
            done="documents.read_again_done",
        )
        if not isinstance(problem, Problem):
            return go(request, address)
    printed = found.printed.isoformat() if found.printed else ""
    context = {
        "title": said("documents.read_again_title", language, name=found.name),
        "lead": said("documents.read_again_lead", language),
        "crumbs": [
            {"label": said("rooms.documents", language), "url": reverse("documents")},
            {"label": found.name, "url": address},
        ],
        "form": {
            "action": reverse("document_read_again", args=[number]),
            "fields": [
                {
                    "name": "printed", "label": said("documents.printed", language), "kind": "date",
                    "value": request.POST.get("printed", printed), "help": said("documents.printed_help", language),
                }
            ],
            "submit": said("documents.read_again", language),
            "cancel": address,
        },
    }  # fmt: skip
    return show(request, "form.html", context, problem=problem)
