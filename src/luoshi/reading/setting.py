"""Where and when a document speaks: worked out from its text where nobody says it.

The place is the division that the text names most at the level at which it says 我区, 全市, 省委; the date is that
of the issue line, the dateline or the meeting, its year from what the text plans and reviews.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from luoshi.vocabulary import places
from luoshi.vocabulary.places import Place

Hit: TypeAlias = tuple[int, int, tuple[Place, ...]]

_LEVELS = {
    "county": re.compile(r"我区|全区|本区|我县|全县|县委|县政府|本县|县人大|(?<![江南北东西中])区委|区政府|区人大"),
    "city": re.compile(r"我市|全市|市委|市政府|本市|市人大"),
    "province": re.compile(r"我省|全省|省委|省政府|本省|省人大|自治区党委|自治区(?:人民)?政府"),
}
_FULL_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:年(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日|[-/.](?P<m2>1[0-2]|0?[1-9])[-/.](?P<d2>3[01]|[12]\d|0[1-9]|[1-9](?!\d)))"
)
_SHORT_STAMP = re.compile(r"^(?P<y>\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?=\d|\s|，|,)")
_DAY = re.compile(r"(?<!\d)(?P<m>1[0-2]|[1-9])月(?P<d>3[01]|[12]\d|[1-9])日")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
#: 到2027年, 2030年前: a year that a text looks forward to is not the one in which it speaks.
_AIMED = re.compile(r"(?<=[到至争])((?:19|20)\d\d)年|((?:19|20)\d\d)年[底末]?前")
_REGION = re.compile(r"自治区(?:党委|人民政府|政府|人大|第|政协)")
_REVIEWED = re.compile(r"(?:总结|回顾)[^。]{0,4}((?:20)\d\d)年")
_PLANNED = re.compile(
    r"(?:部署|做好|谋划|研究|安排|全年)[^。]{0,6}((?:20)\d\d)年|((?:20)\d\d)年[^。，]{0,8}(?:工作安排|主要工作|重点工作|预期目标|经济工作|这样干)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The home of a document: `place` in the register (None where it is not one), its printed name, its date."""

    place: Place | None
    name: str | None
    date: str | None


def setting(text: str, title: str, place: str | None, date: str | None) -> Setting:
    """The setting of a document. `text` is its squeezed, simplified text; what is given is never overruled.

    A date in the text is taken over a given one only where it says the same more precisely.
    """
    worked_out = _date(text, title)
    if date is not None and worked_out is not None and worked_out.startswith(date):
        date = worked_out
    date = date or worked_out
    year = int(date[:4]) if date else None
    if place is not None:
        home = places.resolve(place, year=year) or places.resolve(place)
        return Setting(home, home.full_name if home else place, date)
    unknown = _unregistered(text, title)
    home = _home(text, title, year)
    if unknown is not None and (home is None or home.level == "nation" or text.count(home.name) < unknown[1]):
        return Setting(None, unknown[0], date)
    return Setting(home, home.full_name if home else None, date)


_COUNTY = re.compile(
    r"(?:(?P<city>[\u4e00-\u9fff]{2,4}市))?(?P<county>[\u4e00-\u9fff]{1,2}(?![在全的给各该本我到向与由从对])[\u4e00-\u9fff](?:县|自治县|旗))(?![长域直属城里处际乡镇])"
)


_NOT_A_NAME = re.compile(
    r"^(?:全|我|该|本|各|在|是|和|与|及|为|将|对|到|市|的|年|于|版|报|给|示范|邻|一|二|三|现代化|建设|推动)+"
)


def _unregistered(text: str, title: str) -> tuple[str, int] | None:
    """The county a document names most where the register has none of that name, with how often; else None."""
    names: Counter[str] = Counter()
    full: dict[str, str] = {}
    for m in _COUNTY.finditer(title + "。" + text):
        county = _NOT_A_NAME.sub("", m["county"])
        if len(county) < 3 or county in ("各区县", "市区县") or places.lookup(county):
            continue
        names[county] += 1
        city = _NOT_A_NAME.sub("", m["city"] or "")
        if len(city) >= 3 and county == m["county"]:
            full.setdefault(county, city + county)
    if not names:
        return None
    county, count = names.most_common(1)[0]
    if count >= 2 or (county in full and _LEVELS["county"].search(text)):
        return full.get(county, county), count
    return None


