"""The period of each figure: from its own words, its sentence, its paragraph, its section, or the document's date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.moods import Block, Sentence
from luoshi.reading.times import Clock, Time
from luoshi.vocabulary import periods

#: Words before a value that stands at the end of a span (达到, 突破, 居), against amounts that add up over it.
_STATE = re.compile(
    r"(?:达到?|提升[至到]|提高[到至]|增(?:长|加)?[至到]|扩大[到至]|减少[到至]|降[至到]|缩小到|升至|稳定|保持|位居|居|突破|超过?|跨[过上越]|迈上|为|拥有)[^，。；]{0,3}$"
)
_STOCK = re.compile(
    r"(?:率|占比|比重|余额|存量|总规模|总里程|容量|能力|人口|总量|生产总值|增加值|户数|装机|水平|收入比|拥有量|指数|院士|资产总额)$"
)
_FLOW = re.compile(
    r"^(?:新增|新建|新改|建成|完成|实施|改造|累计|投入|发放|培训|开行|引进|减|压减|建设|治理|清收|落实|处置|解决|带动|新培育|新认定|争取|到位|转移|化解|整合|生产|造林|免费|接待|服务|惠及|办理|查处)|投资$|补贴$|资金$|补助$"
)
#: 2020年的3.68万亿元: a time that dates only the number right behind it.
_LOCAL = re.compile(r"的(?:不足|近|约|超)?[\d一二三四五六七八九十百]")
#: News of a day or a holiday: its figures are of the month.
_EVENT = re.compile(r"假期|小长假|黄金周|近日|日前|连日来|这几天|昨日|昨天")
_NOW = re.compile(r"截至目前|截止目前|目前")


@dataclass(slots=True)
class Timeline:
    """What the reader carries along a paragraph: the time in force, and a plan's end that changes count from."""

    clock: Clock | None
    date: str | None
    carried: Time | None = None
    base: Time | None = None
    now: bool = False
    brief: bool = False  # what is carried ends with the next full stop

    def begin(self) -> None:
        """A new paragraph: what a time said in the last one no longer holds."""
        self.carried, self.base, self.now, self.brief = None, None, False, False

    def enter(self, block: Block, sentence: Sentence, times: list[Time]) -> list[Time]:
        """The times of a sentence that can date its figures; notes the paragraph's point of comparison."""
        here = [t for t in times if sentence.start <= t.start < sentence.end]
        for t in here:
            if (
                t.compared
                and t.kind == "year"
                and "五" in block.paragraph.text[t.start : t.end]
                and t.start - sentence.start < 40
            ):
                self.base = self.base or t
        return [t for t in here if not t.compared]

    def leave(self, block: Block, sentence: Sentence, times: list[Time]) -> None:
        """After a sentence: its last time that opens a clause goes on to hold."""
        text = block.paragraph.text
        closed = text[sentence.end - 1] != "；"
        if closed and self.brief:
            self.carried, self.brief = None, False
        for t in times:
            opens = t.start == sentence.start or text[t.start - 1] in "，：。；“”—（" or t.start - sentence.start <= 3
            quote = text.rfind("“", max(sentence.start, t.start - 1), t.start + 1)
            if t.kind == "plan" and quote > sentence.start:
                opens = text[quote - 1] in "，：；。—（"  # 打好“十四五”规划收官战: its matter, not its time
            opens = opens or text.startswith("，", t.end)
            if block.topic is not None and t.kind == "part" and not _LOCAL.match(text, t.end):
                # In a section about a year, a part of it holds to the full stop only.
                if not closed:
                    self.carried, self.brief = t, True
                continue
            if t.kind in ("year", "part", "plan", "span", "since") and opens and not _LOCAL.match(text, t.end):
                self.carried = t

    def period(
        self, block: Block, sentence: Sentence, times: list[Time], at: int, low: int, measure: str, words: str, yearly: bool,
        indicator: str = "", source: bool = False,
    ) -> str | None:  # fmt: skip
        """The period of the figure whose number stands at `at`; its own words begin at `low`.

        `source`: the number is the old value of a change (由A提高到B).
        """
        plan = sentence.mood == "plan"
        if yearly:
            span = self._span(block, times, at)
            if span:
                return span
        text = block.paragraph.text
        own = [t for t in times if t.start < at and not _LOCAL.match(text, t.end)]
        runs = [t for t in own if t.kind == "run" and t.start >= low - 2]
        if runs:
            return runs[-1].period
        own = [t for t in own if t.kind != "run"]
        if measure == "change" and self.base is not None and not plan:
            last = own[-1].year if own else block.topic or self.base.year + 5
            return periods.years(self.base.year + 1, last)
        if own:
            t = own[-1]
            if plan and source and t.kind in ("year", "until"):
                clock = self.clock
                return str(t.year - 1 if clock is None else min(t.year - 1, clock.year))  # the old value is held today
            return (t.ahead or t.period) if plan else self._at_end(t, measure, words, indicator, source)
        if self.date and _NOW.search(text, max(sentence.start, at - 160), at):
            self.now = True
            return self.date
        if self.now and self.carried is None and self.date:
            return self.date
        if self.carried is not None and not (plan and self._past(self.carried)):
            return self._at_end(self.carried, measure, words, indicator, source)
        if self.date and len(self.date) >= 7 and not plan and _EVENT.search(text, 0, 400):
            return self.date[:7]
        return self._default(block, plan, measure, words, indicator, source)

    def _at_end(self, t: Time, measure: str, words: str, indicator: str, source: bool) -> str:
        """A time's period, for what is a state at the end of several years; the year before for an old value."""
        if t.kind in ("plan", "span"):
            return _end_of(t.period, measure, words, indicator, source)
        return str(t.year - 1) if source and t.kind == "year" else t.period

    def _past(self, t: Time) -> bool:
        return self.clock is not None and t.year < self.clock.year

    def _span(self, block: Block, times: list[Time], at: int) -> str | None:
        spans = [t for t in times if t.kind in ("span", "plan") and t.start < at]
        if spans:
            return spans[-1].period
        if self.base is not None:
            return periods.years(self.base.year + 1, self.base.year + 5)
        return block.span

    def _default(self, block: Block, plan: bool, measure: str, words: str, indicator: str, source: bool) -> str | None:
        clock = self.clock
        if plan and source and clock is not None:
            return str(clock.past_year)  # 由380元提高到1000元 in a plan: the old value is last year's
        if plan:
            if block.span and (clock is None or int(block.span[-4:]) > clock.year):
                return block.span
            if block.topic is not None and (clock is None or block.topic >= clock.year):
                return str(block.topic)
            if clock is None:
                return None
            return str(clock.year + 1 if clock.month is not None and clock.month >= 11 else clock.year)
        if block.span:
            return _end_of(block.span, measure, words, indicator, source)
        if block.topic is not None and (clock is None or block.topic <= clock.year):
            return str(block.topic - source)
        if clock is None:
            return None
        if clock.month is None or clock.month <= 4:
            return str(clock.past_year - source)
        return self.date


def _end_of(span: str, measure: str, words: str, indicator: str, source: bool) -> str:
    """Of a span (2021/2025) the year that a figure belongs to: its end for states, the year before it for old values."""
    if "/" not in span or not span[-4:].isdigit():
        return span
    if source:
        return str(int(span[:4]) - 1)
    if measure in ("share", "rank", "grade", "gap"):
        return span[-4:]
    if measure != "level" or _FLOW.search(indicator):
        return span
    return span[-4:] if _STATE.search(words) or _STOCK.search(indicator) else span
