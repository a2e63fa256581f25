"""Names in a table's first columns, and how the number behind one measures."""

from __future__ import annotations

import re

from luoshi.reading.statements import Measure
from luoshi.reading.tablecells import Value, blank, heads, is_unit
from luoshi.reading.tableheads import Column
from luoshi.vocabulary.phrases import phrases

MARKED = re.compile(
    r"^(?:其中[:：]?|#+|[*＊★●◆■]+|[①-⑳]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[、.．](?!\d)|\.\d{1,2}(?=[\u4e00-\u9fff]))|——|[-—–·])+"
)
_NOTE = re.compile(r"[*＊①-⑳]+$")
_IN_BRACKETS = re.compile(r"[（(](?P<in>[^（）()]{1,14})[）)]")


def named(text: str) -> tuple[str, str | None, Measure | None, int]:
    """An indicator's cell as (name, unit in brackets, measure its end says, sign).

    其中：工业投资增速（%） → 工业投资, %, growth, 1; 单位生产总值能耗下降 → 单位生产总值能耗, None, growth, -1.
    """
    words = heads()["names"]
    unit: str | None = None
    name = _NOTE.sub("", MARKED.sub("", text))
    for m in _IN_BRACKETS.finditer(name):
        if is_unit(m.group("in").strip("±")):
            unit = m.group("in").strip("±")
            name = name.replace(m.group(), "")
            break
    if unit is None and name.endswith("%") and len(name) > 2:
        name, unit = name[:-1], "%"
    name = name.strip("，、：:")
    if name.endswith(tuple(words["whole"])):
        return name, unit, None, 1
    for kind, sign in (("growth", 1), ("decline", -1)):
        ends = sorted((w for w in words[kind] if name.endswith(w) and len(name) >= len(w) + 2), key=len)
        if ends:
            return name[: -len(ends[-1])], unit, "growth", sign
    return name, unit, None, 1


def is_place(text: str) -> bool:
    """Whether a cell names a place: 青石镇, 全市, 高新区; also the sums of a table of places."""
    words = heads()["places"]
    bare = MARKED.sub("", text)
    if bare in words["whole"] or bare in heads()["names"]["sums"]:
        return True
    return 2 <= len(bare) <= 14 and bare.endswith(tuple(words["endings"])) and not re.search(r"[\d，。、：]", bare)


def is_unit_cell(text: str) -> bool:
    """Whether a cell of a column 单位 holds units (亿元、%) or nothing."""
    return all(is_unit(u) for u in re.split(r"[、，,；;]", text)) or blank(text)


def measured(v: Value, c: Column, said: Measure | None, rate: bool, in_ratio: bool, name: str) -> Measure:
    """The measure: what the cell says, then the column's head, then the end of the name, then the unit.

    A number in % is a growth, except behind the name of what is itself a ratio (森林覆盖率) or a share (占比).
    """
    if v.measure is not None:
        return "change" if v.measure == "growth" and v.kind == "bare" and _amount(v, c, in_ratio) else v.measure
    if v.kind in ("rank", "grade"):
        return "rank" if v.kind == "rank" else "grade"
    if c.measure not in (None, "level"):
        if c.measure == "growth" and (v.kind == "points" or (rate and v.kind == "bare" and c.unit != "%")):
            return "change"
        return c.measure
    if v.kind == "points":
        return "change"
    if said is not None:
        return said if v.kind in ("ratio", "bare", "word") else "level"
    if v.kind == "multiple":
        return "multiple"
    if v.kind == "ratio" or (v.kind == "bare" and in_ratio):
        if rate:
            return "share" if name.endswith(phrases().share) else "level"
        return "growth"
    return "level"


def _amount(v: Value, c: Column, in_ratio: bool) -> bool:
    """Whether 增加50 in a cell without a unit is an amount: no head and no unit says %."""
    return not in_ratio and c.measure != "growth" and c.unit != "%"
