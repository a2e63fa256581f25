"""The schemas of forms, rounds, sheets and submissions: what the API takes and tells of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Field, Schema

from luoshi.office.reporting.models import Sheet, Submission

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Small = Annotated[int, Field(ge=0, le=100_000)]
Text = Annotated[str, Field(max_length=2000)]
Word = Annotated[str, Field(max_length=100)]


class AskedIn(Schema):
    """An indicator (its code) in a measure; without one in that it is reported in."""

    indicator: Word
    measure: Annotated[str, Field(max_length=20)] = ""


class FormOut(Schema):
    """A form. `state`: draft, issued, withdrawn. Days are those of the month after the period."""

    id: int
    code: str
    title: str
    issuer_id: int
    state: str
    every: int
    first: int
    due_day: int
    joined_day: int
    result_day: int
    minutes: int
    basis: str
    issued_on: dt.date | None
    withdrawn_on: dt.date | None


class FormListed(FormOut):
    """A form with how many cells, respondents and open rounds it has."""

    cell_count: int
    respondent_count: int
    open_rounds: int


class FormWhole(FormOut):
    """A form with what it asks, of which bodies."""

    cells: list[AskedIn]
    respondents: list[int]


class RepeatOut(Schema):
    """A cell that another form in issue asks for already: of which body, what, which form, in which months."""

    body_id: int
    indicator: str
    measure: str
    form_id: int
    form: str
    months: list[int]


class RoundOut(Schema):
    """A form asked for a period."""

    id: int
    form_id: int
    period: str
    opens: dt.date
    due: dt.date
    joined: dt.date
    result: dt.date
    closed_at: dt.datetime | None


class RoundListed(RoundOut):
    """A round with its sheets: how many are owed, handed in, accepted."""

    sheet_count: int
    submitted_count: int
    accepted_count: int


class SheetOut(Schema):
    """A sheet. `state`: open, submitted, accepted, sent_back; `version` counts what was handed in."""

    id: int
    round_id: int
    form_id: int
    form: str
    period: str
    due: dt.date
    closed: bool
    body_id: int
    body: str
    state: str
    version: int
    accepted: int

    @staticmethod
    def resolve_form_id(sheet: Sheet) -> int:
        """The form of its round."""
        return int(sheet.round.form_id)

    @staticmethod
    def resolve_form(sheet: Sheet) -> str:
        """What the form is called."""
        return str(sheet.round.form.title)

    @staticmethod
    def resolve_period(sheet: Sheet) -> str:
        """The period of its round."""
        return str(sheet.round.period)

    @staticmethod
    def resolve_due(sheet: Sheet) -> dt.date:
        """The day by which it is due."""
        due: dt.date = sheet.round.due
        return due

    @staticmethod
    def resolve_closed(sheet: Sheet) -> bool:
        """Whether its round takes nothing more."""
        return sheet.round.closed_at is not None

    @staticmethod
    def resolve_body(sheet: Sheet) -> str:
        """Who fills it in."""
        return str(sheet.body.name)


class SheetListed(SheetOut):
    """A sheet with how many cells are to be filled in, and how many of them are known."""

    own_count: int
    known_count: int
    draft_revision: int


class SaidOut(Schema):
    """A status, the number as text, a note; the status is empty where nothing was said."""

    status: str
    value: str
    note: str


class SourceOut(Schema):
    """Where a cell is taken from: the form, its sheet (0: imported) and the state of that."""

    form: str
    sheet: int
    state: str


class RowOut(Schema):
    """A cell of a sheet. `own`: to be filled in here; else `source` tells where it comes from."""

    cell: int
    indicator: str
    name: str
    measure: str
    unit: str
    digits: int
    own: bool
    now: SaidOut
    known: SaidOut
    before: SaidOut
    year_ago: SaidOut
    change: str
    change_unit: str
    source: SourceOut | None
    waived: list[str]


class SheetWhole(Schema):
    """A sheet with its cells; `draft` is the revision to name when a draft is saved."""

    sheet: SheetOut
    draft: int
    rows: list[RowOut]
    answers: dict[str, dict[str, str]]


class EntryIn(Schema):
    """What is said of a cell: a status (none: the number speaks for itself), the number as text, a note."""

    status: Annotated[str, Field(max_length=20)] = ""
    value: Annotated[str, Field(max_length=60)] = ""
    note: Annotated[str, Field(max_length=400)] = ""


Entries = Annotated[dict[Id, EntryIn], Field(max_length=5000, description="number of the cell → what is said of it")]
Answers = Annotated[
    dict[Annotated[int, Field(ge=0, le=2**63 - 1)], dict[Annotated[str, Field(max_length=40)], Text]],
    Field(max_length=5000, description="number of the cell → rule → what is said to its question"),
]


class FilledIn(Schema):
    """A sheet filled in from its version `version` (0: nothing was handed in yet)."""

    version: Small
    entries: Entries
    answers: Answers = Field(default_factory=dict)
    note: Text = ""


class CorrectedIn(Schema):
    """A sheet corrected, with the reason."""

    version: Small
    entries: Entries
    answers: Answers = Field(default_factory=dict)
    reason: Text


class DraftIn(Schema):
    """A draft, made from the draft `revision` (0: none)."""

    revision: Small
    entries: Entries
    answers: Answers = Field(default_factory=dict)


class DraftOut(Schema):
    """The revision of a draft that was saved."""

    revision: int
    at: dt.datetime


class QuestionOut(Schema):
    """What the checks ask about a cell; it wants an answer under `answers[cell][rule]`."""

    cell: int
    rule: str
    severity: str
    text: str


class FaultOut(Schema):
    """What is wrong with a cell."""

    cell: int
    code: str
    text: str


class CheckedOut(Schema):
    """What came of checking a sheet: faults, or else questions."""

    faults: list[FaultOut]
    questions: list[QuestionOut]


class ReadOut(CheckedOut):
    """A filled-in template: its entries, as they can be saved or handed in."""

    entries: dict[str, EntryIn]


class SubmissionOut(Schema):
    """A version of a sheet as it was handed in."""

    id: int
    sheet_id: int | None
    number: int
    kind: str
    note: str
    late: bool
    by: str
    by_name: str
    at: dt.datetime


class SubmissionListed(SubmissionOut):
    """A submission that waits for review, with the questions and answers."""

    form: str
    period: str
    body: str
    answers: list[dict[str, Any]]

    @staticmethod
    def resolve_form(submission: Submission) -> str:
        """What the form is called."""
        return str(submission.sheet.round.form.title)

    @staticmethod
    def resolve_period(submission: Submission) -> str:
        """The period of the round."""
        return str(submission.sheet.round.period)

    @staticmethod
    def resolve_body(submission: Submission) -> str:
        """Who handed it in."""
        return str(submission.sheet.body.name)


class ReviewOut(Schema):
    """What became of a submission."""

    submission_id: int
    decision: str
    reason: str
    by_name: str
    at: dt.datetime


class ActOut(Schema):
    """Something that was done with a sheet: first, correction, accepted, sent_back."""

    what: str
    number: int
    by_name: str
    at: dt.datetime
    said: str
