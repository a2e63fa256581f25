"""One document read: its articles, and in each its figures and tasks."""

from __future__ import annotations

import bisect

from luoshi.reading import figures, tasks
from luoshi.reading.articles import Piece, split_articles
from luoshi.reading.characters import simplify
from luoshi.reading.figures import Found, Memory
from luoshi.reading.layout import Paragraph, paragraphs
from luoshi.reading.moods import Block, Sentence, blocks
from luoshi.reading.owners import Owners
from luoshi.reading.periods import Timeline
from luoshi.reading.setting import Hit, Setting, setting
from luoshi.reading.sources.source import Source
from luoshi.reading.statements import Article, Document, Figure, Task
from luoshi.reading.subjects import Subjects
from luoshi.reading.times import Clock, Time, scan
from luoshi.vocabulary.indicators import find
from luoshi.vocabulary.periods import bounds


def read_source(source: Source, place: str | None = None, date: str | None = None) -> Document:
    """The statements of one document.

    `place` and `date` (ISO, `YYYY[-MM[-DD]]`) say where and when it speaks; without them both are worked
    out from the text.
    """
    return _Reader(source, place, date).read()


class _Reader:
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
        self.goes_on = False  # the paragraph before ended inside a list (；)
        self.line_starts = [0]
        at = source.text.find("\n")
        while at >= 0:
            self.line_starts.append(at + 1)
            at = source.text.find("\n", at + 1)

    def read(self) -> Document:
        for number, piece in enumerate(self.pieces, 1):
            self._article(number, piece)
        return self.document

    def code(self, indicator: str) -> str | None:
        found = find(indicator)
        return found.code if found is not None else None

    def line(self, offset: int) -> int:
        return bisect.bisect_right(self.line_starts, offset)

    def page(self, offset: int) -> int | None:
        return bisect.bisect_right(self.source.pages, offset) if self.source.pages else None

    def _article(self, number: int, piece: Piece) -> None:
        begin, end = piece.paragraphs[0].span()[0], piece.paragraphs[-1].span()[1]
        self.document.articles.append(
            Article(
                self.source.name, number, piece.title, piece.byline, piece.continues_from, piece.continued_on,
                (begin, end), self.line(begin), self.page(begin),
            )
        )  # fmt: skip
        timeline = Timeline(self.clock, self.setting.date)
        memory = Memory()
        owners = Owners(self.setting)
        for block in blocks(piece.paragraphs, self.clock, piece.title):
            if block.paragraph.kind == "heading":
                owners.heading()
            if block.sentences:
                self._block(number, block, timeline, memory, owners)

    def _block(self, number: int, block: Block, timeline: Timeline, memory: Memory, owners: Owners) -> None:
        text = block.paragraph.text
        times = scan(text, self.clock, block.topic)
        hits = self.subjects.hits(text)
        leading = self.subjects.leading(text, hits)
        owners.begin(text)
        speaking = owners.speaker is not None
        if not self.goes_on:
            timeline.begin()
            memory.named = []
        self.goes_on = text.endswith("；")
        by_sentence = {s.start: found for s, found in figures.read(block, times, memory)}
        owned = {s.start: owners.sentence(text[s.start : s.end], s.start, text) for s in block.sentences}
        found_tasks = {t.sentence.start: t for t in tasks.read(block, speaking or owners.speaker is not None)}
        leading = leading or owners.company
        for s in block.sentences:
            here = timeline.enter(block, s, times)
            task = found_tasks.get(s.start)
            if task is not None:
                self._task(number, block, task, here, owned[s.start], timeline)
            for f in by_sentence.get(s.start, ()):
                self._figure(number, block, s, here, f, timeline, hits, leading)
            timeline.leave(block, s, here)

    def _task(
        self,
        number: int,
        block: Block,
        task: tasks.FoundTask,
        times: list[Time],
        owner: str | None,
        timeline: Timeline,
    ) -> None:
        p = block.paragraph
        # A plan named in a task (确保“十四五”收好官) is its matter, not its time.
        opening = task.sentence.start
        times = [t for t in times if t.kind in ("year", "part", "until", "day") or t.start == opening]
        period = timeline.period(block, task.sentence, times, task.end, task.start, "task", "", False)
        span = p.span(task.start, task.end)
        self.document.tasks.append(
            Task(
                self.source.name, number, self._quote(p, task.start, task.end), owner, None, None, period, block.section,
                span, self.line(span[0]), self.page(span[0]),
            )
        )  # fmt: skip

    def _figure(
        self,
        number: int,
        block: Block,
        s: Sentence,
        times: list[Time],
        f: Found,
        timeline: Timeline,
        hits: list[Hit],
        leading: str | None,
    ) -> None:
        p = block.paragraph
        text, n = p.text, f.number
        words = text[f.low : n.start]
        own = scan(f.at.removesuffix("的"), self.clock) if f.at else []
        if f.inherited:
            times = [t for t in times if t.end <= f.low]
        period = (
            own[-1].period
            if own
            else timeline.period(block, s, times, n.start, f.low, f.measure, words, f.yearly, f.indicator, f.source)
        )
        if f.inherited and self.document.figures:
            period = self.document.figures[-1].period
        clause = max(text.rfind(c, s.start, f.noun) for c in "，；：。") + 1
        clause = max(clause, s.start, n.start - 120)
        subject = self.subjects.of(text, clause, f.noun, hits, leading)
        if subject and f.indicator[:3] and not f.indicator.startswith("全"):
            for size in (4, 3):
                town = f.indicator[:size]
                if subject.endswith(town) and len(f.indicator) - size >= 2 and town[-1:] in "镇乡道":
                    f.indicator = f.indicator[size:]
        if f.role == "result" and period and self.clock and self._ahead(period):
            f.role, f.strength = "target", f.strength or "expected"  # what lies ahead is no result
        body = self.subjects.body(text, clause, n.start)
        for hit in hits:
            # 乐陵市规上工业增加值: whose it is stands in the subject
            if (
                hit[0] == f.noun < hit[1] < n.start
                and f.indicator.startswith(text[hit[0] : hit[1]])
                and len(f.indicator) - (hit[1] - hit[0]) >= 3
            ):
                f.indicator = f.indicator[hit[1] - hit[0] :]
        if body is not None:
            subject = body[0]
            if (
                f.noun < body[1] < n.start
                and f.indicator.startswith(text[f.noun : body[1]])
                and len(f.indicator) - (body[1] - f.noun) >= 2
            ):
                f.indicator = f.indicator[body[1] - f.noun :]
        if (
            "其中" in text[max(s.start, f.low - 2) : f.noun]
            and self.document.figures
            and not own
            and not any(s.start <= t.start < n.start for t in times)
        ):
            period = self.document.figures[-1].period
        span, value_span = p.span(f.start, f.end), p.span(n.start, n.end)
        self.document.figures.append(
            Figure(
                self.source.name, number, self._quote(p, f.start, f.end), self._quote(p, n.start, n.end), f.value, f.value_to,
                n.unit if n.kind != "unnumbered" else "", f.indicator, self.code(f.indicator), f.measure, f.comparator, f.role, f.strength, period,
                subject, f.reference, block.section, span, value_span, self.line(value_span[0]), self.page(value_span[0]),
            )
        )  # fmt: skip

    def _ahead(self, period: str) -> bool:
        """Whether a period lies wholly after the document's date."""
        assert self.clock is not None
        now = self.clock.year * 12 + (self.clock.month or 12) - 1
        return bounds(period).start > now

    def _quote(self, p: Paragraph, start: int, end: int) -> str:
        """The printed characters, as they stand in the file (not simplified)."""
        raw = self.source.text
        return "".join(raw[i] for i in p.at[start:end])
