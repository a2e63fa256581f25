"""Documents: pages brought in, their statements, and the decisions about them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from luoshi.office.api.acting import KEY_HEADER, act, enter
from luoshi.office.api.language import language_of
from luoshi.office.api.paging import paged
from luoshi.office.documents.actions.accept_many import AcceptMany
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.actions.edit_statement import EditStatement
from luoshi.office.documents.actions.read_again import ReadAgain
from luoshi.office.documents.actions.refuse_statement import RefuseStatement
from luoshi.office.documents.actions.reopen_statement import ReopenStatement
from luoshi.office.documents.actions.withdraw_document import WithdrawDocument
from luoshi.office.documents.bringing import bring
from luoshi.office.documents.finding import counted, seen, seen_one, statement_of, statements_of
from luoshi.office.documents.limits import intake
from luoshi.office.documents.models import Decision, Document, Statement
from luoshi.office.documents.progress import followed, progress_in
from luoshi.office.documents.quota import was_cut_off
from luoshi.office.documents.reasons import said
from luoshi.office.guard.errors import Invalid, NotFound

router = Router(tags=["documents"])

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class DocumentOut(Schema):
    """A page. `state`: waiting, reading (`done` of `total` steps), read, failed (`error` says why), withdrawn
    (`withdrawn_for` says why).
    """

    id: int
    name: str
    digest: str
    size: int
    place_id: int
    printed: dt.date | None
    state: str
    done: int
    total: int
    error: str
    statements_all: int
    statements_open: int
    withdrawn_for: str | None
    by_name: str
    at: dt.datetime

    @staticmethod
    def resolve_state(document: Any) -> str:
        """Its own, or that of its job."""
        return progress_in(document).state

    @staticmethod
    def resolve_done(document: Any) -> int:
        """Steps that its job has done."""
        return progress_in(document).done

    @staticmethod
    def resolve_total(document: Any) -> int:
        """Steps that its job has."""
        return progress_in(document).total

    @staticmethod
    def resolve_error(document: Any, context: Any) -> str:
        """A sentence in the language of the request."""
        return said(progress_in(document).error, language_of(context["request"]))


class DocumentBrought(DocumentOut):
    """A page that was brought in; `again`: these bytes stood there already, this is the document that stands."""

    again: bool


class DocumentWhole(DocumentOut):
    """A page with its text, in which the spans of its statements count, and its articles."""

    text: str
    pages: list[int]
    articles: list[dict[str, Any]]


class StatementOut(Schema):
    """A statement: what was read (`contents`) and how people left it (`fields`); numbers are exact, as text."""

    id: int
    document_id: int
    number: int
    kind: str
    article: int
    line: int
    start: int
    end: int
    quote: str
    state: str
    contents: dict[str, Any]
    fields: dict[str, Any]


class DecisionOut(Schema):
    """A decision about a statement."""

    verdict: str
    reason: str
    by_name: str
    at: dt.datetime
    fields: dict[str, Any]


class Asked(Schema):
    """Which pages."""

    words: Annotated[str, Field(max_length=100, description="part of a name")] = ""
    place: Id | None = None
    printed: dt.date | None = None
    state: Literal["waiting", "read", "failed", "withdrawn"] | None = None


class StatementsAsked(Schema):
    """Which statements of a page."""

    state: Literal["found", "accepted", "edited", "refused"] | None = None
    kind: Literal["figure", "task"] | None = None


class BroughtIn(Schema):
    """Whose page it is, and the day on which it was printed where it is known."""

    place: Id
    printed: dt.date | None = None


class ReadAgainIn(Schema):
    """The day on which the page was printed, to set it right."""

    printed: dt.date | None = None


class WithdrawnIn(Schema):
    """Why a page is withdrawn."""

    reason: str


class EditedIn(Schema):
    """The fields that change; an empty one becomes nothing. Numbers as text."""

    fields: dict[str, str | None]


class RefusedIn(Schema):
    """Why a statement is not accepted."""

    reason: str


class AcceptedIn(Schema):
    """The statements of a page to be accepted as they were read."""

    statements: Annotated[list[Id], Field(max_length=5000)]


def _one(request: Any, document: int) -> Any:
    """A page that the caller may see. Raises `NotFound`."""
    found = followed(counted(seen(request.actor))).filter(pk=document).first()
    if found is None:
        raise NotFound("documents.no_document", document=document)
    return found


def _seen(request: Any, statement: int) -> Statement:
    """A statement of a page that the caller may see. Raises `NotFound`."""
    found = statement_of(statement)
    seen_one(request.actor, found.document_id)
    return found


@router.get("", response=list[DocumentOut], operation_id="list_documents")
@paged
def listed(request: Any, asked: Query[Asked]) -> QuerySet[Document]:
    """The pages of one's places, the latest first."""
    enter(request, "documents.see")
    found = followed(counted(seen(request.actor))).order_by("-at", "-pk")
    given = {
        "name__icontains": asked.words or None, "place": asked.place, "printed": asked.printed, "state": asked.state,
    }  # fmt: skip
    return found.filter(**{lookup: value for lookup, value in given.items() if value is not None})


