"""The loop of a figure by API: a form, a round, a sheet, a submission, a review; tables and templates."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.office.reporting.models import Cell, Form, Sheet
from office.api.calling import PROBLEM, Caller, problem
from office.making import person, place
from office.reporting.making import PERIOD, County, county


@pytest.fixture
def here(office: str) -> County:
    return county(towns=2, indicators=3)


def callers(here: County) -> tuple[Caller, Caller, Caller]:
    """A supervisor of the county, the clerk of the first town, a reviewer."""
    return (
        Caller(person("supervisor", here.place)),
        Caller(person("reporter", here.towns[0])),
        Caller(person("reviewer", here.place)),
    )


def drafted(here: County, caller: Caller, *which: int, code: str = "A1") -> dict[str, Any]:
    response = caller.post(
        "/api/forms",
        {
            "code": code, "title": f"月报{code}", "issuer": here.bureau.id, "minutes": 30,
            "cells": [{"indicator": here.indicators[one].code} for one in which],
            "respondents": [town.id for town in here.towns],
        },
    )  # fmt: skip
    assert response.status_code == 201, response.content
    told: dict[str, Any] = response.json()
    return told


def sheet_of(caller: Caller, number: int) -> dict[str, Any]:
    told: dict[str, Any] = caller.get(f"/api/sheets/{number}").json()
    return told


def test_from_the_form_to_the_figure(here: County) -> None:
    boss, clerk, reviewer = callers(here)
    form = drafted(here, boss, 0, 1)
    assert (form["state"], form["cells"][1]["measure"], len(form["respondents"])) == ("draft", "level", 2)
    changed = boss.call("PATCH", f"/api/forms/{form['id']}", {"minutes": 45, "every": 3}).json()
    assert (changed["minutes"], changed["every"]) == (45, 3)
    assert boss.post(f"/api/forms/{form['id']}/issue", {}).json()["state"] == "issued"
    held = boss.post(
        f"/api/forms/{form['id']}/rounds",
        {"period": PERIOD, "due": "2099-01-05", "joined": "2099-01-06", "result": "2099-01-07"},
    )
    assert held.status_code == 201, held.content
    [mine] = clerk.get("/api/sheets?mine=true&owed=true").json()["items"]
    assert (mine["form"], mine["period"], mine["own_count"], mine["state"]) == ("月报A1", PERIOD, 2, "open")
    told = sheet_of(clerk, mine["id"])
    first, second = (row["cell"] for row in told["rows"])
    address = f"/api/sheets/{mine['id']}"
    draft = clerk.call("PUT", f"{address}/draft", {"revision": 0, "entries": {str(first): {"value": "1.2.3"}}})
    assert draft.json()["revision"] == 1
    assert sheet_of(clerk, mine["id"])["rows"][0]["now"]["value"] == "1.2.3"
    bad = {"version": 0, "entries": {str(first): {"value": "1.2.3"}}}
    assert [one["code"] for one in clerk.post(f"{address}/check", bad).json()["faults"]] == [
        "reporting.no_number", "reporting.nothing",
    ]  # fmt: skip
    faults = problem(clerk.post(f"{address}/submissions", bad), 422)
    assert {one["pointer"] for one in faults["errors"]} == {f"#/entries/{first}", f"#/entries/{second}"}
    good = {
        "version": 0,
        "entries": {str(first): {"value": "12.5"}, str(second): {"status": "missing", "note": "停电"}},
    }
    made = clerk.post(f"{address}/submissions", good, key="once")
    assert made.status_code == 201, made.content
    assert clerk.post(f"{address}/submissions", good, key="once").json() == made.json()
    problem(clerk.post(f"{address}/submissions", good), 409)
    [waiting] = reviewer.get("/api/submissions").json()["items"]
    assert (waiting["id"], waiting["body"], waiting["late"]) == (made.json()["id"], "镇0人民政府", False)
    seen = reviewer.get(f"/api/submissions/{waiting['id']}").json()
    assert (seen["may"], seen["rows"][0]["now"]["value"]) == (True, "12.5")
    problem(clerk.post(f"/api/submissions/{waiting['id']}/accept", {}), 403)
    assert reviewer.post(f"/api/submissions/{waiting['id']}/accept", {}).json()["decision"] == "accepted"
    known = clerk.get("/api/observations").json()["items"]
    assert [(one["status"], one["value"]) for one in known] == [("reported", "12.5"), ("missing", None)]
    assert known[0]["cell"] == int(first)
    assert clerk.get(f"/api/observations?place={here.towns[0].place.code}&period=2025-01").json()["items"] == []
    assert clerk.get("/api/observations?measure=growth").json()["items"] == []
    correction = {**good, "version": 1, "reason": "漏了一户"}
    assert clerk.post(f"{address}/corrections", correction).json()["kind"] == "correction"
    back = reviewer.get("/api/submissions").json()["items"][0]["id"]
    assert reviewer.post(f"/api/submissions/{back}/send-back", {"reason": "附凭证"}).json()["decision"] == "sent_back"
    assert [act["what"] for act in clerk.get(f"{address}/history").json()["items"]] == [
        "sent_back", "correction", "accepted", "first",
    ]  # fmt: skip
    assert [one["value"] for one in clerk.get(f"/api/figures/{first}/versions").json()["items"]] == ["12.5", "12.5"]
    held_id = held.json()["id"]
    assert boss.get(f"/api/rounds/{held_id}").json()["sheet_count"] == 2
    assert boss.post(f"/api/rounds/{held_id}/close").json()["closed_at"]
    assert boss.post(f"/api/rounds/{held_id}/reopen", {"reason": "补"}).json()["closed_at"] is None
    assert boss.get("/api/rounds?open_only=true").json()["count"] == 1


def test_what_is_asked_already_is_told(here: County) -> None:
    boss, _, _ = callers(here)
    first, second = drafted(here, boss, 0, 1), drafted(here, boss, 1, 2, code="A2")
    boss.post(f"/api/forms/{first['id']}/issue", {})
    assert boss.get(f"/api/forms/{second['id']}/repeats").json()["count"] == 2
    told = problem(boss.post(f"/api/forms/{second['id']}/issue", {}), 409)
    assert [one["pointer"] for one in told["errors"]] == ["#/cells/0"]
    assert boss.post(f"/api/forms/{second['id']}/issue", {"leave_repeats": True}).json()["state"] == "issued"
    assert boss.post(f"/api/forms/{first['id']}/withdraw", {"reason": "并表"}).json()["state"] == "withdrawn"
    assert [one["code"] for one in boss.get("/api/forms?state=issued").json()["items"]] == ["A2"]


def test_waivers_and_burden(here: County) -> None:
    boss, clerk, reviewer = callers(here)
    form = drafted(here, boss, 0)
    boss.post(f"/api/forms/{form['id']}/issue", {})
    boss.post(f"/api/forms/{form['id']}/rounds", {"period": PERIOD})
    cell = Cell.objects.filter(place=here.towns[0].place_id).get().pk
    wanted = {"status": "missing", "reason": "台风"}
    problem(clerk.post(f"/api/figures/{cell}/waivers", wanted), 403)
    assert reviewer.post(f"/api/figures/{cell}/waivers", wanted).status_code == 201
    told = boss.get("/api/burden?year=2025").json()
    assert (told["total"]["asked"], told["total"]["own"], len(told["respondents"])) == (2, 2, 2)
    assert len(clerk.get("/api/burden?year=2025").json()["respondents"]) == 1


def upload(caller: Caller, address: str, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return caller.client.post(address, {"file": file}, headers=caller.headers)


def test_a_template_there_and_back(here: County) -> None:
    boss, clerk, _ = callers(here)
    form = drafted(here, boss, 0, 1)
    boss.post(f"/api/forms/{form['id']}/issue", {})
    boss.post(f"/api/forms/{form['id']}/rounds", {"period": PERIOD})
    number = Sheet.objects.get(body=here.towns[0]).pk
    address = f"/api/sheets/{number}/template"
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(address, **{"Accept-Language": "zh"}).content))
    book["填报"]["G5"], book["填报"]["G6"] = 12.5, "约6"
    out = io.BytesIO()
    book.save(out)
    told = upload(clerk, address, "月报.xlsx", out.getvalue()).json()
    assert [one["text"] for one in told["faults"]] == ["月报.xlsx, sheet 填报, row 6, column value: “约6” is no number"]
    assert [one["value"] for one in told["entries"].values()] == ["12.5", "约6"]
    back = upload(clerk, f"{address}/back", "月报.xlsx", out.getvalue())
    assert openpyxl.load_workbook(io.BytesIO(back.content))["sheet"]["G6"].comment.text == "“约6” is no number"
    problem(upload(clerk, address, "x.xlsx", b"no workbook"), 422)
    problem(upload(boss, address, "x.xlsx", out.getvalue()), 403)


def test_a_table_is_taken_over(here: County) -> None:
    boss, clerk, _ = callers(here)
    rows = f"地区,指标,时期,数值,单位\n云镇0,{here.indicators[0].name},2024,3.5,亿元\n".encode()
    assert upload(boss, "/api/figures/imports", "历史.csv", rows).status_code == 201
    told = problem(
        upload(boss, "/api/figures/imports", "历史.csv", rows.replace("云镇0".encode(), "没有".encode())), 422
    )
    assert told["errors"][0]["detail"] == "历史.csv·2：there is no place 没有"
    problem(upload(clerk, "/api/figures/imports", "历史.csv", rows), 403)
    exported = boss.get("/api/observations?format=sdmx-csv")
    assert b"OBS_VALUE" in b"".join(exported.streaming_content)


def test_what_is_not_ones_own_is_not_there(here: County) -> None:
    boss, clerk, _ = callers(here)
    form = drafted(here, boss, 0)
    stranger = Caller(person("supervisor", place("南浦县", kind="county")))
    other = Caller(person("reporter", here.towns[1]))
    for caller in (stranger, clerk):
        problem(caller.get(f"/api/forms/{form['id']}"), 404)
    boss.post(f"/api/forms/{form['id']}/issue", {})
    boss.post(f"/api/forms/{form['id']}/rounds", {"period": PERIOD})
    number = Sheet.objects.get(body=here.towns[0]).pk
    for caller in (stranger, other):
        problem(caller.get(f"/api/sheets/{number}"), 404)
        problem(caller.post(f"/api/sheets/{number}/submissions", {"version": 0, "entries": {}}), 404)
        problem(caller.get(f"/api/sheets/{number}/template"), 404)
    assert clerk.get(f"/api/forms/{form['id']}").status_code == 200
    problem(stranger.post(f"/api/rounds/{number}/close"), 404)
    problem(stranger.get(f"/api/figures/{Cell.objects.get(home=number).pk}/versions"), 404)
    for address in ("forms", "rounds", "sheets", "submissions", "observations"):
        assert stranger.get(f"/api/{address}").json()["items"] == []
        assert Caller().get(f"/api/{address}")["Content-Type"] == PROBLEM
        problem(boss.get(f"/api/{address}/99999999999999999999"), 404 if address == "observations" else 422)
    assert Form.objects.count() == 1
