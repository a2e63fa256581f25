"""The head of a table: what each column holds, for which period, in which unit, and what the caption adds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

from luoshi.reading.statements import Measure, Role, Strength
from luoshi.reading.tablecells import Cell, heads, is_unit, unit_kind
from luoshi.reading.times import Clock, scan
from luoshi.vocabulary import periods

#: value: a value column · other: a text that is not understood · the rest as in `tableheads.toml`
ColumnKind: TypeAlias = Literal[
    "serial", "name", "unit", "place", "period", "task", "section", "lead", "leader", "owner", "support", "due",
    "nature", "ignored", "value", "other",
]  # fmt: skip

_BRACKET = re.compile(r"[（(\[〔](?P<in>[^（）()\[\]〔〕]{1,16})[）)\]〕]")
_UNIT_SAID = re.compile(r"(?:计量)?单位[:：](?P<units>[^）)|。]{1,24})")
_YEAR = re.compile(r"^((?:19|20)\d\d)(?!\d|年)")
_FILL = "度年的之（）()%±+－-—/、:：·."


@dataclass(slots=True)
class Column:
    """What a column's head says. `rest` is what is left of it: an indicator, a place, or nothing."""

    kind: ColumnKind
    text: str
    rest: str = ""
    unit: str | None = None
    measure: Measure | None = None
    role: Role | None = None
    strength: Strength | None = None
    period: str | None = None
    relative: str | None = None  # month, to_date, before, year: the period is the caption's
    reference: str | None = None
    same: bool = False  # 同比, 完成率, 位次: it belongs to what was done, not to what is planned

    @property
    def said(self) -> bool:
        """Whether the head says that values stand under it."""
        return bool(self.measure or self.role or self.period or self.relative)


@dataclass(slots=True)
class Caption:
    """What a table's title says for all of it."""

    units: list[str] = field(default_factory=list)
    period: str | None = None
    year: int | None = None
    role: Role | None = None

    def unit(self, ratio: bool) -> str | None:
        """The one unit for ratios or for amounts; None where there are none or several."""
        fit = [u for u in self.units if (unit_kind(u) in ("ratio", "points")) == ratio]
        return fit[0] if len(fit) == 1 else None


def caption(text: str, clock: Clock | None, topic: int | None) -> Caption:
    """The units (单位：亿元、%), the period and the role that a title or the lines before a table give."""
    out = Caption(year=topic)
    for m in _UNIT_SAID.finditer(text):
        out.units.extend(u for u in re.split(r"[、，,；;]", m.group("units")) if is_unit(u))
    for m in _BRACKET.finditer(text):
        parts = re.split(r"[、，,；;]", m.group("in"))
        if all(is_unit(u) for u in parts):
            out.units.extend(parts)
    times = [t for t in scan(text, clock, topic) if not t.compared and t.kind in ("year", "part", "plan", "span")]
    if times:
        out.period, out.year = times[-1].period, times[-1].year
    words = heads()["captions"]
    if any(w in text for w in words["result"]):
        out.role = "result"
    elif any(w in text for w in words["target"]):
        out.role = "target"
    return out


@cache
def _structural() -> tuple[dict[str, ColumnKind], list[tuple[str, ColumnKind]]]:
    whole: dict[str, ColumnKind] = {}
    endings: list[tuple[str, ColumnKind]] = []
    for kind, entry in heads()["columns"].items():
        for word in entry["words"]:
            whole[word] = kind
            if entry.get("ending") and len(word) >= 2:
                endings.append((word, kind))
    endings.sort(key=lambda e: -len(e[0]))
    return whole, endings


@cache
def _said() -> list[tuple[str, str, str]]:
    """(word, what it sets, value), longest first."""
    table = heads()
    out = [(w, "measure", m) for m, e in table["measures"].items() for w in e["words"]]
    out += [(w, "role", r) for r, e in table["roles"].items() for w in e["words"]]
    out += [(w, "strength", s) for s in ("firm", "stretch") for w in table["roles"]["target"][s]]
    out += [(w, "relative", p) for p, words in table["periods"].items() for w in words]
    return sorted(out, key=lambda e: -len(e[0]))


@cache
def _reference(measure: str) -> re.Pattern[str]:
    return re.compile(heads()["references"][measure]["pattern"])


