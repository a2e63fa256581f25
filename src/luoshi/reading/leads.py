"""What leads up to a number: its indicator's noun phrase, and the words that say how the two belong together.

`第一产业实现增加值185亿元，同比增长8.5%`: the lead of 8.5% is 同比 增长 with no noun of its own; that of 185亿元 is
the noun 第一产业实现增加值. Words are taken off from the right as long as the lists of `phrases.toml` know them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reading.nouns import NO_CONJUNCTION
from luoshi.vocabulary.phrases import phrases


@dataclass(slots=True)
class Lead:
    """A number's lead. `start`, `end` bound the noun phrase in the paragraph (equal where there is none)."""

    start: int
    end: int
    verb: str | None = None  # up, down, to, done: the word nearest to the number that says one of these
    verb_word: str = ""
    close: str | None = None  # ge, le, approx
    each: bool = False
    yearly: bool = False
    forecast: bool = False
    strength: str | None = None
    share_of: str | None = None
    completion_of: str | None = None
    gap_to: str | None = None
    gap_sign: int = 1
    compared: str | None = None  # 比上年, 较“十二五”末: what a change is reckoned from
    times: bool = False  # 是…的N倍
    source: bool = False  # 由A提高到B: the number is A
    works: bool = False  # 完成 stands before the noun: 完成路基工程的30%
    at: str = ""  # 目前的, “十二五”末的: the number's own time, printed right before it
    peeled: list[str] = field(default_factory=list)


_SHARE = re.compile(
    r"相当于(?P<like>[^，]{2,16}?)的?$|(?:在(?P<within>[^，在]{2,14})中占比?$)|(?:约?占(?:到|了)?)(?P<of>[^，占]{0,24}?)(?:的?(?:比重|比例|份额))?的?$"
)
_COMPLETION = re.compile(
    r"(?P<verb>完成|为|占|达到?|实现|是)?(?P<of>(?:全年|年度|年初|目标|计划|规划|序时|全部|总|年|任务|项目|工程)[^，、完成]{0,8}?(?:任务|目标|计划|工程量|进度|预算|总量)|总?工程量|序时进度|年度任务|目标任务|(?:年初|调整|全年)?预算数?|预期目标|(?<=[为占])(?:任务|目标|计划)(?=的|$))的?$"
)
_GAP = re.compile(
    r"(?P<verb>高于|快于|低于|慢于|超过|超出|优于|好于|领先于?|跑赢|高出|超(?=全国|全省|全市|全区|全县)|(?<![可同环对相])比(?=全国|全省|全市|全区|全县|全州|平均|[\u4e00-\u9fff]{2,6}(?:水平|平均)))(?P<of>[^，。；：]{2,24}?)(?:的|分别)?$"
)
_TIMELIKE = re.compile(
    r"(?:上|去|前|往|今)年(?:同期|同月|度|年?初预算|底|末|初)?|同期|年初|上月|上季度?|上年同期|(?:19|20)?\d\d年|\d+月份?|十[一二三四五]五|疫情前|计划|预算|目标|原来|改革前|调整前|前三年|上半年|[一二三四]季度|上一个?|采暖季|采暖期|前期|历史"
)
_BASE = re.compile(r"(?P<word>比|较|与|(?<![合共不相如协会])同)(?P<of>[^，比较]{1,18}?)(?:相比|的)?$")
_AT = re.compile(
    r"(?P<from>由|从)?(?P<at>目前|现在|如今|当前|(?:19|20)\d\d年(?:年?[底末初]|上半年)?|“?十[一二三四]五”?(?:期?[末初])?|去年(?:底|末|同期)?|上年(?:底|末|同期)?|[十五三]年前|年初|年末|最初|原来|\d{1,2}月末?)的?$"
)
_TIMES = re.compile(r"(?:是|为|达到?)(?P<of>[^，]{2,16}?)的?$")


