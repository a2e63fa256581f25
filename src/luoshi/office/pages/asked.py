"""What came with a request, as what it is meant to be: whole numbers, exact numbers, days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from luoshi.office.guard.errors import Invalid
from luoshi.office.people.scopes import today

_SHOWN = 40


def whole_number(text: str | None) -> int | None:
    """A whole number that a column can hold; None for nothing. Raises `Invalid`."""
    if not text:
        return None
    try:
        found = int(text)
    except ValueError:
        raise Invalid("pages.no_number", found=text[:_SHOWN]) from None
    if abs(found) >= 2**63:
        raise Invalid("pages.no_number", found=text[:_SHOWN])
    return found


def percent(text: str) -> Decimal:
    """A percentage (`40`, `40%`) as a share of one, exactly. Raises `Invalid`."""
    try:
        found = Decimal(text.strip().rstrip("%％"))
    except InvalidOperation:
        raise Invalid("pages.no_percent", found=text[:_SHOWN]) from None
    if not found.is_finite():
        raise Invalid("pages.no_percent", found=text[:_SHOWN])
    return found / 100


def day(text: str | None) -> dt.date | None:
    """A day (`2025-10-18`); None for nothing. Raises `Invalid`."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Invalid("pages.no_day", found=text[:_SHOWN]) from None


def day_or_today(text: str | None) -> dt.date:
    """A day, today where none was given. Raises `Invalid`."""
    return day(text) or today()
