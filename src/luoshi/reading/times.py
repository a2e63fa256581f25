"""Times named in a text, resolved to periods by the document's date.

A time sets the period of what follows it, unless it is only a point of comparison (比上年, 是“十二五”末的1.4倍)
or part of a name (2030年前碳达峰行动).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal, TypeAlias

from luoshi.vocabulary import periods
from luoshi.vocabulary.numerals import number

#: year: a whole year · part: a part of one · plan: a five-year plan · span: several years · day · since · until
Kind: TypeAlias = Literal["year", "part", "plan", "span", "day", "since", "until", "run"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: its place in the paragraph, its period as ISO text, and the year it ends in.

    `compared` is set where it is only what something is compared with.
    """

    start: int
    end: int
    kind: Kind
    period: str
    year: int
    compared: bool = False
    ahead: str | None = None  # a part of a year, taken as the past one's: the period it is in a plan


_CN = "一二两三四五六七八九十"
_PART = (
    r"(?P<part>(?:全年)|上半年|下半年|前?[一二三四1-4]个?季度|第[一二三四1-4]季度|首季|"
    r"1?\d(?:[—–\-~～至到]+)1?\d月份?|前[一二三四五六七八九十\d]{1,2}个?月|1?\d月[1-3]?\d[日号]|1?\d月(?:份|末|底|中旬|上旬|下旬)?|年末|年底|末|底|春节前)"
)
_TIME = re.compile(
    rf"""
    (?P<lead>截至|截止|到|至|力争到|自|从)?
    (?:
      (?:“(?P<plan>[一二三四五六七八九十]{{1,2}}五)”|(?<![{_CN}百千万\d之第])(?P<plan2>[一二三四五六七八九十]{{1,2}}五)(?=时期|期间|规划|末|期末|以来|收官|开局))(?P<pwhen>规划)?(?P<pend>末|期末|以来)?(?:时期|期间)?
    | (?P<year>(?:19|20)\d\d)(?:年?[—–\-~～至到]+(?P<year2>(?:19|20)\d\d))?年?(?:{_PART})?(?P<since>以来)?
    | (?P<word>今年|本年度?|当年|去年|上年|前年|明年|来年)(?:{_PART.replace("?P<part>", "?P<part2>")})?(?P<since2>以来)?
    | (?P<five>(?:过去|这|近|今后|未来)?五年(?:来|间)?)
    | (?:连续|近)(?P<run>[一二两三四五六七八九十\d]{{1,2}})(?:个?(?P<runq>季度)|年)(?!来首)
    | (?P<past>(?:刚刚)?过去的?一年|一年来|这一年)
    | {_PART.replace("?P<part>", "?P<part3>")}
    )
    """,
    re.X,
)
#: Cheap test before the pattern is tried: where none of these stands, there is no time.
_COMPARED = re.compile(r"(?:比|较|同|与|是|相当于|对比|不低于|高于|快于|超|超过|相比|约为)$")
_PART_WORD = re.compile(r"^(?:(?P<cum>前)?(?P<q>[一二三四1-4])个?季度|第(?P<qn>[一二三四1-4])季度)$")
_MONTHS = re.compile(r"^(1?\d)[—–\-~～至到]+(1?\d)月份?$")
_FIRST_MONTHS = re.compile(rf"^前([{_CN}\d]{{1,2}})个?月$")
_DAY = re.compile(r"^(1?\d)月([1-3]?\d)[日号]$")
_MONTH = re.compile(r"^(1?\d)月")


@dataclass(frozen=True, slots=True)
class Clock:
    """The date from which words such as 今年 are reckoned: the document's own, never the machine's."""

    year: int
    month: int | None = None

    @classmethod
    def of(cls, date: str | None) -> Clock | None:
        """The clock of an ISO date (`2025`, `2025-01`, `2025-01-02`); None without a date."""
        if not date:
            return None
        parts = date.split("-")
        return cls(int(parts[0]), int(parts[1]) if len(parts) > 1 else None)

    @property
    def past_year(self) -> int:
        """The last year that is complete: a report of January to March looks back on the year before."""
        return self.year - 1 if self.month is None or self.month <= 4 else self.year


def _ahead(m: re.Match[str], year: int, clock: Clock | None) -> str | None:
    part = m.group("part3")
    if not part or clock is None or year >= clock.year:
        return None
    within = _within(clock.year, part)
    return within[1] if within else None


def _within(year: int, part: str) -> tuple[Kind, str] | None:
    """The period that a part (前三季度, 1—11月, 9月末, 末) makes of a year."""
    if part in ("全年", "年末", "年底", "末", "底"):
        return "year", str(year)
    if part == "上半年":
        return "part", periods.months(year, 1, 6)
    if part == "下半年":
        return "part", periods.months(year, 7, 12)
    if part == "首季":
        return "part", periods.quarters(year, 1, 1)
    if part == "春节前":
        return None
    match = _PART_WORD.match(part)
    if match:
        q = int(number(match.group("q") or match.group("qn")) or 1)
        return "part", periods.quarters(year, 1 if match.group("cum") else q, q)
    match = _MONTHS.match(part)
    if match:
        a, b = int(match.group(1)), int(match.group(2))
        return ("part", periods.months(year, a, b)) if 1 <= a <= b <= 12 else None
    match = _FIRST_MONTHS.match(part)
    if match:
        b = int(number(match.group(1)) or 0)
        return ("part", periods.months(year, 1, b)) if 1 <= b <= 12 else None
    match = _DAY.match(part)
    if match:
        m, d = int(match.group(1)), int(match.group(2))
        return ("day", f"{year}-{m:02d}-{d:02d}") if 1 <= m <= 12 and 1 <= d <= monthrange(year, m)[1] else None
    match = _MONTH.match(part)
    if match:
        m = int(match.group(1))
        return ("part", periods.months(year, m, m)) if 1 <= m <= 12 else None
    return None


