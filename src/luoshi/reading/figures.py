"""Figures: numbers with what they measure, how, for when and about whom.

The reader goes through a sentence from left to right. Each number takes its noun phrase from the words
before it, or behind it for things counted; where it has none it inherits the last one named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reading import numbers, phrases
from luoshi.reading.leads import Lead, lead
from luoshi.reading.moods import Block, Sentence
from luoshi.reading.numbers import Number
from luoshi.reading.statements import Comparator, Measure, Role, Strength
from luoshi.reading.times import Clock, Time
from luoshi.vocabulary.phrases import phrases as words


@dataclass(slots=True)
class Found:
    """A figure in its paragraph: places are offsets in the paragraph's text."""

    number: Number
    start: int
    end: int
    indicator: str
    measure: Measure
    comparator: Comparator
    role: Role
    strength: Strength | None
    value: float | None
    value_to: float | None
    unit: str
    period: str | None
    reference: str | None
    np_start: int
    yearly: bool = False


@dataclass(slots=True)
class _Named:
    """An indicator as last named in the sentence."""

    phrase: str
    start: int
    growth: bool = False


@dataclass(slots=True)
class _Run:
    """What is known while a sentence is read."""

    named: list[_Named] = field(default_factory=list)
    strength: Strength | None = None
    forecast: bool = False


class FigureReader:
    """Reads the figures of one paragraph after the other; keeps what carries over between sentences."""

    def __init__(self, clock: Clock | None) -> None:
        self.clock = clock
        self.carried: str | None = None  # the period in force in the paragraph

    def read(self, block: Block, times: list[Time]) -> list[Found]:
        """The figures of a paragraph in order."""
        text = block.paragraph.text
        found = numbers.scan(text, [(t.start, t.end) for t in times])
        if not found:
            return []
        out: list[Found] = []
        for sentence in block.sentences:
            here = [n for n in found if sentence.start <= n.start < sentence.end]
            if here:
                out.extend(_SentenceReader(text, sentence, here).read())
        return out