def column(text: str, clock: Clock | None, topic: int | None) -> Column:
    """What one head cell says."""
    whole, endings = _structural()
    bare, unit, points = _without_unit(text)
    if bare in whole:
        return Column(whole[bare], text, unit=unit)
    out = Column("value", text, unit=unit)
    rest = _measures(_times(bare, out, clock, topic), out)
    rest = _times(rest, out, clock, topic) if rest else rest
    rest = _measures(rest, out)
    if rest and (out.measure is None or out.measure == "level"):
        # 2025年重点工作任务: a column of texts, whatever year stands in its head
        for word, kind in endings:
            if bare.endswith(word):
                return Column(kind, text, unit=unit)
    if out.measure == "growth" and points:
        out.measure = "change"
    out.same = out.measure in ("completion", "rank") or "同比" in text or "环比" in text
    out.rest = rest
    if (
        rest
        and out.measure in ("rank", "share", "change", "growth")
        and re.fullmatch(r"在?全[国省市区县州](?:占)?", rest)
    ):
        out.reference, out.rest = rest.strip("在占"), ""
    out.kind = "value" if out.said or rest else "other"
    return out


def _without_unit(text: str) -> tuple[str, str | None, bool]:
    unit = None
    bare = text
    for m in _BRACKET.finditer(text):
        inside = m.group("in").removeprefix("单位：").removeprefix("单位:").strip("±+-")
        if is_unit(inside):
            unit, bare = inside, bare.replace(m.group(), "")
        elif inside in ("", "±%"):
            bare = bare.replace(m.group(), "")
    if unit is None and bare.rstrip("±").endswith("%"):
        unit = "%"
    for said in ("百分点", "个百分点"):
        if bare.endswith(said):
            return bare.removesuffix(said).removesuffix("个"), "个百分点", True
    return bare.strip("*#：:"), unit, unit is not None and unit_kind(unit) == "points"


def _times(text: str, out: Column, clock: Clock | None, topic: int | None) -> str:
    """Takes the period from a head: 2024年1—11月完成 → 完成."""
    bare = _YEAR.match(text)
    if bare:
        out.period = bare.group(1)
        return text[bare.end() :]
    for t in reversed(scan(text, clock, topic)):
        if (not t.compared and not text[t.start : t.end].startswith(("上年", "去年"))) or t.end == len(text):
            out.period = t.period
            text = text[: t.start] + text[t.end :]
    return text


def _measures(text: str, out: Column) -> str:
    """Takes from both ends of a head the words that say measure, role and relative period."""
    for name in ("completion", "share"):
        m = _reference(name).search(text)
        if (m and m.end() == len(text.rstrip("%（）()")) and m.end() - m.start() > len(m.group("of")) + 1) or (
            m and text.rstrip("%").endswith(m.group()) and text.endswith("%")
        ):
            out.measure, out.reference = name, m.group("of")
            return text[: m.start()]
    while text:
        hit = next((e for e in _said() if _at_end(text, e)), None)
        if hit is None:
            if text == text.strip(_FILL):
                break
            text = text.strip(_FILL)
            continue
        word, what, value = hit
        text = text[len(word) :] if text.startswith(word) else text[: -len(word)]
        if what == "strength":
            out.role, out.strength = "target", value  # type: ignore[assignment]
        elif what == "relative":
            out.relative = out.relative or value
        elif what == "measure" and value == "level":
            out.measure = out.measure or "level"
        elif what == "measure":
            # 增速排名 ranks, whatever it ranks by.
            out.measure = value if value == "rank" or out.measure in (None, "level") else out.measure  # type: ignore[assignment]
        else:
            out.role = out.role or value  # type: ignore[assignment]
    return text


def _at_end(text: str, entry: tuple[str, str, str]) -> bool:
    """Whether a word stands at either end; one of a level (总量, 值) only alone: 生产总值 keeps its own."""
    word, _, value = entry
    return text == word if value == "level" else text.startswith(word) or text.endswith(word)


def joined(top: Column, sub: Column) -> Column:
    """A column whose head has two rows: 2025年 over 目标; 地区生产总值 over 增速（%）."""
    if top.kind not in ("value", "other") or not sub.text:
        return top
    if sub.kind not in ("value", "other"):
        return sub
    return Column(
        "value" if top.kind == "value" or sub.kind == "value" else "other",
        top.text + sub.text,
        top.rest + sub.rest,
        sub.unit or top.unit,
        sub.measure if sub.measure not in (None, "level") else top.measure or sub.measure,
        sub.role or top.role,
        sub.strength or top.strength,
        sub.period or top.period,
        sub.relative or top.relative,
        sub.reference or top.reference,
        sub.same or top.same,
    )