_YEAR_WORD = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "来年": 1,
}


_OF = re.compile(r"(?:同期|同月|[底末初])?的")


def scan(text: str, clock: Clock | None, topic: int | None = None) -> list[Time]:
    """The times of a paragraph in order.

    `topic` is the year the section is about: parts of a year without one (前三季度) belong to it.
    """
    out: list[Time] = []
    base = topic if topic is not None else clock.year if clock else None
    for m in _TIME.finditer(text):
        resolved = _resolve(m, clock, base)
        if resolved is None:
            continue
        kind, period, year = resolved
        before = text[max(0, m.start() - 4) : m.start()]
        lead = m.group("lead")
        if lead in ("到", "至", "力争到") and kind == "year" and not before.endswith("截"):
            kind = "until"
        # “…”: a year that a quotation mark opens is a name's (“2023…行动”).
        named = before.endswith(("“", "《", "‘")) and not m.group("plan")
        compared = (
            bool(_COMPARED.search(before)) or named or (lead == "自" and not (m.group("since") or m.group("since2")))
        )
        # 由上年的480亿元增至500亿元: the time of the old value alone, which reads it itself.
        compared = compared or (before.endswith(("由", "从")) and bool(_OF.match(text, m.end())))
        in_brackets = text[m.start() - 1 : m.start()] == "（" and "）" in text[m.end() : m.end() + 2]
        compared = compared or in_brackets
        if kind in ("year", "span") and not compared:
            base = year
        out.append(Time(m.start(), m.end(), kind, period, year, compared, _ahead(m, year, clock)))
    return out


def _resolve(m: re.Match[str], clock: Clock | None, base: int | None) -> tuple[Kind, str, int] | None:
    if m.group("plan") or m.group("plan2"):
        span = periods.plan_named(m.group("plan") or m.group("plan2"))
        if span is None:
            return None
        if m.group("pend") == "以来":
            return "since", f"{span[0]}/", span[0]
        if m.group("pend"):
            return "year", str(span[1]), span[1]
        return "plan", periods.years(*span), span[1]
    if m.group("year"):
        year = int(m.group("year"))
        if m.group("year2"):
            last = int(m.group("year2"))
            return ("span", periods.years(year, last), last) if last >= year else None
        bare = m.group().endswith(m.group("year"))
        if bare and not m.group("lead"):
            return None  # four digits without 年 are a name's or a model's
        return _year_part(year, m.group("part"), bool(m.group("since")))
    if m.group("word"):
        if clock is None:
            return None
        year = clock.year + _YEAR_WORD[m.group("word")]
        return _year_part(year, m.group("part2"), bool(m.group("since2")))
    if m.group("five"):
        word = m.group("five")
        if clock is None or word in ("五年", "近五年"):
            return None
        if word.startswith(("今后", "未来")):
            return "span", periods.years(clock.past_year + 1, clock.past_year + 5), clock.past_year + 5
        return "span", periods.years(clock.past_year - 4, clock.past_year), clock.past_year
    if m.group("run"):
        n = int(number(m.group("run")) or 0)
        if clock is None or not 2 <= n <= 20:
            return None
        last = base if base is not None and base <= clock.year else clock.past_year
        last = clock.past_year if last > clock.past_year else last
        if m.group("runq"):
            return ("run", periods.quarters(last, 1, n), last) if n <= 4 else None
        return "run", periods.years(last - n + 1, last), last
    if m.group("past"):
        return None if clock is None else ("year", str(clock.past_year), clock.past_year)
    part = m.group("part3")
    if part and base is not None:
        if part in ("末", "底"):
            return None
        if _within(base, part) is None:
            return None  # 13月
        return _year_part(_year_of_part(base, part, clock), part, False)
    return None


def _year_of_part(base: int, part: str, clock: Clock | None) -> int:
    """A part of a year printed without the year: of the last one, where this year's lies more than a quarter ahead."""
    if clock is None or clock.month is None or base != clock.year:
        return base
    within = _within(base, part)
    if within is None:
        return base
    last = periods.bounds(within[1]).end
    return base - 1 if last is not None and last - (clock.year * 12 + clock.month - 1) > 3 else base


def _year_part(year: int, part: str | None, since: bool) -> tuple[Kind, str, int] | None:
    if since:
        return "since", f"{year}/", year
    if part is None:
        return "year", str(year), year
    within = _within(year, part)
    return (within[0], within[1], year) if within else ("year", str(year), year)
