"""Statements that people accepted: what the ledger takes over."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from luoshi.office.documents.models import Document, Statement

#: The states in which a statement counts as accepted.
ACCEPTED = ("accepted", "edited")


def promises() -> Q:
    """A filter to the statements that promise something: targets and tasks. Results and forecasts are none."""
    return Q(kind="task") | Q(kind="figure", fields__role="target")


def is_promise(statement: Statement) -> bool:
    """Whether a statement promises something."""
    return statement.kind == "task" or statement.fields.get("role") == "target"


def accepted() -> QuerySet[Statement]:
    """Every accepted promise on a page that was not withdrawn, with document and place, in the order of the pages."""
    found = Statement.objects.select_related("document__place").defer("document__text", "document__articles")
    return (
        found.filter(promises(), state__in=ACCEPTED).exclude(document__state="withdrawn").order_by("document", "number")
    )


def unused() -> QuerySet[Statement]:
    """The accepted promises that do not stand in the ledger yet."""
    return accepted().filter(commitments=None)


def in_ledger(statement: Statement) -> bool:
    """Whether a statement stands in the ledger."""
    # The ledger is a room above this one: it is known here by the name of its relation only.
    return bool(Statement.objects.filter(pk=statement.pk).exclude(commitments=None).exists())


def standing(document: Document) -> QuerySet[Statement]:
    """The statements of a page from which a commitment came that was not dropped."""
    found = Statement.objects.filter(document=document, commitments__state__in=("open", "done"))
    return found.distinct().order_by("number")
