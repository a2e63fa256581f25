"""Rounds: forms asked for a period."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from luoshi.files.sheet import MEDIA_TYPE
from luoshi.office.api.acting import act, enter
from luoshi.office.api.language import language_of
from luoshi.office.api.paging import paged
from luoshi.office.api.reported import Id, RoundListed, RoundOut, Text
from luoshi.office.guard.errors import NotFound
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.finding import round_of
from luoshi.office.reporting.models import Round
from luoshi.office.reporting.summary import summary, workbook

router = Router(tags=["rounds"])


class ReopenIn(Schema):
    """Why a round takes figures again."""

    reason: Text


@router.get("", response=list[RoundListed], operation_id="list_rounds")
@paged
def rounds(request: Any, form: Id | None = None, open_only: bool = False) -> Any:
    """The rounds of the forms of one's scope, and those in which somebody in it has a sheet."""
    enter(request, "reporting.see")
    return listing.rounds(request.actor, form=form, open_only=open_only)


@router.get("/{round}", response=RoundListed, operation_id="get_round")
def one(request: Any, round: Id) -> Any:
    """A round."""
    return _seen(request, round)


@router.get("/{round}/workbook", operation_id="get_round_workbook")
def book(request: Any, round: Id) -> HttpResponse:
    """The whole round (.xlsx): a row a respondent that one sees, a column a cell, and the status of each figure."""
    found = _seen(request, round)
    response = HttpResponse(workbook(summary(request.actor, found), language_of(request)), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="round-{round}.xlsx"'
    return response


@router.post("/{round}/close", response=RoundOut, operation_id="close_round")
def close(request: Any, round: Id) -> Any:
    """Close a round."""
    _seen(request, round)
    return act(request, CloseRound(round=round))


@router.post("/{round}/reopen", response=RoundOut, operation_id="reopen_round")
def reopen(request: Any, round: Id, wanted: ReopenIn) -> Any:
    """Open a closed round again."""
    _seen(request, round)
    return act(request, ReopenRound(round=round, reason=wanted.reason))


def _seen(request: Any, number: int) -> Round:
    enter(request, "reporting.see")
    round_of(number)
    found: Round | None = listing.rounds(request.actor).filter(pk=number).first()
    if found is None:
        raise NotFound("reporting.no_round", number=number)
    return found
