"""For each rule: figures that it asks about, what it asks, and figures like them that it leaves alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessing.checks.invented import COUNTY, TOWNS, row, so_far

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What a rule asks, word for word, and what it must not ask about."""

    asks: Rows
    questions: Sequence[str]
    quiet: Rows
    targets: Rows = ()
    parts: Rows = ()
    rankings: Rows = ()
    quiet_targets: Rows = field(default=())


def yearly(
    indicator: str, values: Sequence[float], unit: str = "亿元", first: int = 2015, **more: Any
) -> list[dict[str, Any]]:
    """A value a year."""
    return [row(indicator, str(first + n), v, unit, **more) for n, v in enumerate(values)]


def cumulative(
    indicator: str, values: Sequence[float], unit: str = "亿元", year: int = 2024, **more: Any
) -> list[dict[str, Any]]:
    """A cumulative value a month, from January."""
    return [row(indicator, so_far(year, n), v, unit, **more) for n, v in enumerate(values, 1)]


def target(indicator: str, value: float, **more: Any) -> dict[str, Any]:
    """A growth target of 2025."""
    return {
        "id": "t1",
        "place": COUNTY,
        "indicator": indicator,
        "period": "2025",
        "measure": "growth",
        "comparator": "ge",
        "value": value,
        "value_to": None,
        "unit": "%",
        **more,
    }


def _counts(digits: str, number: int) -> list[dict[str, Any]]:
    """Many figures of one place whose last digits come from `digits`."""
    dice = random.Random(3)
    return [
        row(f"台账{n}", "2024", float(f"{dice.randrange(100, 999)}{dice.choice(digits)}"), "件") for n in range(number)
    ]


def _first(grown: bool) -> list[dict[str, Any]]:
    """Six hundred figures of one place: grown over four orders of magnitude, or typed evenly."""
    dice = random.Random(5)
    out = []
    for n in range(600):
        value = 10 ** dice.uniform(0, 4) if grown else dice.randrange(1, 10) * 10.0 ** dice.randrange(0, 4)
        out.append(row(f"台账{n}", "2024", round(value, 2), "件"))
    return out


_TOWN_PARTS = [{"part": t, "whole": COUNTY, "of": "place", "complete": "yes"} for t in TOWNS[:3]]
_SECTORS = ("GDP_PRIMARY", "GDP_SECONDARY", "GDP_TERTIARY")
_SECTOR_PARTS = [{"part": s, "whole": "GDP", "of": "indicator", "complete": "yes"} for s in _SECTORS]


def _towns(values: Sequence[float], whole: float, **more: Any) -> list[dict[str, Any]]:
    towns = [row("RETAIL", "2024", v, place=t, **more) for t, v in zip(TOWNS, values, strict=False)]
    return [*towns, row("RETAIL", "2024", whole, **more)]


_EARLY, _LATE, _OUT = date(2024, 11, 18), date(2024, 12, 2), date(2024, 11, 25)
_RANKED = [
    row("RETAIL", "2024-01/2024-10", v, place=t, day=_EARLY) for t, v in zip(TOWNS[:3], (9.1, 8.4, 7.9), strict=True)
]
_RANKING = [{"indicator": "RETAIL", "period": "2024-01/2024-10", "published_at": _OUT}]
_BEFORE = [{**r, "period": "2024-01/2024-09"} for r in _RANKED]
_STEADY = [20.0, 21.4, 22.7, 24.4, 25.9, 27.8, 29.6, 31.5, 33.9, 36.0]

