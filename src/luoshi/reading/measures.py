"""How a number measures: level, growth, change, share, completion, rank, gap, multiple, grade — and what bounds it."""

from __future__ import annotations

import re

from luoshi.reading.leads import Lead
from luoshi.reading.numbers import Number
from luoshi.reading.statements import Comparator, Measure
from luoshi.vocabulary.phrases import phrases

_RANK_VERB = re.compile(
    r"(?:继续|均|也|已|稳|位|跃|持续|分别|再次|首次)*(?:居于?|列|位列|位居|排名?|名列|升至|跃升至|升到|进入|保持在?|跻身|迈入|晋升|达到)(?P<of>[^，。、；“”居列]{0,16}?)(?:的)?$"
)
_RANK_AMONG = re.compile(
    r"(?:在)?(?P<of>(?:全国|全省|全市|全区|全县|全州|世界|全球|中部|西部|东部|东北|中西部)[^，。、；“”]{0,10}?)(?:的)?$"
)


def measure(n: Number, led: Lead, phrase: str) -> Measure:
    """The measure of a number with its lead and its indicator's phrase."""
    words = phrases()
    if n.says is not None:
        return n.says  # type: ignore[return-value]
    if n.kind in ("rank", "grade"):
        return n.kind  # type: ignore[return-value]
    if n.kind == "multiple" or n.unit == "倍":
        return "multiple"
    if n.kind == "word":
        if n.close == "positive":
            return "growth"
        return "share" if led.share_of is not None or phrase.endswith(words.share) else "completion"
    if led.gap_to is not None and n.kind in ("points", "ratio"):
        return "gap"
    if (
        n.kind == "ratio_of"
        and led.verb in ("up", "down")
        and led.share_of is None
        and n.value is not None
        and n.value < 1
    ):
        return "growth"  # 压减三分之一
    if n.kind == "ratio_of":
        return "level" if n.value is not None and n.value >= 1 else "share"
    if n.kind == "points":
        if led.completion_of is not None:
            return "gap"  # 超出序时进度3个百分点
        return "change"
    if n.kind == "ratio":
        return _ratio(led, phrase)
    return "change" if led.verb in ("up", "down") else "level"


def _ratio(led: Lead, phrase: str) -> Measure:
    words = phrases()
    if led.completion_of is not None:
        return "completion"
    if led.verb in ("up", "down"):
        if led.share_of is not None:
            return "share"
        # 分担率提升3%: what is itself a ratio moves by points, however they are printed
        moved = led.verb_word in ("提高", "提升", "下降", "降低", "上升") and led.compared is None
        return "change" if moved and phrase.endswith(("率", "比重", "占比")) else "growth"
    if led.share_of is not None or (phrase.endswith(words.share) and not phrase.endswith(("报销比例", "缴费比例"))):
        return "share"
    if led.verb == "done" and led.verb_word in ("占", "占到"):
        return "share"
    if led.verb == "done" and not phrase.endswith("率"):
        return "completion"
    if led.verb is None and led.peeled == ["的"]:
        return "completion" if led.works else "share"  # 完成路基工程的30%, 财政支出的八成
    return "level"


def comparator(n: Number, led: Lead) -> Comparator:
    """What bounds the value: a suffix (以上, 左右) before a prefix (超, 近); of 超…左右 the suffix."""
    if n.close is not None:
        if n.close == "ge" and led.close == "approx":
            return "approx"
        return n.close  # type: ignore[return-value]
    return led.close or "eq"  # type: ignore[return-value]


def rank_lead(text: str, low: int, high: int) -> tuple[int, str | None]:
    """Where the words of a rank begin (稳居山区库区|第2), and among whom it is: (offset, reference)."""
    floor = max(low, high - 30)
    m = _RANK_VERB.search(text, floor, high) or _RANK_AMONG.search(text, floor, high)
    return (m.start(), m.group("of") or None) if m else (high, None)


def references(text: str) -> list[str]:
    """The names a gap is held against: 全国全市 → 全国, 全市; 全国、全省 → both; one otherwise."""
    parts: list[str] = []
    rest = text.strip("的")
    rest = re.sub(r"分别$", "", rest)
    while rest:
        hit = next(
            (w for w in ("全国平均水平", "全省平均水平", "全市平均水平", *_SERIES) if rest.startswith(w)),
            None,
        )
        if hit is None:
            break
        parts.append(hit)
        rest = rest[len(hit) :].lstrip("、和及与")
    if not rest and parts:
        return parts
    if parts and rest.startswith("平均"):
        return [p + rest for p in parts]
    return [s for s in re.split(r"[、和及与]", text) if s] or [text]


_SERIES = ("全国", "全省", "全市", "全区", "全县", "全州")
