"""What waits for somebody: sheets to hand in, submissions to review, statements to decide, red lights, failed jobs."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from luoshi.office.documents.models import Document, Statement
from luoshi.office.guard.actors import WHOLE, Actor
from luoshi.office.guard.permissions import table
from luoshi.office.jobs.models import Job
from luoshi.office.ledger.models import Ownership
from luoshi.office.people.scopes import within
from luoshi.office.reporting import listing
from luoshi.office.reporting.models import Sheet, Submission
from luoshi.office.scoring.models import Verdict

#: Who answers for a light: not who only looks, and not who looks after the accounts.
ANSWERING = ("reporter", "reviewer", "supervisor", "leader")
#: How long a job that failed is shown.
_FAILED = dt.timedelta(days=14)


def due(actor: Actor) -> QuerySet[Sheet]:
    """The sheets that the actor may hand in and that are open or sent back, of rounds that take figures."""
    return listing.sheets(actor, mine=True, owed=True)


def to_review(actor: Actor) -> QuerySet[Submission]:
    """The submissions that the actor may review; the own ones are for somebody else."""
    return listing.to_review(actor).exclude(by=actor.who)


def undecided(actor: Actor) -> QuerySet[Document]:
    """The documents with statements that nobody has decided, with how many (`undecided`); the oldest first."""
    roles = table()["documents.accept_statement"].inside
    open_ = Count("statements", filter=Q(statements__state="found"))
    waits = Exists(Statement.objects.filter(document=OuterRef("pk"), state="found"))
    found = Document.objects.filter(waits, within(actor, roles, place="place"), state="read")
    return found.annotate(undecided=open_).order_by("at", "id")


def reds(actor: Actor) -> QuerySet[Verdict]:
    """The latest verdicts that are red, on open commitments of places or owners in the actor's scope.

    With `commitment`, its `place`, and `owner`, the name of the first leading body.
    """
    latest = Verdict.objects.filter(commitment=OuterRef("commitment")).order_by("-as_of").values("as_of")[:1]
    lead = Ownership.objects.filter(commitment=OuterRef("commitment"), until=None, role="lead").order_by("position")
    owned = Ownership.objects.filter(within(actor, ANSWERING, body="body"), until=None).values("commitment")
    mine = within(actor, ANSWERING, place="commitment__place") | Q(commitment__in=owned)
    found = Verdict.objects.filter(mine, light="red", commitment__state="open").annotate(latest=Subquery(latest))
    return (
        found.filter(as_of=F("latest"))
        .annotate(owner=Subquery(lead.values("body__name")[:1]))
        .select_related("commitment__place")
        .order_by("-as_of", "commitment__position", "commitment__number")
    )


def failed(actor: Actor) -> QuerySet[Job]:
    """The jobs that failed lately, for administrators of the whole office; nothing for others."""
    if not any(grant.tree == WHOLE for grant in actor.grants_of(("administrator",))):
        return Job.objects.none()
    return Job.objects.filter(state="failed", finished_at__gt=timezone.now() - _FAILED).order_by("-finished_at", "-id")


def counts(actor: Actor) -> dict[str, int]:
    """How much waits in which room, for the side: at most four queries, none for what the actor has no role for."""
    found = {
        "forms": listing.owed(actor),
        "review": to_review(actor).count(),
        "documents": undecided(actor).count(),
    }
    return {**found, "today": sum(found.values()) + failed(actor).count()}
