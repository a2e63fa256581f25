"""What is accepted becomes known: it stands in its cell, and the judging is told."""

from __future__ import annotations

import datetime as dt

from luoshi.office.jobs.queue import enqueue
from luoshi.office.jobs.registry import kinds
from luoshi.office.reporting.models import Cell, Sheet, Submission, Value

_BATCH = 200


def make_known(submission: Submission, at: dt.datetime) -> None:
    """Put the values of a submission that has just been accepted into their cells; two queries and one a batch."""
    values = Value.objects.filter(submission=submission).select_related("cell")
    cells = []
    for value in values:
        cell = value.cell
        cell.status, cell.value, cell.unit = value.status, value.value, value.unit
        cell.submission, cell.known_at = submission, at
        cells.append(cell)
    Cell.objects.bulk_update(cells, ["status", "value", "unit", "submission", "known_at"], batch_size=_BATCH)


def state_of(sheet: Sheet) -> str:
    """The state of a sheet of which a version was accepted: open where a cell has come to it since."""
    return "open" if Cell.objects.filter(home=sheet, status="").exists() else "accepted"


def judge() -> None:
    """Have the verdicts computed anew. One waiting job is enough, whatever became known since."""
    # The judging is a room above this one: it is known by the name of its job only.
    if "scoring.judge" in kinds():
        enqueue("scoring.judge", key="known")
