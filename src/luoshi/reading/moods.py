"""Whether a sentence tells of what is done or of what is to be done, section by section.

Work reports turn from review to plan at a chapter heading; speeches at the first 要; statements at 将. Each
sentence has the weight of its own words and wording (`cues.weight`); a paragraph has that of its sentences, of
its heading, and of the paragraphs beside it, which are mostly of its kind; and a sentence leans on its paragraph.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.reading import cues
from luoshi.reading.assignments import bracket
from luoshi.reading.layout import Paragraph
from luoshi.reading.times import Clock, scan

Mood: TypeAlias = Literal["plan", "past", "open"]


@dataclass(slots=True)
class Sentence:
    """A sentence of a paragraph: its place in the paragraph's text, and its mood."""

    start: int
    end: int
    mood: Mood = "open"
    firm: bool = False  # its own words say the mood
    charged: bool = False  # a bracket behind it, or behind the group it is of, says who is to do it


@dataclass(slots=True)
class Block:
    """A paragraph in its section: sentences with moods, the section's title, and the year the section is about."""

    paragraph: Paragraph
    sentences: list[Sentence]
    section: str | None
    topic: int | None
    span: str | None  # a section about a plan (十四五时期): its period
    mood: Mood


def sentences(text: str) -> list[Sentence]:
    """The sentences of a paragraph, closed by 。！？ or ；; quotation marks behind the stop belong to it.

    （责任单位：…） is no sentence, nor another's beginning: it closes the one before it, if no stop did.
    """
    out: list[Sentence] = []
    start = depth = after = group = 0
    for i, c in enumerate(text):
        if i < after:
            continue
        charge = bracket(text, i) if c in "（([【〔" else None
        if charge is not None:
            after = charge.end()
            if i > start and text[after : after + 1] not in _SENTENCE_GOES_ON:
                out.append(Sentence(start, i))
                after += text.startswith(("，", "、"), after)
                start = after
            elif i == start:
                start = after
            for s in out[group:]:
                s.charged = True
            group, depth = len(out), 0
        elif c in "（《":
            depth += 1
        elif c in "）》" and depth:
            depth -= 1
        elif c in "。！？；" and (depth == 0 or i - start > 60):
            end = i + 1
            while end < len(text) and text[end] in "”’」』）*":
                end += 1
            if end > start:
                out.append(Sentence(start, end, charged=start < after))
            start, depth, after = end, 0, end
    if start < len(text):
        out.append(Sentence(start, len(text), charged=start < after < len(text)))
    return [s for s in out if s.end > s.start]


#: What a sentence goes on with behind a bracket. At a comma another begins: 新建学校3所（责任单位：县教育局），….
_SENTENCE_GOES_ON = tuple("；。！？：”’）》的和")


class _State:
    """What the reader knows while it walks through an article."""

    def __init__(self, clock: Clock | None) -> None:
        self.clock = clock
        self.lean = 0.0  # what the headings above say of the paragraphs below them
        self.heads: list[tuple[int, str]] = []
        self.topic: int | None = None
        self.span: str | None = None

    def heading(self, p: Paragraph) -> None:
        level = p.level or 3
        self.heads = [(n, t) for n, t in self.heads if n < level]
        title = p.text.strip("*#")
        self.heads.append((level, title))
        lean = head_lean(title)
        if lean or level == 1:
            self.lean = lean
        self._topic(title)

    def titled(self, title: str) -> None:
        """An article's headline that says whether it looks back or ahead, and to which year."""
        self.lean = head_lean(title)
        self._topic(title)

    def _topic(self, title: str) -> None:
        found = [t for t in scan(title, self.clock) if not t.compared]
        years = [t for t in found if t.kind == "year"]
        plans = [t for t in found if t.kind in ("plan", "span")]
        if years:
            # Of 2025年工作回顾和“十四五”成就 the year first: the paragraphs say when they turn to the other.
            self.topic, self.span = years[-1].year, None
        elif plans:
            self.span, self.topic = plans[-1].period, plans[-1].year

    def opener(self, text: str) -> None:
        """A paragraph that says which time it and those after it tell: 一年来，…; 五年来，…."""
        if _YEAR_OPENS.match(text) and self.clock is not None:
            self.topic, self.span = self.clock.past_year, None
        elif _SPAN_OPENS.match(text):
            plans = [t for t in scan(text[:40], self.clock) if t.kind in ("plan", "span") and not t.compared]
            if plans and (self.clock is None or plans[0].year <= self.clock.year):
                self.span, self.topic = plans[0].period, plans[0].year

    @property
    def section(self) -> str | None:
        return " › ".join(t for _, t in self.heads) or None


_YEAR_OPENS = re.compile(r"(?:[^。，]{0,8}[，：！])?(?:刚刚)?(?:过去的?一年|一年来|这一年|去年|全年)[，、我的]")
_SPAN_OPENS = re.compile(
    r"(?:[^。，]{0,8}[，：！])?(?:——)?(?:过去的?五年|五年来|这五年|五年间|“?十[一二三四五六]五”?(?:时期|期间|以来))"
)

