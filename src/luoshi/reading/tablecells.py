"""Cells of a table's row: their text with its places, and the values in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from luoshi.reading import numbers, unnumbered
from luoshi.reading.layout import Paragraph
from luoshi.reading.numbers import Number
from luoshi.reading.statements import Measure, Strength
from luoshi.vocabulary.numerals import number
from luoshi.vocabulary.phrases import phrases
from luoshi.vocabulary.tables import load
from luoshi.vocabulary.units import units

_TAG = re.compile(r"</?[A-Za-z][^<>|]{0,60}>|&nbsp;?|\*\*|\\(?=[|*_])")
_BREAK = re.compile(r"<(?:br|/?p|/?li|/?div)\b", re.I)
_UNIT = re.compile(r"^(?:万亿|十万|百万|千万|十亿|百亿|千亿|万|亿|千|百)?(?P<unit>.+)$")
_SIGN = re.compile(r"^[+\-−－↑↓▲▼]")
_FALLS = "-−－↓▼"
_BARE = re.compile(
    r"^(?P<a>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:(?:[—–\-~～－]{1,2}|至|到)(?P<b>\d+(?:\.\d+)?))?(?P<more>余|多|\+)?"
    r"(?:(?P<approx>左右|上下)|(?P<ge>及?以上)|(?P<le>及?以[内下]|之内))?$"
)
_RANK = re.compile(
    r"^(?:并列|排名?|居|列|位居|进入|保持|稳居|跻身)*(?P<of>全[国省市区县州]|[东中西]部)?(?:(?P<top>前)|第)?(?P<n>[一二三四五六七八九十\d]{1,4})(?:位次|名次|位|名|强)?(?:/\d+)?$"
)
_SYMBOLS = {"≥": "ge", "≧": "ge", ">": "ge", "≤": "le", "≦": "le", "<": "le", "≈": "approx"}
_POSITIVE = re.compile(r"^(?:力争|确保|保持|实现|努力|持续)*正增长$")
_SEVERAL = re.compile(r"[；;，]|,(?!\d{3})|、|[（）()]")
#: More than this is prose, which the reader of running text has.
LONGEST_VALUE = 40


@dataclass(slots=True)
class Cell:
    """One cell: its characters without marks and tags, `at[i]` their offsets in the row's text, and `breaks`.

    `breaks` are the positions in `text` before which the print had white space or a line end.
    """

    text: str
    at: list[int]
    breaks: set[int] = field(default_factory=set)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """The place of `text[start:end]` in the row's text."""
        stop = len(self.text) if end is None else end
        return self.at[start], self.at[stop - 1] + 1


@dataclass(slots=True)
class Value:
    """A number, or a word in place of one, in a cell: offsets in the cell's text, the rest as in `Number`."""

    start: int
    end: int
    value: float | None
    value_to: float | None
    unit: str
    kind: str
    close: str = "eq"
    measure: Measure | None = None
    strength: Strength | None = None
    reference: str | None = None
    forecast: bool = False
    over_plan: bool = False  # in 〔〕: summed over the years of the plan


@cache
def heads() -> dict[str, Any]:
    """The words of `tableheads.toml`."""
    return load("tableheads")


