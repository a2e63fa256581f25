"""A printed page as lines, with the clauses of its statements marked: what components/printed.html shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# Of a page with more empty lines than this every second one only parts printed lines and says nothing.
_PARTED = 1 / 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A clause: `start` and `end` in code points of the text, and the statement it belongs to.

    `value` marks the number in a clause; `settled` is one that a person has accepted or refused.
    """

    start: int
    end: int
    statement: str
    value: bool = False
    settled: bool = False

    @property
    def css(self) -> str:
        """The classes of its `mark` element."""
        return " ".join(name for name in ("value", "settled") if getattr(self, name))


def printed_lines(text: str, marks: Iterable[Mark], headlines: Sequence[int] = ()) -> list[dict[str, Any]]:
    """The lines of a text: [{number, parts: [{text, statement?, css?}], headline}]; numbers are 1-based.

    Where clauses overlap the shorter is shown. White space at the ends of lines is left out. Empty lines have no parts;
    those that only part printed lines are left out. Raises `ValueError` for a mark outside the text.
    """
    found = sorted(marks, key=lambda mark: (mark.end - mark.start, mark.start))
    for mark in found:
        if not 0 <= mark.start <= mark.end <= len(text):
            raise ValueError(f"statement {mark.statement}: span {mark.start}—{mark.end}, the text has {len(text)}")
    owners = _owners(len(text), found)
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        parts = _parts(text, start + len(line) - len(line.lstrip()), start + len(line.rstrip()), owners)
        lines.append({"number": number, "parts": parts, "headline": number in headlines})
        start += len(line) + 1
    return _without_partings(lines)


def _owners(length: int, shortest_first: list[Mark]) -> list[Mark | None]:
    """The mark of every character: the shortest that covers it."""
    owners: list[Mark | None] = [None] * length
    for mark in reversed(shortest_first):
        owners[mark.start : mark.end] = [mark] * (mark.end - mark.start)
    return owners


def _parts(text: str, start: int, end: int, owners: list[Mark | None]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    while start < end:
        mark, stop = owners[start], start + 1
        while stop < end and owners[stop] is mark:
            stop += 1
        part: dict[str, Any] = {"text": text[start:stop]}
        if mark is not None:
            part |= {"statement": mark.statement, "css": mark.css}
        parts.append(part)
        start = stop
    return parts


def _without_partings(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    empty = sum(not line["parts"] for line in lines)
    parted = empty > _PARTED * len(lines)
    kept: list[dict[str, Any]] = []
    run = 0
    for line in lines:
        run = 0 if line["parts"] else run + 1
        # Of a run of empty lines one is shown, and none where it only parts lines.
        if line["parts"] or run == (2 if parted else 1):
            kept.append(line)
    return kept
