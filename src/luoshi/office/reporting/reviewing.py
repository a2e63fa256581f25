"""A submission as its reviewer sees it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Forbidden, NotFound
from luoshi.office.guard.permissions import allows
from luoshi.office.reporting.contents import Act, Contents, Said, contents, history
from luoshi.office.reporting.finding import must_see, of_review, submission_of
from luoshi.office.reporting.models import Review, Submission, Value


@dataclass(frozen=True)
class ToReview:
    """A submission with its rows, questions and answers, and what became of the sheet so far.

    `changed`: by number of cell what the version before it said, where this one says something else. `waits`: it can
    still be accepted or sent back. `may`: the actor may do so, having the role and not having handed it in.
    """

    submission: Submission
    contents: Contents
    questions: list[dict[str, Any]]
    history: list[Act]
    changed: Mapping[int, Said]
    waits: bool
    may: bool


def review_of(actor: Actor, number: int) -> ToReview:
    """A submission to be looked at; some ten queries. Raises `NotFound` for one that is not to be seen."""
    submission = submission_of(number)
    sheet = submission.sheet
    if sheet is None:
        raise NotFound("reporting.no_submission", number=number)
    must_see(actor, sheet)
    waits = sheet.state == "submitted" and submission.number == sheet.version
    may = allows(actor, "reporting.accept_submission", of_review(sheet)) and submission.by != actor.who
    return ToReview(
        submission,
        contents(sheet, submission=submission),
        submission.answers,
        history(sheet),
        _changed(submission),
        waits,
        may and waits,
    )


def _changed(submission: Submission) -> dict[int, Said]:
    before = Submission.objects.filter(sheet=submission.sheet_id, number=submission.number - 1).first()
    if before is None:
        return {}
    columns = ("cell", "status", "value", "note")
    old = {row[0]: Said(*row[1:]) for row in Value.objects.filter(submission=before).values_list(*columns)}
    new = {row[0]: Said(*row[1:]) for row in Value.objects.filter(submission=submission).values_list(*columns)}
    return {cell: said for cell, said in old.items() if cell in new and new[cell] != said}


def decide(on: Acting, submission: Submission, decision: str, reason: str) -> Review:
    """What became of a submission, added. Raises `Forbidden` (`reporting.four_eyes`) for who handed it in."""
    if submission.by == on.actor.who:
        raise Forbidden("reporting.four_eyes")
    review = Review(
        submission=submission,
        decision=decision,
        reason=reason.strip(),
        by=on.actor.who,
        by_name=on.actor.name,
        at=on.at,
    )
    on.add([review])
    return review
