"""What conditions can be met at all: empty ones, gaps and overlaps of bands, rules that can never be reached.

Each condition on numbers is an interval of a linear form (`rank > group_size - 4`: group_size − rank in (−∞, 4)); each
on texts a set of values. A rule is the intersection of its conditions. That it is never reached is said only where it
is certain: where one earlier rule holds whenever it does, or where earlier rules that differ in one dimension
together cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from luoshi.assessing.lights.conditions import Choice, Comparison, Condition, Sum
from luoshi.assessing.lights.ruleset import Column

# A place between numbers: (v, 0) is just below v, (v, 1) just above it. An interval runs from cut to cut.
Cut: TypeAlias = tuple[Fraction | float, int]
Interval: TypeAlias = tuple[Cut, Cut]
# What an interval is about: columns with their factors, the first being 1.
Form: TypeAlias = tuple[tuple[str, Fraction], ...]
BOTTOM: Cut = (float("-inf"), 1)
TOP: Cut = (float("inf"), 0)


@dataclass
class Region:
    """Where a rule's conditions are met: intervals, sets of values, cells that must be empty or known."""

    numbers: dict[Form, Interval] = field(default_factory=dict)
    values: dict[str, frozenset[str]] = field(default_factory=dict)
    missing: dict[str, set[bool]] = field(default_factory=dict)
    never: bool = False

    @property
    def used(self) -> set[str]:
        """The columns whose values it needs."""
        return {name for form in self.numbers for name, _ in form} | set(self.values)

    @property
    def empty(self) -> bool:
        """Whether nothing can be in it."""
        absent = {name for name, states in self.missing.items() if True in states}
        return (
            self.never
            or any(low >= high for low, high in self.numbers.values())
            or any(not found for found in self.values.values())
            or any(len(states) > 1 for states in self.missing.values())
            or bool(absent & self.used)
        )


def region(conditions: Iterable[Condition], columns: Mapping[str, Column]) -> Region:
    """Where all of some conditions are met."""
    out = Region()
    for condition in conditions:
        if isinstance(condition, Comparison):
            _narrow(out, condition, columns)
        elif isinstance(condition, Choice):
            universe = frozenset(value for value, _ in columns[condition.column].values)
            chosen = frozenset(condition.values)
            met = universe - chosen if condition.negated else universe & chosen
            out.values[condition.column] = out.values.get(condition.column, universe) & met
        else:
            for name in _base(condition.column, columns):
                out.missing.setdefault(name, set()).add(condition.missing)
    return out


def _base(name: str, columns: Mapping[str, Column]) -> tuple[str, ...]:
    computed = columns[name].computed
    return computed.columns if computed else (name,)


def _narrow(out: Region, condition: Comparison, columns: Mapping[str, Column]) -> None:
    """Intersect a region with left − right against 0, as factors of columns against a number."""
    factors: dict[str, Fraction] = {}
    number = Fraction(0)
    for side, sign in ((condition.left, 1), (condition.right, -1)):
        for factor, name in _expanded(side, columns):
            if name is None:
                number -= sign * factor
            else:
                factors[name] = factors.get(name, Fraction(0)) + sign * factor
    form = tuple(sorted((name, factor) for name, factor in factors.items() if factor))
    relation = condition.relation
    if not form:
        zero = {"<": number > 0, "<=": number >= 0, ">": number < 0, ">=": number <= 0, "=": number == 0}
        out.never = out.never or not zero[relation]
        return
    lead = form[0][1]
    if lead < 0:
        relation = relation.translate(str.maketrans("<>", "><"))
    form, number = tuple((name, factor / lead) for name, factor in form), number / lead
    low, high = out.numbers.get(form, (BOTTOM, TOP))
    limits = {
        "<": (BOTTOM, (number, 0)),
        "<=": (BOTTOM, (number, 1)),
        ">": ((number, 1), TOP),
        ">=": ((number, 0), TOP),
        "=": ((number, 0), (number, 1)),
    }[relation]
    out.numbers[form] = (max(low, limits[0]), min(high, limits[1]))


