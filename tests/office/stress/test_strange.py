from __future__ import annotations

from collections.abc import Callable

import pytest

from luoshi.office.api import limits
from office.api.calling import Caller
from office.making import body, person, place
from office.stress import strange
from office.stress.conftest import Told


def test_no_strange_input_breaks_the_api(
    office: str, size: Callable[[int, int], int], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=10**9, rate=1))
    county = place("云岚县", kind="county")
    town = place("云溪镇", county)
    body("云溪镇政府", of=town, kind="town_government")
    caller = Caller(person("administrator"))
    found = strange.try_all(caller.headers, size(300, 5000), ids=range(1, 30))
    assert not found.faults, "\n".join(found.faults[:10])
    answers = ", ".join(f"{count} x {status}" for status, count in sorted(found.answers.items()))
    told.row(f"strange input ({office})", f"{found.cases} cases, {found.operations} operations", f"no 5xx: {answers}")
