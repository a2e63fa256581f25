"""Rule sets of scoring as data, read from TOML and checked: cards, their indicators, bonuses, grades.

Shipped sets stand in `rules/*.toml` and are loaded by name; a file of one's own by its path. Every key is described
in `docs/reference/scoring.md`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from luoshi.assessing.measured import key_of
from luoshi.assessing.rulefiles import RuleError, Table
from luoshi.assessing.scoring.columns import TAKEN
from luoshi.assessing.scoring.gradings import Grading
from luoshi.assessing.scoring.gradings import read as read_grading
from luoshi.assessing.scoring.methods import EXTRAS, GATE, METHODS, Method, Params
from luoshi.assessing.scoring.ranking import GOODS, TIES, Good, Ties
from luoshi.vocabulary.indicators import Indicator, catalogue, find
from luoshi.vocabulary.terms import term

Missing: TypeAlias = Literal["out", "zero", "last"]
NotApplicable: TypeAlias = Literal["redistribute", "full"]
Kind: TypeAlias = Literal["indicator", "bonus", "malus", "gate"]
Own: TypeAlias = Mapping[str, tuple[str, Good]]
MEASURES = ("level", "growth", "change", "share", "completion", "rank", "gap", "multiple")
# The measures whose unit does not depend on the indicator.
_UNITS = {"growth": "%", "share": "%", "completion": "%", "rank": "名", "multiple": "倍"}
_DIRECTIONS: dict[str, Good] = {"rank": "down", "completion": "up"}
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Rule:
    """How one indicator of one card is scored. `full`: its weight in points of the card (0 for bonus, malus, gate)."""

    number: int
    kind: Kind
    card: str
    indicator: str
    names: tuple[str, ...]
    label: str
    measure: str
    unit: str
    full: float
    method: str
    good: Good
    middle: float | None
    missing: Missing
    not_applicable: NotApplicable
    ties: Ties
    params: Params
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A report card: `full` points in all, of which the whole counts `weight`."""

    name: str
    full: float
    weight: float
    bonus_limit: float | None


@dataclass(frozen=True, slots=True)
class Rules:
    """A checked rule set. `total` is the sum of the cards' weights; `digits` how many decimals scores have."""

    name: str
    title: str
    source: str
    where: str
    total: float
    digits: int
    peers: tuple[str, ...]
    min_weight: float
    cards: tuple[Card, ...]
    rules: tuple[Rule, ...]
    grading: Mapping[str, Grading]

    def method(self, rule: Rule) -> Method:
        """The method of a rule."""
        return GATE if rule.kind == "gate" else (METHODS | EXTRAS)[rule.method]

    def meant(self, names: Iterable[str | None]) -> list[tuple[str, Rule]]:
        """Each name of figures with each rule of its indicator: 规上工业增加值 is 规模以上工业增加值, as for targets.

        A name that stands in the rules as it is belongs to these alone.
        """
        written = {name for rule in self.rules for name in rule.names}
        keys = [{key_of(name) for name in rule.names} for rule in self.rules]
        found = []
        for name in sorted({str(name) for name in names if name is not None}):
            exact = name in written
            key = key_of(name)
            for rule, its in zip(self.rules, keys, strict=True):
                if name in rule.names if exact else key in its:
                    found.append((name, rule))
        return found


def named() -> list[str]:
    """The names of the shipped sets."""
    entries = files(__package__).joinpath("rules").iterdir()
    return sorted(entry.name[:-5] for entry in entries if entry.name.endswith(".toml"))


def load(source: str | Path) -> Rules:
    """A shipped set by its name, or a file by its path. Raises `RuleError`, listing every fault, and `OSError`."""
    if isinstance(source, str) and not source.endswith(".toml") and "/" not in source:
        return _shipped(source)
    path = Path(source)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(
            [f"{path.name}: found byte {error.start}, which is not UTF-8; expected a text in UTF-8"]
        ) from None
    return _parsed(text, path.name, str(path))


