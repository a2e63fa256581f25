"""Documents and statements by their numbers, and those that somebody may see."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from luoshi.office.documents.models import Document, Statement, Withdrawal
from luoshi.office.guard.actors import WHOLE, Actor, Concern
from luoshi.office.guard.errors import Conflict, NotFound
from luoshi.office.guard.permissions import table
from luoshi.office.organisations.models import Body, Place


def place_of(place: int) -> Place:
    """A place by its number. Raises `NotFound`."""
    found = Place.objects.filter(pk=place).first()
    if found is None:
        raise NotFound("documents.no_place", place=place)
    return found


def document_of(document: int) -> Document:
    """A document with its place. Raises `NotFound`."""
    found = Document.objects.select_related("place").filter(pk=document).first()
    if found is None:
        raise NotFound("documents.no_document", document=document)
    return found


def statement_of(statement: int) -> Statement:
    """A statement with its document and place. Raises `NotFound`."""
    found = Statement.objects.select_related("document__place").filter(pk=statement).first()
    if found is None:
        raise NotFound("documents.no_statement", statement=statement)
    return found


def standing_with(digest: str, place: int) -> Document | None:
    """The document of a place with these bytes that was not withdrawn."""
    return Document.objects.filter(place=place, digest=digest).exclude(state="withdrawn").first()


def must_stand(document: Document) -> None:
    """Raise `Conflict` for a document that was withdrawn."""
    if document.state == "withdrawn":
        raise Conflict("documents.withdrawn", name=document.name)


def undecided(statement: int) -> Statement:
    """A statement that nobody has decided about. Raises `NotFound`, and `Conflict` where somebody has.

    `Conflict` too where its page was withdrawn.
    """
    found = statement_of(statement)
    must_stand(found.document)
    if found.state != "found":
        raise Conflict("documents.decided", number=found.number)
    return found


def concern_of(document: Document) -> Concern:
    """Whom looking at a page concerns: its place, and the bodies of the place (one of them is enough)."""
    return (document.place, *document.place.bodies.all())


def seen(actor: Actor, permission: str = "documents.see") -> QuerySet[Document]:
    """The documents that somebody may see: those of the places in the scope, and of the place whose organ one is."""
    found = Document.objects.select_related("place")
    if actor.is_office:
        return found
    line = table()[permission]
    places = Q(pk__in=[])
    for grant in actor.grants_of((*line.inside, *line.anywhere)):
        if grant.tree == WHOLE or grant.role in line.anywhere:
            return found
        if grant.tree == "place":
            places |= Q(path__startswith=grant.path)
        else:
            places |= Q(pk__in=Body.objects.filter(path__startswith=grant.path).values("place"))
    return found.filter(place__in=Place.objects.filter(places))


def seen_one(actor: Actor, document: int) -> Document:
    """A document that somebody may see. Raises `NotFound` for one that is not there or that is not theirs to see."""
    found = seen(actor).filter(pk=document).first()
    if found is None:
        raise NotFound("documents.no_document", document=document)
    return found


def places_for(actor: Actor, permission: str) -> QuerySet[Place]:
    """The places of today for which somebody may do something with documents."""
    found = Place.objects.filter(until=None).order_by("path")
    if actor.is_office:
        return found
    line = table()[permission]
    inside = Q(pk__in=[])
    for grant in actor.grants_of((*line.inside, *line.anywhere)):
        if grant.tree == WHOLE or grant.role in line.anywhere:
            return found
        if grant.tree == "place":
            inside |= Q(path__startswith=grant.path)
    return found.filter(inside)


def issue_of(document: Document) -> QuerySet[Document]:
    """The pages of the document's issue (its printed day and place) that were not withdrawn; by name."""
    found = Document.objects.exclude(state="withdrawn").order_by("name", "pk")
    if document.printed is None:
        return found.filter(pk=document.pk)
    return found.filter(place=document.place_id, printed=document.printed)


def counted(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents without their texts, each with `statements_all` and `statements_open`: how many, how many to decide.

    `withdrawn_for` is the reason of its withdrawal, None where there is none.
    """
    to_decide = Q(statements__state="found") & ~Q(state="withdrawn")
    return documents.defer("text", "articles", "pages").annotate(
        statements_all=Count("statements"),
        statements_open=Count("statements", filter=to_decide),
        withdrawn_for=Subquery(Withdrawal.objects.filter(document=OuterRef("pk")).values("reason")[:1]),
    )


def statements_of(document: Document, numbers: Sequence[int] | None = None) -> QuerySet[Statement]:
    """The statements of a document in the order of the page, or those of them with these numbers (keys)."""
    found = Statement.objects.filter(document=document).order_by("number")
    return found if numbers is None else found.filter(pk__in=list(numbers))
