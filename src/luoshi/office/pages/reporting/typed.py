"""What was typed into a sheet: `c12` a number, `c12-status`, `note-c12` a word on it, `why-c12.jump` an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from luoshi.office.reporting.contents import Contents
from luoshi.office.reporting.entries import Answer, Entry, rules

_WHY = re.compile(r"why-c(\d{1,18})\.([a-z_]{1,60})")


def entries_of(held: Contents, posted: Mapping[str, str]) -> tuple[Entry, ...]:
    """An entry for each own cell of a sheet that was posted with something in it, or with a status."""
    found = []
    for row in held.own:
        value, status = posted.get(row.name, "").strip(), posted.get(f"{row.name}-status", "")
        note = posted.get(f"note-{row.name}", row.now.note).strip()
        # A number speaks for itself; that nothing was typed is not yet the word that it is missing.
        unsaid = not value and status == "missing" and not note and "missing" not in row.waived
        if unsaid or (value and status in ("missing", "reported", "zero")):
            status = ""
        if value or status or note:
            found.append(Entry(cell=row.cell, status=status, value=value, note=note))
    return tuple(found)


def answers_of(held: Contents, posted: Mapping[str, str]) -> tuple[Answer, ...]:
    """What was said to the questions; where one did not stand on the page (yet), what the draft says to it."""
    said = dict(held.answers)
    for name, text in posted.items():
        named = _WHY.fullmatch(name)
        if named is not None:
            said[int(named[1]), named[2]] = text
    return tuple(Answer(cell=cell, rule=rule, text=text.strip()) for (cell, rule), text in said.items() if text.strip())


def wants_note(status: str) -> bool:
    """Whether a status wants a word on it."""
    return bool(status) and status in rules() and rules()[status].note
