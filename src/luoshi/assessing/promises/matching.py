"""Whether two printed statements speak of the same thing: indicator, place, period, unit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from luoshi.vocabulary.periods import bounds

Fit: TypeAlias = Literal["whole", "so_far", "part", "unknown"]
Direction: TypeAlias = Literal["up", "down", "around"]
# How sure it is that two names mean one thing.
Kinship: TypeAlias = Literal["same", "akin", "near"]
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


@dataclass(frozen=True, slots=True)
class Core:
    """A name taken apart: 三期 · 建成 · 标准厂房. `part` and `head` are empty where nothing such stands there."""

    part: str
    head: str
    noun: str


@cache
def core(name: str, share: bool = False) -> Core:
    """A name's part word, verb and noun; of a `share` without 占比 at its end. The tables are in `promises.toml`."""
    table = settings()
    text = plain_name(name)
    if share:
        text = _without_end(text, table["share_tails"])
    part, text = _front(text, table["part_heads"])
    head, noun = _front(text, table["heads"])
    return Core(part, head, noun)


def _front(text: str, words: Iterable[str]) -> tuple[str, str]:
    word = max((w for w in words if text.startswith(w) and len(text) > len(w) + 1), key=len, default="")
    return word, text[len(word) :]


def _without_end(text: str, words: Iterable[str]) -> str:
    word = max((w for w in words if text.endswith(w) and len(text) > len(w) + 1), key=len, default="")
    return text[: len(text) - len(word)]


def nameless(row: Mapping[str, Any]) -> bool:
    """Whether a statement's indicator is a verb without a noun (整合为4户)."""
    return plain_name(str(row["indicator"])) in settings()["heads"]


def kinship(target: Mapping[str, Any], result: Mapping[str, Any], before: Mapping[str, Any] | None) -> Kinship | None:
    """How sure it is that a result's name means a target's thing, `before` being the target it may lean on.

    `same` by code or by plain name; `akin` where only verbs that answer each other, or 占比, stand between
    them; `near` for a candidate that a person has to look at; `None` for different things.
    """
    table = settings()
    alike = same_indicator(target, result)
    measure = target["measure"]
    if alike and (code_of(target) or plain_name(str(target["indicator"])) not in table["generic_nouns"]):
        total = measure == "level" and not code_of(target) and _only_total(target, result)
        return "near" if total and not _comparable(target, result) else "same"
    if result["measure"] != measure or (code_of(target) and code_of(result)):
        return None
    if measure in ("level", "change") and factor(result["unit"], target["unit"]) is None:
        return None
    if alike:
        # 投资 and 投资, and nothing says whose.
        return "near"
    mine, other = (core(str(r["indicator"]), measure == "share") for r in (target, result))
    if mine.noun in table["generic_nouns"] or other.noun in table["generic_nouns"]:
        return "near" if _leans(target, result, before) else None
    if mine.noun == other.noun:
        return _by_verbs(mine, other, target, result)
    short, long = sorted((mine.noun, other.noun), key=len)
    if mine.head != other.head or not long.endswith(short):
        return None
    if long[: -len(short)] in table["added"]:
        # 新增农村劳动力转移就业 and the same without 新增: only where it cannot be what there is.
        return "near" if _comparable(target, result) else None
    coded = code_of(target) or code_of(result)
    return None if coded or len(short) < table["near_length"] else "near"


def _by_verbs(mine: Core, other: Core, target: Mapping[str, Any], result: Mapping[str, Any]) -> Kinship | None:
    """Kinship of two names with one noun, by the verbs before it."""
    table = settings()
    comparable = _comparable(target, result)
    if mine.head and not other.head:
        # 培育 and no verb at all may be what there is, not what was added: never, but for the very same number.
        answers = "" in table["heads"][mine.head] and target["value"] == result["value"]
        return "akin" if answers and comparable and not other.part else "near" if comparable else None
    if other.head != mine.head and other.head not in table["heads"].get(mine.head, []):
        return "near"
    if other.part and other.part != mine.part:
        return "near"
    return "akin" if comparable and not _only_total(target, result) else "near"


def _only_total(target: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Whether a result says that it is a total of years (累计), and its target does not."""
    words = settings()["total_words"]
    return any(w in str(result["quote"]) and w not in str(target["quote"]) for w in words)


def _comparable(target: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Whether two numbers are of one size, so that neither is likely a total where the other is not."""
    if not target["value"] or result["value"] is None:
        return False
    times = float(result["value"]) * (factor(result["unit"], target["unit"]) or 1.0) / float(target["value"])
    largest = float(settings()["head_ratio"])
    return 1 / largest <= times <= largest


def _leans(target: Mapping[str, Any], result: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """铺排重点项目48个，年度投资80亿元: the target's generic noun after the noun of the target before it."""
    if before is None:
        return False
    noun = core(str(before["indicator"])).noun + core(str(target["indicator"])).noun
    return named(result, noun)


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


def inner_place(a: str | None, b: str | None) -> bool:
    """Whether a result's place `b` may be a part of the target's `a`: a park or zone (栗溪工业园), no county."""
    return bool(a and b) and str(b).endswith(tuple(settings()["inner_places"]))


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
    (a, base), (b, other_base) = in_base(unit), in_base(other)
    return a / b if base == other_base else None


@cache
def in_base(unit: str) -> tuple[float, str]:
    """A unit taken apart: by what its numbers are multiplied, and what they then count (`万人` → 10,000, `人`)."""
    magnitudes: dict[str, float] = settings()["magnitudes"]
    for word in sorted(magnitudes, key=len, reverse=True):
        if unit.startswith(word):
            return magnitudes[word], _same(unit[len(word) :])
    return 1.0, _same(unit)


def _same(base: str) -> str:
    return str(settings()["same_units"].get(base, base))
