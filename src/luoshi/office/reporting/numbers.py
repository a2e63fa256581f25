"""A number as somebody typed it, as it is kept: exact text in the unit of its cell."""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.assessing.sources.cells import half, is_unit
from luoshi.office.guard.errors import Invalid
from luoshi.office.ledger.figures import factor
from luoshi.office.log.canonical import number as as_text

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)(.*)", re.S)
_LONGEST = 40
#: With more digits than these a product would no longer be exact.
_MOST_DIGITS = 20
#: Measures whose number is a percentage, whatever the indicator's unit; and those without a unit.
_PER_CENT = ("growth", "share", "completion")
_BARE = ("rank", "grade")
_OF_PER_CENT = 2
_POINTS = "个百分点"
_POINTS_TOO = frozenset({"百分点", "pct", _POINTS})


def unit_of(measure: str, unit: str) -> str:
    """The unit of a measure of an indicator that is counted in `unit`: growth is in %, a change of a % in points."""
    if measure in _PER_CENT:
        return "%"
    if measure in _BARE:
        return ""
    if measure == "gap" or (measure == "change" and unit == "%"):
        return _POINTS
    return unit


def digits_of(measure: str, own: str, digits: int) -> int:
    """How many decimals a measure takes: the indicator's for its level and its `own` measure; percentages take two."""
    return digits if measure in ("level", "change", own) else 0 if measure in _BARE else _OF_PER_CENT


def exact(found: str, unit: str, digits: int) -> str:
    """A typed number as exact text in `unit`: `１，２３４．５` is `1234.5`, `3200万元` in 亿元 is `0.32`.

    Raises `Invalid` for what is no number, has too many digits, a unit that is not this one's magnitude, or more
    decimals than `digits`.
    """
    text = half(found)
    read = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if read is None or (read[2] and read[2] not in _POINTS_TOO and not is_unit(read[2])):
        raise Invalid("reporting.no_number", found=found.strip()[:_LONGEST])
    length = sum(sign.isdigit() for sign in read[1])
    if length > _MOST_DIGITS:
        raise Invalid("guard.too_long", limit=_MOST_DIGITS, length=length)
    number = Decimal(read[1].replace(",", "")) * _times(read[2], unit, found)
    kept = as_text(number)
    if len(kept.partition(".")[2]) > digits:
        raise Invalid("reporting.too_many_digits", found=kept, digits=digits, unit=unit)
    return kept


def _times(behind: str, unit: str, found: str) -> Decimal:
    if not behind or behind == unit or (behind in _POINTS_TOO and unit in _POINTS_TOO):
        return Decimal(1)
    by = None if behind in _POINTS_TOO or unit in _POINTS_TOO else factor(behind, unit)
    if by is None:
        raise Invalid("reporting.other_unit", found=found.strip()[:_LONGEST], unit=unit or "—")
    return by
