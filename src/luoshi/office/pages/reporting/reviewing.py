"""Review: what waits, and one submission, to be accepted or sent back with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from luoshi.charts.words import Words
from luoshi.office.guard.errors import Problem
from luoshi.office.pages.acting import act, go, show
from luoshi.office.pages.entering import Request, page
from luoshi.office.pages.reporting import history as past
from luoshi.office.pages.saying import day, moment
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting import listing
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.models import Submission
from luoshi.office.reporting.reviewing import ToReview, review_of

#: So many of those that wait are listed beside one that is looked at.
_QUEUE = 12


@page("reporting.accept_submission", methods=("GET",))
def queue(request: Request) -> HttpResponse:
    """What waits for review, the oldest first."""
    language = request.language
    rows = [
        {
            "cells": [
                {"text": str(one.sheet.body), "url": reverse("review_submission", args=[one.pk])},
                one.sheet.round.form.title,
                Words(language).whole_period(one.sheet.round.period),
                said("review.version", language, number=one.number),
                len(one.answers),
                one.by_name,
                one.at,
                day(one.sheet.round.joined, language),
            ]
        }
        for one in listing.to_review(request.actor)
    ]
    columns = (
        ("who", "link"), ("form", "text"), ("period", "text"), ("version", "text"), ("questions", "number"),
        ("by", "text"), ("at", "date"), ("joined", "text"),
    )  # fmt: skip
    context = {
        "title": said("rooms.review", language),
        "lead": said("reporting.waiting", language, count=len(rows)),
        "table": {
            "caption": said("rooms.review", language),
            "columns": [{"label": said(f"reporting.{name}", language), "kind": kind} for name, kind in columns],
            "rows": rows,
            "empty": said("reporting.nothing_waits", language),
        },
    }
    return show(request, "list.html", context)


@page("reporting.see", methods=("GET",))
def submission(request: Request, number: int) -> HttpResponse:
    """One version of a sheet, as its reviewer sees it."""
    return _show(request, number)


@page("reporting.accept_submission", methods=("POST",))
def accept(request: Request, number: int) -> HttpResponse:
    """Its figures become known."""
    return _decide(request, number, AcceptSubmission(submission=number), "reporting.accepted")


@page("reporting.send_back", methods=("POST",))
def send_back(request: Request, number: int) -> HttpResponse:
    """Back to who handed it in, with the reason `why`."""
    return _decide(
        request, number, SendBack(submission=number, reason=request.POST.get("why", "")), "reporting.sent_back"
    )


def _decide(request: Request, number: int, action: AcceptSubmission | SendBack, done: str) -> HttpResponse:
    review_of(request.actor, number)
    result: Any = act(request, action, done=done)
    if isinstance(result, Problem):
        return _show(request, number, result)
    waiting = listing.to_review(request.actor).exclude(by=request.actor.who).first()
    return go(request, reverse("review_submission", args=[waiting.pk]) if waiting else reverse("review"))


def _show(request: Request, number: int, problem: object = None) -> HttpResponse:
    found, language = review_of(request.actor, number), request.language
    sheet = found.contents.sheet
    labels = {row.cell: row.defined.label(language) for row in found.contents.rows}
    period = Words(language).whole_period(sheet.round.period)
    context: dict[str, Any] = {
        "title": f"{sheet.body} {sheet.round.form.title}",
        "lead": f"{period} · {said('review.version', language, number=found.submission.number)}",
        "crumbs": [{"label": said("rooms.review", language), "url": reverse("review")}],
        "facts": _facts(found, language),
        "table": _table(found, language),
        "questions": [
            {
                "label": labels.get(one["cell"], said("reporting.whole_sheet", language)),
                "text": one["question"],
                "answer": one["answer"],
                "kind": "question",
            }
            for one in found.questions
        ],
        "history": past.entries(sheet, language),
        "queue": _queue(request, number, language),
    }
    if found.may:
        context["actions"] = _actions(number, str(sheet.body), language)
    elif found.waits and found.submission.by == request.actor.who:
        context["lead"] += " · " + said("reporting.own", language)
    return show(request, "review.html", context, problem=problem)


def _actions(number: int, body: str, language: Language) -> dict[str, Any]:
    return {
        "accept": reverse("review_accept", args=[number]),
        "back": {
            "id": "back",
            "title": said("reporting.send_back_to", language, body=body),
            "action": reverse("review_back", args=[number]),
            "submit": said("review.send_back", language),
            "grave": True,
            "fields": [
                {
                    "name": "why",
                    "label": said("review.why", language),
                    "kind": "textarea",
                    "required": True,
                    "help": said("review.why_help", language),
                }
            ],
        },
    }


def _facts(found: ToReview, language: Language) -> list[dict[str, Any]]:
    sheet, one = found.contents.sheet, found.submission
    told = [
        ("handed_in_by", f"{one.by_name}，{moment(one.at, language)}"),
        ("due", day(sheet.round.due, language) + (f"（{said('reporting.late', language)}）" if one.late else "")),
        ("issuer", str(sheet.round.form.issuer)),
        ("kind", said(f"reporting.act_{one.kind}", language, number=one.number)),
    ]
    if one.note:
        told.append(("note", one.note))
    return [{"label": said(f"reporting.{name}", language), "value": value} for name, value in told]


def _table(found: ToReview, language: Language) -> dict[str, Any]:
    """The rows, with what the version before said where it was another number."""
    table = past.table(found.contents, language)
    for row, told in zip(found.contents.rows, table["rows"], strict=True):
        if row.cell in found.changed:
            earlier = found.changed[row.cell]
            was = earlier.value or said(f"status.{earlier.status}", language)
            told["chosen"] = True
            told["cells"][-1] = said("reporting.was", language, was=was) + (f" {row.now.note}" if row.now.note else "")
    return table


def _queue(request: Request, number: int, language: Language) -> list[dict[str, Any]]:
    waiting: list[Submission] = list(listing.to_review(request.actor)[:_QUEUE])
    return [
        {
            "label": f"{one.sheet.body} {one.sheet.round.form.title}",
            "url": reverse("review_submission", args=[one.pk]),
            "here": one.pk == number,
            "status": "submitted",
        }
        for one in waiting
    ]
