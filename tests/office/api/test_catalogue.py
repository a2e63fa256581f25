"""The catalogue by API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.catalogue.models import Indicator
from office.api.calling import Caller, problem
from office.catalogue.making import own, taken
from office.making import person


@pytest.fixture
def caller(office: str) -> Caller:
    return Caller(person("administrator"))


def test_taken_defined_changed_and_closed(caller: Caller) -> None:
    made = caller.post("/api/catalogue/taken", {"code": "GDP", "since": "2024-01-01", "every": 3}, key="k")
    assert made.status_code == 201
    assert (made.json()["name"], made.json()["every"]) == ("地区生产总值", 3)
    again = caller.post("/api/catalogue/taken", {"code": "GDP", "since": "2024-01-01", "every": 3}, key="k")
    assert again.json() == made.json()
    road = caller.post("/api/catalogue", {"name": "农村公路里程", "unit": "公里", "since": "2024-01-01"}).json()
    change = {"since": "2025-01-01", "reason": "口径调整", "unit": "千米"}
    assert caller.call("PATCH", f"/api/catalogue/{road['id']}", change).json()["unit"] == "千米"
    versions = caller.get(f"/api/catalogue/{road['id']}/versions").json()
    assert [(one["since"], one["contents"]["unit"]) for one in versions["items"]] == [
        ("2024-01-01", "公里"),
        ("2025-01-01", "千米"),
    ]
    found = caller.get("/api/catalogue/definitions?day=2024-06-30").json()["items"]
    assert {one["code"]: one["unit"] for one in found} == {"GDP": "亿元", "农村公路里程": "公里"}
    closed = caller.post(f"/api/catalogue/{road['id']}/closing", {"on": "2025-06-01", "reason": "不再统计"})
    assert closed.json()["until"] == "2025-06-01"
    assert caller.get(f"/api/catalogue/{road['id']}").json()["until"] == "2025-06-01"
    assert [one["code"] for one in caller.get("/api/catalogue").json()["items"]] == ["GDP"]


def test_faults_are_problems_with_their_fields(caller: Caller) -> None:
    told = problem(caller.post("/api/catalogue", {"name": "某数", "since": "2024-01-01", "digits": 12}), 422)
    assert told["code"] == "catalogue.faulty"
    assert "digits" in str(told["errors"])
    problem(caller.get("/api/catalogue/99"), 404)
    problem(caller.post("/api/catalogue/taken", {"code": "NOTHING", "since": "2024-01-01"}), 404)
    road = own()
    problem(caller.call("PATCH", f"/api/catalogue/{road.pk}", {"since": "2025-01-01", "reason": " ", "digits": 1}), 422)


def test_who_may_only_look(office: str) -> None:
    road, viewer = own(), Caller(person("viewer"))
    assert viewer.get("/api/catalogue").json()["count"] == 1
    problem(viewer.post("/api/catalogue", {"name": "某数", "since": "2024-01-01"}), 403)
    problem(viewer.post("/api/catalogue/taken", {"code": "GDP", "since": "2024-01-01"}), 403)
    problem(viewer.post(f"/api/catalogue/{road.pk}/closing", {"on": "2025-06-01", "reason": "x"}), 403)
    problem(Caller().get("/api/catalogue"), 401)
    assert Indicator.objects.count() == 1


def test_queries_do_not_grow_with_rows(caller: Caller) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as told:
            assert caller.get(address).status_code == 200
        return len(told)

    taken()
    addresses = ("/api/catalogue", "/api/catalogue/definitions")
    caller.get("/api/catalogue")  # the token is used for the first time
    few = [count(address) for address in addresses]
    for number in range(20):
        own(f"某数之{number}")
    assert [count(address) for address in addresses] == few
