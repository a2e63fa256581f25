"""What is accepted becomes known: it stands in its cell, and the judging is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from luoshi.office.jobs.queue import enqueue
from luoshi.office.log.canonical import canonical, digest
from luoshi.office.reporting.models import Cell, Sheet, Submission, Value

_BATCH = 200


def make_known(submission: Submission, at: dt.datetime) -> list[Cell]:
    """Put the values of a submission that has just been accepted into their cells; gives these.

    One query, and one a batch.
    """
    values = Value.objects.filter(submission=submission).select_related("cell")
    cells = []
    for value in values:
        cell = value.cell
        cell.status, cell.value, cell.unit = value.status, value.value, value.unit
        cell.submission, cell.known_at = submission, at
        cells.append(cell)
    Cell.objects.bulk_update(cells, ["status", "value", "unit", "submission", "known_at"], batch_size=_BATCH)
    return cells


def state_of(sheet: Sheet) -> str:
    """The state of a sheet of which a version was accepted: open where a cell has come to it since."""
    return "open" if Cell.objects.filter(home=sheet, status="").exists() else "accepted"


def judge(period: str = "", indicators: Iterable[int] = ()) -> None:
    """Have the verdicts computed anew that figures of a period may change, of these indicators; without any: all.

    One waiting job is enough, whatever became known since. The judging is a room above: it is known by its job's name.
    """
    wanted = sorted(set(indicators))
    if not period:
        enqueue("scoring.judge", key="all")
        return
    enqueue("scoring.judge", key=digest(canonical([period, wanted])), period=period, indicators=wanted)
