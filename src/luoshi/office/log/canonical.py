"""One way of writing a value as JSON text: what is hashed must never depend on who writes it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID


def canonical(value: Any) -> str:
    """`value` as JSON: keys sorted, no white space, Chinese as it is, exact decimals as text, times in UTC.

    Raises `TypeError` for what has no JSON form, and for binary floats that are not numbers.
    """
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def moment(at: dt.datetime) -> str:
    """A moment in UTC to the microsecond: `2025-01-31T02:03:04.000005Z`, which sorts as it reads.

    Raises `ValueError` for a moment without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()}: a moment without a time zone")
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def number(value: Decimal) -> str:
    """A decimal without the zeros at its end: 1.50 and 1.5 are one number, whatever the database gives back."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return list(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"{type(value).__name__} has no form in the log: {value!r:.80}")
