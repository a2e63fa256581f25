from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from luoshi.office.log.models import Head
from luoshi.office.log.verifying import verify
from luoshi.office.log.writing import head_file
from office.log.tampering import behind_its_back
from office.reporting import making
from office.stress import behind
from office.stress.conftest import Told


@pytest.mark.slow
def test_whatever_is_changed_behind_the_office_s_back_is_found(
    office: str, size: Callable[[int, int], int], told: Told
) -> None:
    county = making.county(towns=3, indicators=4)
    held = making.opened(county.form(0, 1, 2, 3))
    for town, clerk in zip(county.towns, county.clerks, strict=True):
        making.accepted(clerk, county.reviewer, making.sheet(held, town), "1.5", "2.5", "3.5")
    head = Head.objects.get(id=1)
    # In a test's transaction nothing is committed, and so the file is told by hand.
    head_file().advance(head.count, head.hash)
    assert verify().broken is None
    random_ = random.Random(20260101)
    count, missed = size(20, 100), []
    for _ in range(count):
        what, do = behind.changes(random_)
        point = transaction.savepoint()
        behind_its_back(do)
        if verify().broken is None:
            missed.append(what)
        transaction.savepoint_rollback(point)
    assert not missed
    assert verify().broken is None
    told.row(f"changed behind its back ({office})", f"{count} random changes of log and figures", "all found")
