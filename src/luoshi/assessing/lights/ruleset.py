"""A rule set: columns, rules in order, a memory if it has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.assessing.lights.conditions import Condition, Sum
from luoshi.assessing.lights.words import NONE, words

Kind: TypeAlias = Literal["number", "text", "yes/no"]
#: Columns that lighting makes, so no rule set may ask for them.
MADE = ("light", "rule", "light_reason")


@dataclass(frozen=True)
class Column:
    """A column that conditions speak of.

    `zh` and `unit` are for sentences, with `digits` decimals at most. `values` pairs each value of a text (or yes
    and no) with its Chinese words. A `computed` column is a sum of other columns and need not be in the frame.
    """

    name: str
    zh: str
    kind: Kind = "number"
    unit: str = ""
    digits: int = 2
    values: tuple[tuple[str, str], ...] = ()
    computed: Sum | None = None


@dataclass(frozen=True)
class Rule:
    """One rule: its light where all conditions are met. `when` is their text; no conditions: otherwise.

    `say` is the sentence as literal pieces and names of columns in turn, or None where it is made of the conditions.
    """

    key: str
    light: str
    when: tuple[str, ...]
    conditions: tuple[Condition, ...]
    say: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its conditions and its sentence need, each once."""
        named = [name for condition in self.conditions for name in condition.columns]
        return tuple(dict.fromkeys([*named, *(self.say or ())[1::2]]))


@dataclass(frozen=True)
class Memory:
    """After the light `after`, later months of the window have `at_best` at best.

    A series is told by the columns `by`, its months by the column `month`; `key` is given as the rule.
    """

    key: str
    after: str
    at_best: str
    window: str
    by: tuple[str, ...]
    month: str


@dataclass(frozen=True)
class RuleSet:
    """A checked rule set. The first rule whose conditions are all met gives the light."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    memory: Memory | None = None

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in self.columns if column.name == name)

    def sources(self, names: Iterable[str]) -> tuple[str, ...]:
        """The columns of a frame that columns of this set are made of, each once."""
        out: dict[str, None] = {}
        for name in names:
            computed = self.column(name).computed
            out.update(dict.fromkeys(computed.columns if computed else (name,)))
        return tuple(out)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a frame must have, each once."""
        named = self.sources(name for rule in self.rules for name in rule.columns)
        memory = (*self.memory.by, self.memory.month) if self.memory else ()
        return tuple(dict.fromkeys([*named, *memory]))

    @property
    def lights(self) -> tuple[str, ...]:
        """The lights it may give, best first, grey last."""
        given = {rule.light for rule in self.rules} | {NONE} | ({self.memory.at_best} if self.memory else set())
        order = {name: (word.order is None, word.order or 0) for name, word in words().items()}
        return tuple(sorted(given, key=lambda name: order[name]))
