from __future__ import annotations

import datetime as dt

from luoshi.office.guard.permissions import roles
from luoshi.office.log.verifying import verify
from luoshi.office.organisations.models import Body, Place
from luoshi.office.organisations.trees import as_of
from luoshi.office.people.models import Invitation, Membership, Person
from luoshi.office.running.example import PASSWORD, fill


def test_the_example_goes_in_once(sqlite_only: str) -> None:
    told: list[str] = []
    assert fill(told.append)
    assert not fill(told.append)
    assert PASSWORD in told[1]
    assert "not empty" in told[2]
    assert verify().broken is None
    assert {m.role for m in Membership.objects.all()} == set(roles())
    assert all(somebody.check_password(PASSWORD) for somebody in Person.objects.all()[:2])
    assert not Invitation.objects.exists()
    county = Place.objects.get(name="云岚县")
    now = as_of("place", dt.date(2025, 6, 1))
    assert len([known for known in now.below(county.id) if known.kind == "town"]) == 12
    assert len([known for known in now.below(county.parent_id) if known.kind in ("county", "district")]) == 38
    assert Body.objects.filter(kind="bureau", until=None).count() == 20
