"""What a league table says to people."""

from __future__ import annotations

import pytest

from luoshi.assessing.writers.league import enough


@pytest.mark.parametrize(
    ("value", "change", "whole", "said"),
    [
        # 8.1934 % is not reached by 8.19 %, nor 2.719 % from above by 2.72 %.
        (8.1934, 0.5, False, 8.2),
        (2.719, -0.5, False, 2.71),
        (-2.3149, 1.0, False, -2.31),
        # What doubles leave behind is nothing: 0.1 + 0.2.
        (0.1 + 0.2, 0.2, False, 0.3),
        (4.99, 1.25, False, 4.99),
        # There are no parts of a project, unless there are some now.
        (6.666666666666667, 3.666666666666667, True, 7.0),
        (6.333333333333333, -1.666666666666667, True, 6.0),
        (6.67, 3.17, True, 6.67),
        (7.0, 2.0, True, 7.0),
    ],
)
def test_what_is_said_to_be_enough_is_enough(value: float, change: float, whole: bool, said: float) -> None:
    assert enough(value, change, whole=whole) == said
