"""What the decisions about statements share: the fields of a figure and of a task that may be edited, their check."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

from luoshi.office.documents.accepted import in_ledger
from luoshi.office.documents.finding import must_stand
from luoshi.office.documents.models import Decision, Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, Problem
from luoshi.office.log.canonical import number
from luoshi.reading.statements import Comparator, Measure, Role, Strength
from luoshi.vocabulary.periods import bounds

#: What of a statement a person may change, by its kind, in the order of the form.
EDITABLE: Mapping[str, tuple[str, ...]] = {
    "figure": (
        "indicator", "code", "measure", "comparator", "value", "value_to", "unit", "role", "strength", "period",
        "subject", "reference",
    ),
    "task": ("lead", "support", "period"),
}  # fmt: skip
#: The words that a field may have; those in `_EMPTY` may have none.
WORDS: Mapping[str, tuple[str, ...]] = {
    "measure": get_args(Measure),
    "comparator": get_args(Comparator),
    "role": get_args(Role),
    "strength": get_args(Strength),
}
_EMPTY = ("strength",)
_LONGEST = {
    "indicator": 200, "code": 60, "unit": 20, "subject": 100, "reference": 100, "lead": 500, "support": 500,
    "period": 30,
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,15})?")


def concerns_of(statement: Statement) -> Sequence[Concern]:
    """The place whose page it stands on."""
    return (statement.document.place,)


def must_be_free(statement: Statement) -> None:
    """Raise `Conflict` for a statement of a page that was withdrawn, and for one that stands in the ledger.

    That is the ledger's to change.
    """
    must_stand(statement.document)
    if in_ledger(statement):
        raise Conflict("documents.in_ledger", number=statement.number)


def checked(kind: str, given: Mapping[str, Any]) -> dict[str, str | None]:
    """Fields as they are to be kept; empty ones are None. Raises `Invalid` naming every field at fault."""
    faults: dict[str, Problem] = {}
    kept: dict[str, str | None] = {}
    for name, value in given.items():
        if name not in EDITABLE[kind]:
            faults[name] = Invalid("documents.no_field", field=name, fields_known="、".join(EDITABLE[kind]))
            continue
        text = "" if value is None else str(value).strip()
        try:
            kept[name] = _field(name, text) or None
        except Invalid as problem:
            faults[name] = problem
    if faults:
        raise Invalid("documents.faulty", fields=faults)
    return kept


def must_agree(kind: str, fields: Mapping[str, Any]) -> None:
    """Raise `Invalid` where the fields of a figure do not go together: a range needs two numbers, a word needs none."""
    if kind != "figure":
        return
    faults: dict[str, Problem] = {}
    value, last, comparator = fields.get("value"), fields.get("value_to"), fields.get("comparator")
    if not fields.get("indicator"):
        faults["indicator"] = Invalid("guard.empty")
    if comparator == "between" and (not value or not last or Decimal(value) > Decimal(last)):
        faults["value_to"] = Invalid("documents.range")
    if comparator != "between" and last:
        faults["value_to"] = Invalid("documents.no_range")
    if comparator not in ("positive", "between") and not value and not fields.get("reference"):
        faults["value"] = Invalid("documents.value_needed")
    if faults:
        raise Invalid("documents.faulty", fields=faults)


def decide(on: Acting, statements: Sequence[Statement], verdict: str, *, reason: str = "") -> list[Decision]:
    """Put statements into a state and keep the decision about each; the action tells the log afterwards.

    `verdict` is a state of `Statement`, or `reopened`, after which a statement is found again.
    """
    state = "found" if verdict == "reopened" else verdict
    for statement in statements:
        statement.state = state
    Statement.objects.bulk_update(statements, ["state", "fields"], batch_size=200)
    return on.add(
        [
            Decision(
                statement=statement, verdict=verdict, fields=statement.fields, reason=reason.strip(),
                by=on.actor.who, by_name=on.actor.name, at=on.at,
            )
            for statement in statements
        ]
    )  # fmt: skip


def _field(name: str, text: str) -> str:
    if name in WORDS:
        if text not in WORDS[name] and not (name in _EMPTY and not text):
            raise Invalid("documents.word", found=text, expected="、".join(WORDS[name]))
        return text
    if name in ("value", "value_to"):
        plain = text.replace(",", "").replace("，", "")
        if not text:
            return ""
        if not _NUMBER.fullmatch(plain):
            raise Invalid("documents.number", found=text[:40])
        return number(Decimal(plain))
    if len(text) > _LONGEST[name]:
        raise Invalid("guard.too_long", limit=_LONGEST[name], length=len(text))
    if name == "period" and text:
        try:
            bounds(text)
        except ValueError:
            raise Invalid("documents.period", found=text) from None
    return text
