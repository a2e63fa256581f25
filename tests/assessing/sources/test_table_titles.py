"""The year, the month and the units that stand above a table or in its names."""

from __future__ import annotations

import pytest

from luoshi.assessing.sources.period_heads import Said
from luoshi.assessing.sources.table_titles import base_of, units_of

MONTH, TO_DATE, JANUARY = Said("", "month"), Said("", "to_date"), Said("1月")


@pytest.mark.parametrize(
    ("said", "titles", "names", "base"),
    [
        (JANUARY, ["2024年各县投资"], ["表", "2023年.csv"], "2024"),
        (JANUARY, ["各县投资"], ["2024", "投资.csv"], "2024"),
        (JANUARY, ["各县投资"], ["表", "2024年投资.csv"], "2024"),
        (JANUARY, ["各县投资"], ["表", "附表2003.csv"], ""),
        (MONTH, ["2024年3月主要指标"], [], "2024-03"),
        (MONTH, ["2024年1月至3月主要指标"], [], "2024-01/2024-03"),
        (TO_DATE, ["2 0 2 4 年 3 月".replace(" ", "")], [], "2024-03"),
        (TO_DATE, ["2024年一季度主要指标"], [], "2024-01/2024-03"),
        # 10月 and 1—10月 end in one month, which is all that 本月 and 累计 ask for.
        (TO_DATE, ["2024年10月月报", "2024年1-10月"], [], "2024-01/2024-10"),
        (Said("", growth=True), ["2024年10月月报", "2024年1-10月"], [], ""),
        (MONTH, ["月报"], ["2024年3月", "a.xlsx"], "2024-03"),
        # Several years, none, and those that are not the table's.
        (JANUARY, ["2023年和2024年各县投资"], ["表", "投资2024.csv"], ""),
        (JANUARY, ["2023年各县投资", "2024年各县投资"], ["表", "a.csv"], ""),
        (JANUARY, ["文号20240318"], ["表", "投资.csv"], ""),
        (JANUARY, ["各县投资", "填报日期:2025年1月10日"], ["表", "a.csv"], ""),
        (JANUARY, ["云统字〔2023〕12号", "2024年主要指标"], ["表", "a.csv"], "2024"),
        (JANUARY, ["规模以上工业增加值(2020年不变价)"], ["表", "a.csv"], ""),
        (JANUARY, ["注:2023年数据为年报数"], ["表", "报表2024版.csv"], ""),
        (MONTH, ["3月份主要经济指标", "制表时间:2024年4月8日"], ["表", "a.csv"], ""),
        (MONTH, ["有效期至:2025年6月", "2024年3月"], ["表", "a.csv"], "2024-03"),
        (MONTH, ["2024年第3期", "2024年4月12日编"], ["表", "a.csv"], ""),
        (MONTH, ["2024年主要指标"], ["表", "a.csv"], ""),
        # Where the table was issued, what it is held against, plans, ranges that are cut short, names that contradict.
        (MONTH, ["1-10月主要经济指标", "云岚县统计局 2024年11月"], [], ""),
        (TO_DATE, ["1-10月主要经济指标", "2024年11月"], [], ""),
        (JANUARY, ["分月投资"], ["表", "分月投资（2025年1月更新）.xlsx"], ""),
        (JANUARY, ["居民消费价格指数（2020年=100）"], [], ""),
        (JANUARY, ["2018年起不含农户", "2024年投资"], [], "2024"),
        (JANUARY, ["较2023年增减"], [], ""),
        (JANUARY, ["依据2023年经济普查结果修订"], [], ""),
        (JANUARY, ["“十四五”（2021-2025年）"], [], ""),
        (JANUARY, ["2023-2024年采暖季"], [], ""),
        (JANUARY, ["2023、2024年投资"], [], ""),
        (JANUARY, ["投资2000万元以上项目"], ["2024年", "a.csv"], "2024"),
        (MONTH, ["2024年1月份至10月份"], [], "2024-01/2024-10"),
        (MONTH, ["2024年1月到10月"], [], "2024-01/2024-10"),
        (MONTH, ["2024年1──10月"], [], "2024-01/2024-10"),
        (MONTH, ["2024年1月以来"], [], ""),
        (MONTH, ["2024年9月、10月对比"], [], ""),
        (MONTH, ["2024年10月主要指标"], ["2024年11月", "a.xlsx"], ""),
        (JANUARY, ["2024年扩大有效投资情况"], ["表", "2023年.xlsx"], "2024"),
    ],
)
def test_the_year_or_month_that_a_title_says(said: Said, titles: list[str], names: list[str], base: str) -> None:
    sheet, file = (*names, "", "")[:2]
    assert base_of(said, titles, sheet, file) == base


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("单位:亿元", ("亿元",)),
        ("单位:亿元、%", ("亿元", "%")),
        ("填报单位:县统计局计量单位:万元", ("万元",)),
        ("填报单位:县统计局", ()),
        ("(单位:亿元,人)", ("亿元", "人")),
    ],
)
def test_the_units_that_a_title_says(title: str, units: tuple[str, ...]) -> None:
    assert units_of(["2024年主要指标", title]) == units
