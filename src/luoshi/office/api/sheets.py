"""Sheets: what is to be filled in, drafts, handing in, and the template of a spreadsheet."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import File, Router, Status, UploadedFile

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.api.acting import act, enter
from luoshi.office.api.language import language_of
from luoshi.office.api.paging import paged
from luoshi.office.api.reported import (
    ActOut,
    CheckedOut,
    CorrectedIn,
    DraftIn,
    DraftOut,
    FilledIn,
    Id,
    ReadOut,
    SheetListed,
    SheetWhole,
    SubmissionOut,
)
from luoshi.office.api.telling import (
    act_told,
    answers_of,
    checked_told,
    entries_of,
    whole_told,
)
from luoshi.office.guard.permissions import require
from luoshi.office.reporting import listing, template_reading
from luoshi.office.reporting.actions.correct_sheet import CorrectSheet
from luoshi.office.reporting.actions.save_draft import SaveDraft
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.contents import contents, history
from luoshi.office.reporting.finding import must_see, of_sheet, sheet_of
from luoshi.office.reporting.handing_in import check_sheet
from luoshi.office.reporting.models import Sheet
from luoshi.office.reporting.template import template

router = Router(tags=["sheets"])


@router.get("", response=list[SheetListed], operation_id="list_sheets")
@paged
def sheets(
    request: Any,
    mine: bool = False,
    owed: bool = False,
    round: Id | None = None,
    state: Literal["", "open", "submitted", "accepted", "sent_back"] = "",
) -> QuerySet[Sheet]:
    """The sheets of one's scope; `mine`: that one may fill in, `owed`: that are still to be handed in."""
    enter(request, "reporting.see")
    return listing.sheets(request.actor, mine=mine, owed=owed, round=round, state=state)


@router.get("/{sheet}", response=SheetWhole, operation_id="get_sheet")
def one(request: Any, sheet: Id) -> Any:
    """A sheet with its cells, their past, and where those come from that are not asked here."""
    return whole_told(contents(_seen(request, sheet)))


@router.get("/{sheet}/history", response=list[ActOut], operation_id="list_sheet_history")
@paged
def acts(request: Any, sheet: Id) -> Any:
    """What became of a sheet, the last first."""
    return [act_told(act) for act in history(_seen(request, sheet))]


@router.put("/{sheet}/draft", response=DraftOut, operation_id="save_draft")
def save(request: Any, sheet: Id, wanted: DraftIn) -> Any:
    """Keep what was typed so far, right or wrong."""
    _seen(request, sheet)
    action = SaveDraft(
        sheet=sheet,
        revision=wanted.revision,
        entries=entries_of(wanted.entries),
        answers=answers_of(wanted.answers),
    )
    return act(request, action)


@router.post("/{sheet}/check", response=CheckedOut, operation_id="check_sheet")
def check(request: Any, sheet: Id, wanted: FilledIn) -> Any:
    """What is wrong with entries, or what is asked about them. Nothing is kept."""
    found = check_sheet(_mine(request, sheet), entries_of(wanted.entries))
    return checked_told(found.faults, found.questions, language_of(request))


@router.post("/{sheet}/submissions", response={201: SubmissionOut}, operation_id="submit_sheet")
def submit(request: Any, sheet: Id, wanted: FilledIn) -> Any:
    """Hand in a sheet, whole. Faults are told under `entries`, questions without an answer under `answers`."""
    _seen(request, sheet)
    action = SubmitSheet(
        sheet=sheet,
        version=wanted.version,
        entries=entries_of(wanted.entries),
        answers=answers_of(wanted.answers),
        note=wanted.note,
    )
    return Status(201, act(request, action))


@router.post("/{sheet}/corrections", response={201: SubmissionOut}, operation_id="correct_sheet")
def correct(request: Any, sheet: Id, wanted: CorrectedIn) -> Any:
    """Hand in a new version of an accepted sheet, with a reason."""
    _seen(request, sheet)
    action = CorrectSheet(
        sheet=sheet,
        version=wanted.version,
        entries=entries_of(wanted.entries),
        answers=answers_of(wanted.answers),
        reason=wanted.reason,
    )
    return Status(201, act(request, action))


@router.get("/{sheet}/template", operation_id="get_template")
def blank(request: Any, sheet: Id) -> HttpResponse:
    """The sheet as a workbook to be filled in (.xlsx)."""
    return _book(template(contents(_seen(request, sheet)), language_of(request)), f"sheet-{sheet}.xlsx")


@router.post("/{sheet}/template", response=ReadOut, operation_id="read_template")
def read(request: Any, sheet: Id, file: File[UploadedFile]) -> Any:
    """What a filled-in template says, with faults by sheet, row and column. Nothing is kept."""
    held = contents(_mine(request, sheet))
    found = template_reading.read(held, file.name or "", file.read())
    entries = {
        str(entry.cell): {"status": entry.status, "value": entry.value, "note": entry.note} for entry in found.entries
    }
    return {**checked_told(found.faults, found.questions, language_of(request)), "entries": entries}


@router.post("/{sheet}/template/back", operation_id="return_template")
def give_back(request: Any, sheet: Id, file: File[UploadedFile]) -> HttpResponse:
    """The same template with its faults and questions where they belong (.xlsx)."""
    held, language = contents(_mine(request, sheet)), language_of(request)
    found = template_reading.read(held, file.name or "", file.read())
    return _book(template_reading.back(held, found, language), f"sheet-{sheet}-faults.xlsx")


def _seen(request: Any, number: int) -> Sheet:
    enter(request, "reporting.see")
    return must_see(request.actor, sheet_of(number))


def _mine(request: Any, number: int) -> Sheet:
    """The sheet, where one may fill it in: what the checks ask tells of other places too."""
    sheet = _seen(request, number)
    require(request.actor, "reporting.save_draft", of_sheet(sheet))
    return sheet


def _book(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
