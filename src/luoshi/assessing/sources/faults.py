"""What is wrong in a table: where it stands, what was found, what was expected; many of one kind in one sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

#: So many rows of one kind are told one by one; more are told together.
TOGETHER = 3
#: So many different things found are quoted of faults told together.
QUOTED = 5

_SHEET = re.compile(r", sheet ([^：]+)：")

Language = Literal["en", "zh"]


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


def sentence(faults: Sequence[Fault], language: Language = "en") -> str:
    """One or more faults that differ only in row and in what was found, as one sentence."""
    if language == "zh":
        return _chinese(faults)
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


def _chinese(faults: Sequence[Fault]) -> str:
    words, first = _table()["sentence"], faults[0]
    where = [first.file]
    if first.sheet is not None:
        where.append(words["sheet"].format(name=first.sheet))
    rows = [f.row for f in faults if f.row is not None]
    if rows:
        several = words["rows"].format(count=len(rows), rows=ranges(rows).replace(", ", "、"))
        where.append(words["row"].format(row=rows[0]) if len(rows) == 1 else several)
    if first.column is not None:
        where.append(words["column"].format(name=first.column))
    found = list(dict.fromkeys(in_chinese(f.found) for f in faults))
    more = words["more"].format(count=len(found)) if len(found) > QUOTED else ""
    said = words["found"].format(found="、".join(found[:QUOTED]) + more, expected=in_chinese(first.expected))
    return f"{'，'.join(where)}：{said}"


def note_in_chinese(note: str) -> str:
    """A note of a table in Chinese (`faults.toml`)."""
    said = in_chinese(note, "notes")
    return _SHEET.sub(lambda found: f"，{_table()['sentence']['sheet'].format(name=found[1])}：", said, count=1)


def in_chinese(text: str, of: Literal["phrases", "notes"] = "phrases") -> str:
    """What was found or expected, in Chinese (`faults.toml`); as it is where that is a quote of the table."""
    for pattern, said in _phrases(of):
        fits = pattern.fullmatch(text)
        if fits:
            nothing = _table()["sentence"]["nothing"]
            held = {name: nothing if found == "nothing" else found for name, found in fits.groupdict().items()}
            return said.format(**held)
    return text


@cache
def _table() -> Mapping[str, Any]:
    told: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return told


@cache
def _phrases(of: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The English as patterns, those without a gap first, then the longest first."""
    listed = sorted(_table()[of], key=lambda one: ("{" in one["en"], -len(one["en"])))
    return tuple(
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(one["en"])), re.DOTALL), one["zh"])
        for one in listed
    )


def told(faults: Iterable[Fault], language: Language = "en") -> list[str]:
    """All faults as sentences, in the order of the tables; more than three of one kind in one that lists their rows."""
    groups: dict[tuple[str, str | None, str | None, str, bool], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.sheet, fault.column, fault.expected, fault.whole)
        groups.setdefault(key, []).append(fault)
    out: list[str] = []
    for group in groups.values():
        if group[0].whole or len(group) <= TOGETHER:
            out += [sentence([fault], language) for fault in group]
        else:
            out.append(sentence(group, language))
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
