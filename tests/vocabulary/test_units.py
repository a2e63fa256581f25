from __future__ import annotations

import pytest

from luoshi.vocabulary.units import units


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("%", "ratio"),
        ("个百分点", "points"),
        ("百分点", "points"),
        ("元", "money"),
        ("美元", "money"),
        ("人", "people"),
        ("人次", "people"),
        ("亩", "area"),
        ("平方公里", "area"),
        ("公里", "length"),
        ("吨标准煤", "weight"),
        ("微克/立方米", "rate"),
        ("千瓦时", "energy"),
        ("天", "time"),
        ("倍", "multiple"),
        ("千伏", "name"),
        ("家", "count"),
    ],
)
def test_a_unit_has_its_kind(unit: str, kind: str) -> None:
    assert units().of(unit) == kind


def test_percent_and_points_are_two_units() -> None:
    assert units().of("%") != units().of("个百分点")


def test_a_unit_that_is_not_listed_counts_things() -> None:
    assert units().of("摞") == "count"


def test_forms_are_ordered_longest_first() -> None:
    # An alternation takes the first form that fits: 吨 before 吨标准煤 would cut the unit short.
    sizes = [len(u) for u in units().ordered]
    assert sizes == sorted(sizes, reverse=True)
    assert set(units().ordered) == set(units().kind)
