"""Periods in an office's words: `2024-01/2024-10` is 2024年1—10月, and back, however an office writes it."""

from __future__ import annotations

import re
from calendar import monthrange

from luoshi.vocabulary.numerals import number
from luoshi.vocabulary.periods import months, plan_named, years

_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")


def _moment(text: str) -> str:
    match = _PERIOD.fullmatch(text)
    if match is None:
        return text
    year, quarter, half, month, day = match.groups()
    if quarter:
        return f"{year}年{'一二三四'[int(quarter) - 1]}季度"
    if half:
        return f"{year}年{'上下'[int(half) - 1]}半年"
    if day:
        return f"{year}年{int(month)}月{int(day)}日"
    return f"{year}年{int(month)}月" if month else f"{year}年"


def period_word(period: str | None) -> str:
    """An ISO period as an office writes it: `2025-01/2025-11` is 2025年1—11月, `2021/2025` 2021—2025年."""
    if not period:
        return ""
    if "/" not in period:
        return _moment(period)
    start, end = period.split("/", 1)
    if not end:
        return _moment(start) + "以来"
    if not start:
        return "至" + _moment(end)
    first, last = _moment(start), _moment(end)
    if re.fullmatch(r"\d{4}", start) and re.fullmatch(r"\d{4}", end):
        return f"{start}—{last}"
    # In one year the year is said once.
    if start[:4] == end[:4] and first.startswith(f"{end[:4]}年") and len(last) > 5:
        if re.fullmatch(r"\d{4}-\d{2}", start) and re.fullmatch(r"\d{4}-\d{2}", end):
            return f"{first[:-1]}—{last[5:]}"
        if re.fullmatch(r"\d{4}-Q1", start) and re.fullmatch(r"\d{4}-Q[234]", end):
            return f"{start[:4]}年{['上半年', '前三季度', '全年'][int(end[-1]) - 2]}"
        return f"{first}—{last[5:]}"
    return f"{first}—{last}"


#: Every dash, tilde and 至 as one sign for "to", for `str.translate`.
TO: dict[int, str] = dict.fromkeys(map(ord, "—–−－~～至到"), "-")
# Half-width, without white space and quotation marks.
_SIGNS: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS |= dict.fromkeys(map(ord, " \t\r\n\u3000“”‘’\"'"))
_SIGNS |= TO
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = r"[一二三四五六七八九十]{1,2}|\d{1,2}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR2 = r"(?P<year2>(?:19|20)\d\d)"
# 截至, whose 至 has become a sign.
_OLD = r"(?:截-|截止)?"
_END = r"(?:末|底|份|度)?"
_SPELLINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("day", rf"{_OLD}{_YEAR}[-/.年](?P<m>\d{{1,2}})[-/.月](?P<d>\d{{1,2}})[日号]?(?:T?00:00(?::00)?(?:\.0+)?)?"),
        ("day", rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)"),
        ("year", rf"{_OLD}{_YEAR}(?:\.0)?年?(?:度|全年|末|底)?"),
        ("since", rf"{_YEAR}(?:年以来|/)"),
        ("years", rf"{_YEAR}年?[-/]+{_YEAR2}年?"),
        ("month", rf"{_OLD}{_YEAR}(?:年|-|/)(?P<m>{_NUMBER})月?{_END}"),
        # 2024.1 may be a January, or an October whose nought a spreadsheet took away: it is not read.
        ("month", rf"{_YEAR}\.?(?P<m>\d\d)(?:\.0)?"),
        ("months", rf"{_YEAR}年(?P<m>{_NUMBER})月?-+(?P<m2>{_NUMBER})月份?"),
        (
            "months",
            rf"{_YEAR}年?[-./]?(?P<m>\d\d|\d(?=月))月?[-/]+{_YEAR2}年?[-./]?(?P<m2>\d\d?)月?份?",
        ),
        ("first", rf"{_YEAR}年前(?P<m2>{_NUMBER})个?月"),
        ("quarter", rf"{_YEAR}(?:年|-)?(?:第?(?P<q>[一二三四1-4])季度?|Q(?P<qn>[1-4]))"),
        ("quarters", rf"{_YEAR}年前(?P<q>[二三四2-4])个?季度"),
        ("quarters", rf"{_YEAR}-?Q(?P<qn>[1-4])[-/]{_YEAR2}-?Q(?P<qm>[1-4])"),
        ("half", rf"{_YEAR}(?:年(?P<half>[上下])半年|-?H(?P<hn>[12]))"),
        ("english", r"(?P<name>[a-z]{3})[-/ ]?(?P<short>\d\d)"),
        ("plan", r"(?P<plan>[一二三四五六七八九十]{1,2}五)(?:时期|期间|规划)?(?P<pend>期?末)?"),
    )
)


