"""Rule sets from their TOML: found by name or path, read, and checked before anything is judged by them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from luoshi.assessing.lights import coverage
from luoshi.assessing.lights.checking import check
from luoshi.assessing.lights.conditions import NAME, OTHERWISE, RESERVED, Condition, ConditionError, parse, parse_sum
from luoshi.assessing.lights.fields import (
    BAND_FIELDS,
    BANDS_FIELDS,
    COLUMN_FIELDS,
    MEMORY_FIELDS,
    RULE_FIELDS,
    TOP_FIELDS,
    Faults,
    Reader,
    one_of,
)
from luoshi.assessing.lights.ruleset import MADE, Column, Kind, Memory, Rule, RuleSet
from luoshi.assessing.lights.words import words
from luoshi.assessing.rulefiles import RuleError
from luoshi.vocabulary.terms import terms

#: How long a memory lasts: months in its window, 0 for ever.
WINDOWS = {"year": 12, "half": 6, "quarter": 3, "always": 0}

#: The code words of the contract that a column may hold: `values = "state"`.
FAMILIES = ("state", "status", "strength", "measure", "comparator")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@cache
def names() -> tuple[str, ...]:
    """The rule sets that come with Luoshi, in alphabetical order."""
    folder = files(__package__).joinpath("rules")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load(name_or_path: str | Path) -> RuleSet:
    """A rule set by its name (`names()`) or the path of a TOML file.

    Raises `RuleError`, listing every fault, where it cannot be found, is no TOML, has unknown fields, words, lights
    or operators, conditions that contradict each other, rules that are never reached, bands with gaps or overlaps,
    or no rule for what is left.
    """
    if isinstance(name_or_path, str) and name_or_path in names():
        return _shipped(name_or_path)
    path = Path(name_or_path)
    if path.suffix != ".toml" and not path.exists():
        raise RuleError(
            [f"{path}: unknown rule set: found {path}, expected a .toml file or one of {', '.join(names())}"]
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError([f"{path}: byte {error.start}: wrong encoding: found no UTF-8, expected UTF-8"]) from None
    except OSError as error:
        raise RuleError([f"{path}: not readable: found {error.strerror}, expected a rule set in TOML"]) from None
    return read(text, str(path))


@cache
def _shipped(name: str) -> RuleSet:
    source = files(__package__).joinpath("rules", f"{name}.toml")
    return read(source.read_text(encoding="utf-8"), f"{name}.toml")


def read(text: str, file: str) -> RuleSet:
    """A rule set from the text of its file; `file` is what faults call it. Raises `RuleError`."""
    faults = Faults(file)
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RuleError([f"{file}: no TOML: found {error}, expected TOML"]) from None
    top = Reader(table, "", TOP_FIELDS, faults)
    title, about = top.text("title"), top.text("about", "")
    columns = _columns(top)
    rules = [_rule(Reader(r, _label(r, "rule", n), RULE_FIELDS, faults), columns) for n, r in _numbered(top, "rule")]
    for number, group in _numbered(top, "bands"):
        rules += _bands(Reader(group, f"bands {number}", BANDS_FIELDS, faults), columns)
    memory = _memory(Reader(table["memory"], "memory", MEMORY_FIELDS, faults)) if "memory" in table else None
    ruleset = RuleSet(Path(file).stem, title, about, tuple(columns.values()), tuple(rules), memory)
    if not faults.lines:
        check(ruleset, faults)
    if faults.lines:
        raise RuleError(faults.lines)
    return ruleset


def _numbered(top: Reader, name: str) -> Iterable[tuple[int, Any]]:
    return enumerate(top.tables(name), 1)


def _label(table: Any, what: str, number: int) -> str:
    """How faults call a rule: by its key, or by its number while it has none."""
    key = table.get("key") if isinstance(table, dict) else None
    return f"{what} {key if isinstance(key, str) and key else number}"


def _columns(top: Reader) -> dict[str, Column]:
    """The columns, plain ones before those that are made of them."""
    declared = top.table.get("columns", {})
    if not isinstance(declared, dict) or not declared:
        top.faults.add("columns", "missing", declared or None, "a table with a line for each column")
        return {}
    plain: dict[str, Column] = {}
    computed: dict[str, Column] = {}
    for name, table in declared.items():
        column = _column(name, Reader(table, f"columns.{name}", COLUMN_FIELDS, top.faults))
        (computed if isinstance(table, dict) and "is" in table else plain)[name] = column
    for name, column in computed.items():
        for source in column.computed.columns if column.computed else ():
            if source not in plain or plain[source].kind != "number":
                numbers = [known for known, found in plain.items() if found.kind == "number"]
                top.faults.add(f"columns.{name}.is", "unknown column", source, f"one of {', '.join(numbers)}")
    return {name: (plain | computed)[name] for name in declared}


def _column(name: str, reader: Reader) -> Column:
    faults = reader.faults
    if not NAME.fullmatch(name) or name in MADE or name in RESERVED:
        faults.add(
            reader.key, "wrong name", name, f"letters, digits and _, and none of {', '.join((*MADE, *RESERVED))}"
        )
    kind, values = _values(reader)
    numeric = [field for field in ("is", "unit", "digits") if field in reader.table]
    if kind != "number" and numeric:
        faults.add(
            reader.key, "contradiction", f"{', '.join(numeric)} of a column of texts", "values or numbers, not both"
        )
    made = None
    if "is" in reader.table:
        try:
            made = parse_sum(reader.text("is"))
        except ConditionError as error:
            faults.lines.append(f"{faults.file}: {reader.path('is')}: no sum: {error}")
    return Column(
        name, reader.text("zh"), kind, reader.text("unit", ""), reader.whole("digits", 2, 0, 6), tuple(values), made
    )


def _values(reader: Reader) -> tuple[Kind, list[tuple[str, str]]]:
    """The kind of a column and, of a column of texts, its values with their words."""
    faults, table = reader.faults, reader.table
    yes_no = [word for word in ("yes", "no") if word in table]
    if yes_no and "values" in table:
        faults.add(reader.key, "contradiction", f"values and {yes_no[0]}", "one of them")
    if yes_no:
        return "yes/no", [(word, reader.text(word)) for word in ("yes", "no")]
    if "values" not in table:
        return "number", []
    values = table["values"]
    if isinstance(values, str) and one_of(values, FAMILIES, reader.path("values"), "unknown word", faults):
        return "text", [(code, shown.says) for code, shown in terms(values).items()]
    if isinstance(values, str):
        return "text", []
    if not isinstance(values, dict) or not values or not all(isinstance(v, str) and v for v in values.values()):
        faults.add(reader.path("values"), "wrong type", values, "values with their words, or a family of terms")
        return "text", []
    for value in values:
        if value in RESERVED or "," in value or value != value.strip():
            faults.add(reader.path("values"), "wrong value", value, f"no comma, and none of {', '.join(RESERVED)}")
    return "text", list(values.items())


def _rule(reader: Reader, columns: dict[str, Column]) -> Rule:
    when = reader.texts("when")
    conditions = () if when == (OTHERWISE,) else _conditions(when, reader, columns)
    return Rule(reader.text("key"), _light(reader, "light"), when, conditions, _say(reader, columns))


def _light(reader: Reader, field: str) -> str:
    light = reader.text(field)
    one_of(light, words(), reader.path(field), "unknown light", reader.faults)
    return light


def _conditions(when: Iterable[str], reader: Reader, columns: dict[str, Column]) -> tuple[Condition, ...]:
    """The conditions of a rule that are right, each as it is parsed; faults for the others."""
    out = []
    for text in when:
        try:
            condition = parse(text)
        except ConditionError as error:
            reader.faults.lines.append(f"{reader.faults.file}: {reader.path('when')}: no condition: {error}")
            continue
        out.append(condition)
        for name in condition.columns:
            one_of(name, columns, reader.path("when"), "unknown column", reader.faults)
    return tuple(out)


def _say(reader: Reader, columns: dict[str, Column]) -> tuple[str, ...] | None:
    if "say" not in reader.table:
        return None
    pieces = tuple(_PLACEHOLDER.split(reader.text("say").rstrip("。")))
    for name in pieces[1::2]:
        if name not in columns:
            reader.faults.add(reader.path("say"), "unknown column", f"{{{name}}}", f"one of {', '.join(columns)}")
    return pieces


def _bands(reader: Reader, columns: dict[str, Column]) -> list[Rule]:
    """The rules that bands of one column stand for; faults where they leave gaps or overlap."""
    faults = reader.faults
    name = reader.text("column")
    one_of(name, [c.name for c in columns.values() if c.kind == "number"], reader.path("column"), "no number", faults)
    when = reader.texts("when") if "when" in reader.table else ()
    group = _conditions(when, reader, columns)
    rules, intervals = [], []
    for number, table in enumerate(reader.tables("band"), 1):
        band = Reader(table, f"{reader.key}.{_label(table, 'band', number)}", BAND_FIELDS, faults)
        interval = _interval(band)
        ends = coverage.bounds_text(interval, name)
        key = band.text("key")
        intervals.append((key, interval))
        limits = tuple(parse(end) for end in ends) if NAME.fullmatch(name) else ()
        rules.append(Rule(key, _light(band, "light"), (*when, *ends), (*group, *limits), _say(band, columns)))
    for flaw, found in coverage.flaws([part for part in intervals if part[1][0] < part[1][1]], name):
        faults.add(reader.key, flaw, found, f"every {name} in just one band")
    return rules


def _interval(band: Reader) -> coverage.Interval:
    """A band's numbers: `from` and `to` belong to it, `above` and `below` do not."""
    low, high = coverage.BOTTOM, coverage.TOP
    for field, other in (("from", "above"), ("to", "below")):
        if field in band.table and other in band.table:
            band.faults.add(band.key, "contradiction", f"{field} and {other}", "one of them")
    for field, side in (("from", 0), ("above", 1)):
        number = band.number(field)
        low = low if number is None else (number, side)
    for field, side in (("to", 1), ("below", 0)):
        number = band.number(field)
        high = high if number is None else (number, side)
    if low >= high:
        band.faults.add(band.key, "empty band", "its start at or above its end", "a start below its end")
    return low, high


def _memory(reader: Reader) -> Memory:
    found = Memory(
        key=reader.text("key"),
        after=_light(reader, "after"),
        at_best=_light(reader, "at_best"),
        window=reader.text("window"),
        by=reader.texts("by", ("place", "indicator")),
        month=reader.text("month", "as_of"),
    )
    one_of(found.window, WINDOWS, reader.path("window"), "unknown word", reader.faults)
    return found
