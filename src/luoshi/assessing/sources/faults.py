"""What is wrong in a table: where it stands, what was found, what was expected; many of one kind in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: So many rows of one kind are told one by one; more are told together.
TOGETHER = 3
#: So many different things found are quoted of faults told together.
QUOTED = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `row` as a spreadsheet numbers it (1 is the first of the sheet; in JSON Lines the line).

    `sheet`, `row` and `column` are None where the fault is of the whole. `whole`: nothing of the table can be used; any
    other fault spoils its row only.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    found: str
    expected: str
    whole: bool = False

    def __str__(self) -> str:
        return sentence([self])


def sentence(faults: Sequence[Fault]) -> str:
    """One or more faults that differ only in row and in what was found, as one sentence."""
    first = faults[0]
    where = [first.file]
    if first.sheet is not None:
        where.append(f"sheet {first.sheet}")
    rows = [f.row for f in faults if f.row is not None]
    if rows:
        where.append(f"row {rows[0]}" if len(rows) == 1 else f"{len(rows)} rows ({ranges(rows)})")
    if first.column is not None:
        where.append(f"column {first.column}")
    found = list(dict.fromkeys(f.found for f in faults))
    more = f" and {len(found) - QUOTED} more" if len(found) > QUOTED else ""
    return f"{', '.join(where)}: found {', '.join(found[:QUOTED])}{more}; expected {first.expected}"


def told(faults: Iterable[Fault]) -> list[str]:
    """All faults as sentences, in the order of the tables; more than three of one kind in one that lists their rows."""
    groups: dict[tuple[str, str | None, str | None, str, bool], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.sheet, fault.column, fault.expected, fault.whole)
        groups.setdefault(key, []).append(fault)
    out: list[str] = []
    for group in groups.values():
        if group[0].whole or len(group) <= TOGETHER:
            out += [sentence([fault]) for fault in group]
        else:
            out.append(sentence(group))
    return out


def ranges(rows: Iterable[int]) -> str:
    """Row numbers in short: `3, 7–9, 12`."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def shown(value: object) -> str:
    """What was found, for a sentence: quoted, short, `nothing` where there is nothing."""
    text = "" if value is None else str(value).strip()
    if not text:
        return "nothing"
    return repr(text if len(text) <= 40 else text[:39] + "…")
