"""Verdicts follow the figures."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.log.models import Entry
from luoshi.office.scoring import jobs, judging
from luoshi.office.scoring.actions.keep_verdicts import KeepVerdicts
from luoshi.office.scoring.models import Verdict
from office.making import OFFICE, place
from office.scoring.making import Work, course, figure, indicator, judge, so_far, target

AHEAD = [str(12 * month) for month in range(1, 8)]


def test_every_month_with_figures_gets_its_verdict_with_a_reason(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", "城镇新增就业", unit="人")
    one = target(county, jobs_, "120")
    course(county, jobs_, AHEAD)
    assert judge() == {"verdicts": 7, "standings": 0}
    found = list(Verdict.objects.filter(commitment=one).order_by("as_of"))
    assert [row.as_of for row in found] == [f"2025-{month:02d}" for month in range(1, 8)]
    assert {row.light for row in found} == {"green"}
    assert [row.shown for row in found] == ["10", "20", "30", "40", "50", "60", "70"]
    last = found[-1]
    assert last.contents["actual"] == "84"
    assert last.contents["completion"] == "70"
    assert last.ahead == "11.66666667"
    assert "70%" in last.reason
    for row in found:
        assert row.reason, row.as_of
        assert row.contents["light_reason"], row.as_of
        assert row.contents["rule"], row.as_of


def test_again_is_nothing_new(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    target(county, jobs_)
    course(county, jobs_, AHEAD)
    judge()
    before = list(Verdict.objects.order_by("pk").values())
    entries = Entry.objects.count()
    assert judge() == {"verdicts": 0, "standings": 0}
    assert list(Verdict.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == entries


def test_a_correction_changes_its_own_verdict_only_and_the_log_tells_of_the_light(office: str) -> None:
    county, jobs_, other = place("云岚县"), indicator("JOBS_NEW", unit="人"), indicator("KEY_PROJECTS_INV")
    one, two = target(county, jobs_), target(county, other)
    course(county, jobs_, AHEAD)
    course(county, other, AHEAD)
    judge()
    before = {(row.commitment_id, row.as_of): row.at for row in Verdict.objects.all()}
    figure(county, jobs_, so_far(2025, 7), "20")
    assert judge(period=so_far(2025, 7))["verdicts"] == 1
    changed = [
        (row.commitment_id, row.as_of)
        for row in Verdict.objects.all()
        if row.at != before[row.commitment_id, row.as_of]
    ]
    assert changed == [(one.pk, "2025-07")]
    assert Verdict.objects.get(commitment=one, as_of="2025-07").light == "red"
    assert Verdict.objects.get(commitment=two, as_of="2025-07").light == "green"
    told = Entry.objects.filter(action="scoring.keep_verdicts").latest("seq")
    assert f'"{one.number}":{{"2025-07":"green"}}' in told.before
    assert f'"{one.number}":{{"2025-07":"red"}}' in told.after


def test_what_was_computed_from_less_does_not_replace_what_was_computed_from_more(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    course(county, jobs_, AHEAD)
    judge()
    held = Verdict.objects.get(commitment=one, as_of="2025-07")
    Verdict.objects.filter(pk=held.pk).update(seen=1000)
    known = judging.read(2025)
    figure(county, jobs_, so_far(2025, 7), "20")
    late = judging.judge(judging.read(2025))
    kept = KeepVerdicts(year=2025, rows=late, commitments=[one.pk], months=known.months, seen=999)
    assert perform(jobs.WORKER, kept) == 0
    assert Verdict.objects.get(pk=held.pk).light == "green"
    assert perform(jobs.WORKER, KeepVerdicts(**{**kept.inputs(), "seen": 1000})) == 1
    assert Verdict.objects.get(pk=held.pk).light == "red"


def test_many_verdicts_are_written_in_several_turns(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    course(county, jobs_, AHEAD)
    monkeypatch.setattr(jobs, "_A_TURN", 3)
    assert judge()["verdicts"] == 7
    assert Entry.objects.filter(action="scoring.keep_verdicts").count() == 3
    figure(county, jobs_, so_far(2025, 7), "20")
    assert judge()["verdicts"] == 1
    assert Entry.objects.filter(action="scoring.keep_verdicts").count() == 4
    assert Verdict.objects.get(commitment=one, as_of="2025-07").light == "red"


def test_what_changed_after_it_was_compared_is_compared_once_more(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    course(county, jobs_, AHEAD)
    judge()
    known = judging.read(2025)
    figure(county, jobs_, so_far(2025, 7), "20")
    rows = judging.judge(judging.read(2025))
    kept = KeepVerdicts(year=2025, rows=rows, commitments=[one.pk], months=known.months, seen=999)
    kept.prepare()
    Verdict.objects.filter(commitment=one, as_of="2025-07").update(seen=1000)
    assert perform(jobs.WORKER, kept) == 0
    assert Verdict.objects.get(commitment=one, as_of="2025-07").light == "green"


def test_verdicts_go_with_what_they_were_about(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one, two = target(county, jobs_), target(county, jobs_)
    course(county, jobs_, AHEAD)
    judge()
    one.state = "dropped"
    one.save()
    assert judge()["verdicts"] == 7
    assert set(Verdict.objects.values_list("commitment_id", flat=True)) == {two.pk}


def test_only_the_indicators_concerned_and_what_is_measured_against_others(office: str) -> None:
    county, jobs_, other = place("云岚县"), indicator("JOBS_NEW", unit="人"), indicator("KEY_PROJECTS_INV")
    target(county, jobs_)
    course(county, jobs_, AHEAD)
    target(county, other)
    course(county, other, AHEAD)
    assert judge(indicators=[other.pk])["verdicts"] == 7
    assert judge()["verdicts"] == 7


def test_growth_looks_a_year_back(office: str) -> None:
    county, invest = place("云岚县"), indicator("KEY_PROJECTS_INV")
    one = target(county, invest, "10", measure="growth", unit="%")
    course(county, invest, ["10", "20", "30"], year=2024)
    course(county, invest, ["12", "24", "36"])
    judge()
    assert Verdict.objects.get(commitment=one, as_of="2025-03").contents["actual"] == "20"
    figure(county, invest, so_far(2024, 3), "36")
    assert judge(period=so_far(2024, 3))["verdicts"] == 1
    assert Verdict.objects.get(commitment=one, as_of="2025-03").contents["actual"] == "0"


def test_the_job_is_one_for_all_that_came_in_while_it_waited(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    target(county, jobs_)
    course(county, jobs_, AHEAD)
    work = Work()
    jobs.judge(work)
    assert work.steps == [(1, 1)]
    assert jobs.judge_all(Work()) == {"verdicts": 0, "standings": 0}
    assert Counter(Job.objects.values_list("name", flat=True))["scoring.look_ahead"] == 1


def test_the_outlook_stands_beside_the_latest_verdict_and_judging_leaves_it(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    for year in (2022, 2023, 2024):
        course(county, jobs_, [str(10 * month) for month in range(1, 13)], year=year)
    course(county, jobs_, AHEAD)
    judge()
    assert jobs.look_ahead(Work()) == {"outlooks": 1}
    held = Verdict.objects.get(commitment=one, as_of="2025-07")
    assert 84 < float(held.outlook["value"]) < 200
    assert float(held.outlook["low"]) <= float(held.outlook["value"]) <= float(held.outlook["high"])
    judge()
    assert Verdict.objects.get(pk=held.pk).outlook == held.outlook
    assert jobs.look_ahead(Work()) == {"outlooks": 0}


@pytest.mark.parametrize("targets", [2, 12])
def test_judging_asks_the_same_number_of_questions_whatever_there_is(sqlite_only: str, targets: int) -> None:
    county = place("云岚县")
    for number in range(targets):
        one = indicator(f"X{number}", unit="人")
        target(county, one)
        course(county, one, AHEAD)
    judge()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        judge()
    # One of them looks for the next period that there are figures of.
    assert len(captured) <= 40, [query["sql"][:90] for query in captured]


def test_400_targets_and_12_months_in_a_second(sqlite_only: str) -> None:
    county = place("云岚县")
    for number in range(40):
        one = indicator(f"X{number}", unit="人")
        course(county, one, [str(10 * month) for month in range(1, 13)])
        for _ in range(10):
            target(county, one)
    known = judging.read(2025)
    began = time.process_time()
    rows = judging.judge(known)
    assert len(rows) == 4800
    assert time.process_time() - began < 3.0


def test_a_commitment_that_is_entered_is_judged(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", "城镇新增就业", unit="人")
    course(county, jobs_, AHEAD)
    entered = CreateCommitment(
        kind="target", place=county.pk, indicator=jobs_.pk, period="2025", measure="level", comparator="ge",
        value="120", unit="人",
    )  # fmt: skip
    perform(OFFICE, entered)
    [waiting] = Job.objects.filter(name="scoring.judge", state="waiting")
    assert judge(**waiting.arguments)["verdicts"] == 7


def test_the_whole_city_is_the_city_that_the_place_is_in(office: str) -> None:
    city = place("青澜市", kind="city")
    county, growth = place("云岚县", city, kind="county"), indicator("RETAIL", "社会消费品零售总额")
    one = target(county, growth, "", measure="growth", comparator="positive", unit="%", reference="全市")
    figure(county, growth, so_far(2025, 3), "6", measure="growth")
    figure(city, growth, so_far(2025, 3), "5", measure="growth")
    judge()
    held = Verdict.objects.get(commitment=one, as_of="2025-03")
    assert (held.light, held.contents["gap"]) == ("green", "1")
    assert "青澜市" in held.reason
