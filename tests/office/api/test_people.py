"""Organisations, people and the log by API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.jobs import VERIFY, verify_log
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry
from luoshi.office.people.models import Membership, Person
from office.api.calling import Caller, problem
from office.making import person, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", kind="county")


@pytest.fixture
def caller(county: Any) -> Caller:
    return Caller(person("administrator"))


def queries(caller: Caller, address: str) -> int:
    with CaptureQueriesContext(connection) as told:
        assert caller.get(address).status_code == 200
    return len(told)


class TestOrganisations:
    def test_made_renamed_moved_merged_split_closed(self, caller: Caller, county: Any) -> None:
        town = {"code": "331199101", "name": "青溪镇", "kind": "town", "since": "2020-01-01", "parent": county.id}
        made = caller.post("/api/organisations/place", town, key="k")
        assert made.status_code == 201
        assert caller.post("/api/organisations/place", town, key="k").json() == made.json()
        problem(caller.post("/api/organisations/place", town), 409)
        address = f"/api/organisations/place/{made.json()['id']}"
        other, third = place("白水镇", county), place("云台镇", county)
        renamed = caller.post(f"{address}/rename", {"name": "清溪镇", "on": "2021-01-01"})
        assert renamed.json()["name"] == "清溪镇"
        assert caller.post(f"{address}/merge", {"nodes": [other.id], "on": "2022-01-01"}).status_code == 200
        parts = [{"node": made.json()["id"], "share": "0.6"}, {"node": third.id, "share": "0.4"}]
        assert caller.post(f"{address}/split", {"parts": parts, "on": "2023-01-01"}).status_code == 200
        assert caller.post(f"{address}/move", {"parent": third.id, "on": "2024-01-01"}).json()["parent_id"] == third.id
        assert caller.post(f"{address}/close", {"on": "2025-01-01"}).json()["until"] == "2025-01-01"
        told = caller.get(address).json()
        assert [era["name"] for era in told["eras"]] == ["清溪镇", "清溪镇", "青溪镇"]
        assert [(step["before"], step["share"]) for step in told["origins"]] == [(other.id, "1")]
        assert {step["after"] for step in told["successions"]} == {made.json()["id"], third.id}

    def test_the_tree_on_a_day(self, caller: Caller, county: Any) -> None:
        place("青溪镇", county)
        assert caller.get("/api/organisations/place").json()["count"] == 2
        assert caller.get(f"/api/organisations/place?under={county.id}&day=1999-01-01").status_code == 404
        assert caller.get("/api/organisations/place?day=1999-01-01").json()["items"] == []
        problem(caller.get("/api/organisations/village"), 422)
        problem(caller.get("/api/organisations/place/999"), 404)
        before = queries(caller, "/api/organisations/place")
        place("白水镇", county)
        assert queries(caller, "/api/organisations/place") == before

    def test_who_may(self, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        administrator = Caller(person("administrator", town))
        given = {"name": "x", "on": "2024-01-01"}
        assert administrator.post(f"/api/organisations/place/{town.id}/rename", given).status_code == 200
        problem(administrator.post(f"/api/organisations/place/{other.id}/rename", given), 403)
        problem(Caller().get("/api/organisations/place"), 401)


class TestPeople:
    def test_invited_changed_granted_and_ended(self, caller: Caller, county: Any) -> None:
        given = {"username": "jitang", "name": "季棠", "role": "reporter", "place": county.id}
        link = caller.post("/api/people", given, key="k")
        assert link.status_code == 201
        assert Client().get(link.json()["path"]).status_code == 200
        assert caller.post("/api/people", given, key="k").json()["path"] == ""
        number = link.json()["person"]
        address = f"/api/people/{number}"
        assert caller.call("PATCH", address, {"name": "季海棠", "active": False}).json()["active"] is False
        role = caller.post(f"{address}/roles", {"role": "reviewer", "place": county.id})
        assert role.status_code == 201
        ended = caller.call("DELETE", f"{address}/roles/{role.json()['id']}?on=2999-01-01")
        assert ended.json()["until"] == "2999-01-01"
        problem(caller.call("DELETE", f"/api/people/{caller_number()}/roles/{role.json()['id']}"), 404)
        assert caller.post(f"{address}/link").json()["path"].startswith("/people/invitation/")
        for what in ("second-factor", "identity"):
            assert caller.call("DELETE", f"{address}/{what}").status_code == 200
        told = caller.get(address).json()
        assert (told["name"], [one["role"] for one in told["roles"]]) == ("季海棠", ["reviewer", "reporter"])

    def test_the_list_is_that_of_the_scope(self, county: Any) -> None:
        town, other = place("青溪镇", county), place("白水镇", county)
        near, far = person("reporter", town, name="季棠"), person("reporter", other, name="闻人静")
        Membership.objects.create(person=near, role="viewer", place=other, since="2001-01-01")
        supervisor = Caller(person("supervisor", town, name="容若"))
        found = supervisor.get("/api/people").json()["items"]
        assert [(one["name"], [role["role"] for role in one["roles"]]) for one in found] == [
            ("季棠", ["reporter"]),
            ("容若", ["supervisor"]),
        ]
        problem(supervisor.get(f"/api/people/{far.pk}"), 404)
        problem(supervisor.call("PATCH", f"/api/people/{near.pk}", {"name": "x"}), 403)
        problem(Caller(person("viewer", town)).get("/api/people"), 403)
        assert supervisor.get("/api/people?q=季&active=true").json()["count"] == 1
        before = queries(supervisor, "/api/people")
        person("viewer", town)
        assert queries(supervisor, "/api/people") == before


def caller_number() -> int:
    return int(Person.objects.earliest("id").pk)


class TestLog:
    def test_entries_by_cursor_and_one(self, caller: Caller, county: Any) -> None:
        place("青溪镇", county)
        first = caller.get("/api/log?limit=2").json()
        assert first["items"][0]["seq"] == Entry.objects.count()
        assert caller.get(first["next"]).json()["items"][0]["seq"] == first["items"][-1]["seq"] - 1
        found = caller.get(f"/api/log?object=place:{county.id}").json()["items"]
        assert [(one["action"], one["after"]["name"]) for one in found] == [("organisations.create_node", "云岚县")]
        assert caller.get("/api/log?until=2001-01-01T00:00:00").json()["items"] == []
        assert caller.get("/api/log/1").json()["hash"] == Entry.objects.get(seq=1).hash
        problem(caller.get("/api/log/99999"), 404)

    def test_who_sees_which_acts(self, caller: Caller, county: Any) -> None:
        reader = Caller(person("viewer", county))
        assert {one["action"] for one in reader.get("/api/log").json()["items"]} == {"people.make_token"}
        problem(reader.get("/api/log/1"), 404)
        problem(reader.post("/api/log/verify"), 403)
        problem(reader.get("/api/log/state"), 403)

    def test_verified_in_the_background(self, caller: Caller) -> None:
        problem(caller.get("/api/log/state"), 404)
        asked = caller.post("/api/log/verify")
        assert (asked.status_code, Job.objects.get(name=VERIFY).pk) == (202, asked.json()["job"])
        result = verify_log(type("Work", (), {"progress": lambda self, done, total: None})())
        Job.objects.update(state="done", result=result, finished_at="2025-10-18T00:00:00Z")
        told = caller.get("/api/log/state").json()
        assert (told["broken"], told["count"]) == (None, Entry.objects.count())
