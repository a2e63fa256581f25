"""Whether the parts of a rule set fit together: kinds of columns, keys, lights, order of rules, memory."""

from __future__ import annotations

from luoshi.assessing.lights.conditions import OTHERWISE, Choice, Comparison, Presence
from luoshi.assessing.lights.coverage import Region, region, unreachable
from luoshi.assessing.lights.fields import Faults, one_of
from luoshi.assessing.lights.ruleset import Column, Rule, RuleSet
from luoshi.assessing.lights.words import NONE, words


def check(rules: RuleSet, faults: Faults) -> None:
    """Add a fault for each thing of a rule set, whose parts are right one by one, that does not fit."""
    columns = {column.name: column for column in rules.columns}
    before = len(faults.lines)
    _keys(rules, faults)
    _families(rules, faults)
    _used(rules, faults)
    for rule in rules.rules:
        _kinds(rule, columns, faults)
        _blank(rule, faults)
    _memory(rules, faults)
    if len(faults.lines) == before:
        _order(rules, columns, faults)


def _keys(rules: RuleSet, faults: Faults) -> None:
    keys = [rule.key for rule in rules.rules] + ([rules.memory.key] if rules.memory else [])
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        faults.add(f"rule {key}", "key given twice", key, "a key of its own for each rule, band and memory")


def _families(rules: RuleSet, faults: Faults) -> None:
    families = sorted({words()[light].family for light in rules.lights if light != NONE})
    if len(families) > 1:
        faults.add("light", "contradiction", " and ".join(families), "words of one family, and grey")


def _used(rules: RuleSet, faults: Faults) -> None:
    named = {name for rule in rules.rules for name in rule.columns}
    named |= set(rules.sources(named))
    for column in rules.columns:
        if column.name not in named:
            faults.add(f"columns.{column.name}", "never used", column.name, "a column that a rule speaks of")


def _kinds(rule: Rule, columns: dict[str, Column], faults: Faults) -> None:
    """Relations are for numbers, `is` is for texts and for yes and no."""
    key = f"rule {rule.key}.when"
    for condition in rule.conditions:
        if isinstance(condition, Comparison):
            for name in condition.columns:
                if columns[name].kind != "number":
                    faults.add(key, "wrong operator", f"{condition.relation} with {name}", f"{name} is VALUE")
        elif isinstance(condition, Choice):
            column = columns[condition.column]
            if column.kind == "number":
                faults.add(key, "wrong operator", f"{column.name} is {condition.values[0]}", f"{column.name} >= NUMBER")
                continue
            for value in condition.values:
                one_of(value, [known for known, _ in column.values], key, "unknown value", faults)


def _blank(rule: Rule, faults: Faults) -> None:
    """A missing figure alone is no ground for a light."""
    blank = [c for c in rule.conditions if isinstance(c, Presence) and c.missing]
    if rule.conditions and len(blank) == len(rule.conditions) and rule.light != NONE:
        faults.add(
            f"rule {rule.key}", "contradiction", f"{rule.light} for a missing figure", f"{NONE}, or a further condition"
        )


def _memory(rules: RuleSet, faults: Faults) -> None:
    memory = rules.memory
    if memory is None:
        return
    after, best = words()[memory.after].order, words()[memory.at_best].order
    if after is None or best is None or best >= after:
        found = f"{memory.at_best} after {memory.after}"
        faults.add("memory.at_best", "contradiction", found, "a light better than the one remembered")
    if memory.after not in {rule.light for rule in rules.rules}:
        faults.add("memory.after", "never given", memory.after, "a light that a rule gives")


def _order(rules: RuleSet, columns: dict[str, Column], faults: Faults) -> None:
    """Each rule can be met, none is hidden behind earlier ones, and the last leaves nothing open."""
    earlier: list[Region] = []
    for number, rule in enumerate(rules.rules, 1):
        key = f"rule {rule.key}"
        if not rule.conditions and number < len(rules.rules):
            faults.add(key, "not the last", f"{OTHERWISE} as rule {number} of {len(rules.rules)}", f"{OTHERWISE} last")
            continue
        found = region(rule.conditions, columns)
        if found.empty:
            faults.add(key, "contradiction", " and ".join(rule.when), "conditions that can be met together")
        elif unreachable(found, earlier, columns):
            faults.add(key, "never reached", " and ".join(rule.when), "something that earlier rules have not decided")
        earlier.append(found)
    if not rules.rules:
        faults.add("rule", "missing", None, "one rule or band at least")
    elif all(rule.conditions for rule in rules.rules) and not unreachable(Region(), earlier, columns):
        faults.add(
            "rule", "no default", f"{rules.rules[-1].key} as the last rule", f'a last rule with when = "{OTHERWISE}"'
        )
