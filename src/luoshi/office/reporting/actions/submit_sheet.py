"""A sheet is handed in, whole."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.errors import Conflict
from luoshi.office.reporting.finding import sheet_of
from luoshi.office.reporting.handing_in import HandingIn, hand_in, must_take
from luoshi.office.reporting.models import Submission


@dataclass(frozen=True, kw_only=True)
class SubmitSheet(HandingIn):
    """Hand in every own cell of a sheet, made from its `version` (0: the first); gives the `Submission`.

    Raises `Invalid`: `reporting.faults` with a problem for each cell (`entries.12`), or `reporting.unanswered` with
    each question that has no answer yet (`answers.12.jump`); `Conflict` where the sheet has another version by now,
    waits for review, was accepted, or its round is closed. After the day it is due on it is marked late. Nothing is
    kept of what is refused.
    """

    note: str = ""

    def check(self) -> None:
        """An open round, a sheet that is owed, the version that stands, cells in order, questions answered."""
        sheet = sheet_of(self.sheet)
        must_take(sheet)
        if sheet.state == "accepted":
            raise Conflict("reporting.accepted_already")
        if not sheet.cells.exists():
            raise Conflict("reporting.nothing_own")
        self.ready(sheet)

    def do(self, on: Acting) -> Submission:
        """A version that waits for review."""
        sheet = sheet_of(self.sheet)
        entries, answers = self.ready(sheet)
        return hand_in(on, sheet, entries, answers, kind="first", note=self.note)
