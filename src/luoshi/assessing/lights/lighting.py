"""Lights for the rows of a frame: a rule set's conditions as expressions, the first rule met giving the light."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.assessing.computing import at_once
from luoshi.assessing.exact import rounded, settled, text
from luoshi.assessing.frames import Frame, enter
from luoshi.assessing.lights import sentences
from luoshi.assessing.lights.conditions import Choice, Comparison, Condition, Presence, Sum
from luoshi.assessing.lights.loading import load
from luoshi.assessing.lights.memory import months_of, remember
from luoshi.assessing.lights.ruleset import Column, Rule, RuleSet
from luoshi.assessing.lights.words import NONE, word
from luoshi.assessing.rulefiles import RuleError

# Columns of the work in hand, dropped at the end.
_PREFIX = "luoshi_light_"
_STEP = f"{_PREFIX}step"
# Numbers of this size and above, and what is no number, count as missing: their digits are not exact.
_LARGEST = 1e15
# Decimals of a number that rounding would put onto a limit.
_CLOSE = 6
# How alike two names of columns are where one may be meant for the other: schedul and schedule, not rank and reason.
_LIKE = 0.8


@at_once
def light(frame: Any, rules: RuleSet | str | Path, *, history: Any = None, reasons: bool = True) -> Any:
    """The light of each row by a rule set (or its name or path). The same kind of frame, with three columns more.

    | column | what |
    |---|---|
    | light | a word of `words.toml`; a column of that name is made anew |
    | rule | key of the rule that was met; of the memory where it held a light back; null where a rule stayed open |
    | light_reason | the condition met with its numbers, in Chinese; not made where `reasons` is False |

    A condition that needs an empty cell is neither met nor unmet: where that leaves a rule open before any is met,
    the light is grey and the reason names the cell. Nothing missing is ever red. Numbers are compared by
    `exact.settled`. `history` has the lights given in earlier months (the memory's columns and `light`). Raises
    `RuleError`, naming rule set, rule and column, where a column is missing or of another kind, or a history is given
    to a set without a memory.
    """
    rules = rules if isinstance(rules, RuleSet) else load(rules)
    entered, back = enter(frame, "verdicts")
    return back(_as_text(lighted(entered, rules, history=history, reasons=reasons)))


def lighted(entered: Frame, rules: RuleSet, *, history: Any = None, reasons: bool = True, keys: bool = True) -> Frame:
    """`light` on a lazy frame; `light` is an Enum of the set's lights, but of a set with a memory a text.

    Without `keys` there is no column `rule`.
    """
    schema = entered.collect_schema()
    _check(schema, rules)
    if history is not None and rules.memory is None:
        raise RuleError([f"{rules.name}: history: no memory: found a history, expected a rule set with [memory]"])
    kept = list(schema)
    work = months_of(entered, rules, "verdicts") if rules.memory else entered
    work = _stepped(work, schema, rules, reasons)
    lights = pl.lit if rules.memory else _word_of(rules.lights)
    work = work.with_columns(_lights(rules, lights).alias("light"))
    made = ["light"]
    if keys or rules.memory:
        key = _by_step(rules, lambda rule: pl.lit(rule.key), pl.lit(None).cast(pl.String()))
        work = work.with_columns(key.alias("rule"))
        made.append("rule")
    if reasons:
        work = _reasoned(work, rules)
        made.append("light_reason")
    if rules.memory:
        work = remember(work, rules, history, reasons)
    if reasons:
        work = work.with_columns(pl.concat_str([pl.col("light_reason"), _ending(rules)]).alias("light_reason"))
    return work.select(*kept, *[name for name in made if name not in kept])


def _as_text(frame: Frame) -> Frame:
    return frame.with_columns(pl.col("light").cast(pl.String()))


def _word_of(words: Sequence[str]) -> Callable[[str], pl.Expr]:
    """Literals of one Enum: a byte a row where a text has sixteen."""
    kind = pl.Enum(words)
    return lambda found: pl.lit(found).cast(kind)


def _ending(rules: RuleSet) -> pl.Expr:
    """How the sentence of each row ends, by its light."""
    out: pl.Expr = pl.lit("。")
    for name in rules.lights:
        out = pl.when(pl.col("light") == name).then(pl.lit(f"，{word(name).says}。")).otherwise(out)
    return out


def _check(schema: Mapping[str, Any], rules: RuleSet) -> None:
    """Every column that the set needs is there and of its kind."""
    faults = []
    for name in rules.needed:
        declared = next((column for column in rules.columns if column.name == name), None)
        kind = declared.kind if declared else "text"
        user = next((f"rule {rule.key}" for rule in rules.rules if name in rules.sources(rule.columns)), "memory")
        if name not in schema:
            # Verdicts have thirty columns: only one that may be meant is worth naming.
            near = get_close_matches(name, list(schema), n=3, cutoff=_LIKE)
            found = ", ".join(near) if near else f"{len(schema)} others"
            faults.append(f"{rules.name}: {user}: no column {name}: found {found}, expected {name} ({kind})")
        elif declared and not _fits(schema[name], kind):
            faults.append(f"{rules.name}: {user}: column {name}: found {schema[name]}, expected {kind}")
    if faults:
        raise RuleError(faults)


def _fits(found: Any, kind: str) -> bool:
    if found == pl.Null:  # a column of nothing but nulls
        return True
    if kind == "number":
        return bool(found.is_numeric())
    return found == pl.Boolean if kind == "yes/no" else found in (pl.String, pl.Categorical, pl.Enum)


def _value(name: str) -> pl.Expr:
    return pl.col(f"{_PREFIX}value_{name}")


def _settled(name: str) -> pl.Expr:
    return pl.col(f"{_PREFIX}settled_{name}")


def _stepped(frame: Frame, schema: Mapping[str, Any], rules: RuleSet, reasons: bool) -> Frame:
    """The frame with clean values, and the step: number of the rule met, or of the rule left open plus their count.

    Columns that only sentences need are not looked at without `reasons`.
    """
    asked = {name for rule in rules.rules for condition in rule.conditions for name in condition.columns}
    if reasons:
        asked |= {name for rule in rules.rules for name in rule.columns}
    used = [column for column in rules.columns if column.name in asked]
    plain = [rules.column(name) for name in rules.sources(column.name for column in used)]
    frame = frame.with_columns(
        *[_clean(column, schema[column.name]).alias(f"{_PREFIX}value_{column.name}") for column in plain]
    )
    computed = [column for column in used if column.computed is not None]
    if computed:
        sums = [
            _added(column.computed).alias(f"{_PREFIX}value_{column.name}") for column in computed if column.computed
        ]
        frame = frame.with_columns(*sums)
    numbers = [column.name for column in used if column.kind == "number"]
    frame = frame.with_columns(*[settled(_value(name)).alias(f"{_PREFIX}settled_{name}") for name in numbers])
    # Conditions that several rules share are worked out once.
    conditions = list(dict.fromkeys(condition for rule in rules.rules for condition in rule.conditions))
    met = {condition: f"{_PREFIX}met_{number}" for number, condition in enumerate(conditions)}
    frame = frame.with_columns(*[_met(condition, rules).alias(name) for condition, name in met.items()])
    return frame.with_columns(_step(rules, met).alias(_STEP))


def _step(rules: RuleSet, conditions: Mapping[Condition, str]) -> pl.Expr:
    count = len(rules.rules)
    # One or two bytes a row: thirty million rows go through every one of these.
    kind = pl.UInt8() if count * 2 < 256 else pl.UInt16()
    step: pl.Expr = pl.lit(count * 2, kind)
    for number, rule in reversed(list(enumerate(rules.rules))):
        if not rule.conditions:
            step = pl.lit(number, kind)
            continue
        met = reduce(and_, [pl.col(conditions[condition]) for condition in rule.conditions])
        left = step
        if any(not isinstance(condition, Presence) for condition in rule.conditions):
            left = pl.when(met.is_null()).then(pl.lit(count + number, kind)).otherwise(step)
        step = pl.when(met).then(pl.lit(number, kind)).otherwise(left)
    return step


def _clean(column: Column, kind: Any) -> pl.Expr:
    """A column's values; what is no number, no yes or no, or no value of the rule set is null."""
    raw = pl.col(column.name)
    if column.kind == "yes/no":
        return raw.cast(pl.Boolean())
    if column.kind == "number":
        number = raw.cast(pl.Float64())
        return pl.when(number.abs() < _LARGEST).then(number)
    values = [value for value, _ in column.values]
    there = [value for value in values if value in kind.categories] if isinstance(kind, pl.Enum) else values
    if isinstance(kind, pl.Enum) and len(there) == len(kind.categories):
        return raw.cast(pl.Enum(values))
    out: pl.Expr = pl.lit(None).cast(pl.Enum(values))
    for value in there:
        out = pl.when(raw == value).then(_word_of(values)(value)).otherwise(out)
    return out


def _added(side: Sum) -> pl.Expr:
    def part(factor: float, name: str | None) -> pl.Expr:
        if name is None:
            return pl.lit(factor)
        return _value(name) if factor == 1 else _value(name) * factor

    return reduce(lambda a, b: a + b, [part(float(factor), name) for factor, name in side.terms])


def _met(condition: Condition, rules: RuleSet) -> pl.Expr:
    """Whether a condition is met: true, false, or null where a cell it needs is empty."""
    if isinstance(condition, Presence):
        blank = _value(condition.column).is_null()
        return blank if condition.missing else ~blank
    if isinstance(condition, Choice):
        yes_no = rules.column(condition.column).kind == "yes/no"
        value = _value(condition.column)
        found = reduce(or_, [value == (wanted == "yes" if yes_no else wanted) for wanted in condition.values])
        return ~found if condition.negated else found
    return _compared(condition)


def _compared(condition: Comparison) -> pl.Expr:
    left, right = _side(condition.left), _side(condition.right)
    relations: dict[str, Callable[[], pl.Expr]] = {
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "=": lambda: left == right,
    }
    return relations[condition.relation]()


def _side(side: Sum) -> pl.Expr:
    if not side.columns:
        return pl.lit(_constant(side))
    alone = len(side.terms) == 1 and side.terms[0][0] == 1
    return _settled(side.columns[0]) if alone else settled(_added(side))


def _by_step(rules: RuleSet, give: Callable[[Rule], pl.Expr], open_: pl.Expr) -> pl.Expr:
    out = open_
    for number, rule in reversed(list(enumerate(rules.rules))):
        out = pl.when(pl.col(_STEP) == number).then(give(rule)).otherwise(out)
    return out


def _lights(rules: RuleSet, word_of: Callable[[str], pl.Expr]) -> pl.Expr:
    """The light of each row by its step, as `word_of` gives its word; of a rule left open none."""
    steps: dict[str, list[int]] = {}
    for number, rule in enumerate(rules.rules):
        steps.setdefault(rule.light, []).append(number)
    out = word_of(NONE)
    for name, numbers in steps.items():
        if name != NONE:
            out = pl.when(_among(numbers)).then(word_of(name)).otherwise(out)
    return out


def _among(steps: Sequence[int]) -> pl.Expr:
    """Whether a row's step is one of some."""
    return reduce(or_, [pl.col(_STEP) == number for number in steps])


def _reasoned(work: Frame, rules: RuleSet) -> Frame:
    """The frame with `light_reason`: each row's sentence, without its ending."""
    used = [column for column in rules.columns if any(column.name in rule.columns for rule in rules.rules)]
    work = work.with_columns(*[_in_words(column, rules).alias(f"{_PREFIX}text_{column.name}") for column in used])
    texts = {column.name: pl.col(f"{_PREFIX}text_{column.name}") for column in used}
    values = {column.name: _value(column.name) for column in rules.columns}
    raw = {column.name: pl.col(column.name).cast(pl.String()) for column in used if column.kind == "text"}
    left_open: dict[tuple[str, ...], list[int]] = {}
    for number, rule in enumerate(rules.rules):
        left_open.setdefault(sentences.asked(rule, rules), []).append(len(rules.rules) + number)
    out: pl.Expr = pl.lit("")
    for names, steps in left_open.items():
        if names:
            out = pl.when(pl.col(_STEP).is_in(steps)).then(sentences.blanks(names, rules, values, raw)).otherwise(out)
    return work.with_columns(
        _by_step(rules, lambda rule: sentences.sentence(rule, rules, texts), out).alias("light_reason")
    )


def _in_words(column: Column, rules: RuleSet) -> pl.Expr:
    """A column's values for sentences: a number with its unit, the words of a text."""
    value = _value(column.name)
    if column.kind == "number":
        return pl.concat_str([_number_in_words(column, rules), pl.lit(column.unit)])
    out: pl.Expr = pl.lit(None).cast(pl.String())
    for name, zh in column.values:
        found = value == (name == "yes") if column.kind == "yes/no" else value == name
        out = pl.when(found).then(pl.lit(zh)).otherwise(out)
    return out


def _number_in_words(column: Column, rules: RuleSet) -> pl.Expr:
    """A number rounded, but not onto a limit that it only comes near: 30.001 is not shown as 30 where 30 decides."""
    value = _value(column.name)
    shown = text(value, column.digits)
    near = [
        (rounded(value, column.digits) == limit) & (_settled(column.name) != limit)
        for limit in sorted({limit for rule in rules.rules for limit in _limits(rule, column.name)})
    ]
    if not near:
        return shown
    return pl.when(reduce(or_, near)).then(text(pl.when(reduce(or_, near)).then(value), _CLOSE)).otherwise(shown)


def _limits(rule: Rule, name: str) -> list[float]:
    """The numbers that a rule compares a column with."""
    alone = ((Fraction(1), name),)
    compared = [condition for condition in rule.conditions if isinstance(condition, Comparison)]
    pairs = [(c.left, c.right) for c in compared] + [(c.right, c.left) for c in compared]
    return [_constant(other) for side, other in pairs if side.terms == alone and not other.columns]


def _constant(side: Sum) -> float:
    return float(sum(factor for factor, _ in side.terms))
