"""What the API tells of commitments, and what it takes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from luoshi.office.ledger.phrases import figure_said

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Small = Annotated[int, Field(ge=0, le=1_000_000)]
Word = Annotated[str, Field(max_length=200)]
Ids = Annotated[list[Id], Field(max_length=500)]
_NUMBER = "an exact number, as text"


class OwnerOut(Schema):
    """A body that has a commitment: leading (`lead`) or co-operating (`support`)."""

    body: int
    code: str
    name: str
    role: str


class CommitmentOut(Schema):
    """A target or a task. Numbers are exact, as text; `said` is the figure in words; empty is not said."""

    id: int
    number: str
    kind: str
    place: int
    place_name: str
    name: str
    text: str
    indicator: str
    period: str
    measure: str
    comparator: str
    value: str
    value_to: str
    unit: str
    strength: str
    reference: str
    baseline: str
    said: str
    due: dt.date | None
    card: str
    state: str
    parent: int | None
    statement: int | None
    position: int
    version: int
    owners: list[OwnerOut]
    open_owners: list[list[str]]

    @staticmethod
    def resolve_place(row: Any) -> int:
        """The number of its place."""
        return int(row.place_id)

    @staticmethod
    def resolve_place_name(row: Any) -> str:
        """The name of its place."""
        return str(row.place.name)

    @staticmethod
    def resolve_indicator(row: Any) -> str:
        """The code of its indicator; none of a task."""
        return str(row.indicator.code) if row.indicator else ""

    @staticmethod
    def resolve_said(row: Any) -> str:
        """Its figure in words."""
        return figure_said(row)

    @staticmethod
    def resolve_parent(row: Any) -> int | None:
        """The whole that it is a part of."""
        return row.parent_id

    @staticmethod
    def resolve_statement(row: Any) -> int | None:
        """Where it was read."""
        return row.statement_id

    @staticmethod
    def resolve_owners(row: Any) -> list[dict[str, Any]]:
        """Who has it now, leading first."""
        return [
            {"body": one.body_id, "code": one.body.code, "name": one.body.name, "role": one.role}
            for one in row.current_owners
        ]

    @staticmethod
    def resolve_open_owners(row: Any) -> list[list[str]]:
        """Role and name, of names of which no body was found."""
        return list(row.printed_owners)


class VersionOut(Schema):
    """A commitment as it was at a version, and why it was changed."""

    number: int
    contents: dict[str, Any]
    reason: str
    by_name: str
    at: dt.datetime


class ReportOut(Schema):
    """How a task stood, as one of its owners said."""

    id: int
    body: int
    body_name: str
    state: str
    share: str
    text: str
    by_name: str
    at: dt.datetime

    @staticmethod
    def resolve_body(row: Any) -> int:
        """The number of the body."""
        return int(row.body_id)

    @staticmethod
    def resolve_body_name(row: Any) -> str:
        """What the body is called."""
        return str(row.body.name)


class TogetherOut(Schema):
    """What the parts make of the whole, in its unit; `missing` have no part, `faulty` parts have no number."""

    whole: float
    parts: float | None
    gap: float | None
    ratio: float | None
    over_pct: float | None
    members: int
    answered: int
    missing: list[str]
    unweighted: list[str]
    lowest: float | None
    highest: float | None
    higher: int
    reason: str
    faulty: int


class WaitingOut(Schema):
    """An accepted statement that does not stand in the ledger."""

    id: int
    document: int
    number: int
    kind: str
    quote: str

    @staticmethod
    def resolve_document(row: Any) -> int:
        """The number of its document."""
        return int(row.document_id)


class Wanted(Schema):
    """Which commitments. `parts`: also those that are a part of another that is found."""

    year: Annotated[int, Field(ge=1900, le=2999)] | None = None
    card: Annotated[str, Field(max_length=20)] = ""
    kind: Literal["", "target", "task"] = ""
    place: Id | None = None
    owner: Id | None = None
    role: Literal["", "lead", "support"] = ""
    state: Literal["", "open", "done", "dropped"] = ""
    indicator: Id | None = None
    parent: Id | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    parts: bool = True
    open_owners: bool = False
    sort: Annotated[str, Field(max_length=20)] = ""


class StatementIn(Schema):
    """An accepted statement, and what is said beside it."""

    statement: Id
    lead: Ids = Field(default_factory=list)
    support: Ids = Field(default_factory=list)
    due: dt.date | None = None
    place: Id | None = None
    indicator: Id | None = None
    number: Word = ""
    position: Small | None = None


class _Figure(Schema):
    value: Annotated[Word, Field(description=_NUMBER)] = ""
    value_to: Annotated[Word, Field(description=_NUMBER)] = ""
    unit: Word = ""
    comparator: Word = ""
    strength: Word = ""
    baseline: Annotated[Word, Field(description=_NUMBER)] = ""


class CommitmentIn(_Figure):
    """A commitment by hand; `printed_lead` and `printed_support` are names as a document prints them."""

    kind: Literal["target", "task"]
    place: Id
    period: Word
    name: Word = ""
    text: Annotated[str, Field(max_length=20_000)] = ""
    indicator: Id | None = None
    measure: Word = ""
    reference: Word = ""
    due: dt.date | None = None
    parent: Id | None = None
    card: Word = ""
    position: Small | None = None
    number: Word = ""
    lead: Ids = Field(default_factory=list)
    support: Ids = Field(default_factory=list)
    printed_lead: Annotated[str, Field(max_length=2000)] = ""
    printed_support: Annotated[str, Field(max_length=2000)] = ""
    reason: Annotated[str, Field(max_length=2000)] = ""


class ChangeIn(Schema):
    """What changes; what is left out stays, `clear` names columns to be emptied. `version`: the one that was seen."""

    reason: Annotated[str, Field(max_length=2000)]
    version: Small | None = None
    place: Id | None = None
    name: Word | None = None
    text: Annotated[str, Field(max_length=20_000)] | None = None
    indicator: Id | None = None
    period: Word | None = None
    measure: Word | None = None
    comparator: Word | None = None
    value: Word | None = None
    value_to: Word | None = None
    unit: Word | None = None
    strength: Word | None = None
    reference: Word | None = None
    baseline: Word | None = None
    due: dt.date | None = None
    parent: Id | None = None
    card: Word | None = None
    position: Small | None = None
    clear: Annotated[list[Word], Field(max_length=20)] = Field(default_factory=list)


class ManyIn(Schema):
    """The same change for many commitments."""

    commitments: Ids
    reason: Annotated[str, Field(max_length=2000)]
    strength: Word | None = None
    due: dt.date | None = None
    card: Word | None = None
    clear: Annotated[list[Word], Field(max_length=20)] = Field(default_factory=list)
    lead: Ids | None = None
    support: Ids | None = None


class OwnersIn(Schema):
    """Who has it from today on, in this order."""

    lead: Ids = Field(default_factory=list)
    support: Ids = Field(default_factory=list)
    reason: Annotated[str, Field(max_length=2000)] = ""
    version: Small | None = None


class PartIn(_Figure):
    """A part: of a place, of a body, or of a body for a place."""

    place: Id | None = None
    body: Id | None = None
    text: Annotated[str, Field(max_length=20_000)] = ""
    due: dt.date | None = None
    support: Ids = Field(default_factory=list)


class PartsIn(Schema):
    """The parts of a whole."""

    parts: Annotated[list[PartIn], Field(max_length=500)]
    due: dt.date | None = None


class CloseIn(Schema):
    """Done or dropped, and why."""

    state: Literal["done", "dropped"]
    reason: Annotated[str, Field(max_length=2000)]
    version: Small | None = None


class ReopenIn(Schema):
    """Why it is open again."""

    reason: Annotated[str, Field(max_length=2000)]


class ReportIn(Schema):
    """How a task stands, for one of its owners."""

    body: Id
    state: Literal["not_started", "ongoing", "done", "stuck"]
    text: Annotated[str, Field(max_length=4000)]
    share: Word = ""
