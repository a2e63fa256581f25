"""What of a commitment may be changed, whether it can be, and the change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from luoshi.office.guard.errors import Conflict, Invalid, Problem, text
from luoshi.office.ledger import figures
from luoshi.office.ledger.entering import LONGEST_CARD, LONGEST_NAME, LONGEST_REFERENCE
from luoshi.office.ledger.figures import Figure
from luoshi.office.ledger.finding import commitment_of, indicator_of, place_of
from luoshi.office.ledger.models import Commitment

#: Columns that may be emptied.
CLEARABLE = ("text", "indicator", "value", "value_to", "reference", "baseline", "due", "parent", "card")
_TEXTS = {"name": LONGEST_NAME, "text": 20_000, "card": LONGEST_CARD, "reference": LONGEST_REFERENCE}
_FIGURE = tuple(field.name for field in fields(Figure))


@dataclass(frozen=True, kw_only=True)
class Change:
    """New values of columns; None leaves a column as it is, `clear` names columns to be emptied."""

    place: int | None = None
    name: str | None = None
    text: str | None = None
    indicator: int | None = None
    period: str | None = None
    measure: str | None = None
    comparator: str | None = None
    value: str | None = None
    value_to: str | None = None
    unit: str | None = None
    strength: str | None = None
    reference: str | None = None
    baseline: str | None = None
    due: dt.date | None = None
    parent: int | None = None
    card: str | None = None
    position: int | None = None
    clear: tuple[str, ...] = field(default=())

    def given(self) -> dict[str, Any]:
        """The columns that get a new value."""
        named = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "clear"}
        return {name: value for name, value in named.items() if value is not None}


def change_of(inputs: Mapping[str, Any]) -> Change:
    """The change that the inputs of an action say."""
    return Change(**{one.name: inputs[one.name] for one in fields(Change) if one.name in inputs})


def apply(commitment: Commitment, change: Change) -> None:
    """Change the columns in memory. Raises `Invalid` with the fields at fault, `Conflict` for a ring of parents."""
    for column in change.clear:
        if column not in CLEARABLE:
            raise Invalid("ledger.no_such_column", column=column)
    given = change.given()
    for column, limit in _TEXTS.items():
        if column in given:
            given[column] = _text(column, given[column], limit)
    if "period" in given:
        given["period"] = _at("period", lambda: figures.period(given["period"]))
    _point(commitment, given, change.clear)
    touched = [name for name in (*_FIGURE, "indicator") if name in given or name in change.clear]
    figure = {name: given.pop(name) for name in _FIGURE if name in given}
    for name, value in given.items():
        setattr(commitment, name, value)
    for column in change.clear:
        setattr(commitment, column, None if column in ("indicator", "due", "parent") else "")
    if commitment.kind == "target" and touched:
        for name, value in figures.settled(_figure(commitment, figure), commitment.indicator).columns().items():
            setattr(commitment, name, value)


def _figure(commitment: Commitment, given: Mapping[str, str]) -> Figure:
    """The figure with what is given in it; of a comparator that wants no such number, the old one goes."""
    made = {name: getattr(commitment, name) for name in _FIGURE} | dict(given)
    if "comparator" in given:
        comparator = figures.word("comparator", given["comparator"]) if given["comparator"] else "eq"
        if comparator != "between" and "value_to" not in given:
            made["value_to"] = ""
        if comparator == "positive" and "value" not in given:
            made["value"] = ""
    return Figure(**made)


def _point(commitment: Commitment, given: dict[str, Any], clear: Iterable[str]) -> None:
    """Numbers of rows become rows."""
    if "place" in given:
        given["place"] = _at("place", lambda: place_of(given["place"]))
    if "indicator" in given:
        given["indicator"] = _at("indicator", lambda: indicator_of(given["indicator"]))
    if "parent" in given:
        given["parent"] = parent_for(commitment, given["parent"])


def parent_for(commitment: Commitment, parent: int) -> Commitment:
    """The whole that it may be a part of. Raises `Conflict` where that is itself, or a part of it."""
    found = commitment_of(parent)
    step: Commitment | None = found
    while step is not None:
        if step.pk == commitment.pk:
            raise Conflict("ledger.parent_ring", number=commitment.number, parent=found.number)
        step = step.parent
    return found


def must_say(change: Change, *more: Sequence[Any] | None) -> None:
    """Raise `Invalid` where nothing is to be changed."""
    if not change.given() and not change.clear and all(one is None for one in more):
        raise Invalid("ledger.nothing_to_change")


def reason_of(reason: str) -> str:
    """A reason that says something. Raises `Invalid` at the field `reason`."""
    return str(_at("reason", lambda: text(reason, limit=2000)))


def _text(column: str, value: str, limit: int) -> str:
    return value.strip() if not value.strip() and column != "name" else _at(column, lambda: text(value, limit=limit))


def _at(column: str, read: Any) -> Any:
    """What `read` gives; a problem of it is told as one of the column."""
    try:
        return read()
    except Problem as problem:
        raise Invalid(problem.code, fields={column: problem}, **problem.values) from None
