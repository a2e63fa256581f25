"""Tables: rows of indicators, of places or periods, and of tasks with who does them.

A table is read only where its head says what its columns hold; of any other (slogans in boxes, layouts, lists
of projects) nothing is read. Numbers inside the texts of a task table belong to the reader of running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from luoshi.reading.layout import Paragraph
from luoshi.reading.statements import Comparator, Measure, Role, Strength
from luoshi.reading.tablebodies import bodies, due, shares
from luoshi.reading.tablecells import Cell, Value, blank, cells, heads, is_unit, unit_kind, values
from luoshi.reading.tableheads import Caption, Column, caption, column, lies_ahead, settle, under
from luoshi.reading.tablenames import MARKED, is_place, is_unit_cell, measured, named
from luoshi.reading.times import Clock, scan
from luoshi.vocabulary.numerals import MAGNITUDES

#: indicators: a row an indicator · places, periods: a row a place or a period, a column an indicator ·
#: tasks: a row a task · none: nothing of these
TableKind: TypeAlias = Literal["indicators", "places", "periods", "tasks", "none"]


@dataclass(slots=True)
class TableFigure:
    """A figure in a table's row; places are offsets in `paragraph.text`, from the row's name to the value.

    `subject` is the place of the row or of the column, None where the table is about one place.
    """

    paragraph: Paragraph
    start: int
    end: int
    value_start: int
    value_end: int
    value_text: str
    value: float | None
    value_to: float | None
    unit: str
    indicator: str
    measure: Measure
    comparator: Comparator
    role: Role
    strength: Strength | None
    period: str | None
    reference: str | None
    subject: str | None = None


@dataclass(slots=True)
class TableTask:
    """A task in a table's row: `start`, `end` are the task cell's offsets in `paragraph.text`.

    `section` is what the table's own group rows and columns of fields say (产业 › 园区).
    """

    paragraph: Paragraph
    start: int
    end: int
    lead: str | None
    support: str | None
    period: str | None
    section: str | None


@dataclass(slots=True)
class TableReading:
    """What a run of rows holds. `kind` is that of the last table in it; `columns` let the next run go on."""

    kind: TableKind = "none"
    figures: list[TableFigure] = field(default_factory=list)
    tasks: list[TableTask] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


def read(
    rows: list[Paragraph],
    clock: Clock | None,
    topic: int | None,
    heading: str | None,
    after: TableReading | None = None,
) -> TableReading:
    """The figures and tasks of a run of consecutive rows.

    `heading` is the title or the line before the table (its period and units), `topic` the year of the section.
    `after` is the reading of the run before, where only a line stood between: a row merged over the whole
    width comes as such a line, and the rows behind it have the head of those before it.
    """
    out = TableReading()
    for table in _tables(rows, clock, topic):
        part = _Table(table, clock, topic, heading or "", after if not out.columns else out)
        if part.kind != "none" or not out.columns:
            out.kind, out.columns = part.kind, part.columns
        out.figures.extend(part.figures)
        out.tasks.extend(part.tasks)
    return out


_Row: TypeAlias = tuple[Paragraph, list[Cell]]
_VALUE_LIKE = re.compile(r"^[+\-−↑↓▲▼]?\d[\d,.]*(?:%|‰)?$")


def _tables(rows: list[Paragraph], clock: Clock | None, topic: int | None) -> list[list[_Row]]:
    """The tables of a run: a new head starts a new one. Separator rows (|---|) are left out."""
    out: list[list[_Row]] = []
    for p in rows:
        row = cells(p)
        if not any(c.text.strip("-:") for c in row):
            continue
        body = (out and any(_VALUE_LIKE.match(c.text) for _, r in out[-1] for c in r[1:])) or (out and len(out[-1]) > 3)
        if not out or (body and _is_head(row, clock, topic)):
            out.append([])
        out[-1].append((p, row))
    return out


def _is_head(row: list[Cell], clock: Clock | None, topic: int | None) -> bool:
    """Whether a row is a table's first: it names at least two columns, one of them by what it holds."""
    told = [c.text for c in row if c.text]
    if len(told) < 2 or any(_VALUE_LIKE.match(t) and not re.fullmatch(r"(?:19|20)\d\d", t) for t in told):
        return False
    found = [column(t, clock, topic) for t in told]
    named = [c for c in found if c.kind not in ("value", "other", "ignored", "section")]
    return bool(named) and all(len(t) <= 24 for t in told) and len(named) + sum(1 for c in found if c.said) >= 2


