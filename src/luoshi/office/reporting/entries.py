"""What is handed in for a cell: a status, a number, a word on it; and what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.assessing.cells import STATUSES
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.reporting.numbers import exact

_FILE = Path(__file__).parent / "statuses.toml"
_NUMBER = ("needed", "zero", "none")
_LONGEST_NOTE = 400


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody says of the cell with number `cell`. `value` is as typed; without a `status` it speaks for itself.

    A number is `reported` (0 is `zero`); nothing at all is a fault: missing is said, never left blank.
    """

    cell: int
    status: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is said to a question of the checks: to `rule`'s about `cell` (of a sheet: 0)."""

    cell: int
    rule: str
    text: str


@dataclass(frozen=True)
class Rule:
    """What a status wants: `number` is needed, zero or none; `note`: whether a word (or a waiver) is wanted."""

    number: str
    note: bool


@cache
def rules() -> Mapping[str, Rule]:
    """The statuses of `statuses.toml`. Raises `ValueError` where they are not those of the contract."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if set(told) != set(STATUSES):
        raise ValueError(f"statuses.toml: expected {', '.join(STATUSES)}, found {', '.join(told)}")
    for name, rule in told.items():
        if set(rule) != {"number", "note"} or rule["number"] not in _NUMBER or not isinstance(rule["note"], bool):
            raise ValueError(f"statuses.toml: [{name}]: expected number ({', '.join(_NUMBER)}) and note, found {rule}")
    return {name: Rule(**rule) for name, rule in told.items()}


def settled(entry: Entry, unit: str, digits: int, *, waived: Iterable[str] = ()) -> Entry:
    """An entry as it is kept: a status, exact text in `unit`, the note. `waived`: statuses that somebody has allowed.

    Raises `Invalid` for an unknown status, letters for a number, a number where the status has none, and the like.
    """
    value, note = entry.value.strip(), entry.note.strip()
    if len(note) > _LONGEST_NOTE:
        raise Invalid("guard.too_long", limit=_LONGEST_NOTE, length=len(note))
    status = entry.status or ("reported" if value else "")
    if not status:
        raise Invalid("reporting.nothing")
    if status not in STATUSES:
        raise Invalid("reporting.no_status", found=status[:40], known=", ".join(STATUSES))
    rule = rules()[status]
    if rule.number == "none":
        if value:
            raise Invalid("reporting.number_too_much", found=value[:40])
    else:
        if not value and rule.number == "needed":
            raise Invalid("reporting.number_wanted")
        value = exact(value, unit, digits) if value else "0"
        is_zero = Decimal(value) == 0
        if rule.number == "zero" and not is_zero:
            raise Invalid("reporting.not_zero", found=value)
        if status == "reported" and is_zero:
            status = "zero"
    if rule.note and not note and status not in waived:
        raise Invalid("reporting.note_wanted")
    return Entry(cell=entry.cell, status=status, value=value, note=note)


def together(code: str, faults: Mapping[str, Problem], **values: Any) -> Invalid:
    """One problem of several, each under its input: `reporting.faults` and the like."""
    return Invalid(code, fields=faults, count=len(faults), **values)
