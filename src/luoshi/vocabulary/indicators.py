"""The catalogue of indicators, and which of them a printed phrase names.

The catalogue is `indicators.toml`; its head documents the scheme of the codes and every field. `find` maps a
phrase as reading extracts it (全市规上工业增加值增速) to its indicator. It never takes a part for the whole:
工业投资 is not 固定资产投资, and 园区固定资产投资 is not the place's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from luoshi.vocabulary import tables

Direction: TypeAlias = Literal["up", "down", "around"]
Kind: TypeAlias = Literal["flow", "stock", "rate", "index"]
Cumulates: TypeAlias = Literal["sum", "last", "average", "none"]
Field: TypeAlias = Literal["党建", "经济", "平安", "改革", "创新", "生态", "文化", "民生"]

_PAGE = Path(__file__).parents[3] / "docs" / "reference" / "indicators.md"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured (指标).

    `unit` is that of its level; `direction` says which way is good; `kind` whether it is counted over a
    period (flow), at a moment (stock), or is a rate or an index; `cumulates` how months make a year (`none`:
    issued for the year only); `field` is the card it counts for, `issuer` the office that issues it.
    """

    code: str
    name: str
    name_en: str
    variants: tuple[str, ...]
    unit: str
    direction: Direction
    kind: Kind
    cumulates: Cumulates
    field: Field
    issuer: str


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Indicator]:
    """Every indicator by its code, in the order of the file; read when first wanted (2 ms).

    Raises `ValueError`, naming the code, for an entry that lacks a field or has one that is not known.
    """
    out = {}
    for code, entry in tables.load("indicators").items():
        try:
            out[code] = Indicator(code=code, **{**entry, "variants": tuple(entry["variants"])})
        except (KeyError, TypeError) as error:
            raise ValueError(f"indicators.toml: [{code}]: wrong fields: {error}") from error
    return MappingProxyType(out)


def check(entries: Mapping[str, Indicator] | None = None) -> list[str]:
    """What is wrong with the catalogue (or the given entries), one sentence each; [] where nothing is.

    Codes follow the scheme, every name and variant belongs to one code only, every word is a known one.
    """
    entries = catalogue() if entries is None else entries
    faults: list[str] = []
    owners: dict[str, str] = {}
    known: dict[str, tuple[Any, ...]] = {
        "direction": get_args(Direction),
        "kind": get_args(Kind),
        "cumulates": get_args(Cumulates),
        "field": get_args(Field),
    }
    for code, item in entries.items():
        if not re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", code):
            faults.append(f"[{code}]: expected upper-case words joined by _")
        for field, words in known.items():
            if getattr(item, field) not in words:
                faults.append(f"[{code}]: {field}: found {getattr(item, field)!r}, expected one of {words}")
        if item.kind == "stock" and item.cumulates == "sum":
            faults.append(f"[{code}]: cumulates: a stock is never summed")
        faults += [
            f"[{code}]: {field} is empty" for field in ("name", "name_en", "unit", "issuer") if not getattr(item, field)
        ]
        for name in (item.name, *item.variants):
            other = owners.setdefault(normal(name), code)
            if other != code or (item.name, *item.variants).count(name) > 1:
                faults.append(f"[{code}]: {name!r} is also a name of [{other}]")
    return faults


_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, " \t\r\n\u3000“”‘’\"'《》「」『』"), "")
_FOLD |= {ord(a): b for a, b in zip("ⅠⅡⅢⅣ₂—–～", ("I", "II", "III", "IV", "2", "-", "-", "-"), strict=True)}


def normal(name: str) -> str:
    """A name as it is compared: half-width, upper-case, without white space and quotation marks."""
    return name.translate(_FOLD).upper()


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Indicator]:
    return {normal(name): item for item in catalogue().values() for name in (item.name, *item.variants)}


# A note in brackets that does not change what is measured: an abbreviation, or a word on how it is counted.
# Any other (（限额以上）, （园区）) is part of the name.
_NOTE = re.compile(
    r"\((?:[A-Z0-9&.]+|(?:不含|含|按|包括|剔除)[^()]*|本外币|人民币|初步核算数?|预计数?|快报数?|现价|当年价|可比价|不变价|"
    r"可比口径|同口径|全口径|自然口径|下同|[亿万千百]*(?:元|美元|吨|人|户|家|%))\)"
)
_YEAR = (
    r"(?:(?:19|20)\d\d年?|[一二][〇零○九]?[一二三四五六七八九〇零○]{2}年|[今去当本上前全次同明]年|年)"
    r"(?:度|底|末|初|以来)?"
)
# Words before an indicator that say when, where or that it came about, not what.
_LEAD = re.compile(
    rf"(?:{_YEAR}|截至|[前上下]?[一二三四1-4]+(?:季度|季)|前三季度|[上下]半年|1?\d(?:-1?\d)?月份?|“?十[一二三四五]五”?(?:时期|期间)?|"
    r"全国|全省|全市|全区|全县|全州|全盟|全旗|全域|我国|我省|我市|我区|我县|我州|我旗|本省|本市|本区|本县|本州|"
    r"当年|年均|累计|实现|完成|预计|其中|主要|的)"
)
# Words after it that say how it is measured (which is the measure's concern, not the indicator's).
_GROWTH = re.compile(
    r"(?:(?:同比|累计|年均|平均|名义|实际|可比)*(?:增长速度|增长率|增速|增幅|涨幅|降幅|降低率|下降率|增长|上涨|下降)|同比|累计)$"
)
_AMOUNT = re.compile(r"(?:总量|总规模|规模|总数|数量|数额|数|水平|总水平|金额|总额|额|总值|完成额|情况)$")
_DOING = re.compile(r"实现|完成|达到")
_SHORTEST = 4
# A phrase longer than this is no indicator; so no input can make the search slow.
_LONGEST = 80


