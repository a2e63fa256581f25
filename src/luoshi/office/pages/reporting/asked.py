"""What is asked beside a sheet: faults, questions of the checks with their answers, words on a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.office.guard.errors import Problem
from luoshi.office.pages.reporting.typed import wants_note
from luoshi.office.pages.words import Language, said
from luoshi.office.reporting.contents import Contents
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.handing_in import Checked


def asked_about(
    held: Contents, entries: Iterable[Entry], found: Checked, answers: Iterable[Answer], language: Language
) -> list[dict[str, Any]]:
    """The list of components/questions.html: what is wrong, what wants a word, what the checks ask."""
    labels = {row.cell: row.defined.label(language) for row in held.rows}
    waived = {row.cell: row.waived for row in held.rows}
    told = [
        {
            "cell": f"c{cell}",
            "field": f"fault-c{cell}",
            "label": labels.get(cell, ""),
            "text": problem.sentence(language),
            "kind": "fault",
        }
        for cell, problem in found.faults.items()
        if problem.code != "reporting.nothing"
    ]
    told += [
        {
            "cell": f"c{entry.cell}",
            "field": f"note-c{entry.cell}",
            "label": labels.get(entry.cell, ""),
            "text": said("reporting.note_wanted", language, status=said(f"status.{entry.status}", language)),
            "answer": entry.note,
            "kind": "question",
        }
        for entry in entries
        if wants_note(entry.status) and entry.status not in waived.get(entry.cell, ())
    ]
    given = {(answer.cell, answer.rule): answer.text for answer in answers}
    told += [
        {
            "cell": f"c{question.cell}" if question.cell else "",
            "field": f"why-c{question.cell}.{question.rule}",
            "label": labels.get(question.cell, said("reporting.whole_sheet", language)),
            "text": question.text,
            "answer": given.get((question.cell, question.rule), ""),
            "kind": "question",
        }
        for question in found.questions
    ]
    return told


def faults_of(problem: object, language: Language) -> Mapping[int, str]:
    """What a refused submission says of which cell: `entries.12`."""
    if not isinstance(problem, Problem):
        return {}
    return {
        int(name.removeprefix("entries.")): fault.sentence(language)
        for name, fault in problem.fields.items()
        if name.removeprefix("entries.").isdigit()
    }