class _SentenceReader:
    def __init__(self, text: str, sentence: Sentence, found: list[Number]) -> None:
        self.text = text
        self.sentence = sentence
        self.numbers = found
        self.run = _Run()
        self.out: list[Found] = []

    def read(self) -> list[Found]:
        low = self.sentence.start
        i = 0
        while i < len(self.numbers):
            group = self._group(i)
            first = group[0]
            self._marks(low, first.start)
            self._read_group(group, low)
            low = max(n.tail for n in group)
            i += len(group)
        return self.out

    def _group(self, i: int) -> list[Number]:
        """The numbers from `i` on that are listed without words between them: 6.9、10.1个百分点."""
        group = [self.numbers[i]]
        for n in self.numbers[i + 1 :]:
            last = group[-1]
            between = self.text[last.tail : n.start]
            if between not in ("、", "和", "及", "与", "，", "，以及", "，和", "以及"):
                break
            if between.startswith("，") and (n.kind != last.kind or len(group) == 1):
                break
            if _family(n) != _family(last):
                break
            group.append(n)
        return group

    def _marks(self, low: int, high: int) -> None:
        """What the words before a number say for all that follows in the sentence: 力争, 确保, 预计."""
        segment = self.text[low:high]
        for word, strength in _STRENGTH.items():
            if word in segment:
                i = segment.rfind(word)
                if strength == "stretch" and re.match(r"(?:了|到|各类|把|拼搏|奋斗)", segment[i + len(word) :]):
                    continue
                self.run.strength = strength
        if "预计" in segment:
            self.run.forecast = True

    # -- one group of numbers ---------------------------------------------------------------------------------

    def _read_group(self, group: list[Number], low: int) -> None:
        first = group[0]
        led = lead(self.text, low, first.start)
        names = self._names(led, group, low)
        for k, n in enumerate(group):
            phrase, start, end = names[k] if k < len(names) else names[-1]
            reference = self._reference(led, k, len(group))
            self._add(n, led, phrase, start, end, reference, k)
        for phrase, start, _ in names[: len(group)]:
            if phrase and not any(x.phrase == phrase for x in self.run.named[-len(names) :]):
                self.run.named.append(_Named(phrase, start))

    def _names(self, led: Lead, group: list[Number], low: int) -> list[tuple[str, int, int]]:
        """The indicator of each number of a group, with the place where the quote has to begin (and end)."""
        text = self.text
        n = group[0]
        raw = text[led.start : led.end]
        a, b = phrases.left(raw)
        phrase = raw[a:b]
        start = led.start + a
        after = n.tail
        counts = n.kind in ("count", "people") and len(group) == 1
        if counts and not _ends_noun(text, after):
            right_end = phrases.right(text, after + (text[after : after + 1] == "的"))
            noun = text[after + (text[after : after + 1] == "的") : right_end]
            if len(noun) >= 2 and not _verbal(noun):
                return [(phrases.tidy(noun), n.start, right_end)]
        if n.kind == "ratio" and text.startswith("的", n.tail) and not phrase and led.share_of is None:
            right_end = phrases.right(text, n.tail + 1)
            noun = text[n.tail + 1 : right_end]
            if len(noun) >= 2:
                return [(phrases.tidy(noun), n.start, right_end)]
        if not phrase:
            return self._inherited(group, led, low)
        phrase = self._growth_noun(phrase, led)
        if len(group) > 1 and led.gap_to is None or led.each and len(group) > 1:
            parts = phrases.split_list(phrase, len(group))
            if parts and (led.each or len(parts) == len(group)):
                return [(phrases.tidy(p), start, 0) for p in parts]
        before = self.run.named[-1] if self.run.named else None
        if before is not None and text[led.start - 1 : led.start] in "，、" :
            whole = phrases.lean(phrases.tidy(phrase), before.phrase)
            if whole != phrases.tidy(phrase):
                return [(whole, min(start, before.start), 0)]
        return [(phrases.tidy(phrase), start, 0)]

    def _growth_noun(self, phrase: str, led: Lead) -> str:
        for suffix in words().growth:
            if phrase.endswith(suffix) and len(phrase) > len(suffix) + 1:
                led.verb, led.verb_word = ("down" if suffix == "降幅" else "up"), suffix
                return phrase[: -len(suffix)]
            if phrase == suffix:
                led.verb, led.verb_word = ("down" if suffix == "降幅" else "up"), suffix
        return phrase

    def _inherited(self, group: list[Number], led: Lead, low: int) -> list[tuple[str, int, int]]:
        named = self.run.named
        if len(group) > 1 and len(named) >= len(group) and led.gap_to is None:
            chosen = named[-len(group) :]
            return [(x.phrase, min(c.start for c in chosen), 0) for x in chosen]
        if named:
            return [(named[-1].phrase, named[-1].start, 0)]
        return [self._from_before(led)]

    def _from_before(self, led: Lead) -> tuple[str, int, int]:
        """The noun of the clause before, for a number whose own clause has none and no figure stands before it."""
        text = self.text
        clause_end = led.start
        while clause_end > self.sentence.start:
            clause_end -= 1
            if text[clause_end] not in "，、：":
                begin = max(text.rfind("，", self.sentence.start, clause_end), text.rfind("：", self.sentence.start, clause_end), self.sentence.start - 1) + 1
                clause = text[begin : clause_end + 1]
                m = re.match(r"^[^，]*?(?:增加值|总产值|产值|收入|支出|投资|总额|产量|面积|生产总值|就业|人数|总量|消费|进出口|出口|进口|贷款|存款|融资|增速|规模|利润|税收|能耗|生产|GDP|经济)", clause)
                noun = m.group() if m else clause[:14]
                a, b = phrases.left(noun)
                if b - a >= 2:
                    return phrases.tidy(noun[a:b]), begin + a, 0
                clause_end = begin
        return "", led.start, 0

    def _reference(self, led: Lead, k: int, size: int) -> str | None:
        if led.gap_to is not None:
            parts = _references(led.gap_to)
            return parts[k] if len(parts) == size else (parts[k] if k < len(parts) else led.gap_to)
        return led.share_of or led.completion_of

    # -- one figure -------------------------------------------------------------------------------------------

    def _add(self, n: Number, led: Lead, phrase: str, start: int, end: int, reference: str | None, k: int) -> None:
        measure = _measure(n, led, phrase)
        value, value_to = n.value, n.value_to
        negative = led.verb == "down" and measure in ("growth", "change")
        if negative and value is not None:
            value = -value
            value_to = -value_to if value_to is not None else None
        if n.kind == "rank":
            reference = _rank_reference(self.text, n) or reference
        comparator = _comparator(n, led, measure)
        if measure == "gap" and led.gap_sign < 0 and value is not None:
            value = -value
        target = self.sentence.mood == "plan"
        role: Role = "target" if target else "forecast" if led.forecast or self.run.forecast else "result"
        strength: Strength | None = None
        if target:
            strength = self.run.strength or "expected"
            if led.close == "ge" and strength == "expected" and "不低于" in led.peeled:
                strength = "firm"
        if not phrase and n.kind not in ("rank",):
            phrase = ""
        if not phrase:
            return
        self.out.append(
            Found(
                n, min(start, n.start), max(n.end, end), phrase, measure, comparator, role, strength, value, value_to,
                n.unit, None, reference, start, led.yearly,
            )
        )  # fmt: skip