def lead(text: str, low: int, high: int) -> Lead:
    """The lead of the number that begins at `high`; nothing before `low` belongs to it."""
    segment = text[low:high]
    cut = max(segment.rfind("，"), segment.rfind("："), segment.rfind("——"))
    open_bracket = segment.rfind("（")
    if open_bracket > segment.rfind("）") and high - low - open_bracket < 14:
        cut = max(cut, open_bracket)  # （同口径增长2.5%以上）
    start = low + cut + 1 if cut >= 0 else low
    if segment.endswith("、"):
        start = high  # what stands before the separator belongs to the number before
    found = Lead(start, high)
    while found.start < found.end and text[found.start] in "、和及与—，,）”；":
        if text[found.start] in "和及与" and text[found.start : found.start + 2] in NO_CONJUNCTION:
            break
        found.start += 1
    _peel(text, found)
    return found


def _peel(text: str, found: Lead) -> None:
    words = phrases()
    for _ in range(12):
        rest_end = found.end
        for size in range(min(words.longest, found.end - found.start), 0, -1):
            word = text[found.end - size : found.end]
            kind = words.word_class.get(word)
            if kind is not None and _stands(text, found, size, word, kind):
                found.end -= size
                _note(found, word, kind)
                break
        else:
            if not _peel_pattern(text, found):
                return
            found.peeled.append("")
        if found.end == rest_end:
            return


_COMPOUNDS = {
    "过": ("超过", "通过", "经过", "不过", "跨过", "迈过"),
    "有": ("国有", "拥有", "所有", "公有", "现有", "私有", "持有", "特有", "占有", "保有"),
    "为": ("行为", "作为", "成为", "约为", "分别为", "以"),
    "在": ("现在", "存在", "所在"),
    "是": ("于是", "但是", "还是"),
    "至": ("甚至",),
    "高": ("提高", "最高", "新高", "登高", "增高"),
    "多": ("更多", "众多", "增多", "许多"),
    "低": ("降低", "最低", "减低"),
    "少": ("减少", "缺少", "至少"),
    "快": ("加快", "较快", "增快"),
    "增": ("新增", "净增", "递增", "年增", "倍增", "激增", "猛增"),
    "升": ("提升", "上升", "回升", "攀升", "跃升", "晋升"),
    "减": ("压减", "缩减", "节减"),
    "降": ("下降",),
    "约": ("节约", "签约", "合约", "集约", "履约", "制约", "预约"),
    "近": ("附近", "就近", "接近"),
    "共": ("公共", "中共"),
    "先": ("领先", "率先", "优先"),
    "由": ("理由", "自由", "缘由", "经由"),
    "从": ("服从", "跟从", "听从"),
    "要": ("主要", "重要", "需要", "只要"),
    "可": ("许可", "认可"),
    "只": ("存",),
    "将": ("即将",),
    "达": ("直达", "发达", "到达", "抵达", "万达"),
    "到": ("报到", "得到"),
    "破": ("突破", "侦破", "首破"),
    "按": ("比",),
    "各": (),
    "的": (),
    "高于": (),
    "涨": (),
}


def _stands(text: str, found: Lead, size: int, word: str, kind: str) -> bool:
    """Whether a listed word is one here, and not the tail of a longer word or of a name."""
    if size > 1 and kind in ("up", "down") and found.completion_of is not None:
        return False  # 港口扩能提升|完成总工程量62%: the work's name
    if size > 1:
        # 收入提高 (a task's noun) never stands right before a number without one of these words being the verb
        return not (kind == "adverb" and word == "目标" and text[found.end - 4 : found.end - 2] in ("控制", "下达"))
    if kind in ("up", "down") and found.verb is None and found.compared is None and word not in "增降涨升减":
        # 比上年高0.7个百分点: 高, 低, 多, 少 are verbs only after a comparison
        before = text[max(found.start, found.end - 20) : found.end - 1]
        if not re.search(r"[比较同]", before):
            return False
    compounds = _COMPOUNDS.get(word, ())
    before = text[max(found.start, found.end - 3) : found.end]
    return not any(c and before.endswith(c) for c in compounds)


