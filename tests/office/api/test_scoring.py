"""Leagues, rule sets, publications and traces, for programs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.jobs.models import Job
from luoshi.office.scoring.models import Standing, Verdict
from office.api.calling import Caller, problem
from office.making import person, place
from office.scoring.making import TOWNS, county_league, course, figure, indicator, judge, so_far, target

MARCH = so_far(2025, 3)


def test_traces_stay_in_the_scope(office: str) -> None:
    league, towns, (_invest, _) = county_league()
    verdict = Verdict.objects.filter(as_of="2025-03").first()
    standing = Standing.objects.filter(card="").first()
    assert verdict is None, "the county itself has no figures"
    jobs_ = indicator("JOBS_NEW", "城镇新增就业", unit="人")
    target(towns[0], jobs_)
    course(towns[0], jobs_, ["12", "24", "36"])
    judge()
    verdict = Verdict.objects.get(as_of="2025-03", commitment__place=towns[0])
    assert standing is not None
    caller = Caller(person("leader", league.under))
    told = caller.get(f"/api/scoring/verdicts/{verdict.pk}/trace").json()
    assert told["light"] == "green"
    assert told["formula"]["en"][0] == "completion = actual 36 ÷ target 120人 = 30 %"
    assert [(one["period"], one["value"], one["by_name"], one["used"]) for one in told["figures"]][-1] == (
        MARCH, "36", "季棠", True,
    )  # fmt: skip
    assert told["target"]["clause"] == "城镇新增就业达到120人"
    assert caller.get(f"/api/scoring/standings/{standing.pk}/trace").json()["figures"]
    for stranger in (Caller(person("viewer", towns[1])), Caller(person("viewer", place("邻县")))):
        problem(stranger.get(f"/api/scoring/verdicts/{verdict.pk}/trace"), 404)
        problem(stranger.get(f"/api/scoring/standings/{standing.pk}/trace"), 404)
    problem(caller.get("/api/scoring/verdicts/999999/trace"), 404)
    problem(Caller().get(f"/api/scoring/verdicts/{verdict.pk}/trace"), 401)


def test_leagues_are_set_up_changed_and_ended(office: str) -> None:
    league, _, _ = county_league()
    boss = Caller(person("administrator", league.under))
    given = {"title": "乡镇赛马", "rules": "towns", "under": league.under_id, "kinds": ["town"], "every": 3}
    made = boss.call("PUT", "/api/scoring/leagues/race", given)
    assert (made.status_code, made.json()["kinds"], made.json()["every"]) == (200, ["town"], 3)
    assert {one["code"] for one in boss.get("/api/scoring/leagues").json()["items"]} == {"towns", "race"}
    problem(boss.call("PUT", "/api/scoring/leagues/race", {**given, "every": 5}), 422)
    problem(Caller(person("supervisor", league.under)).call("PUT", "/api/scoring/leagues/race", given), 403)
    assert boss.post("/api/scoring/leagues/race/end", {"on": "2025-01-01"}).json()["until"] == "2025-01-01"
    assert {one["code"] for one in boss.get("/api/scoring/leagues").json()["items"]} == {"towns"}
    assert Caller(person("viewer", place("邻县"))).get("/api/scoring/leagues").json()["items"] == []


def test_rules_are_listed_tried_and_changed(office: str) -> None:
    county_league()
    boss = Caller(person("supervisor"))
    found = {(one["kind"], one["name"]): one for one in boss.get("/api/scoring/rules?limit=100").json()["items"]}
    assert (found["scoring", "towns"]["number"], found["scoring", "eight-cards"]["number"]) == (1, 0)
    turned = TOWNS.replace("{ full = 50 }", "{ full = 50, weight = 10 }", 1).replace("total = 100", "total = 60")
    tried = boss.post("/api/scoring/rules/scoring/towns/preview", {"text": turned}).json()
    assert (tried["ranked"], tried["ranks"][0]["place"]) == (4, "雁坪镇")
    change = {"text": turned, "reason": "县考评办2025年3月定", "number": 1}
    made = boss.post("/api/scoring/rules/scoring/towns", change)
    assert (made.status_code, made.json()["number"]) == (201, 2)
    problem(boss.post("/api/scoring/rules/scoring/towns", change), 409)
    told = problem(boss.post("/api/scoring/rules/scoring/towns", {**change, "number": 2, "text": "x = 1"}), 422)
    assert "towns.toml" in told["detail"]
    assert [one["number"] for one in boss.get("/api/scoring/rules/scoring/towns").json()["items"]] == [2, 1]
    problem(Caller(person("leader")).post("/api/scoring/rules/scoring/towns/preview", {"text": turned}), 403)
    problem(boss.get("/api/scoring/rules/scoring/nothing"), 404)


def test_what_is_published_stays_and_is_compared_with_today(office: str) -> None:
    league, towns, (invest, _) = county_league()
    Job.objects.all().delete()
    boss = Caller(person("supervisor", league.under))
    given = {"kind": "league", "title": "3月排名", "period": MARCH, "league": "towns"}
    made = boss.post("/api/scoring/publications", given, key="once")
    assert made.status_code == 201
    number = made.json()["id"]
    assert boss.post("/api/scoring/publications", given, key="once").json()["id"] == number
    problem(boss.post("/api/scoring/publications", given), 409)
    before = boss.get(f"/api/scoring/publications/{number}").json()
    assert [row["contents"]["name"] for row in before["rows"]] == ["岚城镇", "雁坪镇", "栗溪镇", "高垅乡"]
    assert boss.get(f"/api/scoring/publications/{number}/differences").json()["items"] == []
    figure(towns[3], invest, MARCH, "90")
    judge()
    Job.objects.all().delete()
    anybody = Caller(person("reporter", towns[0]))
    assert anybody.get(f"/api/scoring/publications/{number}").json() == before
    assert anybody.get(f"/api/scoring/publications/{number}/differences").json()["count"] > 0
    problem(anybody.post("/api/scoring/publications", given), 403)
    problem(anybody.post(f"/api/scoring/publications/{number}/withdraw", {"reason": "x"}), 403)
    gone = boss.post(f"/api/scoring/publications/{number}/withdraw", {"reason": "口径有误"})
    assert (gone.status_code, gone.json()["kind"], gone.json()["replaces"]) == (201, "withdrawal", number)
    assert [one["kind"] for one in anybody.get("/api/scoring/publications").json()["items"]] == ["withdrawal", "league"]


@pytest.mark.parametrize("versions", [1, 8])
def test_lists_ask_the_same_number_of_questions(sqlite_only: str, versions: int) -> None:
    _league, _, _ = county_league()
    boss = Caller(person("supervisor"))
    for number in range(versions):
        text = TOWNS.replace("乡镇比拼", f"乡镇比拼{number}")
        boss.post("/api/scoring/rules/scoring/towns", {"text": text, "reason": "试"})
    for address, most in (("/api/scoring/rules", 8), ("/api/scoring/leagues", 9), ("/api/scoring/publications", 9)):
        with CaptureQueriesContext(connection) as captured:
            assert boss.get(address).status_code == 200
        assert len(captured) <= most, [query["sql"][:80] for query in captured]
