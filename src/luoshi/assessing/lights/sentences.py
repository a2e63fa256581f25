"""Chinese sentences for lights: the condition that was met, with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from luoshi.assessing.lights.conditions import RELATIONS, Choice, Comparison, Presence, Sum
from luoshi.assessing.lights.coverage import number_text
from luoshi.assessing.lights.ruleset import Rule, RuleSet

#: Column → expression of its value in words, with its unit; null where the cell is empty.
Texts = Mapping[str, pl.Expr]
_BLANK = "空缺"


def sentence(rule: Rule, rules: RuleSet, texts: Texts) -> pl.Expr:
    """Why a rule was met, without the light and the full stop."""
    if rule.say is not None:
        said = [_filled(texts[p]) if number % 2 else pl.lit(p) for number, p in enumerate(rule.say) if p]
        return pl.concat_str(said)
    if not rule.conditions:
        return _otherwise(rules, texts)
    pieces: list[pl.Expr] = []
    last: Sum | None = None
    for condition in rule.conditions:
        if pieces:
            pieces.append(pl.lit("，"))
        if isinstance(condition, Comparison):
            if condition.left != last:
                pieces += _sum(condition.left, rules, texts)
                pieces.append(pl.lit("，"))
            pieces += _relation(condition, rules, texts)
            last = condition.left
        else:
            pieces += _state(condition, rules, texts)
            last = None
    return pl.concat_str(pieces)


def _otherwise(rules: RuleSet, texts: Texts) -> pl.Expr:
    """All columns with their values, where no condition tells which of them matter."""
    pieces: list[pl.Expr] = []
    for name in dict.fromkeys(name for rule in rules.rules for name in rule.columns):
        pieces += [pl.lit("、" if pieces else ""), pl.lit(rules.column(name).zh), _filled(texts[name])]
    return pl.concat_str([*pieces, pl.lit("，以上各条都不符合")])


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_null()).then(pl.lit(_BLANK)).otherwise(text)


def _state(condition: Choice | Presence, rules: RuleSet, texts: Texts) -> list[pl.Expr]:
    """The words of a text, or that a figure is missing or there."""
    if isinstance(condition, Choice):
        return [texts[condition.column]]
    return [pl.lit(rules.column(condition.column).zh + (_BLANK if condition.missing else "已有"))]


def _relation(condition: Comparison, rules: RuleSet, texts: Texts) -> list[pl.Expr]:
    """Relation and right side: 略高于 where two columns look the same when rounded."""
    unit = _unit(condition.left, rules)
    right = _sum(condition.right, rules, texts, unit)
    word: pl.Expr = pl.lit(RELATIONS[condition.relation])
    mine, other = _alone(condition.left, texts), _alone(condition.right, texts)
    if condition.relation in "<>" and mine is not None and other is not None:
        word = pl.when(mine == other).then(pl.lit("略" + RELATIONS[condition.relation])).otherwise(word)
    return [word, *right]


def _unit(side: Sum, rules: RuleSet) -> str:
    return rules.column(side.columns[0]).unit if len(side.columns) == 1 else ""


def _alone(side: Sum, texts: Texts) -> pl.Expr | None:
    """The text of a side that is just a column."""
    return texts[side.columns[0]] if len(side.terms) == 1 and side.terms[0][0] == 1 and side.columns else None


def _number(side: Sum, unit: str) -> str:
    return number_text(sum((factor for factor, _ in side.terms), start=side.terms[0][0] * 0)) + unit


def _sum(side: Sum, rules: RuleSet, texts: Texts, unit: str = "") -> list[pl.Expr]:
    """A sum in words: 组内个数16个减4."""
    if not side.columns:
        return [pl.lit(_number(side, unit))]
    out: list[pl.Expr] = []
    for factor, name in side.terms:
        sign = ("减" if factor < 0 else "加") if out else ("负" if factor < 0 else "")
        if name is None:
            out.append(pl.lit(sign + number_text(abs(factor)) + unit))
        else:
            times = "" if abs(factor) == 1 else number_text(abs(factor)) + "倍的"
            out += [pl.lit(sign + times + rules.column(name).zh), texts[name]]
    return out


def asked(rule: Rule, rules: RuleSet) -> tuple[str, ...]:
    """The columns of a frame whose empty cells leave a rule open."""
    return rules.sources(name for c in rule.conditions if not isinstance(c, Presence) for name in c.columns)


def blanks(columns: Iterable[str], rules: RuleSet, values: Texts, raw: Texts) -> pl.Expr:
    """Which of some cells are empty or hold no word of the rule set: what left a rule open.

    `values` has the clean value of each column of a frame, `raw` the texts as they came.
    """
    pieces = []
    for name in columns:
        column = rules.column(name)
        lack: pl.Expr = pl.lit(f"、缺少{column.zh}")
        if column.kind == "text":
            unknown = pl.concat_str([pl.lit(f"、{column.zh}“"), raw[name], pl.lit("”不在规则所列之内")])
            lack = pl.when(raw[name].is_null()).then(lack).otherwise(unknown)
        pieces.append(pl.when(values[name].is_null()).then(lack).otherwise(pl.lit("")))
    return pl.concat_str(pieces).str.slice(1)