CASES: dict[str, Case] = {
    "status_and_value": Case(
        [
            row("RETAIL", "2024-03", 2.5, status="zero"),
            row("FAI", "2024-03", None, status="reported"),
            row("EXPORTS", "2024-03", 0.8, status="missing"),
            row("IMPORTS", "2024-03", 0.8, status="done"),
        ],
        [
            "社会消费品零售总额2024年3月状态为“零”，数值却是2.5亿元：是零，还是2.5亿元？",
            "固定资产投资2024年3月状态为已报（预计），却没有数值：漏填了数，还是没有数可报？",
            "出口总额2024年3月状态为“缺报”，却有数值0.8亿元：状态没有改，还是数不该填？",
            "进口总额2024年3月的状态“done”不认识：请从已报、零、预计、缺报、未到期、不适用、不公开中选一个。",
        ],
        [
            row("RETAIL", "2024-03", 0.0, status="zero"),
            row("FAI", "2024-03", None, status="missing"),
            row("EXPORTS", "2024-03", 0.8, status="estimated"),
            row("IMPORTS", "2024-03", 0.8),
        ],
    ),
    "two_values_one_day": Case(
        [row("RETAIL", "2024-03", v, day=_EARLY) for v in (2.5, 2.9)],
        ["社会消费品零售总额2024年3月，2024-11-18报的两行不一样，一为2.9亿元，一为2.5亿元：以哪个为准？"],
        [
            row("RETAIL", "2024-03", 2.5, day=_EARLY),
            row("RETAIL", "2024-03", 2.9, day=_LATE),
            row("FAI", "2024-03", 2.5, day=_EARLY),
            row("FAI", "2024-03", 25000.0, "万元", day=_EARLY),
        ],
    ),
    "period_in_future": Case(
        [row("RETAIL", "2024-01/2024-12", 30.1, day=_EARLY)],
        [
            "社会消费品零售总额2024年1—12月的数30.1亿元是2024-11-18报的，那时这一时期还没有结束：是预计数，还是时期填错？"
        ],
        [
            row("RETAIL", "2024-01/2024-11", 30.1, day=_EARLY),
            row("FAI", "2024", 30.1, status="estimated", day=_EARLY),
            row("EXPORTS", "2024", None, status="not_due", day=_EARLY),
        ],
    ),
    "share_above_100": Case(
        [row("税收占比", "2024", 187.0, "%", measure="share")],
        ["税收收入占一般公共预算收入比重2024年为187%，占比应在0到100%之间：是小数点错位，还是增速、完成率填进了占比？"],
        [row("税收占比", "2024", 87.0, "%", measure="share"), row("RETAIL", "2024", 130.0, "%", measure="completion")],
    ),
    "negative_count": Case(
        [row("新建学校", "2024", -3.0, "所")],
        ["新建学校2024年为-3所，数量不会是负数：是多了负号，还是填成了增减量？"],
        [row("新建学校", "2024", 3.0, "所"), row("人口净流入", "2024", -300.0, "人"), row("利润", "2024", -3.0)],
    ),
    "percent_or_points": Case(
        [
            row("RETAIL", "2024", 6.2, "个百分点", measure="growth"),
            row("URBAN_RATE", "2024", 1.2, "%", measure="change"),
        ],
        [
            "社会消费品零售总额2024年填的是6.2个百分点：这是比率本身，应为6.2%，还是比上年同期增减的百分点？",
            "常住人口城镇化率2024年填的是1.2%：是增减了1.2个百分点，还是增长（下降）1.2%？",
        ],
        [
            row("RETAIL", "2024", 6.2, "%", measure="growth"),
            row("URBAN_RATE", "2024", 1.2, "个百分点", measure="change"),
            row("URBAN_RATE", "2024", 61.2, "%"),
        ],
    ),
    "unit_slip": Case(
        cumulative("BUDGET_REV", [2.1, 4.3, 6.6, 8.8, 110.4, 13.2]),
        ["一般公共预算收入2024年1—5月的110.4亿元比前后各期推算的11亿元大约10倍：是单位（万元、亿元）或小数点填错？"],
        [*cumulative("BUDGET_REV", [2.1, 4.3, 6.6, 8.8, 11.0, 13.2]), *yearly("新建学校", [1, 1, 10, 1], "所")],
    ),
    "falling_cumulative": Case(
        cumulative("BUDGET_REV", [2.1, 5.3, 8.6, 12.8, 12.3]),
        ["一般公共预算收入2024年1—5月累计12.3亿元，小于1—4月的12.8亿元：是更正了前数，还是填错？"],
        [
            *cumulative("BUDGET_REV", [2.1, 5.3, 8.6, 12.8, 12.8]),
            *cumulative("规模以上工业企业利润总额", [2.1, 2.4, 2.2]),
            *cumulative("在册企业户数", [310, 308, 305], "户"),
            *cumulative("CPI", [102.1, 102.0, 101.9], "上年=100"),
        ],
    ),
    "same_months": Case(
        [row("RETAIL", "2024-Q1", 2.5), row("RETAIL", "2024-01/2024-03", 2.9)],
        ["社会消费品零售总额2024年1—3月为2.9亿元，同一段月份写作2024-Q1时为2.5亿元：以哪个为准？"],
        [row("RETAIL", "2024-Q1", 2.9), row("RETAIL", "2024-01/2024-03", 2.9), row("RETAIL", "2024-03", 0.9)],
    ),
    "month_and_cumulative": Case(
        [*cumulative("RETAIL", [2.0, 4.1, 6.3]), row("RETAIL", "2024-03", 2.6)],
        [
            "社会消费品零售总额2024年3月当月2.6亿元，而1—3月的6.3亿元减1—2月的4.1亿元得2.2亿元：是更正了前数，还是当月数填错？"
        ],
        [*cumulative("RETAIL", [2.0, 4.1, 6.3]), row("RETAIL", "2024-03", 2.2)],
    ),
    "growth_far_from_levels": Case(
        [*yearly("RETAIL", [60.0, 63.9], first=2023), row("RETAIL", "2024", 65.0, "%", measure="growth")],
        ["社会消费品零售总额2024年增速报为65%，而数额为63.9亿元、上年同期60亿元，算得6.5%：是增速填错，还是数额填错？"],
        [*yearly("RETAIL", [60.0, 63.9], first=2023), row("RETAIL", "2024", 8.0, "%", measure="growth")],
    ),
    "growth_and_levels": Case(
        [*yearly("GDP", [60.0, 63.9], first=2023), row("GDP", "2024", -4.0, "%", measure="growth")],
        [
            "地区生产总值2024年增速报为-4%，而数额为63.9亿元、上年同期60亿元，算得6.5%：是可比口径不同，还是其中一个填错？"
        ],
        [
            *yearly("GDP", [60.0, 63.9], first=2023),
            row("GDP", "2024", 5.1, "%", measure="growth"),
            *yearly("CPI", [102.0, 101.0], "上年=100", first=2023),
            row("CPI", "2024", 11.0, "%", measure="growth"),
        ],
    ),
    "growth_as_fraction": Case(
        [*yearly("RETAIL", [60.0, 63.9], first=2023), row("RETAIL", "2024", 0.065, "%", measure="growth")],
        ["社会消费品零售总额2024年增速填的是0.065%，按数额算为6.5%：是不是把6.5%填成了小数？"],
        [*yearly("RETAIL", [60.0, 60.1], first=2023), row("RETAIL", "2024", 0.2, "%", measure="growth")],
    ),
    "part_above_whole": Case(
        _towns([9.1, 8.4], 6.0),
        ["社会消费品零售总额2024年为6亿元，其中松涧镇就有9.1亿元：部分怎么会大于总体？"],
        _towns([3.1, 2.4], 6.0),
        parts=_TOWN_PARTS,
    ),
    "parts_and_whole": Case(
        [
            *_towns([9.1, 8.4, 7.9], 26.3),
            *(row(f"GDP_{s}", "2024", v) for s, v in (("PRIMARY", 8.0), ("SECONDARY", 20.0), ("TERTIARY", 31.0))),
            row("地区生产总值", "2024", 55.0),
        ],
        [
            "社会消费品零售总额2024年为26.3亿元，3个部分之和为25.4亿元，少0.9亿元：是口径不同，还是有一个填错？",
            "地区生产总值2024年为55亿元，3个部分之和为59亿元，多4亿元：是口径不同，还是有一个填错？",
        ],
        [*_towns([9.1, 8.4, 7.9], 25.5), *_towns([9.1, 8.4], 25.5, measure="share")],
        parts=[*_TOWN_PARTS, *_SECTOR_PARTS],
    ),
    "growth_outside_parts": Case(
        [{**r, "unit": "%"} for r in _towns([5.1, 6.4, 7.9], 8.6, measure="growth")],
        [
            "社会消费品零售总额2024年增速为8.6%，高于所有3个部分（最高7.9%）：总体增速应在各部分之间，是口径不同，还是填错？"
        ],
        [{**r, "unit": "%"} for r in _towns([5.1, 6.4, 7.9], 7.2, measure="growth")],
        parts=_TOWN_PARTS,
    ),
    "copied_value": Case(
        cumulative("RETAIL", [20.31, 41.07, 41.07]),
        ["社会消费品零售总额2024年1—3月的41.07亿元与2024年1—2月一字不差：确实没有变化，还是照抄了？"],
        [*cumulative("RETAIL", [20.31, 41.07, 62.5]), *cumulative("重大项目开工", [3, 5, 5], "个")],
    ),
    "copied_from_another": Case(
        [
            row("RETAIL", "2024", 123.4567, place=TOWNS[0]),
            row("RETAIL", "2024", 123.4567, place=TOWNS[1]),
        ],
        [
            "社会消费品零售总额2024年的123.4567亿元与白浪镇一字不差：是巧合，还是填错了行？",
            "社会消费品零售总额2024年的123.4567亿元与松涧镇一字不差：是巧合，还是填错了行？",
        ],
        [row("RETAIL", "2024", 12.3, place=TOWNS[0]), row("RETAIL", "2024", 12.3, place=TOWNS[1])],
    ),
    "swapped_values": Case(
        [
            *yearly("RETAIL", [60.0, 31.2], first=2023, place=TOWNS[0]),
            *yearly("RETAIL", [30.0, 63.1], first=2023, place=TOWNS[1]),
        ],
        [
            "社会消费品零售总额2024年的31.2亿元与以往（约60亿元）不合，却与白浪镇的（约30亿元）相近，后者也是如此：两个数是不是填反了？",
            "社会消费品零售总额2024年的63.1亿元与以往（约30亿元）不合，却与松涧镇的（约60亿元）相近，后者也是如此：两个数是不是填反了？",
        ],
        [
            *yearly("RETAIL", [60.0, 63.1], first=2023, place=TOWNS[0]),
            *yearly("RETAIL", [30.0, 61.2], first=2023, place=TOWNS[1]),
        ],
    ),
    "jump": Case(
        yearly("RETAIL", [*_STEADY[:8], 61.0, 64.7], first=2015),
        ["社会消费品零售总额2023年为61亿元，上年同期31.5亿元；按历年的变化约为33.54亿元：发生了什么，还是填错？"],
        yearly("RETAIL", _STEADY, first=2015),
    ),
    "year_end_spurt": Case(
        cumulative("FAI", [*[4.0 * n for n in range(1, 12)], 60.0]),
        ["固定资产投资2024年1—12月为60亿元，其中1—11月之后增加16亿元，月均是之前的4倍：是集中入账，还是年末突击？"],
        [
            *cumulative("FAI", [*[4.0 * n for n in range(1, 12)], 49.0]),
            # Every year ends so.
            *cumulative("教育支出", [*[4.0 * n for n in range(1, 12)], 60.0], year=2023, place=TOWNS[0])[-1:],
        ],
    ),
    "rank_changed_after": Case(
        [*_RANKED, row("RETAIL", "2024-01/2024-10", 8.8, place=TOWNS[2], day=_LATE)],
        [
            "社会消费品零售总额2024年1—10月的数在2024-11-25排名公布后由7.9亿元改为8.8亿元，名次由第3变为第2：为什么改，排名要不要重发？"
        ],
        [*_RANKED, row("RETAIL", "2024-01/2024-10", 8.0, place=TOWNS[2], day=_LATE)],
        rankings=_RANKING,
    ),
    "changed_after_ranking": Case(
        [*_BEFORE, row("RETAIL", "2024-01/2024-09", 8.0, place=TOWNS[2], day=_LATE)],
        ["社会消费品零售总额2024年1—9月的数在2024-11-25排名公布后由7.9亿元改为8亿元：为什么改，依据是什么？"],
        [*_BEFORE, row("RETAIL", "2024-01/2024-09", 8.0, place=TOWNS[2], day=_EARLY.replace(day=20))],
        rankings=[{**_RANKING[0], "period": "2024-01/2024-09"}],
    ),
    "soft_target": Case(
        [row("RETAIL", str(y), g, "%", measure="growth") for y, g in ((2022, 8.9), (2023, 8.1), (2024, 9.4))],
        ["社会消费品零售总额2025年目标为3%，而近3年最低也有8.1%：形势有变，还是目标定低了？"],
        [row("RETAIL", str(y), g, "%", measure="growth") for y, g in ((2022, 8.9), (2023, 8.1), (2024, 9.4))],
        targets=[target("RETAIL", 3.0)],
        quiet_targets=[target("RETAIL", 7.0)],
    ),
    "first_digits": Case(
        _first(grown=False),
        [
            "2024年各指标共600个数，首位为1的占12.5%（自然数据约30.1%），九个首位数字整体偏离（χ²=208.4）：有没有估填、凑数？"
        ],
        _first(grown=True),
    ),
    "last_digits": Case(
        _counts("1234567888888", 400),
        ["所报400个数（末位不是0的）中，末位为8的占46%（应约为11.1%，χ²=515.2）：是取了整，还是估填？"],
        _counts("123456789", 400),
    ),
}
