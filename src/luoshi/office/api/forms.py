"""Forms: what is asked, of whom, and what is asked already."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Router, Schema, Status

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.api.reported import (
    AskedIn,
    FormListed,
    FormWhole,
    Id,
    RepeatOut,
    RoundOut,
    Small,
    Text,
    Word,
)
from luoshi.office.api.telling import (
    form_told,
)
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.change_form import ChangeForm
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.asking import repeats
from luoshi.office.reporting.finding import form_of, must_see_form
from luoshi.office.reporting.forms import Asked
from luoshi.office.reporting.models import Form

router = Router(tags=["forms"])

Cells = Annotated[list[AskedIn], Field(max_length=1000)]
Bodies = Annotated[list[Id], Field(max_length=2000)]


class FormIn(Schema):
    """A form to be drafted; `issuer` and `respondents` are numbers of bodies."""

    code: Word
    title: Word
    issuer: Id
    every: Small = 1
    first: Small = 1
    due_day: Small = 18
    joined_day: Small = 20
    result_day: Small = 25
    minutes: Small = 0
    basis: Word = ""
    cells: Cells = Field(default_factory=list)
    respondents: Bodies = Field(default_factory=list)


class FormChange(Schema):
    """What of a form changes; one in issue only in title, minutes and basis."""

    title: Word | None = None
    every: Small | None = None
    first: Small | None = None
    due_day: Small | None = None
    joined_day: Small | None = None
    result_day: Small | None = None
    minutes: Small | None = None
    basis: Word | None = None
    cells: Cells | None = None
    respondents: Bodies | None = None


class IssueIn(Schema):
    """`leave_repeats`: what other forms ask for already stays with them and fills itself here."""

    leave_repeats: bool = False


class WithdrawIn(Schema):
    """Why a form asks no more."""

    reason: Text


class RoundIn(Schema):
    """A period that a form is asked for; days that are not given are those of the calendar."""

    period: Annotated[str, Field(max_length=30)]
    opens: dt.date | None = None
    due: dt.date | None = None
    joined: dt.date | None = None
    result: dt.date | None = None


@router.get("", response=list[FormListed], operation_id="list_forms")
@paged
def forms(request: Any, state: Literal["", "draft", "issued", "withdrawn"] = "") -> Any:
    """The forms of the bodies in one's scope, and those that ask them."""
    enter(request, "reporting.see")
    return listing.forms(request.actor, state=state)


@router.post("", response={201: FormWhole}, operation_id="create_form")
def create(request: Any, wanted: FormIn) -> Any:
    """Draft a form."""
    given = {**wanted.dict(), "cells": _asked(wanted.cells), "respondents": tuple(wanted.respondents)}
    return Status(201, form_told(act(request, CreateForm(**given))))


@router.get("/{form}", response=FormWhole, operation_id="get_form")
def one(request: Any, form: Id) -> Any:
    """A form with what it asks."""
    return form_told(_seen(request, form))


@router.patch("/{form}", response=FormWhole, operation_id="change_form")
def change(request: Any, form: Id, wanted: FormChange) -> Any:
    """Change a form."""
    _seen(request, form)
    given = {name: value for name, value in wanted.dict().items() if value is not None}
    if wanted.cells is not None:
        given["cells"] = _asked(wanted.cells)
    if wanted.respondents is not None:
        given["respondents"] = tuple(wanted.respondents)
    return form_told(act(request, ChangeForm(form=form, **given)))


@router.get("/{form}/repeats", response=list[RepeatOut], operation_id="list_repeats")
@paged
def asked_already(request: Any, form: Id) -> Any:
    """What the form asks that forms before it ask as well."""
    return [
        {
            "body_id": repeat.body.pk, "indicator": repeat.cell.indicator.code, "measure": repeat.cell.measure,
            "form_id": repeat.by.pk, "form": repeat.by.title, "months": list(repeat.months),
        }
        for repeat in repeats(_seen(request, form))
    ]  # fmt: skip


@router.post("/{form}/issue", response=FormWhole, operation_id="issue_form")
def issue(request: Any, form: Id, wanted: IssueIn) -> Any:
    """Issue a draft. What is asked already is told as a conflict, each indicator under `cells`."""
    _seen(request, form)
    return form_told(act(request, IssueForm(form=form, leave_repeats=wanted.leave_repeats)))


@router.post("/{form}/withdraw", response=FormWhole, operation_id="withdraw_form")
def withdraw(request: Any, form: Id, wanted: WithdrawIn) -> Any:
    """Withdraw a form in issue; its cells go to the next form that asks for them."""
    _seen(request, form)
    return form_told(act(request, WithdrawForm(form=form, reason=wanted.reason)))


@router.post("/{form}/rounds", response={201: RoundOut}, operation_id="open_round")
def open_round(request: Any, form: Id, wanted: RoundIn) -> Any:
    """Open a round of the form."""
    _seen(request, form)
    return Status(201, act(request, OpenRound(form=form, **wanted.dict())))


def _seen(request: Any, form: int) -> Form:
    enter(request, "reporting.see")
    return must_see_form(request.actor, form_of(form))


def _asked(cells: list[AskedIn]) -> tuple[Asked, ...]:
    return tuple(Asked(indicator=cell.indicator, measure=cell.measure) for cell in cells)
