"""Submissions: what waits for review, and what becomes of it."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.api.reported import (
    ActOut,
    Id,
    ReviewOut,
    RowOut,
    SaidOut,
    SubmissionListed,
    Text,
)
from luoshi.office.api.telling import (
    act_told,
    row_told,
)
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.finding import must_see, submission_of
from luoshi.office.reporting.reviewing import review_of

router = Router(tags=["submissions"])


class ToReviewOut(Schema):
    """A submission with its cells; `changed` is what the version before said, where this one says something else."""

    submission: SubmissionListed
    rows: list[RowOut]
    history: list[ActOut]
    changed: dict[str, SaidOut]
    waits: bool
    may: bool


class AcceptIn(Schema):
    """A word on why it is accepted, if one is wanted."""

    reason: Text = ""


class BackIn(Schema):
    """Why it goes back."""

    reason: Text


@router.get("", response=list[SubmissionListed], operation_id="list_submissions_to_review")
@paged
def waiting(request: Any, form: Id | None = None) -> Any:
    """What waits for one's review, the oldest first."""
    enter(request, "reporting.accept_submission")
    return listing.to_review(request.actor, form=form)


@router.get("/{submission}", response=ToReviewOut, operation_id="get_submission")
def one(request: Any, submission: Id) -> Any:
    """A submission as its reviewer sees it."""
    enter(request, "reporting.see")
    found = review_of(request.actor, submission)
    return {
        "submission": found.submission,
        "rows": [row_told(row) for row in found.contents.rows],
        "history": [act_told(act) for act in found.history],
        "changed": {str(cell): vars(said) for cell, said in found.changed.items()},
        "waits": found.waits,
        "may": found.may,
    }


@router.post("/{submission}/accept", response=ReviewOut, operation_id="accept_submission")
def accept(request: Any, submission: Id, wanted: AcceptIn) -> Any:
    """Accept a submission; its figures are known from now on."""
    _seen(request, submission)
    return act(request, AcceptSubmission(submission=submission, reason=wanted.reason))


@router.post("/{submission}/send-back", response=ReviewOut, operation_id="send_back")
def back(request: Any, submission: Id, wanted: BackIn) -> Any:
    """Send a submission back, with a reason."""
    _seen(request, submission)
    return act(request, SendBack(submission=submission, reason=wanted.reason))


def _seen(request: Any, number: int) -> None:
    enter(request, "reporting.see")
    must_see(request.actor, submission_of(number).sheet)
