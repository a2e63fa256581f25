from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assessing.promises.judgement import judge


@pytest.mark.parametrize(
    ("comparator", "actual", "state"),
    [
        ("ge", "-14.3", "exceeded"),
        ("ge", "-10.2", "kept"),
        ("ge", "-8", "missed"),
        ("le", "-8", "kept"),
        ("le", "-12", "missed"),
    ],
)
def test_a_comparator_bounds_the_size_of_a_decline(comparator: str, actual: str, state: str) -> None:
    # 事故起数下降10%以上 is kept by a fall of 14.3 %, not broken by it.
    target = {"comparator": comparator, "unit": "%", "value": -10.0, "value_to": None, "measure": "growth"}
    assert judge(target, Decimal(actual), "down") == state