@lru_cache(maxsize=32)
def _shipped(name: str) -> Rules:
    if name not in named():
        raise RuleError([f"rule set: found {name!r}, expected a path ending in .toml or one of {', '.join(named())}"])
    text = files(__package__).joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    return _parsed(text, name, f"{name}.toml")


def _parsed(text: str, name: str, where: str) -> Rules:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError([f"{where}: found no TOML, expected it: {error}"]) from None
    return parse(data, where, name.removesuffix(".toml"))


def parse(data: Mapping[str, Any], where: str = "rules", name: str = "") -> Rules:
    """A rule set from what stands in a TOML file. Raises `RuleError`, listing every fault."""
    faults: list[str] = []
    top = Table(data, where, "", faults)
    defaults = _defaults(top, {"missing": "out", "not_applicable": "redistribute", "ties": "min"})
    title = top.text("title", name or where)
    source = top.text("source", "")
    digits = top.number("digits", 2.0, 0.0, 6.0)
    if digits != int(digits):
        top.fault("digits", f"{digits:g}", "a whole number")
    peers = tuple(top.texts("peers", []))
    if own_names := [name for name in peers if name in TAKEN or name.startswith("_")]:
        top.fault("peers", ", ".join(own_names), "columns of your own: this one has a meaning already")
    min_weight = top.number("min_weight", 50.0, 0.0, 100.0)
    own = _own(top)
    cards = _cards(top)
    rules = _rules(top, own, defaults, {card.name for card in cards})
    cards = _weighed(top, cards, rules)
    total = sum(card.weight for card in cards)
    stated = top.number("total", None)
    if stated is not None and abs(stated - total) > _TOLERANCE:
        top.fault("total", f"{stated:g}, but the weights of the cards sum to {total:g}", f"{total:g}")
    grading = {}
    for level, table in top.named("grades").items():
        if level not in ("card", "whole"):
            table.fault("", "an unknown key", "card or whole")
        grading[level] = read_grading(table)
    top.done()
    if faults:
        raise RuleError(faults)
    return Rules(
        name or where, title, source, where, total, int(digits), peers, min_weight, tuple(cards), tuple(rules), grading
    )


def _defaults(table: Table, given: dict[str, str]) -> dict[str, Any]:
    words = {"missing": get_args(Missing), "not_applicable": get_args(NotApplicable), "ties": TIES}
    return {key: table.choice(key, words[key], default) for key, default in given.items()}


def _own(top: Table) -> Own:
    """Indicators that the catalogue does not have: unit and direction by name."""
    out = {}
    for name, table in top.named("own").items():
        if _known(name):
            table.fault("", f"an indicator of the catalogue ({name})", "a name that it does not have")
        out[name] = (table.text("unit", ""), table.choice("good", GOODS, "up"))
        table.done()
    return out


def _known(name: str) -> Indicator | None:
    return catalogue().get(name) or find(name)


def _cards(top: Table) -> list[Card]:
    out = []
    for name, table in top.named("cards").items():
        full = table.number("full", None, 0.0)
        weight = table.number("weight", None, 0.0)
        limit = table.number("bonus_limit", None, 0.0)
        # What is not said is filled in by `_weighed`, which knows the indicators.
        out.append(Card(name, -1.0 if full is None else full, -1.0 if weight is None else weight, limit))
        table.done()
    return out


def _weighed(top: Table, cards: list[Card], rules: list[Rule]) -> list[Card]:
    """The cards with what they have in all; a stated sum that the weights of the indicators do not make is a fault."""
    for name in dict.fromkeys(rule.card for rule in rules):
        if name not in {card.name for card in cards}:
            cards = [*cards, Card(name, -1.0, -1.0, None)]
    out = []
    for card in cards:
        total = sum(rule.full for rule in rules if rule.card == card.name)
        full = total if card.full < 0 else card.full
        if abs(full - total) > _TOLERANCE:
            top.fault(
                f"cards.{card.name}.full", f"{full:g}, but the weights of its indicators sum to {total:g}", f"{total:g}"
            )
        if not any(rule.card == card.name for rule in rules):
            top.fault(f"cards.{card.name}", "no indicators", "at least one")
        out.append(replace(card, full=full, weight=full if card.weight < 0 else card.weight))
    if not out:
        top.fault("indicators", "nothing", "at least one")
    return out


