"""The ledger by API."""

from __future__ import annotations

import io
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.ledger.models import Commitment
from office.api.calling import Caller, problem
from office.ledger.making import County, county, document, indicator, statement, target, task
from office.making import person
from office.scoring.making import figure


@pytest.fixture
def here(office: str) -> County:
    return county()


def supervisor(here: County) -> Caller:
    return Caller(person("supervisor", here.county))


def test_growth_is_put_together_by_the_levels_of_the_year_before(here: County) -> None:
    fai = indicator()
    whole = target(here.county, fai, "5", measure="growth")
    for town, level in zip(here.towns, ("20", "10", "10"), strict=True):
        figure(town, fai, "2024", level)
    address = f"/api/ledger/{whole.pk}/together"
    caller = supervisor(here)
    parts = {"parts": [{"place": t.id, "value": v} for t, v in zip(here.towns, ("6", "2", "2"), strict=True)]}
    before = caller.post(address, parts).json()
    assert (before["parts"], before["unweighted"]) == (4.0, [])
    assert caller.post(f"/api/ledger/{whole.pk}/parts", parts).status_code == 201
    assert caller.get(address).json() == before


def test_entered_changed_broken_down_closed(here: County) -> None:
    fai = indicator()
    caller = supervisor(here)
    wanted = {
        "kind": "target", "place": here.county.id, "period": "2025", "indicator": fai.pk, "measure": "level",
        "comparator": "ge", "value": "1000000", "unit": "万元", "printed_lead": "县发展和改革局、县林业局",
    }  # fmt: skip
    answer = caller.post("/api/ledger", wanted, key="k")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["number"], made["value"], made["unit"], made["said"]) == ("2025-001", "100", "亿元", "100亿元以上")
    assert [(one["name"], one["role"]) for one in made["owners"]] == [("云岚县发展和改革局", "lead")]
    assert made["open_owners"] == [["lead", "县林业局"]]
    assert caller.post("/api/ledger", wanted, key="k").json() == made
    address = f"/api/ledger/{made['id']}"
    changed = caller.call("PATCH", address, {"reason": "调整", "value": "110", "version": 1}).json()
    assert (changed["value"], changed["version"]) == ("110", 2)
    problem(caller.call("PATCH", address, {"reason": "调整", "value": "120", "version": 1}), 409)
    owners = caller.call("PUT", f"{address}/owners", {"lead": [here.industry.id], "support": [here.development.id]})
    assert [one["role"] for one in owners.json()["owners"]] == ["lead", "support"]
    assert owners.json()["open_owners"] == []
    parts = {"parts": [{"place": town.id, "value": "40"} for town in here.towns]}
    before = caller.post(f"{address}/together", parts).json()
    assert (before["parts"], before["gap"], before["missing"]) == (120.0, 10.0, [])
    assert Commitment.objects.count() == 1
    made_parts = caller.post(f"{address}/parts", parts)
    assert made_parts.status_code == 201
    assert caller.get(f"{address}/together").json() == before
    assert caller.get(f"/api/ledger?parent={made['id']}").json()["count"] == 3
    assert caller.get("/api/ledger?parts=false").json()["count"] == 1
    closed = caller.post(f"{address}/closing", {"state": "done", "reason": "达到"})
    assert closed.json()["state"] == "done"
    assert caller.post(f"{address}/reopening", {"reason": "核减"}).json()["state"] == "open"
    told = caller.get(f"{address}/versions").json()["items"]
    assert [one["reason"] for one in told] == ["", "调整", "", "达到", "核减"]


def test_faults_are_problems_with_their_fields(here: County) -> None:
    fai = indicator()
    caller = supervisor(here)
    wanted = {"kind": "target", "place": here.county.id, "period": "2025", "indicator": fai.pk, "value": "多"}
    told = problem(caller.post("/api/ledger", wanted), 422)
    assert told["code"] == "ledger.number"
    assert "value" in str(told["errors"])
    problem(caller.post("/api/ledger", {**wanted, "value": "1", "measure": "gap", "unit": "长" * 21}), 422)
    problem(caller.post("/api/ledger", {**wanted, "value": "9" * 27}), 422)
    problem(caller.post("/api/ledger", {**wanted, "value": "1", "period": "2025/"}), 422)
    problem(caller.get("/api/ledger/99"), 404)
    problem(caller.get("/api/ledger?sort=colour"), 422)
    made = target(here.county, fai)
    told = problem(caller.post(f"/api/ledger/{made.pk}/parts", {"parts": [{"place": here.city.id, "value": "1"}]}), 422)
    assert "parts/0" in str(told["errors"])
    problem(caller.call("PATCH", "/api/ledger", {"commitments": [], "reason": "x", "card": "民生"}), 422)


