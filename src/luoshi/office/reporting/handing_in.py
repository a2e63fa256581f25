"""A whole sheet is handed in: every own cell checked, the questions of the checks answered, one version written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, Problem
from luoshi.office.reporting.defined import Defined, defined
from luoshi.office.reporting.entries import Answer, Entry, settled, together
from luoshi.office.reporting.finding import of_sheet, sheet_of
from luoshi.office.reporting.models import Cell, Draft, Sheet, Submission, Value, Waiver
from luoshi.office.reporting.questions import Question, questions_about

_LONGEST_ANSWER, _LONGEST_NOTE = 1000, 2000


@dataclass(frozen=True)
class Checked:
    """What came of checking entries: those that are in order, what is wrong with the others, and the questions.

    `faults` is by number of cell. Questions are asked only where nothing is wrong.
    """

    entries: tuple[Entry, ...]
    faults: Mapping[int, Problem]
    questions: tuple[Question, ...] = ()


def own_cells(sheet: Sheet) -> list[Cell]:
    """The cells whose home the sheet is; one query."""
    return list(Cell.objects.filter(home=sheet).select_related("indicator", "place").order_by("id"))


def check_entries(sheet: Sheet, entries: Sequence[Entry], *, whole: bool = True) -> Checked:
    """Each entry as it is kept, or what is wrong with it; `whole`: a cell without an entry is at fault. No questions.

    Three queries, however many cells.
    """
    cells = own_cells(sheet)
    return _in_order(cells, defined(cells), entries, whole=whole)


def _in_order(
    listed: Sequence[Cell], kinds: Mapping[int, Defined], entries: Sequence[Entry], *, whole: bool
) -> Checked:
    cells = {cell.pk: cell for cell in listed}
    waived: dict[int, set[str]] = {}
    for number, status in Waiver.objects.filter(cell__in=cells).values_list("cell", "status"):
        waived.setdefault(number, set()).add(status)
    given = {entry.cell: entry for entry in entries}
    faults: dict[int, Problem] = {
        number: Invalid("reporting.twice") for number, times in Counter(e.cell for e in entries).items() if times > 1
    }
    faults |= {number: Invalid("reporting.not_own") for number in given if number not in cells}
    kept = []
    for number in cells if whole else [number for number in given if number in cells]:
        if number in faults:
            continue
        try:
            entry, kind = given.get(number, Entry(cell=number)), kinds[number]
            kept.append(settled(entry, kind.unit, kind.digits, waived=waived.get(number, ())))
        except Invalid as problem:
            faults[number] = problem
    return Checked(tuple(kept), faults)


def check_sheet(sheet: Sheet, entries: Sequence[Entry], *, whole: bool = True, urgent: bool = False) -> Checked:
    """`check_entries`, and where nothing is wrong the questions that the checks ask about the figures.

    It takes some tenths of a second, the same figures again next to nothing; so it is asked before a transaction.
    """
    cells = own_cells(sheet)
    kinds = defined(cells)
    found = _in_order(cells, kinds, entries, whole=whole)
    if found.faults:
        return found
    return replace(found, questions=questions_about(sheet, found.entries, cells, kinds, urgent=urgent))


@dataclass(frozen=True, kw_only=True)
class HandingIn(Action[Submission]):
    """What `SubmitSheet` and `CorrectSheet` have in common: a sheet, the version it was made from, what is said."""

    sheet: int
    version: int
    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...] = ()

    def concerns(self) -> Sequence[Concern]:
        """Who fills it in."""
        return of_sheet(sheet_of(self.sheet))

    def prepare(self) -> None:
        """Ask the checks, which takes longer than anybody should wait for the one who writes."""
        _ = self._questions

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        sheet = Sheet.objects.select_related("round__form", "body__place").filter(id=self.sheet).first()
        # Who hands in waits for this; who only looks at a sheet is asked beside what they read.
        return () if sheet is None else check_sheet(sheet, self.entries, urgent=True).questions

    def ready(self, sheet: Sheet) -> tuple[tuple[Entry, ...], list[dict[str, Any]]]:
        """The entries and the answers as they are kept.

        Raises `Conflict` where the sheet waits for review or was changed meanwhile, `Invalid` as `must_be_right` and
        `must_be_answered`.
        """
        if sheet.version != self.version:
            raise Conflict("reporting.changed_meanwhile", version=sheet.version, from_version=self.version)
        if sheet.state == "submitted":
            raise Conflict("reporting.waits_for_review")
        entries = must_be_right(check_entries(sheet, self.entries))
        return entries, must_be_answered(self._questions, self.answers)


def must_be_right(found: Checked) -> tuple[Entry, ...]:
    """The entries. Raises `Invalid` (`reporting.faults`) with a problem for each cell at fault: `entries.12`."""
    if found.faults:
        raise together("reporting.faults", {f"entries.{number}": fault for number, fault in found.faults.items()})
    return found.entries


def must_be_answered(questions: Iterable[Question], answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The questions with their answers, as a submission keeps them. Raises `Invalid` where one has none.

    `reporting.unanswered` names each: `answers.12.jump`, the question in its words.
    """
    given = {(answer.cell, answer.rule): answer.text.strip() for answer in answers}
    open_: dict[str, Problem] = {}
    kept = []
    for question in questions:
        said, name = given.get((question.cell, question.rule), ""), f"answers.{question.cell}.{question.rule}"
        if not said:
            open_[name] = Invalid("reporting.question", question=question.text)
        elif len(said) > _LONGEST_ANSWER:
            open_[name] = Invalid("guard.too_long", limit=_LONGEST_ANSWER, length=len(said))
        told = {"rule": question.rule, "cell": question.cell, "question": question.text, "answer": said}
        kept.append(told)
    if open_:
        raise together("reporting.unanswered", open_)
    return kept


def must_take(sheet: Sheet) -> None:
    """Raise `Conflict` where the sheet's round takes nothing more."""
    if sheet.round.closed_at is not None:
        raise Conflict("reporting.round_closed", form=sheet.round.form.title, period=sheet.round.period)


def hand_in(
    on: Acting, sheet: Sheet, entries: Sequence[Entry], answers: list[dict[str, Any]], *, kind: str, note: str = ""
) -> Submission:
    """Write a version of a sheet; it waits for review then. The draft is gone."""
    cells = {cell.pk: cell for cell in own_cells(sheet)}
    kinds: Mapping[int, Defined] = defined(cells.values())
    if len(note.strip()) > _LONGEST_NOTE:
        raise Invalid("guard.too_long", limit=_LONGEST_NOTE, length=len(note.strip()))
    submission = Submission(
        sheet=sheet, number=sheet.version + 1, kind=kind, note=note.strip(), answers=answers,
        late=kind == "first" and on.day > sheet.round.due, by=on.actor.who, by_name=on.actor.name, at=on.at,
    )  # fmt: skip
    on.add([submission])
    on.add(
        [
            Value(
                submission=submission, cell=cells[entry.cell], status=entry.status, value=entry.value,
                unit=kinds[entry.cell].unit if entry.value else "", note=entry.note,
            )
            for entry in entries
        ]
    )  # fmt: skip
    before = {"state": sheet.state, "version": sheet.version}
    sheet.state, sheet.version = "submitted", submission.number
    sheet.save(update_fields=["state", "version"])
    Draft.objects.filter(sheet=sheet).delete()
    after = {"state": sheet.state, "version": sheet.version, "late": submission.late, "cells": len(entries)}
    on.log(sheet, before=before, after=after)
    return submission
