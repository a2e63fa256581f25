"""Figures: all that was ever said of a cell, waivers, and figures from tables. What is known: `observations`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.api.reported import Id, SubmissionOut, Text
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.permissions import allows
from luoshi.office.reporting.actions.grant_waiver import GrantWaiver
from luoshi.office.reporting.actions.import_figures import ImportFigures
from luoshi.office.reporting.contents import versions
from luoshi.office.reporting.finding import cell_of, of_cell
from luoshi.office.reporting.models import Cell

router = Router(tags=["figures"])


class VersionOut(Schema):
    """What was said of a cell once, by whom, and what review said of it."""

    status: str
    value: str
    unit: str
    note: str
    sheet: int | None
    submission: int
    number: int
    kind: str
    by: str
    at: dt.datetime
    decision: str
    reviewed_by: str
    reviewed_at: dt.datetime | None


class WaiverIn(Schema):
    """That a cell may be handed in as `status` without a word on it, and why."""

    status: Annotated[str, Field(max_length=20)]
    reason: Text


class WaiverOut(Schema):
    """A waiver."""

    id: int
    cell_id: int
    status: str
    reason: str
    by_name: str
    at: dt.datetime


@router.get("/{cell}/versions", response=list[VersionOut], operation_id="list_figure_versions")
@paged
def told(request: Any, cell: Id) -> Any:
    """All that was ever said of a cell, the last first."""
    return versions(_seen(request, cell))


@router.post("/{cell}/waivers", response={201: WaiverOut}, operation_id="grant_waiver")
def waive(request: Any, cell: Id, wanted: WaiverIn) -> Any:
    """Allow that a cell has no figure, or an estimated one."""
    _seen(request, cell)
    return Status(201, act(request, GrantWaiver(cell=cell, **wanted.dict())))


@router.post("/imports", response={201: SubmissionOut}, operation_id="import_figures")
def take_over(
    request: Any,
    file: File[UploadedFile],
    note: str = Form("", max_length=2000),  # type: ignore[type-arg]
) -> Any:
    """Take over the figures of a table (csv, xlsx, parquet, JSON Lines), all or none."""
    enter(request, "reporting.import_figures")
    return Status(201, act(request, ImportFigures(file=file.name or "", content=file.read(), note=note)))


def _seen(request: Any, number: int) -> Cell:
    enter(request, "reporting.see")
    cell = cell_of(number)
    if not allows(request.actor, "reporting.see", of_cell(cell)):
        raise NotFound("reporting.no_cell", number=number)
    return cell