def _date(text: str, title: str) -> str | None:
    head = text[:400]
    stamp = _SHORT_STAMP.match(head)
    if stamp:
        return f"20{stamp['y']}-{stamp['m']}-{stamp['d']}"
    m = _FULL_DATE.search(head) if not title or "年" in head else None
    if m and not re.match(r"[^，。]{0,6}(?:以来|至|—)", head[m.end() :]):
        return f"{m['y']}-{int(m['m'] or m['m2']):02d}-{int(m['d'] or m['d2']):02d}"
    years = [int(y) for y in _YEAR.findall(text)]
    planned = [int(a or b) for a, b in _PLANNED.findall(title + "。" + text)]
    planned += [int(y) + 1 for y in _REVIEWED.findall(text)]
    if not years and not planned:
        return None
    day = _DAY.search(text)
    plan = max(planned) if planned else None
    if day:
        month, number = int(day["m"]), int(day["d"])
        if plan is not None:
            year = plan - 1 if month >= 10 or ("明年" in text[:3000] and month >= 10) else plan
        else:
            year = max(Counter(years), key=lambda y: (Counter(years)[y], y))
            reviewed = re.search(rf"{year}年(?:，|全)[^。]*", text)
            looks_back = reviewed and re.search(r"比上年|同比|达到|增长", reviewed.group())
            if month <= 3 and looks_back and not re.search(r"将|(?<!主)要|力争|计划|确保", reviewed.group()):  # type: ignore[union-attr]
                year += 1  # a text of January that looks back on the whole of a year
        return f"{year}-{month:02d}-{number:02d}"
    if plan is not None:
        return f"{plan}-01"
    ahead = Counter(int(a or b) for a, b in _AIMED.findall(text))
    told = [y for y, n in Counter(years).items() if n > ahead[y] or n > 2]
    latest = max(told or years)
    return f"{latest + 1}-01" if re.search(rf"{latest}年(?:，|全)", text) and "今年" not in text else str(latest)


def _home(text: str, title: str, year: int | None) -> Place | None:
    levels = {level: len(pattern.findall(text)) for level, pattern in _LEVELS.items()}
    counts = _counted(places.scan(title, year=year), 12)
    report = re.search(r"在([^，。]{2,12}(?:省|自治区|市|区|县|州|旗|盟))第[^，。]{1,4}届人民代表大会", text[:600])
    if report:
        counts += _counted(places.scan(report.group(1), year=year), 40)
    counts += _counted(places.scan(text, year=year), 1)
    if not counts:
        return places.nation() if re.search(r"全国|我国|国务院|党中央", text) else None
    provinces = Counter[str]()
    for place, n in counts.items():
        provinces[_province(place)] += n
    top = places.by_code(max(provinces, key=lambda c: (provinces[c], c)))
    if top is not None:
        counts += _counted(places.scan(text, within=[top], year=year), 1)
        counts = Counter({p: n for p, n in counts.items() if _province(p) == top.code})
    if len(_REGION.findall(text)) >= 3 and len(re.findall(r"(?<!自治)区委|区政府", text)) <= 2:
        levels["province"] += levels.pop("county")  # 全区 of an autonomous region
        levels["county"] = 0
    level = _own_level(levels)
    if text.count("我国") >= 2 and not re.search(r"我[省市区县州]", text) and sum(levels.values()) <= 2:
        return places.nation()
    if not levels[level]:
        if re.search(r"全国|我国|国务院", text) and max(counts.values(), default=0) <= 3:
            return places.nation()
        return max(counts, key=lambda p: (counts[p], p.code), default=None)
    fitting = {p: n for p, n in counts.items() if _fits(p, level)}
    if not fitting:
        return max(counts, key=lambda p: (counts[p], p.code), default=None)
    if level == "city":
        # A text that names several counties of one city speaks for the city.
        below: Counter[Place] = Counter()
        for place in counts:
            above = places.parent(place)
            if place.level == "county" and above is not None and above.level == "city":
                below[above] += 1
        if below and max(below.values()) >= 2:
            return max(below, key=lambda p: (below[p], p.code))
    return max(fitting, key=lambda p: (fitting[p], p.code))


def _own_level(levels: dict[str, int]) -> str:
    """The level at which a text speaks: the lowest that it names often.

    A county's page says 全市 as often as 全区, to be held against; a city's page hardly ever says 我区.
    """
    top = max(levels.values())
    return next((k for k in ("county", "city", "province") if levels[k] and levels[k] >= 0.25 * top), "county")


def _province(place: Place) -> str:
    if place.code.startswith("NA") or not place.code[:2].isdigit():
        above = places.parent(place)
        return _province(above) if above is not None else "000000"
    return place.code[:2] + "0000"


def _fits(place: Place, level: str) -> bool:
    if place.level == "nation" or place.area:
        return False
    if level == "province":
        return place.level == "province"
    if level == "city":
        return place.name.endswith("市") or place.level == "city"
    return place.level == "county"


def _counted(hits: list[Hit], weight: int) -> Counter[Place]:
    counts: Counter[Place] = Counter()
    for _, _, found in hits:
        if len(found) == 1 or found[0].end is None:
            counts[found[0]] += weight
    return counts