def _note(found: Lead, word: str, kind: str) -> None:
    found.peeled.append(word)
    if kind in ("ge", "le", "approx"):
        if found.completion_of is not None and word in ("高于", "超过", "低于"):
            found.gap_sign = -1 if word == "低于" else 1  # 高于年度计划0.5个百分点
        elif found.close is None and found.verb in (None, "done"):
            found.close = kind
        if found.verb is None and word in ("降至", "压减到"):
            found.close, found.verb, found.verb_word = None, "to", word
    elif kind in ("up", "down", "to", "done"):
        if found.verb is None:
            found.verb, found.verb_word = kind, word
        elif (
            found.verb == "to"
            and kind in ("up", "down")
            and found.verb_word in ("为", "是", "在", "控制在", "保持在", "稳定在", "达", "达到", "保持", "按")
        ):
            found.verb, found.verb_word = kind, word  # 增长为5%: a growth, where 增长到 would be a level
    elif kind == "each":
        found.each = True
        if word == "分别增长":
            found.verb, found.verb_word = "up", "增长"
        elif word != "分别" and found.verb is None:
            found.verb, found.verb_word = "to", word
    elif kind == "yearly":
        found.yearly = True
    elif kind == "from":
        found.source = True
    elif kind == "forecast":
        found.forecast = True
    elif kind in ("firm", "stretch"):
        found.strength = found.strength or kind


def _peel_pattern(text: str, found: Lead) -> bool:
    """Takes off what no list can hold: 比上年, 占…的, 完成…任务的, 高于全国."""
    rest = text[found.start : found.end]
    if not rest:
        return False
    tail = rest[-28:]
    offset = found.end - len(tail)
    m = _AT.search(tail)
    told = m is not None and tail[m.start() - 1 : m.start()] in (
        "是",
        "为",
    )  # 是“十二五”末的1.4倍 is told below
    if m and not found.at and not told and (m.group().endswith("的") or found.peeled[-1:] == ["的"] or m.group("from")):
        found.at = m.group("at")
        found.source = found.source or bool(m.group("from"))
        found.end = offset + m.start()
        return True
    m = _COMPLETION.search(tail)
    named = m is not None and found.verb == "to" and not m.group("verb") and m.group().endswith("目标")
    if m and not named and found.completion_of is None and found.verb in (None, "done", "to"):
        # 经济增长预期目标|为5%: named is the goal itself
        found.completion_of = m.group("of")
        found.end = offset + m.start()
        return True
    m = _SHARE.search(tail)
    if m and found.share_of is None and found.verb in (None, "to", "done", "up", "down"):
        inside = tail[m.start() :]
        if "比重" in inside or "比例" in inside or "份额" in inside or found.verb in (None, "to", "done"):
            of = m.group("like") or m.group("within") or m.group("of") or ""
            if of.startswith("比") and not of.startswith("比较"):
                return False  # 占比 is a noun
            if inside.startswith("约"):
                found.close = found.close or "approx"
            found.share_of = of
            named = (
                m.group("within") is None
                and m.group("like") is None
                and inside.rstrip("的").endswith(("比重", "比例", "份额"))
            )
            found.end = offset + (len(tail) if named else m.start())
            if named and m.start() == 0 and len(tail) == len(rest):
                found.end = offset  # 占规上工业总产值的比重达…: of the indicator named before
                return True
            return not named
    m = _TIMES.search(tail)
    if m and found.verb is None and (m.group().endswith("的") or found.peeled[-1:] == ["的"]):
        found.times = True
        found.end = offset + m.start()
        return True
    m = _BASE.search(tail)
    if m and found.compared is None and _TIMELIKE.search(m.group("of")):
        found.compared = m.group("of")
        found.end = offset + m.start()
        return True
    m = _GAP.search(tail)
    if m and found.gap_to is None and found.compared is None and found.verb in (None, "up", "down"):
        verb = m.group("verb")
        if verb != "比" or found.verb in ("up", "down"):
            found.gap_to = m.group("of")
            found.gap_sign = -1 if verb in ("低于", "慢于", "低") or found.verb == "down" else 1
            found.end = offset + m.start()
            return True
    return False
