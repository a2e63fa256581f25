"""One sheet: to be filled in, kept as a draft, handed in, corrected; and its template for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.guard.errors import NotFound, Problem
from luoshi.office.guard.permissions import allows, require
from luoshi.office.pages.acting import act, attempt, go, once, show
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.reporting import history as past
from luoshi.office.pages.reporting.asked import asked_about, faults_of
from luoshi.office.pages.reporting.grid import filled, grid
from luoshi.office.pages.reporting.typed import answers_of, entries_of
from luoshi.office.pages.reporting.waiving import waiver, waiving
from luoshi.office.pages.saying import day
from luoshi.office.pages.words import said
from luoshi.office.people.scopes import today
from luoshi.office.reporting.actions.correct_sheet import CorrectSheet
from luoshi.office.reporting.actions.grant_waiver import GrantWaiver
from luoshi.office.reporting.actions.save_draft import SaveDraft
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.contents import Contents, contents
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.finding import must_see, of_sheet, sheet_of
from luoshi.office.reporting.handing_in import check_sheet
from luoshi.office.reporting.models import Sheet


@page("reporting.see")
def sheet(request: Request, number: int) -> HttpResponse:
    """A sheet; POST keeps a draft (`act=save`) or hands it in (`act=submit`)."""
    found = must_see(request.actor, sheet_of(number))
    held = contents(found)
    if request.method != "POST":
        return _show(request, held)
    require(request.actor, SaveDraft.permission, of_sheet(found))
    entries, answers = entries_of(held, request.POST.dict()), answers_of(held, request.POST.dict())
    done: Any
    if request.POST.get("act") == "submit":
        done = act(
            request, _handing_in(request, found, entries, answers), key=once(request), done="reporting.handed_in"
        )
    else:
        revision = whole_number(request.POST.get("draft")) or 0
        keep = SaveDraft(sheet=number, revision=revision, entries=entries, answers=answers)
        done = act(request, keep, done="reporting.draft_kept")
    if isinstance(done, Problem):
        return _show(request, held, typed={entry.cell: entry for entry in entries}, answers=answers, problem=done)
    return go(request, reverse("sheet", args=[number]))


@page("reporting.grant_waiver", methods=("POST",))
def waive(request: Request, number: int) -> HttpResponse:
    """Allow that `cell` of this sheet is handed in as `status`, with a `reason`."""
    held = contents(must_see(request.actor, sheet_of(number)))

    def make() -> GrantWaiver:
        made = waiver(request.POST)
        if made.cell not in {row.cell for row in held.own}:
            raise NotFound("reporting.no_cell", number=made.cell)
        return made

    done: Any = attempt(request, make, done="reporting.waived_now")
    if isinstance(done, Problem):
        return _show(request, held, problem=done)
    return go(request, reverse("sheet", args=[number]))


@page("reporting.save_draft", methods=("POST",))
def check(request: Request, number: int) -> HttpResponse:
    """What is wrong with what was typed so far, and what is asked about it; nothing is kept."""
    found = must_see(request.actor, sheet_of(number))
    require(request.actor, SaveDraft.permission, of_sheet(found))
    held = contents(found)
    entries, answers = entries_of(held, request.POST.dict()), answers_of(held, request.POST.dict())
    questions = asked_about(held, entries, check_sheet(found, entries, whole=False), answers, request.language)
    return render(request, "components/questions.html", {"questions": questions})


def _handing_in(
    request: Request, found: Sheet, entries: tuple[Entry, ...], answers: tuple[Answer, ...]
) -> SubmitSheet | CorrectSheet:
    version = whole_number(request.POST.get("version")) or 0
    given: dict[str, Any] = {"sheet": found.pk, "version": version, "entries": entries, "answers": answers}
    if _corrects(found):
        return CorrectSheet(reason=request.POST.get("reason", ""), **given)
    return SubmitSheet(**given)


def _corrects(found: Sheet) -> bool:
    """Whether what is handed in corrects a version that was accepted: also one that was sent back, or came too late."""
    return found.accepted > 0 and (found.state != "open" or found.round.closed_at is not None)


def _show(
    request: Request,
    held: Contents,
    *,
    typed: Mapping[int, Entry] | None = None,
    answers: tuple[Answer, ...] = (),
    problem: object = None,
) -> HttpResponse:
    found, language = held.sheet, request.language
    writes = allows(request.actor, SaveDraft.permission, of_sheet(found)) and found.state != "submitted"
    open_ = writes and (found.round.closed_at is None or found.accepted)
    may_waive = waiving(request, held, problem if request.POST.get("cell") else None)
    shared = {
        "title": found.round.form.title,
        "lead": _lead(request, held),
        "crumbs": [{"label": said("rooms.forms", language), "url": reverse("forms")}],
        "history": past.entries(found, language),
        "sheet_state": found.state,
        **may_waive,
    }
    if not open_:
        return show(request, "reporting/sheet.html", {**shared, "table": past.table(held, language)}, problem=problem)
    context = {
        **shared,
        **_asked(request, held, typed, answers),
        "grid": grid(request, held, typed, faults_of(problem, language)),
        "action": reverse("sheet", args=[found.pk]),
        "check_url": reverse("sheet_check", args=[found.pk]),
        "filled": filled(held, typed),
        "version": held.version,
        "draft": held.draft,
        "correcting": _corrects(found),
        "reason": request.POST.get("reason", ""),
        "buttons": [
            *may_waive["buttons"],
            {"label": said("grid.template", language), "url": reverse("sheet_template", args=[found.pk])},
            {"label": said("grid.upload", language), "url": reverse("sheet_upload", args=[found.pk])},
        ],
        "automatic": len(held.rows) - len(held.own),
    }
    return show(request, "reporting/fill_in.html", context, problem=problem)


def _asked(
    request: Request, held: Contents, typed: Mapping[int, Entry] | None, answers: tuple[Answer, ...]
) -> dict[str, Any]:
    """What is asked about what was posted. About a draft the page itself asks as soon as it is open: `waits`."""
    if typed is None:
        return {"waits": any(row.now.value or row.now.status or row.now.note for row in held.own)}
    now = tuple(typed.values())
    return {"questions": asked_about(held, now, check_sheet(held.sheet, now, whole=False), answers, request.language)}


def _lead(request: Request, held: Contents) -> str:
    found, language = held.sheet, request.language
    late = (
        " · " + said("reporting.late", language)
        if found.round.due < today() and found.state in ("open", "sent_back")
        else ""
    )
    due = said("reporting.due_on", language, day=day(found.round.due, language))
    period = Words(language).whole_period(found.round.period)
    return f"{found.body} · {period} · {found.round.form.issuer} · {due}{late}"