@lru_cache(maxsize=8192)
def find(name: str) -> Indicator | None:
    """The indicator a printed phrase names, or None.

    First the names themselves, compared by `normal`; then, each time against whole names only, without: notes
    in brackets that change nothing, 的 and 实现/完成, words before it that say when and where (2025年全市,
    重庆市开州区), words after it that say how it is measured (增速, 同比, 总量).
    """
    if len(name) > _LONGEST:
        return None
    names = _by_name()
    return next((names[form] for form in _forms(normal(name)) if form in names), None)


def _forms(text: str) -> Iterator[str]:
    """The forms of a phrase to be tried, the least changed first."""
    yield text
    plain = _NOTE.sub("", text)
    for form in dict.fromkeys((plain, plain.replace("的", ""), _DOING.sub("", plain.replace("的", "")))):
        yield from _cut(form)


def _cut(text: str) -> Iterator[str]:
    for start in _leads(text):
        rest = text[start:]
        yield rest
        growth = _GROWTH.search(rest)
        if growth and growth.start():
            rest = rest[: growth.start()]
            yield rest
        amount = _AMOUNT.search(rest)
        # 经济总量 is GDP by name, but 经济水平 is not 经济: a short name carries no such word
        if amount and amount.start() >= _SHORTEST:
            yield rest[: amount.start()]


def _leads(text: str) -> list[int]:
    """Where the phrase may begin once words of time and place are cut off: 0, then further on."""
    starts = [0]
    at = 0
    while match := _LEAD.match(text, at):
        at = match.end()
        starts.append(at)
    tail = text[at:]
    longest = max((len(known) for known in _endings(tail)), default=0)
    if longest and longest < len(tail):
        # Only here are the places wanted: the phrase ends like a known name, and something stands before it.
        from luoshi.vocabulary.placescan import scan

        hits = scan(tail)
        if hits and hits[0][0] == 0:
            after = at + hits[0][1]
            starts.append(after)
            while match := _LEAD.match(text, after):
                after = match.end()
                starts.append(after)
    return starts


def _endings(tail: str) -> Iterator[str]:
    names = _by_name()
    bare = _GROWTH.sub("", tail)
    for form in dict.fromkeys((tail, bare, _AMOUNT.sub("", bare))):
        yield from (form[i:] for i in range(1, len(form) - 1) if form[i:] in names)


def page() -> str:
    """The reference page of the catalogue, as Markdown: one table a field."""
    fields: dict[str, list[Indicator]] = {}
    for item in catalogue().values():
        fields.setdefault(item.field, []).append(item)
    lines = [
        "# Indicators",
        "",
        "The catalogue that gives a figure its `code`. Made from `src/luoshi/vocabulary/indicators.toml` by",
        "`python -m luoshi.vocabulary.indicators`; change the table, not this page.",
        "",
        "`good`: which way is good. `kind`: flow (over a period), stock (at a moment), rate, index.",
        "`months`: how months make a year; none: issued for the year only.",
        "",
        f"{len(catalogue())} indicators.",
    ]
    for field in get_args(Field):
        lines += ["", f"## {field}", ""]
        lines.append("| code | name | in English | unit | good | kind | months | issuer | also printed |")
        lines.append("|---|---|---|---|---|---|---|---|---|")
        for i in fields.get(field, []):
            also = "、".join(i.variants)
            lines.append(
                f"| `{i.code}` | {i.name} | {i.name_en} | {i.unit} | {i.direction} | {i.kind} "
                f"| {i.cumulates} | {i.issuer} | {also} |"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the reference page; refuse while the catalogue has faults."""
    faults = check()
    for fault in faults:
        print(f"indicators.toml: {fault}", file=sys.stderr)
    if faults:
        return 1
    if not _PAGE.parent.is_dir():
        print("docs/reference: not found: the page is written in a checkout of the project", file=sys.stderr)
        return 1
    _PAGE.write_text(page(), encoding="utf-8")
    print(f"docs/reference/{_PAGE.name}: {len(catalogue())} indicators")
    return 0


if __name__ == "__main__":
    sys.exit(main())
