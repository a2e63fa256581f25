"""Lists within what an actor may see: forms, rounds, sheets, what waits for review. One query each, whatever the
rows."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import table
from luoshi.office.people.scopes import within
from luoshi.office.reporting.finding import seers
from luoshi.office.reporting.models import Cell, Form, FormCell, Respondent, Round, Sheet, Submission

# Sheets that are to be handed in, and corrections that were sent back.
_TAKING = Q(round__closed_at=None, state__in=("open", "sent_back")) | Q(state="sent_back", accepted__gt=0)


def _count(rows: QuerySet[Cell] | QuerySet[FormCell] | QuerySet[Sheet], by: str) -> Coalesce:
    """How many rows a subquery has, 0 where none."""
    counted = rows.order_by().values(by).annotate(counted=Count("pk")).values("counted")
    return Coalesce(Subquery(counted), 0)


def forms(actor: Actor, *, state: str = "") -> QuerySet[Form]:
    """The forms that the actor may see: its issuer's, and (not drafts) those that ask somebody in its scope; by code.

    With `cell_count`, `respondent_count` and `open_rounds`. One query; `issuer` is there.
    """
    asked = Respondent.objects.filter(within(actor, seers(), body="body"), form=OuterRef("pk"))
    found = Form.objects.filter(within(actor, seers(), body="issuer") | (Exists(asked) & ~Q(state="draft")))
    if state:
        found = found.filter(state=state)
    return (
        found.select_related("issuer")
        .annotate(
            cell_count=_count(FormCell.objects.filter(form=OuterRef("pk")), "form"),
            respondent_count=_count(Respondent.objects.filter(form=OuterRef("pk")), "form"),
            open_rounds=_count(Round.objects.filter(form=OuterRef("pk"), closed_at=None), "form"),
        )
        .order_by("code")
    )


def rounds(actor: Actor, *, form: int | None = None, open_only: bool = False) -> QuerySet[Round]:
    """The rounds whose issuer the actor may see, or in which somebody in its scope has a sheet; the last due first.

    With `sheet_count`, `submitted_count`, `accepted_count` (sheets without cells of their own are not counted). One
    query; `form` and `form.issuer` are there.
    """
    mine = Sheet.objects.filter(within(actor, seers(), body="body"), round=OuterRef("pk"))
    found = Round.objects.filter(within(actor, seers(), body="form__issuer") | Exists(mine))
    if form is not None:
        found = found.filter(form=form)
    if open_only:
        found = found.filter(closed_at=None)
    owed = Sheet.objects.filter(Exists(Cell.objects.filter(home=OuterRef("pk"))), round=OuterRef("pk"))
    return (
        found.select_related("form__issuer")
        .annotate(
            sheet_count=_count(owed, "round"),
            submitted_count=_count(owed.filter(state="submitted"), "round"),
            accepted_count=_count(owed.filter(state="accepted"), "round"),
        )
        .order_by("-due", "form__code", "pk")
    )


def sheets(
    actor: Actor, *, mine: bool = False, round: int | None = None, state: str = "", owed: bool = False
) -> QuerySet[Sheet]:
    """The sheets that the actor may see, as who fills them in or as who asks; what is due first comes first.

    `mine`: those that the actor may fill in itself. `owed`: open or sent back, of rounds that take figures, and
    corrections that were sent back, even after their round was closed; all with cells of their own. With `own_count`
    (cells to be filled in), `known_count` (of these accepted), `draft_revision` (0: none) and `draft_at`. One query;
    `round`, `round.form`, `round.form.issuer` and `body` are there.
    """
    if mine:
        scope = _mine(actor)
    else:
        scope = within(actor, seers(), body="body") | within(actor, seers(), body="round__form__issuer")
    found = Sheet.objects.filter(scope)
    if round is not None:
        found = found.filter(round=round)
    if state:
        found = found.filter(state=state)
    own = Cell.objects.filter(home=OuterRef("pk"))
    found = found.annotate(
        own_count=_count(own, "home"),
        known_count=_count(own.exclude(status=""), "home"),
        draft_revision=Coalesce(F("draft__revision"), 0),
        draft_at=F("draft__at"),
    )
    if owed:
        found = found.filter(_TAKING, own_count__gt=0)
    return found.select_related("round__form__issuer", "body__place").order_by(
        "round__due", "round__form__code", "body__code"
    )


def owed(actor: Actor) -> int:
    """How many `sheets` are there with `mine` and `owed`: for the side of every page. One query."""
    own = Cell.objects.filter(home=OuterRef("pk"))
    return Sheet.objects.filter(_mine(actor), _TAKING, Exists(own)).count()


def _mine(actor: Actor) -> Q:
    return within(actor, table()["reporting.save_draft"].inside, body="body")


def to_review(actor: Actor, *, form: int | None = None) -> QuerySet[Submission]:
    """The submissions that wait for review and that the actor may review (its own are there; `by` tells); oldest first.

    `answers` holds the questions and what was said to them. One query; `sheet`, its round, form, issuer and body are
    there.
    """
    roles = table()["reporting.accept_submission"].inside
    scope = within(actor, roles, body="sheet__body") | within(actor, roles, body="sheet__round__form__issuer")
    found = Submission.objects.filter(scope, sheet__state="submitted", number=F("sheet__version"))
    if form is not None:
        found = found.filter(sheet__round__form=form)
    return found.select_related("sheet__round__form__issuer", "sheet__body").order_by("at", "pk")
