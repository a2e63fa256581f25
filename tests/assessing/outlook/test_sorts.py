"""Which figures of an indicator make its year."""

from __future__ import annotations

import pytest

from luoshi.assessing.outlook.sorts import Sort, sort_of


@pytest.mark.parametrize(
    ("indicator", "measure", "expected"),
    [
        ("RETAIL", "level", Sort("sum", "flow")),
        ("社会消费品零售总额", "level", Sort("sum", "flow")),
        ("RETAIL", "growth", Sort("cumulative", "growth")),
        ("CPI", "growth", Sort("cumulative", "growth")),
        ("M2", "level", Sort("end", "stock")),
        ("M2", "growth", Sort("end", "rate")),
        ("PM25", "level", Sort("average", "average")),
        ("TAX_SHARE", "level", Sort("cumulative", "rate")),
        ("GRAIN", "level", Sort("cumulative", "flow")),
        ("云岚特色产业产值", "level", Sort("cumulative", "flow")),
        ("RETAIL", "completion", Sort("cumulative", "flow")),
        ("RETAIL", "share", Sort("end", "rate")),
        ("RETAIL", "rank", None),
        ("RETAIL", "multiple", None),
    ],
)
def test_sort_of(indicator: str, measure: str, expected: Sort | None) -> None:
    assert sort_of(indicator, measure) == expected
