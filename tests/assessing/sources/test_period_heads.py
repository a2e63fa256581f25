"""What a head says of the period of its figures."""

from __future__ import annotations

import pytest

from luoshi.assessing.sources.headings import Role
from luoshi.assessing.sources.heads import said_of
from luoshi.assessing.sources.period_heads import Said

HEADS: list[tuple[str, Role, Said | None, str | None]] = [
    ("1月", "observations", Said("1月"), None),
    ("１－３月", "observations", Said("1-3月"), None),
    ("1—3月累计", "observations", Said("1-3月", "to_date"), None),
    ("3月（累计）", "observations", Said("3月", "to_date"), None),
    ("10月份（当月）绝对量", "observations", Said("10月份", "month"), None),
    ("2024年3月", "observations", Said("2024年3月"), None),
    ("2024-03", "observations", Said("2024-03"), None),
    ("2024", "observations", Said("2024"), None),
    ("2024年完成", "observations", Said("2024年"), None),
    ("本月", "observations", Said("", "month"), None),
    ("当月（万元）", "observations", Said("", "month"), "万元"),
    ("1—10月累计完成", "observations", Said("1-10月", "to_date"), None),
    ("本月累计", "observations", Said("", "to_date"), None),
    ("当月累计", "observations", Said("", "to_date"), None),
    ("1至本月累计", "observations", Said("", "to_date"), None),
    ("年初至今", "observations", Said("", "to_date"), None),
    ("同比（%）", "observations", Said("", growth=True), "%"),
    ("同比±％", "observations", Said("", growth=True), None),
    ("增减%", "observations", Said("", growth=True), None),
    ("当月同比增速", "observations", Said("", "month", growth=True), None),
    ("1-3月同比增长%", "observations", Said("1-3月", growth=True), None),
    ("上年同期", "observations", Said("", before=True), None),
    ("上年同期累计", "observations", Said("", "to_date", before=True), None),
    ("上半年目标", "targets", Said("上半年"), None),
    ("前三季度目标（亿元）", "targets", Said("前三季度"), "亿元"),
    # What is known by another name, what says no month, a day, the month of a year, what may be an amount, what is on
    # the month before, what is a goal there, or does not say that it is one here.
    ("1", "observations", None, None),
    ("13月", "observations", None, None),
    ("2024.1-10", "observations", None, None),
    ("2024-03-15", "observations", None, None),
    ("10月1日", "observations", None, None),
    ("本期", "observations", None, None),
    ("2024年本月", "observations", None, None),
    ("同比增减", "observations", None, None),
    ("增长", "observations", None, None),
    ("环比（%）", "observations", None, None),
    ("2024年目标", "observations", None, None),
    ("全年预计", "observations", None, None),
    ("2024年完成", "targets", None, None),
    ("一季度", "targets", None, None),
    ("增速目标", "targets", None, None),
    ("位次", "observations", None, None),
    ("完成率（%）", "observations", None, None),
    ("月报", "observations", None, None),
    ("1月", "parts", None, None),
]


@pytest.mark.parametrize(("head", "role", "said", "unit"), HEADS)
def test_what_a_head_says(head: str, role: Role, said: Said | None, unit: str | None) -> None:
    assert said_of(head, role) == (said, unit)


PERIODS: list[tuple[Said, str, str | None]] = [
    (Said("3月"), "2024", "2024-03"),
    (Said("3月"), "2024年度", "2024-03"),
    (Said("3月"), "2024-03", None),
    (Said("3月"), "去年", None),
    (Said("3月", "to_date"), "2024", "2024-01/2024-03"),
    (Said("1-3月", "month"), "2024", "2024-03"),
    (Said("上半年"), "2024", "2024-01/2024-06"),
    (Said("全年"), "2024", "2024"),
    (Said("2023年"), "", "2023"),
    (Said("", "month"), "2024年1—10月", "2024-10"),
    (Said("", "to_date"), "2024-10", "2024-01/2024-10"),
    (Said("", "to_date"), "2024-12", "2024"),
    # December or the year: a year's month is none, and nobody knows until when it is summed up.
    (Said("", "month"), "2024", None),
    (Said("", "to_date"), "2024", None),
    (Said("", "to_date", before=True), "2024-10", "2023-01/2023-10"),
    (Said("", growth=True), "2024年一季度", "2024-01/2024-03"),
    (Said(""), "上个月", None),
]


@pytest.mark.parametrize(("said", "base", "period"), PERIODS)
def test_the_period_of_a_figure(said: Said, base: str, period: str | None) -> None:
    assert said.period(base) == period
