"""Commitments as rows of files; queries do not grow with the rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet

from luoshi.office.ledger.listing import with_owners
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.owners import Register
from luoshi.office.ledger.phrases import figure_said
from luoshi.office.organisations.models import Body
from luoshi.office.people.scopes import today
from luoshi.vocabulary.terms import term

_TERMS = ("measure", "comparator", "strength")


@dataclass(frozen=True)
class Owned:
    """A body with a commitment: its name, its place in the order of bodies, its role there."""

    code: str
    name: str
    role: str
    order: tuple[int, int, str]


@dataclass(frozen=True)
class Row:
    """A commitment and what files say of it."""

    commitment: Commitment
    owners: tuple[Owned, ...]
    #: The document in which it was printed and the line; "" where it was entered by hand.
    source: str
    line: int | None
    #: Role → the bodies of it, as they are called in short; all towns of a place by one word.
    called: dict[str, list[str]]


@cache
def layout() -> dict[str, Any]:
    """What `sheets.toml` says."""
    return tomllib.loads(files(__package__).joinpath("sheets.toml").read_text(encoding="utf-8"))


def rows_of(commitments: QuerySet[Commitment]) -> list[Row]:
    """The rows, in the order of the query; three queries."""
    related = ("place", "indicator", "parent", "statement__document")
    register = Register(today())
    return [_row(one, register) for one in with_owners(commitments.select_related(*related))]


def _row(commitment: Any, register: Register) -> Row:
    owners = tuple(Owned(row.body.code, row.body.name, row.role, _order(row.body)) for row in commitment.current_owners)
    called = {
        role: register.together([row.body for row in commitment.current_owners if row.role == role], commitment.place)
        for role in Ownership.ROLES
    }
    statement = commitment.statement
    source, line = ("", None) if statement is None else (statement.document.name, statement.line or None)
    return Row(commitment, owners, source, line, called)


def cells(row: Row) -> dict[str, Any]:
    """A commitment as the cells of a sheet: field → what stands there."""
    one, words = row.commitment, layout()["words"]
    told: dict[str, Any] = {
        "number": one.number,
        "kind": words["kind"][one.kind],
        "place": one.place.name,
        "name": one.name,
        "text": one.text,
        "indicator": one.indicator.name if one.indicator else one.name,
        "code": one.indicator.code if one.indicator else "",
        "period": one.period,
        "said": figure_said(one, strength=True),
        "unit": one.unit,
        "reference": one.reference,
        "lead": "、".join(row.called["lead"]),
        "support": "、".join(row.called["support"]),
        "open_owners": "、".join(name for _, name in one.printed_owners),
        "due": one.due.isoformat() if one.due else "",
        "card": one.card,
        "state": words["state"][one.state],
        "parent": one.parent.number if one.parent else "",
        "source": f"{row.source} 第{row.line}行" if row.line else row.source,
    }
    told |= {family: term(family, getattr(one, family) or None) for family in _TERMS}
    return told | {name: _number(getattr(one, name)) for name in ("value", "value_to", "baseline")}


def by_owner(rows: Sequence[Row]) -> Iterator[tuple[Owned, list[Row]]]:
    """Each body with what it leads, then what it supports; bodies in their order."""
    held: dict[str, tuple[Owned, list[tuple[bool, int, Row]]]] = {}
    for at, row in enumerate(rows):
        for one in row.owners:
            held.setdefault(one.code, (one, []))[1].append((one.role != "lead", at, row))
    for one, owned in sorted(held.values(), key=lambda pair: pair[0].order):
        yield one, [row for _, _, row in sorted(owned, key=lambda entry: entry[:2])]


def _order(body: Body) -> tuple[int, int, str]:
    """Those of the county before those of its towns, then as the office orders them."""
    return (body.place.path.count("/") if body.place else 0, body.position, body.code)


def _number(value: str) -> float | str | None:
    """A number for a cell; as text where a spreadsheet would round it."""
    if not value:
        return None
    return float(value) if len(value.strip("-0.").replace(".", "")) <= 15 else value
