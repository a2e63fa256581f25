"""Where the head of a table is, and which column holds which field (`headings.toml`)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from luoshi.assessing.sources import cells, group_heads, period_heads
from luoshi.assessing.sources.faults import Fault
from luoshi.assessing.sources.grid import Grid, letter
from luoshi.assessing.sources.headings import Role, names, plain, tables
from luoshi.assessing.sources.period_heads import Said

#: The head of a table stands in one of its first rows, below a title.
SEARCHED = 12

_DAY = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")


@dataclass(frozen=True, slots=True)
class Stated:
    """A column whose head says a period; `unit` in its brackets, `alone` whether its lowest head says it by itself."""

    said: Said
    unit: str | None
    alone: bool


@dataclass(slots=True)
class Head:
    """What was found of a table's head.

    `fields` is field → column; `labels` column → how it is told (`E 目标值`); `unit` what a head says in brackets of
    its numbers (目标值（亿元）); `last` the last row of the head (0 where the file names its columns); `ignored` heads
    that are no field; `statements` whether the table was written by `luoshi read`,
    `of_targets` whether it is its sheet 目标, whose rows are all targets. `periods` are the columns whose heads say a
    period (1月, 累计, 同比). `said`, `base` and `title_units` are set where the head is that of one such column: what
    its head says, the year or month that the table says, and the units.
    """

    fields: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unit: str | None = None
    last: int = 0
    ignored: list[str] = field(default_factory=list)
    statements: bool = False
    of_targets: bool = False
    faults: list[Fault] = field(default_factory=list)
    with_head: set[int] = field(default_factory=set)
    periods: dict[int, Stated] = field(default_factory=dict)
    said: Said | None = None
    base: str | None = None
    title_units: tuple[str, ...] = ()

    def named(self, column: int) -> bool:
        """Whether a column has a head."""
        return column in self.with_head


def field_of(head: str, role: Role) -> tuple[str | None, str | None]:
    """The field that a head names, and the unit that it says in brackets."""
    known, text = names(role), plain(head)
    if text in known:
        return known[text], None
    found = cells.BEHIND.search(text)
    if found and text[: found.start()] in known:
        return known[text[: found.start()]], found[1]
    return None, None


@cache
def said_of(head: str, role: Role) -> tuple[Said | None, str | None]:
    """What a head says of its figures' period, and the unit that it says in brackets."""
    return period_heads.said(plain(head), role)


def find(grid: Grid, role: Role) -> Head | None:
    """The head of a table; None where no row has two heads that are known."""
    if grid.heads is not None:
        return _head(grid, [grid.heads], 0, role)
    rows = [(row[0], ["" if cell is None else str(cell) for cell in row[1:]]) for row in _first(grid)]
    best: tuple[int, int] | None = None
    for at, (_, texts) in enumerate(rows):
        known = _known([group_heads.joined(rows, at, column, _together) for column in range(len(texts))], role)
        if known >= 2 and (best is None or known > best[0] or (known == best[0] and _grouped(grid, rows, best[1], at))):
            best = (known, at)
    if best is None:
        return None
    at = best[1]
    words = [group_heads.joined(rows, at, column, _together) for column in range(grid.width)]
    return _head(grid, [words, rows[at][1]], rows[at][0], role, _odd(rows, at, words, role))


def _known(words: list[str], role: Role) -> int:
    """How many heads are known; those that say a period only beside others, for a title may say one too."""
    fields = sum(field_of(word, role)[0] is not None for word in words)
    return fields + len({said for said in (said_of(word, role)[0] for word in words) if said}) if fields else 0


def _first(grid: Grid) -> list[tuple[Any, ...]]:
    import polars as pl

    filled = [pl.col(str(at)).is_not_null() for at in range(grid.width)]
    return grid.frame.filter(pl.any_horizontal(filled)).head(SEARCHED).rows() if filled else []


def _together(above: str, text: str) -> str | None:
    """A head of two rows is one word: 值 below 目标 is 目标值, 1月 below 增速 is 1月增速; unless the lower is known."""
    roles = get_args(Role)
    if any(plain(above + text) in names(role) for role in roles):
        return above + text
    if any(plain(text) in names(role) for role in roles):
        return None
    both = (above + text, text + above)
    return next((one for one in both if any(said_of(one, role)[0] is not None for role in roles)), None)