_STRENGTH: dict[str, Strength] = {
    "确保": "firm", "必须": "firm", "力保": "firm", "坚决": "firm",
    "力争": "stretch", "争取": "stretch", "努力": "stretch", "冲刺": "stretch", "更好结果": "stretch", "力求": "stretch",
}  # fmt: skip


def _family(n: Number) -> str:
    return "ratio" if n.kind in ("ratio",) else n.kind + (n.unit if n.kind in ("count",) else "")


def _ends_noun(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "，。、；！？：）)”（(和及与" or text.startswith(("左右", "以上"), at)


def _verbal(noun: str) -> bool:
    """Behind a count whose noun stood before it there may be a verb: 4968处，… is no noun; 人参加 is."""
    return noun.startswith(("参加", "左右", "以上", "以内", "提高", "增加到", "增至", "减少", "发展到", "下降", "上升", "升至", "，"))


def _references(text: str) -> list[str]:
    parts: list[str] = []
    rest = text.strip("的")
    while rest:
        hit = next((w for w in words().references if rest.startswith(w)), None)
        if hit is None:
            break
        parts.append(hit)
        rest = rest[len(hit) :].lstrip("、和及与")
    if rest and parts and re.match(r"^平均水平|^平均", rest):
        return [*parts[:-1], parts[-1] + rest]
    if rest or not parts:
        split = re.split(r"[、和及与]", text)
        return [s for s in split if s] or [text]
    if len(parts) == 1:
        combined = re.match(r"^(全国)(全市|全省|全区)$", parts[0])
        if combined:
            return [combined.group(1), combined.group(2)]
    return parts


_RANK_REFERENCE = re.compile(
    r"(?:稳?居|位居|位列|列|跃居|排名|排|名列|升至|跃升至|进入|保持|在|升到|上升到)?(?P<of>(?:全国|全省|全市|全区|全县|全州|世界|全球|中部|西部|东部|[\u4e00-\u9fff]{2,8}(?:省|市|区|县|库区|地区|榜单|城市|港口))[^，。、；]{0,10}?)$"
)


def _rank_reference(text: str, n: Number) -> str | None:
    begin = max(text.rfind(c, 0, n.start) for c in "，。；、：")
    m = _RANK_REFERENCE.search(text[begin + 1 : n.start])
    return m.group("of") if m else None


def _measure(n: Number, led: Lead, phrase: str) -> Measure:
    if n.kind == "rank":
        return "rank"
    if n.kind == "word":
        if n.close == "positive":
            return "growth"
        if n.unit == "倍":
            return "multiple"
        if led.share_of is not None or phrase.endswith(words().share):
            return "share"
        return "completion"
    if n.kind == "multiple":
        return "multiple"
    if led.gap_to is not None and n.kind in ("points", "ratio"):
        return "gap"
    if n.kind == "ratio_of":
        return "level" if n.value is not None and n.value >= 1 else "share"
    if led.completion_of is not None and n.kind == "ratio":
        return "completion"
    if n.kind == "points":
        return "change" if led.verb != "to" or led.verb_word not in ("为", "是") else "gap"
    if n.kind == "ratio":
        if led.verb in ("up", "down"):
            if led.share_of is not None:
                return "share"
            stock = phrase.endswith(("率", "比重", "占比", "强度"))
            return "change" if stock and led.verb_word in ("提高", "提升", "下降", "降低", "上升") and led.compared is None else "growth"
        if led.share_of is not None or phrase.endswith(words().share):
            return "share"
        if led.verb == "done" and not phrase.endswith("率"):
            return "completion"
        return "level"
    if led.verb in ("up", "down"):
        return "change"
    return "level"


def _comparator(n: Number, led: Lead, measure: Measure) -> Comparator:
    if n.close is not None:
        if n.close == "ge" and led.close == "approx":
            return "approx"
        return n.close  # type: ignore[return-value]
    if led.close is not None:
        return led.close  # type: ignore[return-value]
    return "eq"
