"""One document read: its articles, and in each its figures and tasks."""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING

from luoshi.reading import figures, tasks
from luoshi.reading.articles import Piece, part, split_articles
from luoshi.reading.assignments import Assigned, assigned
from luoshi.reading.characters import simplify
from luoshi.reading.found import Found, Memory
from luoshi.reading.layout import Paragraph, paragraphs
from luoshi.reading.moods import Block, Sentence, blocks, sentences
from luoshi.reading.owners import Owners
from luoshi.reading.periods import Timeline
from luoshi.reading.setting import Hit, Setting, setting
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Article, Document, Figure, Span, Task
from luoshi.reading.subjects import Subjects
from luoshi.reading.times import Clock, Time, scan
from luoshi.vocabulary.indicators import find
from luoshi.vocabulary.periods import bounds

if TYPE_CHECKING:
    from luoshi.reading.tables import TableReading, TableTask


def read_source(source: Source, place: str | None = None, date: str | None = None) -> Document:
    """The statements of one document.

    `place` and `date` (ISO, `YYYY[-MM[-DD]]`) say where and when it speaks; without them both are worked
    out from the text.
    """
    reader = _DocumentReader(source, place, date)
    for number, piece in enumerate(reader.pieces, 1):
        _ArticleReader(reader, number, piece).read()
    return reader.document


def _a_year_before(period: str) -> str:
    return re.sub(r"(?<![-\d])\d{4}", lambda m: str(int(m.group()) - 1), period)


class _DocumentReader:
    """What all articles of a document share: its setting, and the way from a paragraph back to the file."""

    def __init__(self, source: Source, place: str | None, date: str | None) -> None:
        self.source = source
        paras = paragraphs(simplify(source.text))
        whole = "".join(p.text for p in paras)
        self.pieces = split_articles(paras)
        title = next((p.title for p in self.pieces if p.title), None) or ""
        self.setting: Setting = setting(whole, title, place, date)
        self.clock = Clock.of(self.setting.date)
        self.subjects = Subjects(self.setting)
        self.document = Document(source.name, source.text, self.setting.name, self.setting.date, source.pages)
        self.line_starts = [0]
        at = source.text.find("\n")
        while at >= 0:
            self.line_starts.append(at + 1)
            at = source.text.find("\n", at + 1)

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect.bisect_right(self.line_starts, offset)

    def page(self, offset: int) -> int | None:
        """The 1-based page of an offset (PDF); None where the source has no pages."""
        return bisect.bisect_right(self.source.pages, offset) if self.source.pages else None

    def quote(self, p: Paragraph, start: int, end: int) -> str:
        """The printed characters, as they stand in the file (not simplified), without white space.

        Marks inside a line (**) are the file's characters too; a page's foot inside a sentence is left out.
        """
        raw, at = self.source.text, p.at[start:end]
        if not at or at[-1] - at[0] + 1 == len(at):
            return raw[at[0] : at[-1] + 1] if at else ""
        out = [raw[at[0]]]
        for last, i in itertools.pairwise(at):
            if i > last + 1:
                between = raw[last + 1 : i]
                out.append("" if "\n" in between else "".join(between.split()))
            out.append(raw[i])
        return "".join(out)


