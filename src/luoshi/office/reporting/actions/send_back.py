"""A submission goes back to who handed it in, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid
from luoshi.office.reporting.finding import latest_of, of_review, submission_of
from luoshi.office.reporting.homes import settle
from luoshi.office.reporting.models import Cell, Review
from luoshi.office.reporting.reviewing import decide


@dataclass(frozen=True, kw_only=True)
class SendBack(Action[Review]):
    """Send back the version of a sheet that waits for review; gives the `Review`. What was known before stays known.

    Raises `Invalid` (`reporting.reason`) without a reason, else as `AcceptSubmission`.
    """

    submission: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """Who filled it in, or who asked."""
        return of_review(submission_of(self.submission).sheet)

    def check(self) -> None:
        """The version that waits, and a reason."""
        submission = submission_of(self.submission)
        latest_of(submission.sheet, submission)
        if not self.reason.strip():
            raise Invalid("reporting.reason", fields={"reason": Invalid("reporting.reason")})

    def do(self, on: Acting) -> Review:
        """A review; of a round that takes nothing more, what is not known goes to the next form that asks for it."""
        submission = submission_of(self.submission)
        review = decide(on, submission, "sent_back", self.reason)
        sheet = submission.sheet
        sheet.state = "sent_back"
        sheet.save(update_fields=["state"])
        after = {"state": sheet.state, "version": submission.number, "reason": review.reason}
        moved = settle(Cell.objects.filter(home=sheet), on.day)
        on.log(sheet, before={"state": "submitted"}, after={**after, **({"cells_moved": moved} if moved else {})})
        return review
