"""Whether two printed statements speak of the same thing: indicator, place, period, unit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from luoshi.vocabulary.periods import bounds

Fit: TypeAlias = Literal["whole", "so_far", "part", "unknown"]
Direction: TypeAlias = Literal["up", "down", "around"]
PER_CENT = frozenset({"%", "‰", "个百分点", "百分点", "个千分点"})


@cache
def settings() -> dict[str, Any]:
    """The tables of `promises.toml`."""
    return tomllib.loads(files(__package__).joinpath("promises.toml").read_text(encoding="utf-8"))


@cache
def catalogue_entry(name: str) -> Any:
    """The catalogue's indicator for a printed name, or `None`."""
    from luoshi.vocabulary.indicators import find

    return find(name)


@cache
def plain_name(name: str) -> str:
    """An indicator's name without marks, brackets, region words and 增速-like ends, by its commonest form."""
    table = settings()
    text = re.sub(r"[（(\[][^（）()\[\]]*[）)\]]", "", unicodedata.normalize("NFKC", name))
    text = "".join(c for c in text if c not in table["name_marks"] and not c.isspace())
    changed = True
    while changed:
        changed = False
        for prefix in table["name_prefixes"]:
            if text.startswith(prefix) and len(text) > len(prefix) + 1:
                text, changed = text[len(prefix) :], True
        for suffix in table["name_suffixes"]:
            if text.endswith(suffix) and len(text) > len(suffix) + 1 and text not in table["aliases"]:
                text, changed = text[: -len(suffix)], True
    return str(table["aliases"].get(text, text))


def code_of(row: Mapping[str, Any]) -> str | None:
    """The catalogue code of a statement: its own, else the one its indicator's name leads to."""
    if row.get("code"):
        return str(row["code"])
    entry = catalogue_entry(str(row["indicator"]))
    return None if entry is None else str(entry.code)


def same_indicator(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """By code where both have one, else by plain name."""
    code_a, code_b = code_of(a), code_of(b)
    if code_a and code_b:
        return code_a == code_b
    return plain_name(str(a["indicator"])) == plain_name(str(b["indicator"]))


def named(row: Mapping[str, Any], name: str) -> bool:
    """Whether a statement is about the indicator that is called `name` (经济增长 → 地区生产总值)."""
    return same_indicator({"indicator": plain_name(name), "code": None}, row)


def same_place(a: str | None, b: str | None) -> bool:
    """Whether two full names mean one place: equal, or one the end of the other (重庆市开州区, 开州区).

    A statement that names no place is about the document's own, which the caller knows as well as we do.
    """
    if a is None or b is None or a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and long.endswith(short)


def fit(target: str | None, result: str | None) -> Fit | None:
    """How a result's period lies in a target's: all of it, from its start so far, a part inside; else `None`.

    `unknown` where one of them is not told.
    """
    if not target or not result:
        return "unknown"
    try:
        wanted, got = bounds(target), bounds(result)
    except ValueError:
        return "unknown" if target != result else "whole"
    if wanted.end is None or got.end is None:
        return "whole" if wanted == got else None
    if got.end > wanted.end or got.start < wanted.start:
        return None
    if got == wanted:
        return "whole"
    return "so_far" if got.start == wanted.start else "part"


def direction(row: Mapping[str, Any]) -> Direction:
    """Which way is good: the catalogue's word, else by the name, else down for a planned decline, else up."""
    entry = catalogue_entry(str(row["indicator"]))
    if entry is not None and entry.direction in ("up", "down", "around"):
        found: Direction = entry.direction
        return found
    words = settings()["directions"]
    if any(w in row["indicator"] for w in words["around"]):
        return "around"
    if any(w in row["indicator"] for w in words["down"]):
        return "down"
    value = row.get("value")
    return "down" if row["measure"] in ("growth", "change") and value is not None and value < 0 else "up"


def factor(unit: str, other: str) -> float | None:
    """By what a number in `unit` is multiplied to be one in `other`; `None` where the units differ in kind.

    `万人` → `人` is 10,000; `名` and `人` count the same.
    """
    if unit == other:
        return 1.0
    per_cent = {"%", "％"}
    points = {"个百分点", "百分点"}
    if (unit in per_cent and other in per_cent) or (unit in points and other in points):
        return 1.0
    (a, base), (b, other_base) = _split(unit), _split(other)
    return a / b if base == other_base else None


@cache
def _split(unit: str) -> tuple[float, str]:
    magnitudes: dict[str, float] = settings()["magnitudes"]
    for word in sorted(magnitudes, key=len, reverse=True):
        if unit.startswith(word):
            return magnitudes[word], _same(unit[len(word) :])
    return 1.0, _same(unit)


def _same(base: str) -> str:
    # 7300人 and 7300名 count the same; so do 400个 and a bare 400.
    return {"名": "人", "元人民币": "元", "": "个"}.get(base, base)
