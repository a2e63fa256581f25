"""A submission is accepted: from now on its figures are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.reporting.finding import latest_of, of_review, submission_of
from luoshi.office.reporting.known import judge, make_known, state_of
from luoshi.office.reporting.models import Review
from luoshi.office.reporting.reviewing import decide


@dataclass(frozen=True, kw_only=True)
class AcceptSubmission(Action[Review]):
    """Accept the version of a sheet that waits for review; gives the `Review`.

    Its figures are known from this moment, and verdicts are computed anew by them. Raises `Conflict` where another
    version stands or it was reviewed, `Forbidden` (`reporting.four_eyes`) for who handed it in.
    """

    submission: int
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """Who filled it in, or who asked."""
        return of_review(submission_of(self.submission).sheet)

    def check(self) -> None:
        """The version that waits."""
        submission = submission_of(self.submission)
        latest_of(submission.sheet, submission)

    def do(self, on: Acting) -> Review:
        """A review, and the figures in their cells."""
        submission = submission_of(self.submission)
        review = decide(on, submission, "accepted", self.reason)
        sheet = submission.sheet
        cells = make_known(submission, on.at)
        sheet.accepted, sheet.state = submission.number, state_of(sheet)
        sheet.save(update_fields=["accepted", "state"])
        after = {"state": sheet.state, "accepted": submission.number, "period": sheet.round.period}
        on.log(sheet, before={"state": "submitted"}, after=after)
        judge(sheet.round.period, [cell.indicator_id for cell in cells])
        return review
