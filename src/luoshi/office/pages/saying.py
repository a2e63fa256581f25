"""Numbers, days and times as a reader of Chinese or English writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from luoshi.office.pages.words import Language

#: The one zone of the places that the office is for; the database keeps UTC.
ZONE = ZoneInfo("Asia/Shanghai")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: object, language: Language = "zh", *, digits: int | None = None, signed: bool = False) -> str:
    """A number with a true minus sign; thousands are parted in English, and in Chinese from five digits on.

    `digits` are the decimals shown (half away from zero on decimals); without it those that the value has. What is
    no number is said as it is.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return str(value)
    if digits is None:
        text = f"{exact:f}"
        digits = len(text.partition(".")[2].rstrip("0"))
    text = f"{_rounded(abs(exact), digits):,f}"
    whole = text.partition(".")[0]
    if language == "zh" and len(whole) <= 5:
        text = text.replace(",", "")
    nothing = not text.strip("0.,")
    sign = "" if nothing else "−" if exact < 0 else "+" if signed else ""
    return sign + text


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding="ROUND_HALF_UP")


def day(value: date, language: Language = "zh", *, year: bool = True) -> str:
    """2024年10月18日 or 18 Oct 2024; without the year 10月18日 or 18 Oct. A time is taken in `ZONE`."""
    if isinstance(value, datetime):
        value = local(value).date()
    if language == "en":
        return f"{value.day} {_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")
    return (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"


def moment(value: datetime, language: Language = "zh", *, year: bool = True) -> str:
    """A day with its time in `ZONE`: 10月18日 09:30."""
    return f"{day(value, language, year=year)} {local(value):%H:%M}"


def local(value: datetime) -> datetime:
    """A time in `ZONE`; one that names no zone is taken as being there."""
    return value if value.tzinfo is None else value.astimezone(ZONE)