@router.post("", response={201: DocumentBrought, 200: DocumentBrought}, operation_id="bring_document")
def brought(request: Any, wanted: Form[BroughtIn], file: File[UploadedFile]) -> Any:
    """Bring a page in; it is read in the background. The same bytes again: 200, and the document that stands."""
    if was_cut_off(request):
        raise Invalid("documents.too_large", limit=f"{intake().file_bytes / 1e6:g}")
    key = request.headers.get(KEY_HEADER, "")
    found = bring(
        request.actor, file.chunks(), name=file.name or "", place=wanted.place, printed=wanted.printed, key=key
    )
    document = _one(request, found.document.pk)
    document.again = found.again
    return Status(200 if found.again else 201, document)


@router.get("/{int:document}", response=DocumentWhole, operation_id="get_document")
def one(request: Any, document: Id) -> Any:
    """A page with its text and articles."""
    enter(request, "documents.see")
    return _one(request, document)


@router.post("/{int:document}/reading", response=DocumentOut, operation_id="read_document_again")
def read_again(request: Any, document: Id, wanted: ReadAgainIn) -> Any:
    """Have a page read again of which nothing was decided."""
    seen_one(request.actor, document)
    act(request, ReadAgain(document=document, printed=wanted.printed))
    return _one(request, document)


@router.post("/{int:document}/withdrawn", response=DocumentOut, operation_id="withdraw_document")
def withdraw(request: Any, document: Id, wanted: WithdrawnIn) -> Any:
    """Withdraw a page that was brought in by mistake, of which nothing stands in the ledger."""
    seen_one(request.actor, document)
    act(request, WithdrawDocument(document=document, reason=wanted.reason))
    return _one(request, document)


@router.get("/{int:document}/statements", response=list[StatementOut], operation_id="list_statements")
@paged
def statements(request: Any, document: Id, asked: Query[StatementsAsked]) -> QuerySet[Statement]:
    """The statements of a page, in its order."""
    enter(request, "documents.see")
    given = {name: value for name, value in asked.dict().items() if value is not None}
    return statements_of(seen_one(request.actor, document)).filter(**given)


@router.post("/{int:document}/accepted", response=list[int], operation_id="accept_statements")
def accept_many(request: Any, document: Id, wanted: AcceptedIn) -> list[int]:
    """Accept many statements of a page, all or none; their numbers. The ledger takes them by its own call."""
    seen_one(request.actor, document)
    return act(request, AcceptMany(document=document, statements=tuple(wanted.statements)))


@router.get("/statements/{int:statement}", response=StatementOut, operation_id="get_statement")
def statement(request: Any, statement: Id) -> Statement:
    """A statement."""
    enter(request, "documents.see")
    return _seen(request, statement)


@router.get("/statements/{int:statement}/decisions", response=list[DecisionOut], operation_id="list_decisions")
@paged
def decisions(request: Any, statement: Id) -> QuerySet[Decision]:
    """What was decided about a statement, the first decision first."""
    enter(request, "documents.see")
    found: QuerySet[Decision] = Decision.objects.filter(statement=_seen(request, statement)).order_by("pk")
    return found


@router.post("/statements/{int:statement}/accepted", response=StatementOut, operation_id="accept_statement")
def accept(request: Any, statement: Id) -> Statement:
    """Accept a statement as it was read. The ledger takes it by its own call."""
    _seen(request, statement)
    return act(request, AcceptStatement(statement=statement))


@router.post("/statements/{int:statement}/edited", response=StatementOut, operation_id="edit_statement")
def edit(request: Any, statement: Id, wanted: EditedIn) -> Statement:
    """Put a statement right and accept it so."""
    _seen(request, statement)
    return act(request, EditStatement(statement=statement, fields=wanted.fields))


@router.post("/statements/{int:statement}/refused", response=StatementOut, operation_id="refuse_statement")
def refuse(request: Any, statement: Id, wanted: RefusedIn) -> Statement:
    """Refuse a statement."""
    _seen(request, statement)
    return act(request, RefuseStatement(statement=statement, reason=wanted.reason))


@router.post("/statements/{int:statement}/reopened", response=StatementOut, operation_id="reopen_statement")
def reopen(request: Any, statement: Id) -> Statement:
    """Take the decision about a statement back."""
    _seen(request, statement)
    return act(request, ReopenStatement(statement=statement))