def period_of(text: str) -> str:
    """The period that an office's words say, as ISO text in its shortest form; the other way of `period_word`.

    `2024年1—10月`, `2024-10`, `202410`, `2024/10`, `2024年前三季度`, `2024H1`, `Oct-24`, `“十四五”时期`, `2021—2025年`.
    One stretch of months has one text: quarters and halves become months, twelve months a year. The first or last day
    of a month stands for the month (a spreadsheet makes a date of 2024-10); other days stay days. Raises `ValueError`
    for anything else, `2024.1` among it.
    """
    plain = text.translate(_SIGNS)
    for kind, pattern in _SPELLINGS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return _read(kind, found.groupdict(), text)
    raise ValueError(_told(text))


def _told(text: str) -> str:
    return f"period {text!r}: expected a period such as 2024, 2024-10, 2024-01/2024-10 or 2024年1—10月"


def _read(kind: str, parts: dict[str, str | None], text: str) -> str:
    year = int(parts.get("year") or 0)
    if kind == "plan":
        span = plan_named(parts["plan"] or "")
        if span is None:
            raise ValueError(_told(text))
        return str(span[1]) if parts["pend"] else years(*span)
    if kind == "since":
        return f"{year}/"
    if kind == "years":
        return _stretch(year * 12, int(parts["year2"] or 0) * 12 + 11, text)
    if kind == "year":
        return str(year)
    if kind == "day":
        return _day(year, int(parts["m"] or 0), int(parts["d"] or 0), text)
    first, last = _months(kind, parts, text)
    last_year = year
    if kind == "english":
        # Excel's own pivot: 00 to 29 are of this century.
        short = int(parts["short"] or 0)
        year = last_year = short + (2000 if short < 30 else 1900)
    elif parts.get("year2"):
        last_year = int(parts["year2"] or 0)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise ValueError(_told(text))
    return _stretch(year * 12 + first - 1, last_year * 12 + last - 1, text)


def _months(kind: str, parts: dict[str, str | None], text: str) -> tuple[int, int]:
    """First and last month, as numbers from 1."""

    def whole(name: str) -> int:
        return int(number(parts.get(name) or "") or 0)

    if kind == "month":
        return whole("m"), whole("m")
    if kind == "months":
        return whole("m"), whole("m2")
    if kind == "first":
        return 1, whole("m2")
    if kind == "quarter":
        quarter = whole("q") or whole("qn")
        return 3 * quarter - 2, 3 * quarter
    if kind == "quarters":
        return (1, 3 * whole("q")) if parts.get("q") else (3 * whole("qn") - 2, 3 * whole("qm"))
    if kind == "half":
        return (1, 6) if parts["half"] == "上" or parts["hn"] == "1" else (7, 12)
    name = (parts["name"] or "").lower()
    if name not in _MONTHS_EN:
        raise ValueError(_told(text))
    return _MONTHS_EN.index(name) + 1, _MONTHS_EN.index(name) + 1


def _day(year: int, month: int, day: int, text: str) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(_told(text))
    if day in (1, monthrange(year, month)[1]):
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{day:02d}"


def _stretch(first: int, last: int, text: str) -> str:
    """The shortest text of a stretch of months."""
    if last < first:
        raise ValueError(f"period {text!r}: ends before it begins")
    if first % 12 == 0 and last % 12 == 11:
        return years(first // 12, last // 12)
    if first // 12 == last // 12:
        return months(first // 12, first % 12 + 1, last % 12 + 1)
    return f"{first // 12}-{first % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}"
