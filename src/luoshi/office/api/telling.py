"""From what the room of reporting gives to what the API tells, and from what it takes to what the actions take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.office.api.reported import EntryIn, FormOut
from luoshi.office.guard.errors import Problem
from luoshi.office.reporting.contents import Act, Contents, Row
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.forms import definition_of
from luoshi.office.reporting.models import Form
from luoshi.office.reporting.questions import Question


def form_told(form: Form) -> dict[str, Any]:
    """A form with what it asks."""
    whole = definition_of(form)
    cells = [{"indicator": cell.indicator, "measure": cell.measure} for cell in whole.cells]
    plain = {name: getattr(form, name) for name in FormOut.model_fields}
    return {**plain, "cells": cells, "respondents": list(whole.respondents)}


def whole_told(contents: Contents) -> dict[str, Any]:
    """A sheet with its cells."""
    answers: dict[str, dict[str, str]] = {}
    for (cell, rule), text in contents.answers.items():
        answers.setdefault(str(cell), {})[rule] = text
    rows = [row_told(row) for row in contents.rows]
    return {"sheet": contents.sheet, "draft": contents.draft, "rows": rows, "answers": answers}


def row_told(row: Row) -> dict[str, Any]:
    """A cell of a sheet."""
    return {
        "cell": row.cell, "indicator": row.defined.code, "name": row.defined.name, "measure": row.defined.measure,
        "unit": row.defined.unit, "digits": row.defined.digits, "own": row.own, "now": vars(row.now),
        "known": vars(row.known), "before": vars(row.before), "year_ago": vars(row.year_ago),
        "change": "" if row.change is None else str(row.change), "change_unit": row.change_unit,
        "source": None if row.source is None else vars(row.source), "waived": list(row.waived),
    }  # fmt: skip


def act_told(act: Act) -> dict[str, Any]:
    """Something that was done with a sheet."""
    by = act.submission if act.review is None else act.review
    said = act.submission.note if act.review is None else act.review.reason
    return {"what": act.what, "number": act.number, "by_name": by.by_name, "at": by.at, "said": said}


def checked_told(faults: Mapping[int, Problem], questions: tuple[Question, ...], language: str) -> dict[str, Any]:
    """Faults and questions."""
    return {
        "faults": [
            {"cell": cell, "code": fault.code, "text": fault.sentence(language)} for cell, fault in faults.items()
        ],
        "questions": [vars(question) for question in questions],
    }


def entries_of(entries: Mapping[int, EntryIn]) -> tuple[Entry, ...]:
    """Entries as the actions take them."""
    return tuple(Entry(cell=cell, **entry.dict()) for cell, entry in entries.items())


def answers_of(answers: Mapping[int, Mapping[str, str]]) -> tuple[Answer, ...]:
    """Answers as the actions take them."""
    return tuple(
        Answer(cell=cell, rule=rule, text=text) for cell, rules in answers.items() for rule, text in rules.items()
    )
