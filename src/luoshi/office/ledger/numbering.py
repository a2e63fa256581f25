"""The public numbers of commitments: in order within the year, parts behind the number of their whole."""

from __future__ import annotations

import re

from django.db.models.functions import Length

from luoshi.office.guard.errors import Conflict, Invalid
from luoshi.office.ledger.models import Commitment
from luoshi.vocabulary.periods import last_year

_ALLOWED = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,38}")


def next_number(period: str) -> str:
    """The next number of the year in which a period ends: `2025-014`."""
    year = last_year(period)
    return f"{year}-{_last(f'{year}-') + 1:03d}"


def next_part(parent: Commitment) -> str:
    """The next number of a part: `2025-014-03`."""
    return f"{parent.number}-{_last(f'{parent.number}-') + 1:02d}"


def free(number: str) -> str:
    """A number that somebody gave, where it is one and nobody has it. Raises `Invalid`, `Conflict`."""
    wanted = number.strip()
    if _ALLOWED.fullmatch(wanted) is None:
        raise Invalid("ledger.number_form", number=number)
    holder = Commitment.objects.filter(number=wanted).first()
    if holder is not None:
        raise Conflict("ledger.number_taken", number=wanted, name=holder.name)
    return wanted


def _last(before: str) -> int:
    """The highest number behind `before`; those with further parts or with letters do not count."""
    found = Commitment.objects.filter(number__regex=rf"^{re.escape(before)}[0-9]{{1,9}}$")
    highest = found.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return 0 if highest is None else int(highest.removeprefix(before))
