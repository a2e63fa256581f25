"""An accepted sheet is corrected: a new version, beside the old one."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.reporting.finding import sheet_of
from luoshi.office.reporting.handing_in import HandingIn, hand_in
from luoshi.office.reporting.models import Submission


@dataclass(frozen=True, kw_only=True)
class CorrectSheet(HandingIn):
    """Hand in a new version of a sheet of which one was accepted, with a reason; gives the `Submission`.

    The accepted figures stay known until this version is accepted too. It can be done after the round is closed. Raises
    as `SubmitSheet`, and `Conflict` (`reporting.nothing_to_correct`) where nothing was accepted yet.
    """

    reason: str

    def check(self) -> None:
        """An accepted version, a reason, the version that stands, cells in order, questions answered."""
        sheet = sheet_of(self.sheet)
        if sheet.accepted == 0:
            raise Conflict("reporting.nothing_to_correct")
        if not self.reason.strip():
            raise Invalid("reporting.reason", fields={"reason": Invalid("reporting.reason")})
        self.ready(sheet)

    def do(self, on: Acting) -> Submission:
        """A correction that waits for review."""
        sheet = sheet_of(self.sheet)
        entries, answers = self.ready(sheet)
        return hand_in(on, sheet, entries, answers, kind="correction", note=self.reason)
