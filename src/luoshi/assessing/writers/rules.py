"""A rule set of lights as a page for people: its conditions in Chinese, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.assessing.lights.conditions import RELATIONS, Choice, Comparison, Condition, Sum
from luoshi.assessing.lights.words import words
from luoshi.assessing.writers.book import Cell, Wide
from luoshi.assessing.writers.words import number_word

if TYPE_CHECKING:
    from luoshi.assessing.lights import RuleSet

_WINDOWS = {"year": "当年", "half": "半年内", "quarter": "当季", "always": "一直"}


def blocks(rules: RuleSet) -> list[list[list[Cell]]]:
    """Its lights with their conditions, its memory, the words in them."""
    lights: list[list[Cell]] = [["灯", "条件（从上往下，先符合的算）", "说法"]]
    for rule in rules.rules:
        said = "".join(piece if n % 2 == 0 else f"[{rules.column(piece).zh}]" for n, piece in enumerate(rule.say or ()))
        when = "；".join(condition_word(condition, rules) for condition in rule.conditions)
        lights.append([words()[rule.light], when or "其余", said])
    terms: list[list[Cell]] = [["栏", "意思", "单位"]]
    for column in rules.columns:
        made = f"（{_sum(column.computed, rules)}）" if column.computed else ""
        terms.append([column.name, column.zh + made, column.unit])
    out = [lights]
    if rules.memory is not None:
        memory = rules.memory
        after, best = words()[memory.after].zh, words()[memory.at_best].zh
        out.append([[Wide(f"记忆：某月{after}以后，{_WINDOWS.get(memory.window, memory.window)}最好只能是{best}。")]])
    out.append([[Wide("有一栏没有数，判断不下去的，不亮灯。")]])
    if rules.about:
        out.append([[Wide(rules.about)]])
    return [*out, terms]


def condition_word(condition: Condition, rules: RuleSet) -> str:
    """A condition in Chinese: 落后序时进度不低于10, 状态为目标已达到."""
    if isinstance(condition, Comparison):
        return _sum(condition.left, rules) + RELATIONS[condition.relation] + _sum(condition.right, rules)
    column = rules.column(condition.column)
    if isinstance(condition, Choice):
        known = dict(column.values)
        values = "、".join(known.get(value, value) for value in condition.values)
        return f"{column.zh}{'不' if condition.negated else ''}为{values}"
    return f"{'没有' if condition.missing else '有'}{column.zh}"


def _sum(terms: Sum, rules: RuleSet) -> str:
    out = ""
    for factor, name in terms.terms:
        size = number_word(float(abs(factor)))
        text = (
            size if name is None else rules.column(name).zh if abs(factor) == 1 else f"{size}×{rules.column(name).zh}"
        )
        if factor == 0 and out == "":
            # 0 - ahead is how a set turns a number round.
            continue
        out += ("－" if factor < 0 else "＋" if out else "") + text
    return out or "0"