class _Table:
    """One table while it is read."""

    def __init__(
        self, rows: list[_Row], clock: Clock | None, topic: int | None, heading: str, after: TableReading | None
    ) -> None:
        self.clock, self.topic = clock, topic
        self.kind: TableKind = "none"
        self.figures: list[TableFigure] = []
        self.tasks: list[TableTask] = []
        self.columns: list[Column] = []
        self.above: list[Cell] = []
        self.whole: list[str] = []
        title = [heading]
        while rows and len({c.text for c in rows[0][1] if c.text}) == 1:
            title.append(next(c.text for c in rows[0][1] if c.text))
            rows = rows[1:]
        self.about: Caption = caption("；".join(t for t in title if t), clock, topic)
        self.width = max((len(r) for _, r in rows), default=0)
        self.body = self._head(rows)
        if not self.columns and after is not None and len(after.columns) == self.width:
            self.columns, self.body, self.kind = after.columns, rows, after.kind
        if self.columns:
            self._read()

    def _head(self, rows: list[_Row]) -> list[_Row]:
        """Takes the head off the rows, where there is one, and settles what the columns are."""
        year = self.about.year
        if len(rows) < 2:
            return []
        first = rows[0][1]
        if any(_VALUE_LIKE.match(c.text) and not re.fullmatch(r"(?:19|20)\d\d", c.text) for c in first):
            return []
        columns = [column(c.text, self.clock, year) for c in first]
        n = 1
        while n < min(3, len(rows) - 1):
            deeper = under(columns, rows[n][1], self.width, self.clock, year)
            if deeper is None:
                break
            columns, n = deeper, n + 1
        body = rows[n:]
        if len(columns) < 2:
            return []
        self._ambiguous(columns, body)
        kind = self._kind(columns, body)
        if kind == "none":
            return []
        settle(columns, self.about, self.clock, self.topic)
        self.columns, self.kind = columns, kind
        return body

    def _ambiguous(self, columns: list[Column], body: list[_Row]) -> None:
        """单位 is a unit or a body; an unnamed first column is whatever its cells are."""
        for i, c in enumerate(columns):
            texts = [r[i].text for _, r in body if i < len(r) and r[i].text]
            if c.kind == "unit" and texts and sum(map(is_unit_cell, texts)) * 2 < len(texts):
                c.kind = "place" if not any(x.kind == "name" for x in columns) else "ignored"
        first = next((i for i, c in enumerate(columns) if c.kind not in ("serial", "ignored", "section")), None)
        if first is None or any(c.kind in ("name", "place", "period", "task") for c in columns):
            return
        texts = [r[first].text for _, r in body if first < len(r) and r[first].text]
        c = columns[first]
        if not texts or c.kind not in ("value", "other") or any(_VALUE_LIKE.match(t) for t in texts):
            return
        if c.rest or not c.said:
            c.kind = "place" if sum(map(is_place, texts)) * 5 >= 3 * len(texts) else "name"

    def _kind(self, columns: list[Column], body: list[_Row]) -> TableKind:
        kinds = {c.kind for c in columns}
        filled = [c for i, c in enumerate(columns) if c.kind == "value" and self._holds_values(i, body)]
        plain = [c for c in filled if c.said and (not c.rest or is_place(c.rest))]
        if "task" in kinds and not ("unit" in kinds and plain) and "name" not in kinds:
            return "tasks" if kinds & {"lead", "owner", "leader", "support", "due"} else "none"
        if kinds & {"name", "task"}:
            if "task" in kinds and "name" not in kinds:
                next(c for c in columns if c.kind == "task").kind = "name"
            united = "unit" in kinds or bool(self.about.units)
            series = [c for c in filled if is_place(c.rest)]
            return "indicators" if any(c.said for c in plain) or (series and (united or len(series) >= 2)) else "none"
        if "place" in kinds:
            return "places" if any(c.rest for c in filled) else "none"
        if "period" in kinds:
            return "periods" if any(c.rest for c in filled) else "none"
        return "none"

    def _holds_values(self, i: int, body: list[_Row]) -> bool:
        """Whether most of what stands in a column are values."""
        rank = self.columns[i].measure == "rank" if self.columns else False
        texts = [r[i].text for _, r in body if i < len(r) and not blank(r[i].text)]
        return bool(texts) and sum(1 for t in texts if values(t, "", rank) or _VALUE_LIKE.match(t)) * 2 >= len(texts)

    def _read(self) -> None:
        group: str | None = None
        for p, row in self.body:
            told = {c.text for c in row if c.text}
            if len(row) == len(self.columns) and len(told) == 1 and not blank(next(iter(told))):
                i = next(i for i, c in enumerate(row) if c.text)
                if self.kind == "tasks" and i and self.columns[i].kind == "task":
                    self._task(p, row, group)
                else:
                    group, self.above = next(iter(told)), []
            elif self.kind == "tasks":
                self._task(p, self._filled(row), group)
            elif len(row) == len(self.columns):
                if self.kind == "indicators":
                    self._indicator(p, row)
                else:
                    self._crossed(p, row)

    def _filled(self, row: list[Cell]) -> list[Cell]:
        """A row that lacks the cells merged with those above (HTML): they stood at its left, in columns of fields."""
        lacking = len(self.columns) - len(row)
        if lacking > 0 and all(c.kind in ("section", "serial") for c in self.columns[:lacking]):
            return [Cell("", []) for _ in range(lacking)] + row
        return row if lacking == 0 else []

    # -- a row an indicator -----------------------------------------------------------------------------------

    def _indicator(self, p: Paragraph, row: list[Cell]) -> None:
        names = [i for i, c in enumerate(self.columns) if c.kind == "name" and row[i].text]
        if not names:
            return
        cell = row[names[-1]]
        name, unit, measure, sign = named(cell.text)
        if not name or name in heads()["names"]["sums"]:
            return
        printed = next((row[i].text for i, c in enumerate(self.columns) if c.kind == "unit"), "")
        units = [u for u in re.split(r"[、，,；;]", printed) if is_unit(u)] or ([unit] if unit else [])
        if not units and re.match(r"其中|#", cell.text):
            units = self.whole  # a part without a unit has that of the row it is a part of
        else:
            self.whole = units
        nature = next((row[i].text for i, c in enumerate(self.columns) if c.kind == "nature"), "")
        for i, c in enumerate(self.columns):
            if (
                c.kind != "value"
                or not row[i].text
                or (not c.said and not is_place(c.rest))
                or (c.rest and not is_place(c.rest))
            ):
                continue
            subject = c.rest or None
            for v in values(row[i].text, name, c.measure == "rank"):
                own = units or ([c.unit] if c.unit else [])
                self._figure(p, cell, row[i], v, c, name, own, measure, sign, subject, nature)

    # -- a row a place or a period ----------------------------------------------------------------------------

    def _crossed(self, p: Paragraph, row: list[Cell]) -> None:
        key = next(i for i, c in enumerate(self.columns) if c.kind in ("place", "period"))
        text = row[key].text
        if not text or (text in heads()["names"]["sums"] and self.kind == "periods"):
            return
        subject: str | None = None
        period: str | None = None
        if self.kind == "places":
            subject = None if text in heads()["names"]["sums"] else MARKED.sub("", text)
        else:
            times = scan(text, self.clock, self.about.year)
            year = re.fullmatch(r"((?:19|20)\d\d)年?", text)
            period = year.group(1) if year else times[-1].period if times else None
            if period is None:
                return
        before = ""
        for i, c in enumerate(self.columns):
            if c.kind != "value" or i <= key:
                continue
            name, unit, measure, sign = named(c.rest) if c.rest else (before, None, None, 1)
            before = name
            if not name or not row[i].text:
                continue
            units = [u for u in (c.unit, unit) if u]
            for v in values(row[i].text, name, c.measure == "rank"):
                self._figure(p, row[key], row[i], v, c, name, units, measure, sign, subject, "", period)

    def _figure(
        self, p: Paragraph, cell: Cell, at: Cell, v: Value, c: Column, name: str, units: list[str],
        said: Measure | None, sign: int, subject: str | None, nature: str, period: str | None = None,
    ) -> None:  # fmt: skip
        rate = name.endswith(tuple(heads()["names"]["rates"]))
        ratio = [u for u in units if unit_kind(u) in ("ratio", "points")]
        amounts = [u for u in units if u not in ratio]
        measure = measured(v, c, said, rate, bool(ratio) and not amounts and not v.unit, name)
        unit = v.unit
        if not unit and v.value is not None and measure not in ("rank", "grade") and v.kind != "ratio_of":
            if measure in ("growth", "completion", "share", "gap") or (measure == "level" and ratio and not amounts):
                unit = (ratio or [c.unit or "%"])[0] if measure != "completion" else "%"
                unit = "%" if unit_kind(unit) not in ("ratio", "points") else unit
            elif measure == "change" and ((c.unit and unit_kind(c.unit) == "points") or rate):
                unit = "个百分点"
            else:
                unit = amounts[0] if amounts else self.about.unit(False) or ""
        elif amounts and unit in MAGNITUDES and unit_kind(amounts[0]) != "count":
            unit += amounts[0]  # 3.2万 in a row of 元
        falls = sign < 0 and measure in ("growth", "change")
        value = -v.value if falls and v.value is not None and v.value > 0 else v.value
        to = -v.value_to if falls and v.value_to is not None and v.value_to > 0 else v.value_to
        role: Role = "forecast" if v.forecast else c.role or "result"
        if period is not None and role == "result" and lies_ahead(period, self.clock):
            role = "target"
        strength: Strength | None = None
        if role == "target":
            firm = nature in heads()["cells"]["firm"]
            strength = v.strength or c.strength or ("firm" if firm else "expected")
        (low, _), (value_low, value_high) = cell.span(), at.span(v.start, v.end)
        when = period or c.period
        if v.over_plan and self.about.period and "/" in self.about.period:
            when = self.about.period
        self.figures.append(
            TableFigure(
                p, min(low, value_low), value_high, value_low, value_high, at.text[v.start : v.end], value, to,
                unit, name, measure, v.close, role, strength, when, v.reference or c.reference, subject,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    # -- a row a task -----------------------------------------------------------------------------------------

    def _of(self, row: list[Cell], kind: str) -> Cell | None:
        return next((row[i] for i, c in enumerate(self.columns) if c.kind == kind and row[i].text), None)

    def _task(self, p: Paragraph, row: list[Cell], group: str | None) -> None:
        if not row:
            return
        doing = ("lead", "owner", "leader", "support")
        merged = not any(row[i].text for i, c in enumerate(self.columns) if c.kind in doing)
        kept = {*doing, "due", "section"} if merged else {"section"}
        texts = [i for i, c in enumerate(self.columns) if c.kind == "task"]
        for i, c in enumerate(self.columns):
            # A cell merged downwards is printed once: what it says holds for the rows below.
            if not row[i].text and self.above and (c.kind in kept or (i in texts[:-1] and row[texts[-1]].text)):
                row[i] = self.above[i]
        self.above = row
        own = next((i for i in reversed(texts) if row[i].text), None)
        if own is None or len(row[own].text) < SHORTEST_TASK or not re.search(r"[\u4e00-\u9fff]{2}", row[own].text):
            return
        lead, support = self._who(row)
        when = self._of(row, "due")
        year = self.about.year or (self.clock.year if self.clock else None)
        fields = [row[i].text for i, c in enumerate(self.columns) if c.kind == "section" and row[i].text]
        fields += [row[i].text for i in texts if i < own and row[i].text]
        start, end = row[own].span()
        self.tasks.append(
            TableTask(
                p, start, end, "、".join(lead) or None, "、".join(support) or None,
                due(when.text, year) if when else None, " › ".join([group, *fields] if group else fields) or None,
            )
        )  # fmt: skip

    def _who(self, row: list[Cell]) -> tuple[list[str], list[str]]:
        """Who leads and who supports. Of 责任单位 alone the first leads; beside 牵头单位 all of them support."""
        lead_cell, owner, support_cell = self._of(row, "lead"), self._of(row, "owner"), self._of(row, "support")
        lead = bodies(lead_cell) if lead_cell else []
        support: list[str] = []
        if owner is not None:
            first, others = shares(owner)
            support = [*first, *others] if lead else others
            lead = lead or first
        support += bodies(support_cell) if support_cell else []
        leader = self._of(row, "leader")
        if not lead and leader is not None:
            lead = bodies(leader)
        return lead, [b for i, b in enumerate(support) if b not in lead and b not in support[:i]]


#: A task of fewer characters is a word, no task.
SHORTEST_TASK = 4