#: What a heading weighs for each paragraph under it, and what it takes for the next paragraph to be of another kind.
HEADED = 2.5
SWITCH = 2.2
#: What weighs more than all that the sentences around can say against it.
CHARGED = 6.0


def head_lean(title: str) -> float:
    """What a heading says of the paragraphs under it: positive for a plan, negative for a review, 0 for neither."""
    past, plan = cues.PAST_HEAD.search(title), cues.PLAN_HEAD.search(title)
    if past and plan:
        return -HEADED if "回顾" in title or ("成就" in title and past.start() < plan.start()) else 0.0
    return -HEADED if past else HEADED if plan else 0.0


def blocks(paragraphs: list[Paragraph], clock: Clock | None, title: str | None = None) -> list[Block]:
    """The paragraphs of an article with the mood of every sentence."""
    state = _State(clock)
    if title and head_lean(title) and "报告" not in title:
        state.titled(title)
    out: list[Block] = []
    weights: list[list[float]] = []
    leans: list[float] = []
    for p in paragraphs:
        if p.kind == "heading":
            state.heading(p)
        found = sentences(p.text) if p.kind == "body" else []
        if found:
            state.opener(p.text)
        own = _listed_on([cues.weight(p.text[s.start : s.end], clock) for s in found], p.text, found)
        own = [_charged(w, s, p.text) for w, s in zip(own, found, strict=True)]
        out.append(Block(p, found, state.section, state.topic, state.span, "open"))
        weights.append(own)
        leans.append(state.lean + _opening(p.text) if found else 0.0)
    bodies = [i for i, b in enumerate(out) if b.sentences]
    evidence = [leans[i] + max(-5.0, min(5.0, sum(max(-2.5, min(2.5, w)) for w in weights[i]))) for i in bodies]
    for i, lean in zip(bodies, _smoothed(evidence), strict=True):
        _judge(out[i], weights[i], lean)
    return out


def _listed_on(weights: list[float], text: str, found: list[Sentence]) -> list[float]:
    """A list of targets goes on to the paragraph's end, whatever its sentences look like, until one looks back."""
    out: list[float] = []
    listing = False
    for w, s in zip(weights, found, strict=True):
        if listing and cues.looks_back(text[s.start : s.end]):
            listing = False
        out.append(max(w, 0.0) + 2.5 if listing and w < 5 else w)
        listing = listing or w >= 5
    return out


def _charged(weight: float, s: Sentence, text: str) -> float:
    """Somebody is charged with what is to be done: such a sentence is of a plan, unless its words look back."""
    return max(weight, CHARGED) if s.charged and not cues.looks_back(text[s.start : s.end]) else weight


def _opening(text: str) -> float:
    """What the first words of a paragraph say of all of it: 一年来，…; 今年的预期目标…."""
    if cues.REVIEW_OPENS.match(text):
        return -2.5
    return 2.5 if cues.PLAN_OPENS.search(text[:60]) else 0.0


def _smoothed(evidence: list[float]) -> list[float]:
    """The log-odds of each paragraph given all of them, where two neighbours differ rarely (forward-backward)."""
    stay = 1 / (1 + math.exp(-SWITCH))

    def passed(odds: float) -> float:
        p = 1 / (1 + math.exp(-odds))
        p = p * stay + (1 - p) * (1 - stay)
        return math.log(p / (1 - p))

    n = len(evidence)
    before, behind = [0.0] * n, [0.0] * n
    for i in range(1, n):
        before[i] = passed(before[i - 1] + evidence[i - 1])
    for i in range(n - 2, -1, -1):
        behind[i] = passed(behind[i + 1] + evidence[i + 1])
    return [b + e + a for b, e, a in zip(before, evidence, behind, strict=True)]


def _judge(block: Block, weights: list[float], lean: float) -> None:
    """Gives every sentence of a paragraph its mood."""
    text = block.paragraph.text
    lean = max(-3.0, min(3.0, lean))
    block.mood = "plan" if lean > 0.8 else "past" if lean < -0.8 else "open"
    if cues.PROBLEMS.search(text[:80]):
        lean, block.mood = 0.0, "open"
    running = 0.0  # what earlier sentences of the paragraph say of the later ones
    for s, own in zip(block.sentences, weights, strict=True):
        words = text[s.start : s.end]
        total = own + 0.8 * lean + running
        # Between the two the paragraph decides.
        towards = 1.3 if block.mood == "plan" else -1.0 if block.mood == "past" else 0.0
        s.mood = "plan" if total + towards > 0.5 else "past" if total + towards < -0.5 else "open"
        s.firm = abs(own) >= 1.5 and (own > 0) == (total > 0)
        if 5 > own > 1 and cues.ASSIGNS.search(words) and not words.startswith("“"):
            running = max(running, 2.0)  # a speech that has come to 要… goes on assigning
        elif cues.looks_back(words):
            running = 0.0