class _ArticleReader:
    """Reads one article; keeps what carries over from paragraph to paragraph."""

    def __init__(self, whole: _DocumentReader, number: int, piece: Piece) -> None:
        self.whole = whole
        self.number = number
        self.piece = piece
        self.clock = whole.clock
        self.timeline = Timeline(whole.clock, whole.setting.date)
        self.memory = Memory()
        self.owners = Owners(whole.setting)
        self.goes_on = False  # the paragraph before ended inside a list (；)
        self.last: Figure | None = None

    def read(self) -> None:
        """Adds the article and its statements to the document."""
        piece, whole = self.piece, self.whole
        begin, end = piece.paragraphs[0].span()[0], piece.paragraphs[-1].span()[1]
        whole.document.articles.append(
            Article(
                whole.source.name, self.number, piece.title, piece.byline, piece.continues_from,
                piece.continued_on, (begin, end), whole.line(begin), whole.page(begin),
            )
        )  # fmt: skip
        found = blocks(piece.paragraphs, self.clock, piece.title)
        if any(b.paragraph.kind == "table" for b in found):
            self._tables(found)
        for block in found:
            if block.paragraph.kind == "heading":
                self.owners.heading()
            if block.sentences:
                self._paragraph(block)

    # -- running text -----------------------------------------------------------------------------------------

    def _paragraph(self, block: Block) -> None:
        text, owners, timeline = block.paragraph.text, self.owners, self.timeline
        times = scan(text, self.clock, block.topic)
        hits = self.whole.subjects.hits(text)
        leading = self.whole.subjects.leading(text, hits)
        owners.begin(text)
        speaking = owners.speaker is not None
        if not self.goes_on:
            timeline.begin()
            self.memory.named = []
        self.goes_on = text.endswith("；")
        by_sentence = {s.start: found for s, found in figures.read(block, times, self.memory)}
        owned = {s.start: owners.sentence(text[s.start : s.end]) for s in block.sentences}
        committed = {t.sentence.start: t for t in tasks.read(block, speaking or owners.speaker is not None)}
        leading = leading or owners.company
        brackets = assigned(text) if any(s.charged for s in block.sentences) else []
        for s in block.sentences:
            here = timeline.enter(block, s, times)
            task = committed.get(s.start)
            if task is not None:
                self._task(block, task, here, owned[s.start], brackets)
            for f in by_sentence.get(s.start, ()):
                self._figure(block, s, here, f, hits, leading)
            timeline.leave(block, s, here)

    def _task(
        self, block: Block, task: tasks.FoundTask, times: list[Time], owner: str | None, brackets: list[Assigned]
    ) -> None:
        # A plan named in a task (确保“十四五”收好官) is its matter, not its time.
        opening = task.sentence.start
        times = [t for t in times if t.kind in ("year", "part", "until", "day") or t.start == opening]
        period = self.timeline.period(block, task.sentence, times, task.end, task.start, "task", "", False)
        charged = next((b for b in brackets if b.end > task.start), None)
        lead = "、".join(charged.lead) or None if charged else None
        support = "、".join(charged.support) or None if charged else None
        if charged and charged.lead:
            owner = self.owners.printed(charged.lead[0])
        self._add_task(block.paragraph, (task.start, task.end), owner, lead, support, period, block.section)

    def _figure(
        self, block: Block, s: Sentence, times: list[Time], f: Found, hits: list[Hit], leading: str | None
    ) -> None:
        text, n = block.paragraph.text, f.number
        period = self._period(block, s, times, f)
        clause = max(text.rfind(c, s.start, f.noun) for c in "，；：。") + 1
        clause = max(clause, s.start, n.start - 120)
        subjects = self.whole.subjects
        subject = subjects.of(text, clause, f.noun, hits, leading)
        body = subjects.body(text, clause, n.start)
        if body is not None:
            subject = body[0]
        named = [(h[0], h[1]) for h in hits] + ([(clause, body[1])] if body is not None else [])
        f.indicator = subjects.without(f.indicator, text, f.noun, n.start, named, subject)
        if f.held and period and self._ahead(period):
            period = self.timeline.date
        if f.role == "result" and period and self._ahead(period):
            f.role, f.strength = "target", f.strength or "expected"  # what lies ahead is no result
        self.last = self._add_figure(block.paragraph, f, period, subject, block.section)

    def _period(self, block: Block, s: Sentence, times: list[Time], f: Found) -> str | None:
        """The figure's period: its own time (“十二五”末的…), else that of its sentence, paragraph, section."""
        text, n = block.paragraph.text, f.number
        own = scan(f.at.removesuffix("的"), self.clock) if f.at else []
        if f.source and f.at.startswith(("上年", "去年同期")):
            now = self.timeline.period(block, s, times, n.start, f.low, f.measure, "", f.yearly, f.indicator, False)
            return _a_year_before(now) if now else now
        if own:
            return own[-1].period
        leads_on = "其中" in text[max(s.start, f.low - 2) : f.noun]
        dated = any(s.start <= t.start < n.start for t in times)
        if self.last is not None and (f.inherited or (leads_on and not dated)):
            return self.last.period
        return self.timeline.period(
            block, s, times, n.start, f.low, f.measure, text[f.low : n.start], f.yearly, f.indicator, f.source
        )

    def _ahead(self, period: str) -> bool:
        """Whether a period lies after the document's date, or ends more than half a year after it."""
        if self.clock is None:
            return False
        now = self.clock.year * 12 + (self.clock.month or 12) - 1
        b = bounds(period)
        return b.start > now or (b.end is not None and b.end > now + 6)

    # -- tables -----------------------------------------------------------------------------------------------

    def _tables(self, found: list[Block]) -> None:
        """Reads the article's tables, each with the line printed above it."""
        from luoshi.reading import tables  # its words are loaded only where a table stands

        heading = self.piece.title
        before: TableReading | None = None
        after: TableReading | None = None
        i = 0
        while i < len(found):
            block = found[i]
            if block.paragraph.kind != "table":
                # A row merged over the full width arrives as a plain short line inside the table.
                heading = block.paragraph.text
                after, before = (before if len(heading) <= 40 else None), None
                i += 1
                continue
            run = [block]
            while i + len(run) < len(found) and found[i + len(run)].paragraph.kind == "table":
                run.append(found[i + len(run)])
            before = tables.read([b.paragraph for b in run], self.clock, block.topic, heading, after)
            self._table(before, block)
            i += len(run)

    def _table(self, table: TableReading, first: Block) -> None:
        for f in table.figures:
            p = f.paragraph
            subject = self.whole.subjects.printed(f.subject) if f.subject else self.whole.setting.name
            span, value_span = p.span(f.start, f.end), p.span(f.value_start, f.value_end)
            self.whole.document.figures.append(
                Figure(
                    self.whole.source.name, self.number, self.whole.quote(p, f.start, f.end), f.value_text, f.value,
                    f.value_to, f.unit, f.indicator, self._code(f.indicator), f.measure, f.comparator, f.role,
                    f.strength, f.period, subject, f.reference, first.section, span, value_span,
                    self.whole.line(value_span[0]), self.whole.page(value_span[0]),
                )
            )  # fmt: skip
        for t in table.tasks:
            section = " › ".join(x for x in (first.section, t.section) if x) or None
            owner = self.owners.printed(t.lead) if t.lead else None
            self._add_task(t.paragraph, (t.start, t.end), owner, t.lead, t.support, t.period, section)
            self._cell(t, first)

    def _cell(self, task: TableTask, first: Block) -> None:
        """The figures in a task's cell: targets, whatever its words look like."""
        whole = part(task.paragraph, task.start, task.end)
        block = Block(whole, sentences(whole.text), first.section, first.topic, first.span, "plan")
        for s in block.sentences:
            s.mood, s.firm = "plan", True
        times = scan(whole.text, self.clock, block.topic)
        hits = self.whole.subjects.hits(whole.text)
        self.timeline.begin()
        self.memory.named = []
        for s, found in figures.read(block, times, self.memory):
            here = self.timeline.enter(block, s, times)
            for f in found:
                self._figure(block, s, here, f, hits, None)
            self.timeline.leave(block, s, here)

    # -- what is found ----------------------------------------------------------------------------------------

    def _code(self, indicator: str) -> str | None:
        found = find(indicator)
        return found.code if found is not None else None

    def _add_task(
        self, p: Paragraph, at: Span, owner: str | None, lead: str | None, support: str | None,
        period: str | None, section: str | None,
    ) -> None:  # fmt: skip
        whole, span = self.whole, p.span(*at)
        whole.document.tasks.append(
            Task(
                whole.source.name, self.number, whole.quote(p, *at), owner, lead, support, period, section, span,
                whole.line(span[0]), whole.page(span[0]),
            )
        )  # fmt: skip

    def _add_figure(
        self, p: Paragraph, f: Found, period: str | None, subject: str | None, section: str | None
    ) -> Figure:
        whole, n = self.whole, f.number
        span, value_span = p.span(f.start, f.end), p.span(n.start, n.end)
        figure = Figure(
            whole.source.name, self.number, whole.quote(p, f.start, f.end), whole.quote(p, n.start, n.end), f.value,
            f.value_to, "" if n.kind == "unnumbered" else n.unit, f.indicator, self._code(f.indicator), f.measure,
            f.comparator, f.role, f.strength, period, subject, f.reference, section, span, value_span,
            whole.line(value_span[0]), whole.page(value_span[0]),
        )  # fmt: skip
        whole.document.figures.append(figure)
        return figure
