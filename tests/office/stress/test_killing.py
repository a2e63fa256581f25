from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from office.stress import desks, folder, killing
from office.stress.conftest import Told


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_when_the_office_is_killed(
    committed: str, data: Path, size: Callable[[int, int], int], told: Told
) -> None:
    working = desks.make(8)
    folder.leave_out_trial()
    kills = size(5, 200)
    found = killing.run(data, working, kills)
    counted = desks.count(working)
    assert counted.acknowledged > kills, "hardly anything was handed in"
    assert (counted.lost, counted.doubled, counted.wrong) == (0, 0, 0), counted
    assert counted.kept == counted.acknowledged
    folder.whole()
    told.row(
        f"kill -9 while 8 clients submit ({committed})",
        f"{kills} kills, {counted.acknowledged} submissions acknowledged, {found.retries} requests sent again",
        f"lost {counted.lost}, doubled {counted.doubled}, wrong {counted.wrong}; log whole; "
        f"open again in {found.open_again:.1f} s (p95)",
    )
