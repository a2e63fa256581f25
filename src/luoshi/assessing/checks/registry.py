"""The rules by name: what each asks, how loud, what it needs, and which questions of other rules it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from luoshi.assessing.checks.thresholds import Limits, shipped

if TYPE_CHECKING:
    from luoshi.assessing.checks.material import Material
    from luoshi.assessing.frames import Frame

Severity: TypeAlias = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Need: TypeAlias = Literal["observations", "targets", "parts", "rankings"]
Side: TypeAlias = Literal["place", "indicator"]
Ask: TypeAlias = "Callable[[Material, Limits], Frame]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `name` is also that of its file and function.

    `needs` are the frames without which it says nothing; `answers` names the rules whose questions about the same
    figure are dropped where this one asks, because it knows the cause. `within` says which rows it must have together:
    all of a place, all of an indicator, or each of them for a part of its questions (`Material.sides`).
    """

    name: str
    severity: Severity
    zh: str
    en: str
    needs: tuple[Need, ...]
    answers: tuple[str, ...]
    ask: Ask
    within: tuple[Side, ...] = ("place",)


# The rules in the order in which they are documented: contradictions, figures against figures, habits.
_NAMES = (
    "status_and_value",
    "two_values_one_day",
    "period_in_future",
    "share_above_100",
    "negative_count",
    "percent_or_points",
    "unit_slip",
    "falling_cumulative",
    "same_months",
    "month_and_cumulative",
    "growth_far_from_levels",
    "growth_and_levels",
    "growth_as_fraction",
    "part_above_whole",
    "parts_and_whole",
    "growth_outside_parts",
    "copied_value",
    "copied_from_another",
    "swapped_values",
    "jump",
    "year_end_spurt",
    "rank_changed_after",
    "changed_after_ranking",
    "soft_target",
    "first_digits",
    "last_digits",
)


def rule(
    zh: str,
    en: str,
    needs: tuple[Need, ...] = ("observations",),
    answers: tuple[str, ...] = (),
    within: tuple[Side, ...] = ("place",),
) -> Callable[[Ask], Ask]:
    """Mark a function as the check of its file; it is given `Material` and its limits, and gives questions."""

    def mark(function: Ask) -> Ask:
        name = function.__name__
        severity = shipped()[name]["severity"]
        function.__dict__["rule"] = Rule(name, severity, zh, en, needs, answers, function, within)
        return function

    return mark


def _load() -> Mapping[str, Rule]:
    found = {}
    for name in _NAMES:
        module = import_module(f"luoshi.assessing.checks.rules.{name}")
        found[name] = getattr(module, name).__dict__["rule"]
    return MappingProxyType(found)


RULES: Mapping[str, Rule] = _load()


def chosen(rules: Iterable[Rule | str] | str | None) -> tuple[Rule, ...]:
    """Rules by name or as they are; all where none are named. Raises `ValueError` for a name that is none."""
    if rules is None:
        return tuple(RULES.values())
    rules = [rules] if isinstance(rules, str) else rules
    out = []
    for item in rules:
        if isinstance(item, Rule):
            out.append(item)
        elif item in RULES:
            out.append(RULES[item])
        else:
            raise ValueError(f"rules: found {item!r}, expected some of {', '.join(RULES)}")
    return tuple(out)