def _rules(top: Table, own: Own, defaults: dict[str, Any], cards: set[str]) -> list[Rule]:
    out: list[Rule] = []
    places: dict[tuple[str, str, str], str] = {}
    for table in top.tables("indicators"):
        rule = _rule(table, "indicator", own, defaults, cards, len(out))
        key = (rule.card, rule.indicator, rule.measure)
        if places.setdefault(key, table.key) != table.key:
            table.fault("indicator", f"{rule.indicator} ({rule.measure}) as in {places[key]}", "each once in a card")
        table.done()
        out.append(rule)
    kinds: tuple[Kind, Kind] = ("bonus", "malus")
    for kind in kinds:
        for table in top.tables(kind):
            rule = _rule(table, kind, own, defaults, cards, len(out))
            out.append(rule)
            if kind == "bonus":
                for gate in table.tables("gates"):
                    made = _rule(gate, "gate", own, defaults, cards, len(out))
                    gate.done()
                    out.append(replace(made, card=rule.card, of=rule.number))
            table.done()
    return out


def _rule(
    table: Table,
    kind: Kind,
    own: Own,
    defaults: dict[str, Any],
    cards: set[str],
    number: int,
) -> Rule:
    indicator = table.text("indicator")
    item = _known(indicator) if indicator not in own else None
    if indicator and indicator not in own and item is None:
        table.fault("indicator", repr(indicator), "a code or name of the catalogue, or one declared under [own]")
    measure = table.choice("measure", MEASURES, "level")
    unit, direction = own.get(indicator, ("", "up"))
    if item is not None:
        unit = item.unit
        direction = "down" if item.direction == "down" else "up"
    # The first place is the best whatever is ranked, and a completion is counted so that more is better.
    direction = _DIRECTIONS.get(measure, direction)
    good: Good = table.choice("good", GOODS, direction)
    middle = table.number("middle") if good == "middle" else None
    if item is not None and item.direction == "around" and measure not in _DIRECTIONS and not table.has("good"):
        table.fault("good", f"nothing, and {indicator} has no good direction", "up, down, or middle with `middle`")
    words = {key: table.choice(key, _words(key), defaults[key]) for key in defaults} if kind != "gate" else defaults
    method, full, card = kind if kind != "indicator" else "", 0.0, ""
    if kind != "gate":
        card = table.text("card", next(iter(cards)) if len(cards) == 1 else "总分" if not cards else "")
        if (cards and card not in cards) or not card:
            table.fault("card", repr(card), "one of " + ", ".join(sorted(cards)))
    if kind == "indicator":
        method = table.choice("method", tuple(METHODS))
        full = table.number("weight", low=0.0)
    taken = GATE if kind == "gate" else (METHODS | EXTRAS)[method]
    if good not in taken.goods:
        table.fault("good", good, f"{' or '.join(taken.goods)} for the method {method}")
    params = taken.read(table, full, good)
    label = (item.name if item else indicator) + ("" if measure == "level" else term("measure", measure))
    names = (indicator, item.code, item.name) if item else (indicator,)
    return Rule(
        number, kind, card, item.code if item and indicator == item.code else indicator, tuple(dict.fromkeys(names)),
        table.text("label", label), measure, table.text("unit", _UNITS.get(measure, unit)), full, method, good, middle,
        words["missing"], words["not_applicable"], words["ties"], params,
    )  # fmt: skip


def _words(key: str) -> tuple[str, ...]:
    return {"missing": get_args(Missing), "not_applicable": get_args(NotApplicable), "ties": TIES}[key]