def under(
    tops: list[Column], row: list[Cell], width: int, clock: Clock | None, topic: int | None
) -> list[Column] | None:
    """The columns of a head with one more row, None where the row is none of the head.

    Merged cells come as blanks (Word, Markdown) or not at all (HTML): then the cells of the second row are
    dealt out evenly to the value columns of the first, where that fills the table's width.
    """
    subs = [column(c.text, clock, topic) for c in row]
    told = [s for s in subs if s.text]
    if (
        not told
        or any(s.text[0].isdigit() and not s.said for s in told)
        or sum(1 for s in told if s.said) * 2 < len(told)
    ):
        return None
    if any(re.fullmatch(r"[+\-−]?[\d,.]+%?", s.text) and not _YEAR.match(s.text) for s in told):
        return None
    if len(row) >= len(tops) and (not row[0].text or row[0].text == tops[0].text):
        filled: list[Column] = []
        for i, sub in enumerate(subs):
            top = tops[i] if i < len(tops) else Column("other", "")
            if not top.text and sub.text and filled:
                top = next((tops[j] for j in range(min(i, len(tops)) - 1, -1, -1) if tops[j].text), top)
            filled.append(joined(top, sub) if top.text != sub.text else top)
        return filled
    groups = [i for i, t in enumerate(tops) if t.kind in ("value", "other")]
    if not groups or len(subs) % len(groups) or len(tops) - len(groups) + len(subs) != width:
        return None
    each = len(subs) // len(groups)
    out: list[Column] = []
    for i, top in enumerate(tops):
        if i in groups:
            k = groups.index(i) * each
            out.extend(joined(top, sub) for sub in subs[k : k + each])
        else:
            out.append(top)
    return out


def settle(columns: list[Column], about: Caption, clock: Clock | None, topic: int | None) -> None:
    """Gives value columns the period and role their heads leave to the caption and to the columns before them.

    同比, 完成率, 位次 belong to the amounts before them: of 2023年 | 2024年 | 增速 to the later year. Otherwise a
    head without a period has that of the column before, else the caption's, else the section's year.
    """
    run: list[Column] = []  # the amounts since the last column derived from amounts
    derived = False
    last: Column | None = None
    for c in columns:
        if c.kind != "value":
            continue
        if c.relative and (c.period is None or c.relative == "before"):
            c.period = _relative(c.relative, about, last.period if last else None, topic)
        if c.measure in (None, "level"):
            run, derived = ([c] if derived else [*run, c]), False
            source = last
        else:
            derived = True
            past = [r for r in run if c.same and r.role != "target"]
            source = max(reversed(past or run[-1:]), key=_end, default=last)
            if not c.same and c.role is None and run and run[-1].role != "target" and c.period is None:
                source = max((r for r in reversed(run) if r.role != "target"), key=_end)
        if "年均" in c.text and about.period and "/" in about.period:
            c.period = about.period  # a yearly average belongs to all years of the plan
        if c.period is None:
            c.period = source.period if source is not None else None
        c.period = c.period or about.period or (str(topic) if topic else None)
        if c.role is None and c.measure not in (None, "level") and source is not None:
            c.role = source.role
        if c.role is None:
            c.role = _role(c, about, clock)
        if c.role == "target" and c.period is None and clock is not None:
            c.period = str(clock.year)
        last = c if c.relative != "before" else last


def _end(c: Column) -> int:
    # What is of the year before is never what a growth belongs to. Of two that end together the nearer counts.
    return periods.bounds(c.period).end or 0 if c.period and c.relative != "before" else 0


def _role(c: Column, about: Caption, clock: Clock | None) -> Role:
    """The role of a column whose head names only a period: a target where that lies ahead of the document."""
    if c.measure in ("completion", "rank") or c.relative == "before":
        return "result"
    year = periods.last_year(c.period) if c.period else None
    if about.role is not None:
        ahead = about.year is None or year is None or year >= about.year
        return "target" if about.role == "target" and ahead else "result"
    return "target" if lies_ahead(c.period, clock) else "result"


def lies_ahead(period: str | None, clock: Clock | None) -> bool:
    """Whether a whole year (2025, 2021/2025) ends after what the document can look back on."""
    if period is None or clock is None or not re.fullmatch(r"\d{4}(?:/\d{4})?", period):
        return False
    year = periods.last_year(period)
    return year > clock.past_year and (clock.month is None or clock.month <= 4 or year > clock.year)


def _relative(said: str, about: Caption, before: str | None, topic: int | None) -> str | None:
    base = about.period or before
    if base is None:
        return str(topic) if said == "year" and topic else None
    if said == "before":
        return re.sub(r"(?:19|20)\d\d", lambda m: str(int(m.group()) - 1), before or base)
    months = re.findall(r"((?:19|20)\d\d)-(\d\d)\b", base)
    if said == "year":
        return base[:4]
    if not months:
        return base
    year, month = int(months[-1][0]), int(months[-1][1])
    return periods.months(year, month, month) if said == "month" else periods.months(year, 1, month)
