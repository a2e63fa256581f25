"""Commitments: the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.api.promised import (
    ChangeIn,
    CloseIn,
    CommitmentIn,
    CommitmentOut,
    Id,
    ManyIn,
    OwnersIn,
    PartsIn,
    ReopenIn,
    ReportIn,
    ReportOut,
    StatementIn,
    TogetherOut,
    VersionOut,
    WaitingOut,
    Wanted,
)
from luoshi.office.ledger import listing
from luoshi.office.ledger.actions.assign_owners import AssignOwners
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.change_commitment import ChangeCommitment
from luoshi.office.ledger.actions.change_many import ChangeMany
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.ledger.actions.import_commitments import ImportCommitments
from luoshi.office.ledger.actions.reopen_commitment import ReopenCommitment
from luoshi.office.ledger.actions.report_task import ReportTask
from luoshi.office.ledger.exports.book import workbook
from luoshi.office.ledger.exports.lines import jsonl
from luoshi.office.ledger.exports.paper import paper
from luoshi.office.ledger.exports.rows import Row, rows_of
from luoshi.office.ledger.importing import read
from luoshi.office.ledger.listing import Asked
from luoshi.office.ledger.models import Commitment, CommitmentVersion, TaskReport
from luoshi.office.ledger.parts import Part
from luoshi.office.ledger.seen import SEE, seen
from luoshi.office.scoring.weighing import whole_of

router = Router(tags=["ledger"])


@router.get("", response=list[CommitmentOut], operation_id="list_commitments")
@paged
def listed(request: Any, asked: Query[Wanted]) -> QuerySet[Commitment]:
    """The commitments that one sees."""
    enter(request, SEE)
    return listing.with_owners(listing.commitments(request.actor, Asked(**asked.dict())))


@router.get("/export/{form}", operation_id="export_ledger", response={200: None}, include_in_schema=True)
def export(request: Any, form: Literal["xlsx", "docx", "jsonl"], asked: Query[Wanted]) -> HttpResponse:
    """The same list as a workbook, as a Word file (by lead body), or as JSON Lines."""
    enter(request, SEE)
    type_, write = _FORMS[form]
    answer = HttpResponse(write(rows_of(listing.commitments(request.actor, Asked(**asked.dict())))), content_type=type_)
    answer["Content-Disposition"] = f'attachment; filename="ledger.{form}"'
    return answer


@router.get("/waiting", response=list[WaitingOut], operation_id="list_waiting_statements")
@paged
def waiting(request: Any) -> QuerySet[Any]:
    """Accepted statements that do not stand in the ledger, of the places where one may enter them."""
    enter(request, "ledger.commit_statement")
    return listing.waiting(request.actor)


@router.get("/{int:commitment}", response=CommitmentOut, operation_id="get_commitment")
def one(request: Any, commitment: Id) -> Commitment:
    """A commitment."""
    enter(request, SEE)
    return _whole(seen(request.actor, commitment))


@router.get("/{int:commitment}/versions", response=list[VersionOut], operation_id="list_commitment_versions")
@paged
def versions(request: Any, commitment: Id) -> QuerySet[CommitmentVersion]:
    """What it was, the first version first."""
    enter(request, SEE)
    return seen(request.actor, commitment).versions.order_by("number")


@router.get("/{int:commitment}/reports", response=list[ReportOut], operation_id="list_task_reports")
@paged
def reports(request: Any, commitment: Id) -> QuerySet[TaskReport]:
    """How a task stood, the first report first."""
    enter(request, SEE)
    return seen(request.actor, commitment).reports.select_related("body").order_by("pk")


@router.get("/{int:commitment}/together", response=TogetherOut | None, operation_id="get_cascade")
def whole(request: Any, commitment: Id) -> Any:
    """What its parts make of it; null where it has none, or no number. Growth is weighted by the year before."""
    enter(request, SEE)
    return whole_of(seen(request.actor, commitment))


@router.post("/{int:commitment}/together", response=TogetherOut | None, operation_id="preview_cascade")
def preview(request: Any, commitment: Id, wanted: PartsIn) -> Any:
    """What its parts make of it with further ones that are not entered; changes nothing."""
    enter(request, "ledger.break_down")
    return whole_of(seen(request.actor, commitment), _parts(wanted))


@router.post("", response={201: CommitmentOut}, operation_id="create_commitment")
def create(request: Any, wanted: CommitmentIn) -> Any:
    """Enter a commitment by hand."""
    return Status(201, _whole(act(request, CreateCommitment(**_inputs(wanted)))))


@router.post("/statements", response={201: CommitmentOut}, operation_id="commit_statement")
def commit(request: Any, wanted: StatementIn) -> Any:
    """Take an accepted statement over into the ledger."""
    return Status(201, _whole(act(request, CommitStatement(**_inputs(wanted)))))


@router.post("/imports", response={201: dict[str, int]}, operation_id="import_commitments")
def import_(
    request: Any,
    file: File[UploadedFile],
    reason: str = Form("", max_length=2000),  # type: ignore[type-arg]
) -> Any:
    """Commitments from a workbook as the export writes it: all rows or none; faults by sheet, row and column."""
    enter(request, "ledger.import_commitments")
    rows = read(file.read(), file.name or "")
    return Status(201, act(request, ImportCommitments(rows=rows, reason=reason)))


@router.patch("", response=list[Id], operation_id="change_commitments")
def change_many(request: Any, wanted: ManyIn) -> list[int]:
    """The same change for many, all or none; the numbers of those that changed."""
    return act(request, ChangeMany(**_inputs(wanted)))


@router.patch("/{int:commitment}", response=CommitmentOut, operation_id="change_commitment")
def change(request: Any, commitment: Id, wanted: ChangeIn) -> Commitment:
    """Change a commitment, and say why: a new version."""
    return _whole(act(request, ChangeCommitment(commitment=commitment, **_inputs(wanted))))


@router.put("/{int:commitment}/owners", response=CommitmentOut, operation_id="assign_owners")
def assign(request: Any, commitment: Id, wanted: OwnersIn) -> Commitment:
    """Say who has it from today on."""
    return _whole(act(request, AssignOwners(commitment=commitment, **_inputs(wanted))))


@router.post("/{int:commitment}/parts", response={201: list[int]}, operation_id="break_down_commitment")
def break_down(request: Any, commitment: Id, wanted: PartsIn) -> Any:
    """Break it down into parts, all or none; the numbers of their rows."""
    return Status(201, act(request, BreakDown(commitment=commitment, parts=_parts(wanted), due=wanted.due)))


@router.post("/{int:commitment}/closing", response=CommitmentOut, operation_id="close_commitment")
def close(request: Any, commitment: Id, wanted: CloseIn) -> Commitment:
    """It is done, or dropped."""
    return _whole(act(request, CloseCommitment(commitment=commitment, **wanted.dict())))


@router.post("/{int:commitment}/reopening", response=CommitmentOut, operation_id="reopen_commitment")
def reopen(request: Any, commitment: Id, wanted: ReopenIn) -> Commitment:
    """It is open again."""
    return _whole(act(request, ReopenCommitment(commitment=commitment, **wanted.dict())))


@router.post("/{int:commitment}/reports", response={201: ReportOut}, operation_id="report_task")
def report(request: Any, commitment: Id, wanted: ReportIn) -> Any:
    """Say how a task stands."""
    return Status(201, act(request, ReportTask(commitment=commitment, **wanted.dict())))


def _lines(rows: Sequence[Row]) -> bytes:
    return b"".join(jsonl(rows))


_FORMS: dict[str, tuple[str, Callable[[Sequence[Row]], bytes]]] = {
    "xlsx": (MEDIA_TYPE, workbook),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper),
    "jsonl": ("application/x-ndjson", _lines),
}


def _whole(found: Commitment) -> Commitment:
    """With what an answer tells of it; two queries."""
    rows = Commitment.objects.select_related("place", "indicator")
    return listing.with_owners(rows).get(pk=found.pk)


def _inputs(wanted: Schema) -> dict[str, Any]:
    """The inputs of an action: lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in wanted.dict().items()}


def _parts(wanted: PartsIn) -> tuple[Part, ...]:
    return tuple(Part(**_inputs(part)) for part in wanted.parts)