def _odd(rows: list[tuple[int, list[str]]], at: int, words: list[str], role: Role) -> set[int]:
    """The columns that say a period below a head that nobody knows."""
    fields = {column for column, word in enumerate(words) if field_of(word, role)[0] is not None}
    periods = {column for column, word in enumerate(words) if word and said_of(word, role)[0] is not None}
    behind = tables()["spread"]["behind"].get(role, ())

    def idle(head: str) -> bool:
        return plain(head) in behind

    odd = {column for column in periods if group_heads.strange(rows, at, column, words, fields, idle)}
    return odd | group_heads.halved(rows, at, periods, fields)


def _grouped(grid: Grid, rows: list[tuple[int, list[str]]], first: int, second: int) -> bool:
    """Whether a row is the lower half of a head whose cells are merged downwards."""
    return second == first + 1 and any(row == rows[second][0] for row, _ in grid.filled)


def _head(grid: Grid, heads: list[list[str]], last: int, role: Role, odd: Collection[int] = ()) -> Head | None:
    words = heads[0]
    out = Head(last=last)
    for at, head in enumerate(words):
        shown = heads[-1][at] if grid.heads is None else head
        out.labels[at] = f"{letter(at)} {shown}".strip() if grid.letters else shown or f"number {at + 1}"
    out.with_head = {at for at, head in enumerate(words) if head}
    marks = {plain(head) for head in words if head}
    marked = tables()["statements"]
    if all(plain(head) in marks for head in marked["table"]):
        out.statements = True
        out.fields = {head: at for at, head in enumerate(words) if head}
        return out
    if any(all(plain(head) in marks for head in marked[name]) for name in ("targets_sheet", "results_sheet")):
        out.statements = True
        own = {plain(head): name for head, name in tables()["statement_heads"].items()}
        out.fields = {own[plain(head)]: at for at, head in enumerate(words) if plain(head) in own}
        out.of_targets = plain("目标值") in marks
        return out
    _fields(grid, out, words, role)
    _periods(out, words, heads[-1], role, odd)
    return out if len(out.fields) >= 2 or grid.heads is not None else None


def _fields(grid: Grid, out: Head, words: list[str], role: Role) -> None:
    taken: dict[str, int] = {}
    spare = {plain(h): name for name, heads in tables()["fallback"].items() for h in heads}
    exact = {plain(head) for head in words}
    for at, head in enumerate(words):
        if not head:
            continue
        name, unit = field_of(head, role)
        # 单位 is whoever reports, or the unit: the unit where another column says the place.
        if name is not None and plain(head) in spare and _says(words, role, name, but=at):
            name = spare[plain(head)]
        if name is None or (plain(head) in spare and spare[plain(head)] == name and _says(words, role, name, but=at)):
            out.ignored.append(out.labels[at])
        elif name in taken:
            both = f"columns {out.labels[taken[name]]} and {out.labels[at]}"
            out.faults.append(
                Fault(grid.file, grid.sheet, out.last or None, None, both, f"one column for {name}", whole=True)
            )
        else:
            taken[name] = at
            out.unit = unit if name == "value" else out.unit
    for head, name in spare.items():
        if name not in taken and name in tables()[role] and head in exact:
            at = [plain(h) for h in words].index(head)
            if at not in taken.values():
                taken[name] = at
                out.ignored = [label for label in out.ignored if label != out.labels[at]]
    out.fields = taken


def _periods(out: Head, words: list[str], lowest: list[str], role: Role, odd: Collection[int]) -> None:
    """The columns whose heads say a period; `odd` are those below a head that is not understood."""
    days = [word for word in words if _DAY.match(word) and said_of(word, role)[0] is None]
    for at, word in enumerate(words):
        said, unit = said_of(word, role)
        if days and _DAY.match(word):
            # Beside the 2nd the 1st is a day, and stands for no month.
            continue
        if said is None or at in odd or at in out.fields.values() or out.labels[at] not in out.ignored:
            continue
        alone, _ = said_of(lowest[at], role)
        out.periods[at] = Stated(said, unit, alone is not None and not alone.leans and bool(alone.stretch))
        out.ignored.remove(out.labels[at])


def _says(words: list[str], role: Role, name: str, but: int) -> bool:
    """Whether another column says a field."""
    return any(field_of(head, role)[0] == name for at, head in enumerate(words) if at != but and head)
