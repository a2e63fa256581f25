"""The name of a file that was brought in: a name to show, never a path."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from luoshi.office.documents.limits import intake
from luoshi.office.guard.errors import Invalid
from luoshi.reading.sources.formats import suffix_of

_LONGEST = 200
# Control characters, and those that turn the direction of writing: exe.txt must not be shown as txt.exe.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?([0-3]\d)(?!\d)")


def plain_name(given: str) -> str:
    """The last part of a name, as it is kept. Raises `Invalid` where nothing of a name is left, or it is too long."""
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])).strip(" .")
    if not name:
        raise Invalid("documents.no_name")
    if len(name) > _LONGEST:
        raise Invalid("guard.too_long", limit=_LONGEST, length=len(name))
    return name


def must_be_readable(name: str) -> None:
    """Raise `Invalid` for a kind of file that is not read."""
    if suffix_of(name) not in intake().kinds:
        raise Invalid("documents.kind", name=name, kinds="、".join(intake().kinds))


def day_in(name: str) -> dt.date | None:
    """The day that a name tells (云岚日报-20250115-01版.txt); None where it tells none, or two different ones."""
    found = set()
    for year, month, day in _DAY.findall(name):
        try:
            found.add(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def printed_on(name: str, date: str | None) -> dt.date | None:
    """The day of a page: that of its name, else what reading says, where that is a whole date."""
    named = day_in(name)
    if named is not None:
        return named
    try:
        return dt.date.fromisoformat(date) if date and len(date) == len("2025-01-15") else None
    except ValueError:
        return None