def test_statements_are_committed(here: County) -> None:
    indicator()
    caller = supervisor(here)
    found = statement(document(here.county))
    assert [one["id"] for one in caller.get("/api/ledger/waiting").json()["items"]] == [found.pk]
    made = caller.post("/api/ledger/statements", {"statement": found.pk}).json()
    assert (made["said"], made["statement"]) == ("增长7%以上", found.pk)
    assert caller.get("/api/ledger/waiting").json()["count"] == 0
    problem(caller.post("/api/ledger/statements", {"statement": found.pk}), 409)
    problem(caller.post("/api/ledger/statements", {"statement": 10**9}), 404)


def test_many_and_reports(here: County) -> None:
    caller = supervisor(here)
    made = [task(here.county, lead=(here.development.id,)) for _ in range(2)]
    wanted = {"commitments": [one.pk for one in made], "reason": "归类", "card": "民生"}
    assert caller.call("PATCH", "/api/ledger", wanted).json() == [one.pk for one in made]
    clerk = Caller(person("reporter", here.development))
    told = {"body": here.development.id, "state": "ongoing", "text": "路基完成。", "share": "30"}
    answer = clerk.post(f"/api/ledger/{made[0].pk}/reports", told)
    assert answer.status_code == 201
    assert answer.json()["body_name"] == here.development.name
    assert clerk.get(f"/api/ledger/{made[0].pk}/reports").json()["count"] == 1
    problem(Caller(person("reporter", here.industry)).post(f"/api/ledger/{made[0].pk}/reports", told), 403)


def test_files_go_out_and_come_in(here: County) -> None:
    fai = indicator()
    target(here.county, fai, lead=(here.development.id,))
    caller = supervisor(here)
    content = caller.get("/api/ledger/export/xlsx?kind=target").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["目标", "任务", "按单位"]
    assert caller.get("/api/ledger/export/docx").content[:2] == b"PK"
    assert caller.get("/api/ledger/export/jsonl").content.count(b"\n") == 1
    problem(caller.get("/api/ledger/export/pdf"), 422)
    assert b"2025-001" in b"".join(caller.get("/api/ledger?format=csv").streaming_content)

    def send(made: bytes) -> Any:
        data = {"file": SimpleUploadedFile("ledger.xlsx", made), "reason": "核对"}
        return caller.client.post("/api/ledger/imports", data, headers=caller.headers)

    assert send(content).json() == {"made": 0, "changed": 0, "same": 1}
    problem(send(b"nothing"), 422)


def test_who_sees_and_who_may(here: County) -> None:
    made = target(here.county, indicator())
    viewer, town = Caller(person("viewer", here.county)), Caller(person("viewer", here.towns[0]))
    assert viewer.get("/api/ledger").json()["count"] == 1
    assert town.get("/api/ledger").json()["count"] == 0
    for address in ("", "/versions", "/reports", "/together"):
        problem(town.get(f"/api/ledger/{made.pk}{address}"), 404)
    problem(Caller().get("/api/ledger"), 401)
    for method, address, body in (
        ("PATCH", "", {"reason": "x", "value": "1"}), ("PUT", "/owners", {}), ("POST", "/parts", {"parts": []}),
        ("POST", "/closing", {"state": "done", "reason": "x"}), ("POST", "/reopening", {"reason": "x"}),
    ):  # fmt: skip
        problem(viewer.call(method, f"/api/ledger/{made.pk}{address}", body), 403)
    problem(viewer.get("/api/ledger/waiting"), 403)


def test_queries_do_not_grow_with_rows(here: County) -> None:
    caller = supervisor(here)
    fai = indicator()
    counts: dict[str, list[int]] = {}
    caller.get("/api/ledger")
    addresses = ("/api/ledger", "/api/ledger?text=投资&sort=owner", "/api/ledger/export/jsonl", "/api/ledger/waiting")
    for more in (1, 12):
        for _ in range(more):
            target(here.county, fai, lead=(here.development.id,))
        for address in addresses:
            with CaptureQueriesContext(connection) as told:
                assert caller.get(address).status_code == 200
            counts.setdefault(address, []).append(len(told))
    assert {address: found[0] for address, found in counts.items() if len(set(found)) > 1} == {}
    assert max(max(found) for found in counts.values()) <= 12
