from __future__ import annotations

from collections.abc import Callable

import pytest

from luoshi.office.api import limits
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import roles
from luoshi.office.people.actions.grant_role import GrantRole
from office.api.calling import Caller
from office.doors import world
from office.making import OFFICE, person
from office.stress import strange
from office.stress.conftest import Told


@pytest.mark.slow
def test_no_strange_input_breaks_the_api(
    office: str, size: Callable[[int, int], int], told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PERSON", limits.Limit(burst=10**9, rate=1))
    world.complete(world.make())
    somebody = person("administrator")
    for role in roles():
        perform(OFFICE, GrantRole(person=somebody.pk, role=role))
    found = strange.try_all(Caller(somebody).headers, size(300, 5500), ids=range(1, 20))
    assert not found.faults, "\n".join(found.faults[:10])
    answers = ", ".join(f"{count} x {status}" for status, count in sorted(found.answers.items()))
    told.row(f"strange input ({office})", f"{found.cases} cases, {found.operations} operations", f"no 5xx: {answers}")
