"""The figure of a target: exact numbers, in the unit of its indicator, words of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from luoshi.assessing.promises.matching import in_base
from luoshi.assessing.sources.cells import half, words
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.log.canonical import number as as_text
from luoshi.vocabulary.periods import bounds
from luoshi.vocabulary.terms import term, terms

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
# So many digits a product with a power of ten keeps exactly.
_LONGEST, _LONGEST_UNIT = 26, 20
#: Measures of which the number is a percentage, whatever the indicator's unit.
_PER_CENT = ("growth", "share", "completion")
_BARE = ("rank", "grade")
#: Comparators that need no number.
_OPEN = ("positive",)
_NUMBERS = ("value", "value_to", "baseline")


@dataclass(frozen=True)
class Figure:
    """A target's figure as it stands in the ledger: the columns of a commitment from `measure` to `baseline`."""

    measure: str = ""
    comparator: str = ""
    value: str = ""
    value_to: str = ""
    unit: str = ""
    strength: str = ""
    reference: str = ""
    baseline: str = ""

    def columns(self) -> dict[str, str]:
        """Column → value."""
        return dict(vars(self))


def exact(found: str) -> str:
    """A number as it is kept: `1,234.50` is `1234.5`; nothing is nothing. Raises `Invalid` for what is no number."""
    text = half(found)
    if not text:
        return ""
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        raise Invalid("ledger.number", found=found)
    return as_text(Decimal(text.replace(",", "")))


def period(found: str) -> str:
    """A period with an end, in ISO text. Raises `Invalid`."""
    text = found.strip()
    try:
        if len(text) <= 30 and bounds(text).end is not None:
            return text
    except ValueError:
        pass
    raise Invalid("ledger.period", period=found)


def word(family: str, found: str) -> str:
    """A code of the contract (measure, comparator, strength), by its code or its Chinese. Raises `Invalid`."""
    code = words(family).get(half(found).lower())
    if code is None:
        raise Invalid("ledger.word", found=found, known=_known(family))
    return code


def settled(given: Figure, indicator: Indicator | None) -> Figure:
    """A figure checked and brought into the unit of its indicator, exactly.

    Raises `Invalid` with a problem for each column at fault. Without an indicator the unit stays as it was printed.
    """
    faults: dict[str, Problem] = {}
    made: dict[str, str] = {}

    def take(column: str, read: str) -> None:
        try:
            made[column] = exact(read) if column in _NUMBERS else word(column, read) if read else ""
        except Invalid as problem:
            faults[column] = problem

    for column in _NUMBERS:
        take(column, getattr(given, column))
    take("measure", given.measure or (indicator.measure if indicator else "level"))
    take("comparator", given.comparator or "eq")
    take("strength", given.strength or "expected")
    made["reference"] = given.reference.strip()
    made["unit"] = half(given.unit)
    if len(made["unit"]) > _LONGEST_UNIT:
        faults["unit"] = Invalid("guard.too_long", limit=_LONGEST_UNIT, length=len(made["unit"]))
    if not faults:
        faults = _numbers(made) or _in_unit(made, indicator)
    if faults:
        raise _together(faults)
    return Figure(**made)


def _together(faults: dict[str, Problem]) -> Invalid:
    first = next(iter(faults.values()))
    return Invalid(first.code, fields=faults, **first.values)


def _numbers(made: dict[str, str]) -> dict[str, Problem]:
    """Whether the numbers are those that the comparator wants."""
    comparator = made["comparator"]
    said = {"zh": term("comparator", comparator), "en": term("comparator", comparator, "en")}
    if comparator == "between":
        for column in ("value", "value_to"):
            if not made[column]:
                return {column: Invalid("ledger.number_needed", comparator=said)}
        if Decimal(made["value"]) > Decimal(made["value_to"]):
            return {"value_to": Invalid("ledger.number_order", value=made["value"], value_to=made["value_to"])}
        return {}
    if made["value_to"]:
        return {"value_to": Invalid("ledger.no_number", comparator=said)}
    if not made["value"] and comparator not in _OPEN and not made["reference"]:
        return {"value": Invalid("ledger.number_needed", comparator=said)}
    return {}


def _in_unit(made: dict[str, str], indicator: Indicator | None) -> dict[str, Problem]:
    """Bring the numbers into the unit that the measure wants; say so where it cannot be done."""
    if made["measure"] in _BARE:
        made["unit"] = ""
        return {}
    wanted = _unit(made["measure"], indicator)
    if wanted is None or made["unit"] == wanted:
        return {}
    if not made["unit"]:
        made["unit"] = wanted
        return {}
    by = factor(made["unit"], wanted)
    if by is None:
        code = "ledger.unit_needed" if made["measure"] in _PER_CENT else "ledger.unit"
        return {"unit": Invalid(code, unit=made["unit"], expected=wanted)}
    for column in _NUMBERS:
        if made[column]:
            made[column] = as_text(Decimal(made[column]) * by)
    made["unit"] = wanted
    return {}


def _unit(measure: str, indicator: Indicator | None) -> str | None:
    """The unit of a measure; None where any will do."""
    if measure in _PER_CENT:
        return "%"
    if measure == "level" and indicator is not None and indicator.unit:
        return indicator.unit
    if measure == "change" and indicator is not None and indicator.unit:
        return "个百分点" if indicator.unit == "%" else indicator.unit
    return None


def factor(unit: str, wanted: str) -> Decimal | None:
    """By what numbers in `unit` are multiplied to be in `wanted`; None where one is not the other's magnitude."""
    mine, base = in_base(unit)
    other, other_base = in_base(wanted)
    if base != other_base:
        return None
    return Decimal(repr(mine)) / Decimal(repr(other))


def _known(family: str) -> dict[str, str]:
    return {
        "zh": "、".join(entry.zh for entry in terms(family).values()),
        "en": ", ".join(terms(family)),
    }