def _expanded(side: Sum, columns: Mapping[str, Column]) -> list[tuple[Fraction, str | None]]:
    out: list[tuple[Fraction, str | None]] = []
    for factor, name in side.terms:
        computed = columns[name].computed if name is not None else None
        out += [(factor * part, column) for part, column in computed.terms] if computed else [(factor, name)]
    return out


def unreachable(wanted: Region, earlier: Sequence[Region], columns: Mapping[str, Column]) -> bool:
    """Whether earlier rules certainly decide every row that meets these conditions."""
    if any(_stops(wanted, region) for region in earlier):
        return True
    forms = {form for region in earlier for form in region.numbers}
    names = {name for region in earlier for name in region.values}
    for form in forms:
        parts = [region.numbers.get(form, (BOTTOM, TOP)) for region in earlier if _holds(wanted, region, but=form)]
        if covers(parts, wanted.numbers.get(form, (BOTTOM, TOP))):
            return True
    for name in names:
        universe = frozenset(value for value, _ in columns[name].values)
        sets = [region.values.get(name, universe) for region in earlier if _holds(wanted, region, but=name)]
        if sets and frozenset().union(*sets) >= wanted.values.get(name, universe):
            return True
    return False


def _stops(wanted: Region, earlier: Region) -> bool:
    """Whether a cell that must be empty leaves an earlier rule open, all of whose conditions need it."""
    absent = {name for name, states in wanted.missing.items() if True in states}
    dimensions = [{name for name, _ in form} for form in earlier.numbers] + [{name} for name in earlier.values]
    return bool(dimensions) and not earlier.missing and all(names & absent for names in dimensions)


def _holds(wanted: Region, earlier: Region, but: Form | str) -> bool:
    """Whether an earlier rule's conditions hold wherever the wanted ones do, one dimension aside."""
    for form, (low, high) in earlier.numbers.items():
        mine = wanted.numbers.get(form, (BOTTOM, TOP))
        if form != but and not (low <= mine[0] and mine[1] <= high):
            return False
    for name, allowed in earlier.values.items():
        if name != but and not (name in wanted.values and wanted.values[name] <= allowed):
            return False
    known = {name: {False} for name in wanted.used}
    return all(states <= wanted.missing.get(name, known.get(name, set())) for name, states in earlier.missing.items())


def covers(parts: Iterable[Interval], whole: Interval) -> bool:
    """Whether intervals together leave nothing of another one out."""
    reached, end = whole
    for low, high in sorted(parts):
        if low > reached:
            break
        reached = max(reached, high)
    return reached >= end


def flaws(bands: Sequence[tuple[str, Interval]], name: str) -> list[tuple[str, str]]:
    """Gaps and overlaps of bands that should cut all numbers: (gap or overlap, what was found)."""
    out = []
    reached, last = BOTTOM, ""
    for key, (low, high) in sorted(bands, key=lambda band: band[1]):
        if low > reached:
            out.append(("gap", f"no band for {described((reached, low), name)}"))
        elif low < reached:
            out.append(("overlap", f"{last} and {key} for {described((low, min(high, reached)), name)}"))
        if high > reached:
            reached, last = high, key
    if reached < TOP:
        out.append(("gap", f"no band for {described((reached, TOP), name)}"))
    return out


def described(interval: Interval, name: str) -> str:
    """An interval in conditions: `behind > 10 and behind <= 30`."""
    return " and ".join(bounds_text(interval, name)) or f"every {name}"


def bounds_text(interval: Interval, name: str) -> list[str]:
    """The conditions that make an interval of a column."""
    (low, above), (high, included) = interval
    if low == high:
        return [f"{name} = {number_text(low)}"]
    out = [] if low == BOTTOM[0] else [f"{name} {'>' if above else '>='} {number_text(low)}"]
    return out if high == TOP[0] else [*out, f"{name} {'<=' if included else '<'} {number_text(high)}"]


def number_text(number: Fraction | float) -> str:
    """A decimal number as it is written, without trailing zeros and exponent."""
    digits = 0
    while isinstance(number, Fraction) and (number * 10**digits).denominator != 1 and digits < 12:
        digits += 1
    return f"{float(number):.{digits}f}"