def cells(row: Paragraph) -> list[Cell]:
    """The cells of a row `|a|b|`, also of one whose last bar is missing."""
    text = row.text
    out: list[Cell] = []
    now = Cell("", [])
    i = 1 if text.startswith("|") else 0
    gap = False
    while i < len(text):
        tag = _TAG.match(text, i)
        if tag:
            gap = gap or bool(_BREAK.match(tag.group()))
            i = tag.end()
            continue
        if text[i] == "|" and (i == 0 or text[i - 1] != "\\"):
            out.append(now)
            now, gap = Cell("", []), False
        else:
            if now.at and (gap or (i and row.at[i] - row.at[i - 1] > 1)):
                now.breaks.add(len(now.text))
            now.text += text[i]
            now.at.append(i)
            gap = False
        i += 1
    if now.text:
        out.append(now)
    return out


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 亿元, %, 万亩, 元/平方米, 个百分点."""
    if text in units().kind:
        return True
    m = _UNIT.match(text)
    if m and m.group("unit") in units().kind:
        return True
    return "/" in text and all(part and is_unit(part) for part in text.split("/", 1))


def unit_kind(unit: str) -> str:
    """The kind of a unit with its magnitude: 亿元 → money."""
    if unit in units().kind:
        return units().kind[unit]
    m = _UNIT.match(unit)
    return units().of(m.group("unit")) if m else "count"


def blank(text: str) -> bool:
    """Whether a cell holds nothing: empty, —, …."""
    return text in heads()["cells"]["blank"]


def values(text: str, name: str = "", rank: bool = False) -> list[Value]:
    """The values of a cell: 7.9 · +4.1% · 6%左右 · 5%—6% · 120亿元，增长6% · 高于全国 · 第2 (`rank`: also 2, 2/12).

    `name` is the indicator, which decides whether a length of time or an index is a figure. A cell whose words
    are not all understood gives nothing, except for remarks in brackets behind a value.
    """
    if blank(text) or len(text) > LONGEST_VALUE:
        return []
    whole = text[1:-1] if text[0] in "〔[" and text[-1] in "〕]" else ""
    if whole:
        found = _part(whole, name, rank)
        if found is None:
            return []
        found.start, found.end, found.over_plan = found.start + 1, found.end + 1, True
        return [found]
    out: list[Value] = []
    start, opened = 0, False
    for m in [*_SEVERAL.finditer(text), None]:
        end = m.start() if m else len(text)
        if end > start:
            found = _part(text[start:end], name, rank)
            if found is None and not (opened and out):
                return []
            if found is not None:
                found.start, found.end = found.start + start, found.end + start
                out.append(found)
        if m is None:
            break
        opened = m.group() in "（("
        start = m.end()
    return out


def _part(text: str, name: str, rank: bool) -> Value | None:
    if _POSITIVE.match(text):
        strength: Strength | None = (
            "firm" if "确保" in text else "stretch" if "力争" in text or "努力" in text else None
        )
        return Value(text.index("正增长"), len(text), None, None, "", "word", "positive", "growth", strength)
    m = _RANK.match(text)
    if m and (rank or m.group("top") or "第" in text):
        n = number(m.group("n"))
        if n is not None and (rank or m.group("of") or re.search(r"位|名|强|居|列", text)):
            start = m.start("top") if m.group("top") else text.index("第") if "第" in text else m.start("n")
            return Value(
                start, len(text), n, None, "", "rank", "top" if m.group("top") else "eq", "rank", None, m.group("of")
            )
    if rank:
        return None
    found = unnumbered.scan(text, True)
    if len(found) == 1 and found[0].tail == len(text) and (led := _lead(text[: found[0].start])):
        u = found[0]
        return Value(u.start, u.end, None, None, "", "unnumbered", u.close or "eq", u.says, led.strength, u.reference)  # type: ignore[arg-type]
    return _numbered(text, name)


@dataclass(slots=True)
class _Lead:
    """What the words before a number say."""

    close: str | None = None
    verb: str | None = None
    strength: Strength | None = None
    forecast: bool = False
    reference: str | None = None


_GAP = re.compile(r"^(?P<less>低于)?(?:高于|快于|好于|高出|优于)?(?P<of>全[国省市区县州](?:平均(?:水平)?)?)$")


def _lead(text: str) -> _Lead | None:
    """The words before a number, None where one of them is not understood."""
    out = _Lead()
    m = _GAP.match(text)
    if m and not text.startswith("全"):
        out.reference, out.verb = m.group("of"), "below" if m.group("less") else "above"
        return out
    words = phrases()
    compared: list[str] = heads()["cells"]["compared"]
    i = 0
    while i < len(text):
        if text[i] in _SYMBOLS:
            out.close = _SYMBOLS[text[i]]
            i += 1 + text.startswith("=", i + 1)
            continue
        known = next((w for w in compared if text.startswith(w, i)), None)
        if known:
            i += len(known)
            continue
        for size in range(min(words.longest, len(text) - i), 0, -1):
            kind = words.word_class.get(text[i : i + size])
            if kind is not None:
                break
        else:
            return None
        word = text[i : i + size]
        if kind in ("ge", "le", "approx"):
            out.close = kind
            if word == "不低于":
                out.strength = "firm"
        elif kind in ("up", "down"):
            out.verb = kind
        elif kind in ("firm", "stretch"):
            out.strength = kind  # type: ignore[assignment]
        elif kind == "forecast":
            out.forecast = True
        elif kind not in ("to", "adverb", "yearly", "done"):
            return None
        i += size
    return out


def _numbered(text: str, name: str) -> Value | None:
    first = re.search(r"[\d+\-−－↑↓▲▼一二三四五六七八九十百]", text)
    while first is not None:
        led = _lead(text[: first.start()])
        found = _at(text, first.start(), name) if led is not None else None
        if led is not None and found is not None:
            return _with(found, led)
        first = re.compile(r"[\d一二三四五六七八九十百]").search(text, first.end())
        if first is not None and text[first.start() - 1].isdigit():
            return None
    return None


def _at(text: str, start: int, name: str) -> Value | None:
    """The number that fills a cell's text from `start` on, its sign and its suffix included."""
    sign = _SIGN.match(text[start:])
    begin = start + (sign.end() if sign else 0)
    m = _BARE.match(text[begin:])
    if m:
        value, to = number(m.group("a")), number(m.group("b")) if m.group("b") else None
        close = "between" if to is not None else "ge" if m.group("more") else m.lastgroup
        end = begin + max(m.end("a"), m.end("b"), m.end("more"))
        found = Value(start, end, value, to, "", "bare", close if close in ("ge", "le", "approx", "between") else "eq")
    else:
        # The name stands before the number as in running text: it decides what a length of time is.
        before = f"{name}为"
        n = _single(numbers.scan(before + text[begin:], []), len(before), len(before) + len(text) - begin)
        if n is None:
            return None
        shift = begin - len(before)
        found = Value(start, n.end + shift, n.value, n.value_to, n.unit, n.kind, n.close or "eq")
        if n.kind == "word":
            found.measure = "multiple" if n.unit == "倍" else "completion"
    if sign:
        falls = sign.group() in _FALLS
        found.value = -found.value if falls and found.value is not None else found.value
        found.value_to = -found.value_to if falls and found.value_to is not None else found.value_to
        if found.kind == "ratio" and (falls or sign.group() in "+↑▲"):
            found.measure = "growth"
        elif found.kind == "points":
            found.measure = "change"
    return found


def _single(found: list[Number], start: int, end: int) -> Number | None:
    """The one number between two offsets, where it fills all between them."""
    here = [n for n in found if n.start >= start]
    return here[0] if len(here) == 1 and here[0].start == start and here[0].tail == end else None


def _with(found: Value, led: _Lead) -> Value:
    found.strength, found.forecast = led.strength, led.forecast
    if led.close is not None and found.close == "eq":
        found.close = led.close
    if led.verb in ("above", "below"):
        found.measure, found.reference = "gap", led.reference
    elif led.verb is not None:
        found.measure = "growth" if found.kind in ("ratio", "bare") else "change"
    if led.verb in ("down", "below"):
        found.value = -found.value if found.value is not None else None
        found.value_to = -found.value_to if found.value_to is not None else None
    return found
