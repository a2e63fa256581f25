"""A statement as components/statement.html shows it: what was read, its doubts, and what may be done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from luoshi.charts.words import Words
from luoshi.office.catalogue.finding import known_names
from luoshi.office.documents.accepted import ACCEPTED, is_promise
from luoshi.office.documents.doubts import doubts
from luoshi.office.documents.models import Decision, Document, Statement
from luoshi.office.documents.reading import full_name
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import allows
from luoshi.office.ledger.models import Commitment
from luoshi.office.pages.words import Language, said
from luoshi.vocabulary.terms import term

_STATUS = {"found": "waiting", "accepted": "adopted", "edited": "edited", "refused": "refused"}
_TERMS = ("measure", "comparator", "role", "strength")
_SHOWN = {
    "figure": ("role", "measure", "comparator", "strength", "period", "subject", "reference"),
    "task": ("lead", "support", "period"),
}
#: The verbs of a statement that is open, and of one that is decided about.
_OPEN, _DECIDED = ("accept", "edit", "refuse"), ("reopen",)


@dataclass(frozen=True)
class Reader:
    """What is the same for all statements of a page: who looks, in which language, the names of the catalogue."""

    language: Language
    verbs: frozenset[str]
    commits: bool
    codes: Collection[str]
    home: str

    @classmethod
    def of(cls, actor: Actor, document: Document, language: Language) -> Reader:
        """For a page; four queries."""
        concerns = (document.place,)
        verbs = {verb for verb in (*_OPEN, *_DECIDED) if allows(actor, f"documents.{verb}_statement", concerns)}
        commits = allows(actor, "ledger.commit_statement", concerns)
        return cls(language, frozenset(verbs), commits, known_names(), full_name(document.place))


def shown(statements: Iterable[Statement], reader: Reader) -> list[dict[str, Any]]:
    """Statements for the page; two queries, however many there are."""
    listed = list(statements)
    keys = [one.pk for one in listed]
    commitments = {one.statement_id: one for one in Commitment.objects.filter(statement__in=keys)}
    decisions: dict[int, Decision] = {}
    for decision in Decision.objects.filter(statement__in=keys).order_by("pk"):
        decisions[decision.statement_id] = decision
    return [_shown(one, reader, decisions.get(one.pk), commitments.get(one.pk)) for one in listed]


def without_doubts(statements: Iterable[Statement], reader: Reader) -> list[Statement]:
    """Those of the statements that may be accepted in bulk."""
    return [one for one in statements if one.state == "found" and not doubts(one, reader.codes, reader.home)]


def title_of(statement: Statement, language: Language) -> str:
    """What a statement is about, in a few words: 地区生产总值 6%；a task by its first words."""
    fields = statement.fields
    if statement.kind == "task":
        return said("documents.task", language)
    return f"{fields.get('indicator') or ''} {value_of(fields)}".strip()


def value_of(fields: dict[str, Any]) -> str:
    """The number of a figure with its unit: 5—6%."""
    value, last, unit = fields.get("value"), fields.get("value_to"), fields.get("unit") or ""
    if not value:
        return ""
    return f"{value}—{last}{unit}" if last else f"{value}{unit}"


def _shown(
    statement: Statement, reader: Reader, decision: Decision | None, commitment: Commitment | None
) -> dict[str, Any]:
    language = reader.language
    notes = []
    if statement.state == "found":
        notes += [said(f"documents.doubt_{doubt}", language) for doubt in doubts(statement, reader.codes, reader.home)]
    elif decision is not None:
        notes.append(said("documents.decided_by", language, who=decision.by_name))
        if decision.reason:
            notes.append(decision.reason)
    waits = statement.state in ACCEPTED and is_promise(statement) and commitment is None
    if waits:
        notes.append(said("documents.not_in_ledger", language))
    return {
        "id": statement.pk,
        "title": title_of(statement, language),
        "line": statement.line,
        "quote": statement.quote,
        "status": _STATUS[statement.state],
        "facts": _facts(statement, language),
        "note": "；".join(notes),
        "doubt": statement.state == "found" and bool(notes),
        "actions": _actions(statement, reader, commitment, waits),
        "ledger": _ledger(commitment),
    }


def _facts(statement: Statement, language: Language) -> list[dict[str, Any]]:
    fields = statement.fields
    facts = []
    for name in _SHOWN[statement.kind]:
        value = fields.get(name)
        if not value:
            continue
        if name in _TERMS:
            value = term(name, value, language)
        elif name == "period":
            value = Words(language).whole_period(value)
        facts.append({"label": said(f"documents.fields.{name}", language), "value": value})
    return facts


def _actions(statement: Statement, reader: Reader, commitment: Commitment | None, waits: bool) -> dict[str, str] | None:
    if commitment is not None:
        return None
    verbs = _OPEN if statement.state == "found" else _DECIDED
    actions = {verb: reverse(f"statement_{verb}", args=[statement.pk]) for verb in verbs if verb in reader.verbs}
    if "reopen" in actions:
        actions["undo"] = actions.pop("reopen")
    if waits and reader.commits:
        actions["commit"] = reverse("statement_commit", args=[statement.pk])
    return actions or None


def _ledger(commitment: Commitment | None) -> str | None:
    if commitment is None:
        return None
    try:
        return reverse("commitment", args=[commitment.pk])
    except NoReverseMatch:
        return None
