"""Conditions as an office writes them: `growth >= plan`, `rank > group_size - 4`, `state is one of met, on_track`.

| condition | is met where |
|---|---|
| `SUM < SUM`, `<=`, `>`, `>=`, `=` | the numbers are so; a sum adds numbers, columns and `number * column` by + and - |
| `COLUMN is VALUE`, `is not VALUE` | the text is that value; `yes` and `no` for a column of yes and no |
| `COLUMN is one of VALUE, VALUE`, `is not one of …` | the text is one of them |
| `COLUMN is missing`, `is known` | the cell is empty, or is not |
| `otherwise` | always: the last rule |

Every condition but the last two lines of the table is neither met nor unmet where a cell it needs is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

#: Relation → how a Chinese sentence says it.
RELATIONS = {"<=": "不高于", ">=": "不低于", "<": "低于", ">": "高于", "=": "等于"}
OTHERWISE = "otherwise"
#: Words of the grammar that no value of a text column may be.
RESERVED = ("missing", "known", "not", "one", "of", OTHERWISE)

NAME = re.compile(r"[^\W\d]\w*")
_IS = re.compile(rf"({NAME.pattern})\s+is\s+(.+)")
_RELATION = re.compile(r"<=|>=|≤|≥|<|>|=")
_TOKEN = re.compile(rf"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>{NAME.pattern})|(?P<sign>[-+*]))")
_EXPECTED = "a condition such as growth >= plan, state is met, average is missing"


class ConditionError(ValueError):
    """A text that is no condition: what was found and expected."""


@dataclass(frozen=True)
class Sum:
    """Numbers and columns added up: (factor, column), or (number, None)."""

    terms: tuple[tuple[Fraction, str | None], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in it."""
        return tuple(name for _, name in self.terms if name is not None)


@dataclass(frozen=True)
class Comparison:
    """Two sums and the relation between them."""

    left: Sum
    relation: str
    right: Sum

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns on both sides."""
        return (*self.left.columns, *self.right.columns)


@dataclass(frozen=True)
class Choice:
    """A column is (or is not) one of some values."""

    column: str
    values: tuple[str, ...]
    negated: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)


@dataclass(frozen=True)
class Presence:
    """A column's cell is empty, or is not."""

    column: str
    missing: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The one column."""
        return (self.column,)


Condition: TypeAlias = Comparison | Choice | Presence


def parse(text: str) -> Condition:
    """A condition from its text; raises `ConditionError` saying what was found and expected."""
    text = text.strip()
    said = _IS.fullmatch(text)
    if said:
        return _said(said[1], said[2].strip())
    relations = list(_RELATION.finditer(text))
    if len(relations) != 1:
        raise ConditionError(f"found {text!r}, expected {_EXPECTED}; one relation in each")
    [relation] = relations
    sign = {"≤": "<=", "≥": ">="}.get(relation[0], relation[0])
    found = Comparison(parse_sum(text[: relation.start()]), sign, parse_sum(text[relation.end() :]))
    if not found.columns:
        raise ConditionError(f"found {text!r}, expected a column on one side at least")
    return found


def _said(column: str, rest: str) -> Condition:
    if rest in ("missing", "known"):
        return Presence(column, rest == "missing")
    negated = rest.startswith("not ")
    rest = rest.removeprefix("not ").strip()
    many = rest.startswith("one of ")
    values = tuple(value.strip() for value in rest.removeprefix("one of ").split(","))
    if not all(values) or (len(values) > 1 and not many):
        raise ConditionError(f"found {column} is {rest!r}, expected one value, or: one of VALUE, VALUE")
    return Choice(column, values, negated)


def parse_sum(text: str) -> Sum:
    """A sum from its text (`group_size - 4`, `0.7 * expected`); raises `ConditionError`."""
    tokens = list(_tokens(text))
    terms: list[tuple[Fraction, str | None]] = []
    at = 0
    while at < len(tokens) or not terms:
        factor = Fraction(1)
        kind, token = tokens[at] if at < len(tokens) else ("end", "")
        if kind == "sign" and token in "+-" and (terms or token == "-"):
            factor = Fraction(-1 if token == "-" else 1)
            at += 1
        elif terms:
            raise ConditionError(f"found {token!r} in {text.strip()!r}, expected + or - before it")
        taken = [kind for kind, _ in tokens[at : at + 3]]
        if taken[:3] == ["number", "sign", "name"] and tokens[at + 1][1] == "*":
            terms.append((factor * Fraction(tokens[at][1]), tokens[at + 2][1]))
            at += 3
        elif taken[:1] == ["number"]:
            terms.append((factor * Fraction(tokens[at][1]), None))
            at += 1
        elif taken[:1] == ["name"]:
            terms.append((factor, tokens[at][1]))
            at += 1
        else:
            raise ConditionError(
                f"found {text.strip()!r}, expected numbers, columns or 0.7 * column, joined by + and -"
            )
    return Sum(tuple(terms))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ConditionError(f"found {text[at:].strip()!r}, expected a number, a column or one of + - *")
        yield str(found.lastgroup), found[str(found.lastgroup)]
        at = found.end()
