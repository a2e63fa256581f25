"""Rule sets: what comes with Luoshi, the office's versions, and what a change would change."""

from __future__ import annotations

import pytest

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.scoring import previewing, rulebook
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.models import Standing, Verdict
from luoshi.office.scoring.rulebook import RuleText
from office.making import OFFICE, actor, place
from office.scoring.making import TOWNS, county_league, course, indicator, judge, target

LIGHTS = rulebook.shipped()["lights", "progress"].text
#: Ten points behind schedule are yellow in the shipped set; here everything behind is red.
STRICT = """
title = "从严"

[columns]
ahead = { zh = "与序时进度之差", unit = "个百分点" }

[[rule]]
key = "behind"
light = "red"
when = ["ahead is known", "ahead < 0"]

[[rule]]
key = "rest"
light = "green"
when = "otherwise"
"""


def change(
    text: str = STRICT, *, kind: str = "lights", name: str = "progress", number: int | None = None
) -> ChangeRules:
    return ChangeRules(kind=kind, name=name, text=text, reason="督查室2025年1号通知", number=number)


def test_what_comes_with_luoshi_is_version_0(sqlite_only: str) -> None:
    found = rulebook.latest()
    assert {kind for kind, _ in found} == {"progress", "lights", "scoring", "checks"}
    assert {rules.number for rules in found.values()} == {0}
    assert found["scoring", "eight-cards"].title == "八张报表"
    for rules in found.values():
        if rules.kind != "checks":
            assert rulebook.checked(rules) is rules


def test_a_version_holds_and_the_ones_before_stay(office: str) -> None:
    perform(OFFICE, change())
    again = STRICT.replace("从严", "从严（修订）")
    made = perform(OFFICE, change(again.replace("\n", "\r\n"), number=1))
    assert made.number == 2
    assert rulebook.current("lights", "progress").text == again
    assert [one.number for one in rulebook.versions("lights", "progress")] == [2, 1, 0]
    assert rulebook.versions("lights", "progress")[0].reason == "督查室2025年1号通知"
    assert rulebook.latest()["lights", "progress"].title == "从严（修订）"
    assert Job.objects.filter(name="scoring.judge", state="waiting").count() == 1


def test_what_was_looked_at_must_still_hold(sqlite_only: str) -> None:
    perform(OFFICE, change(number=0))
    with pytest.raises(Conflict) as raised:
        perform(OFFICE, change(STRICT.replace("从严", "又改"), number=0))
    assert raised.value.code == "scoring.not_latest"
    with pytest.raises(Conflict) as raised:
        perform(OFFICE, change())
    assert raised.value.code == "scoring.same"


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (change("title = "), "progress.toml"),
        (change(STRICT.replace('"red"', '"purple"')), "purple"),
        (change(STRICT.replace("ahead", "beyond")), "beyond"),
        (change(TOWNS.replace("weight = 50", "weight = 40", 1), kind="scoring", name="towns"), "cards.经济.full"),
        (change("on_track_points = 3", kind="progress"), "at_risk_points: found nothing"),
    ],
)
def test_faults_are_told_with_file_and_key(sqlite_only: str, action: ChangeRules, fault: str) -> None:
    with pytest.raises(Invalid) as raised:
        perform(OFFICE, action)
    assert raised.value.code == "scoring.rules"
    assert fault in raised.value.fields["text"].sentence("zh")
    assert rulebook.latest()[("lights", "progress")].number == 0


def test_checks_are_only_shown_and_names_are_names(sqlite_only: str) -> None:
    for action, code in (
        (change("a = 1", kind="checks", name="thresholds"), "scoring.fixed"),
        (change(kind="nothing"), "scoring.kind"),
        (change(name="../progress"), "scoring.name"),
        (ChangeRules(kind="lights", name="progress", text=STRICT, reason=" "), "scoring.fields"),
    ):
        with pytest.raises(Invalid) as raised:
            perform(OFFICE, action)
        assert raised.value.code == code
    with pytest.raises(NotFound):
        rulebook.current("lights", "nothing")


def test_who_may_change_them(sqlite_only: str) -> None:
    county = place("云岚县")
    for who in (actor("supervisor", county), actor("leader"), actor("reporter")):
        with pytest.raises(Forbidden):
            perform(who, change())
    assert perform(actor("supervisor"), change()).number == 1


def test_the_preview_is_what_comes_of_it(office: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    target(county, jobs_, "60")
    course(county, jobs_, ["9", "18"])
    judge()
    before = dict(Verdict.objects.values_list("pk", "light"))
    rules = RuleText("lights", "progress", 1, STRICT)
    found = previewing.preview(rules)
    assert [(row.number, row.as_of, row.before, row.after) for row in found.lights] == [
        (one.number, "2025-02", "green", "red")
    ]
    assert found.lights[0].reason
    assert (found.judged, dict(found.before), dict(found.after)) == (2, {"green": 2}, {"red": 1, "green": 1})
    assert dict(Verdict.objects.values_list("pk", "light")) == before
    perform(OFFICE, change())
    judge()
    assert Verdict.objects.get(commitment=one, as_of="2025-02").light == "red"


def test_the_numbers_of_progress_can_be_tried_too(sqlite_only: str) -> None:
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", unit="人")
    one = target(county, jobs_)
    course(county, jobs_, ["9", "18"])
    judge()
    assert Verdict.objects.get(commitment=one, as_of="2025-02").state == "on_track"
    own = rulebook.shipped()["progress", "progress"].text.replace("on_track_points = 10.0", "on_track_points = 1.0")
    assert previewing.preview(RuleText("progress", "progress", 1, own)).judged == 1
    perform(OFFICE, change(own, kind="progress"))
    judge()
    assert Verdict.objects.get(commitment=one, as_of="2025-02").state == "at_risk"


def test_ranks_can_be_tried(office: str) -> None:
    league, _, _ = county_league()
    turned = TOWNS.replace("{ full = 50 }", "{ full = 50, weight = 10 }", 1).replace("total = 100", "total = 60")
    found = previewing.preview(RuleText("scoring", "towns", 2, turned))
    assert found.ranked == 4
    assert [(row.place, row.rank_before, row.rank_after) for row in found.ranks][:2] == [
        ("雁坪镇", 2, 1), ("岚城镇", 1, 2)
    ]  # fmt: skip
    assert Standing.objects.get(league=league, period="2025-01/2025-03", card="", rank=1).place.name == "岚城镇"
    assert previewing.preview(RuleText("scoring", "race", 1, rulebook.shipped()["scoring", "race"].text)).ranks == []
    assert previewing.preview(RuleText("lights", "slips", 1, STRICT)).judged == 0
