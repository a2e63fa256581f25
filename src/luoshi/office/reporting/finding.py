"""Finding forms, rounds, sheets, submissions and cells, and whom an action on them concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luoshi.office.guard.actors import Actor, Concern
from luoshi.office.guard.errors import Conflict, NotFound
from luoshi.office.guard.permissions import allows, table
from luoshi.office.organisations.changing import concern_of
from luoshi.office.organisations.models import Body
from luoshi.office.reporting.models import Cell, Form, Round, Sheet, Submission


def form_of(number: int) -> Form:
    """A form with its issuer. Raises `NotFound`."""
    return _found(Form.objects.select_related("issuer__place"), number, "reporting.no_form")


def round_of(number: int) -> Round:
    """A round with its form. Raises `NotFound`."""
    return _found(Round.objects.select_related("form__issuer__place"), number, "reporting.no_round")


def sheet_of(number: int) -> Sheet:
    """A sheet with its round, form and body. Raises `NotFound`."""
    found = Sheet.objects.select_related("round__form__issuer__place", "body__place")
    return _found(found, number, "reporting.no_sheet")


def submission_of(number: int) -> Submission:
    """A submission of a sheet, with its sheet. Raises `NotFound`; an import has no sheet and is none."""
    found = Submission.objects.filter(sheet__isnull=False)
    found = found.select_related("sheet__round__form__issuer__place", "sheet__body__place")
    return _found(found, number, "reporting.no_submission")


def cell_of(number: int) -> Cell:
    """A cell with its place, indicator and home. Raises `NotFound`."""
    found = Cell.objects.select_related("place", "body", "indicator", "home__round__form", "home__body__place")
    return _found(found, number, "reporting.no_cell")


def _found(rows: Any, number: int, code: str) -> Any:
    row = rows.filter(id=number).first()
    if row is None:
        raise NotFound(code, number=number)
    return row


def of_form(form: Form) -> Sequence[Concern]:
    """Whom a form concerns: its issuer."""
    return (concern_of(form.issuer),)


def of_sheet(sheet: Sheet) -> Sequence[Concern]:
    """Whom a sheet concerns: who fills it in."""
    return (concern_of(sheet.body),)


def of_review(sheet: Sheet) -> Sequence[Concern]:
    """Whom the review of a sheet concerns: who fills it in, or who issues it; one of them is enough."""
    return ((*sheet.body.nodes(), *sheet.round.form.issuer.nodes()),)


def of_cell(cell: Cell) -> Sequence[Concern]:
    """Whom a cell concerns: its place, who reports it, or who asks for it; one of them is enough."""
    nodes = [*cell.nodes()]
    if cell.home is not None:
        nodes += [*cell.home.body.nodes()]
    return (tuple(nodes),)


def must_see(actor: Actor, sheet: Sheet) -> Sheet:
    """The sheet, where the actor may see it: as who fills it in or as who asks. Raises `NotFound` otherwise."""
    if not allows(actor, "reporting.see", of_review(sheet)):
        raise NotFound("reporting.no_sheet", number=sheet.pk)
    return sheet


def must_see_form(actor: Actor, form: Form) -> Form:
    """The form, where the actor may see it: as its issuer, or as one of whom it asks. Raises `NotFound` otherwise."""
    asked: list[Concern] = [concern_of(form.issuer)]
    if form.state != "draft":
        bodies = Body.objects.filter(id__in=form.respondents.values("body")).select_related("place")
        asked += [concern_of(body) for body in bodies]
    if not any(allows(actor, "reporting.see", (concern,)) for concern in asked):
        raise NotFound("reporting.no_form", number=form.pk)
    return form


def seers() -> tuple[str, ...]:
    """The roles that see forms and sheets in their scope: for `people.scopes.within`."""
    return table()["reporting.see"].inside


def latest_of(sheet: Sheet, submission: Submission) -> Submission:
    """The submission, where it is the one that waits for review. Raises `Conflict`."""
    if sheet.state != "submitted" or submission.number != sheet.version:
        raise Conflict("reporting.not_waiting", number=submission.number, version=sheet.version)
    return submission
