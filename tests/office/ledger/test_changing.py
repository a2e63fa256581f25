from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.assign_owners import AssignOwners
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.change_commitment import ChangeCommitment
from luoshi.office.ledger.actions.change_many import ChangeMany
from luoshi.office.ledger.actions.close_commitment import CloseCommitment
from luoshi.office.ledger.actions.reopen_commitment import ReopenCommitment
from luoshi.office.ledger.actions.report_task import ReportTask
from luoshi.office.ledger.models import Commitment, CommitmentVersion, Ownership, TaskReport
from luoshi.office.ledger.owners import current
from luoshi.office.ledger.parts import Part
from luoshi.office.log.models import Entry
from luoshi.office.log.verifying import verify
from office.ledger.making import county, indicator, target, task
from office.making import OFFICE, actor, body, place

REASON = "县政府第12次常务会议调整"


def versions(commitment: Commitment) -> list[tuple[int, str]]:
    return [(one.number, one.reason) for one in commitment.versions.order_by("number")]


def test_a_change_is_a_new_version_with_its_reason(office: str) -> None:
    here = county()
    made = target(here.county, indicator())
    changed = perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, value="190", strength="firm"))
    assert (changed.value, changed.strength, changed.version) == ("190", "firm", 2)
    assert versions(changed) == [(1, ""), (2, REASON)]
    told = Entry.objects.get(action="ledger.change_commitment")
    assert '"value":"183.2"' in told.before
    assert '"value":"190"' in told.after
    assert REASON in told.after
    assert verify().broken is None


def test_what_is_as_wanted_already_makes_no_version(sqlite_only: str) -> None:
    made = target(county().county, indicator())
    same = perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, value="183.20"))
    assert (same.version, CommitmentVersion.objects.count()) == (1, 1)


def test_a_change_needs_a_reason_and_something_to_change(sqlite_only: str) -> None:
    made = target(county().county, indicator())
    with pytest.raises(Invalid) as caught:
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=" ", value="1"))
    assert list(caught.value.fields) == ["reason"]
    with pytest.raises(Invalid, match="nothing to change"):
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON))
    with pytest.raises(NotFound):
        perform(OFFICE, ChangeCommitment(commitment=10**9, reason=REASON, value="1"))
    with pytest.raises(Invalid) as caught:
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, unit="人"))
    assert list(caught.value.fields) == ["unit"]


def test_a_change_of_what_others_have_changed_is_refused(sqlite_only: str) -> None:
    made = target(county().county, indicator())
    perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, value="190", version=1))
    with pytest.raises(Conflict, match="version 2 by now"):
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, value="200", version=1))


def test_columns_can_be_emptied(sqlite_only: str) -> None:
    made = target(county().county, indicator(), due=dt.date(2025, 12, 31), baseline="172.8")
    changed = perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, clear=("due", "baseline")))
    assert (changed.due, changed.baseline) == (None, "")
    with pytest.raises(Invalid, match="cannot be emptied"):
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, clear=("number",)))
    with pytest.raises(Invalid):
        perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, clear=("value",)))


def test_a_range_becomes_a_floor(sqlite_only: str) -> None:
    made = target(county().county, indicator(), "5", comparator="between", value_to="6", measure="growth")
    changed = perform(OFFICE, ChangeCommitment(commitment=made.pk, reason=REASON, comparator="ge"))
    assert (changed.comparator, changed.value, changed.value_to) == ("ge", "5", "")


def test_a_whole_is_never_a_part_of_its_part(sqlite_only: str) -> None:
    here = county()
    whole = target(here.county, indicator())
    [part] = perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="20"),)))
    for parent in (whole.pk, part):
        with pytest.raises(Conflict, match="cannot be a part"):
            perform(OFFICE, ChangeCommitment(commitment=whole.pk, reason=REASON, parent=parent))


def test_many_are_changed_or_none(office: str) -> None:
    here = county()
    fai = indicator()
    made = [target(here.county, fai, lead=(here.industry.id,)) for _ in range(3)]
    due = dt.date(2025, 12, 31)
    action = ChangeMany(commitments=tuple(one.pk for one in made), reason=REASON, due=due, lead=(here.development.id,))
    assert perform(OFFICE, action) == [one.pk for one in made]
    assert set(Commitment.objects.values_list("due", "version")) == {(due, 2)}
    assert [row.body for row in current(made[0])] == [here.development]
    assert perform(OFFICE, action) == []
    perform(OFFICE, CloseCommitment(commitment=made[2].pk, state="done", reason="已达到"))
    with pytest.raises(Conflict, match="2025-003 is closed"):
        perform(OFFICE, ChangeMany(commitments=action.commitments, reason=REASON, card="民生"))
    assert set(Commitment.objects.values_list("card", flat=True)) == {"经济"}
    with pytest.raises(Invalid, match="none was chosen"):
        perform(OFFICE, ChangeMany(commitments=(), reason=REASON, card="民生"))


def test_owners_come_and_go(office: str) -> None:
    here = county()
    made = task(here.county, printed_lead="县林业局", support=(here.industry.id,))
    Ownership.objects.update(since=dt.date(2025, 1, 1))
    assert made.printed_owners == [["lead", "县林业局"]]
    changed = perform(OFFICE, AssignOwners(commitment=made.pk, lead=(here.development.id,)))
    assert [(row.role, row.body) for row in current(changed)] == [("lead", here.development)]
    ended = Ownership.objects.exclude(until=None).get()
    assert ended.body == here.industry
    assert (changed.printed_owners, changed.version) == ([], 2)
    again = perform(OFFICE, AssignOwners(commitment=made.pk, lead=(here.development.id,)))
    assert again.version == 2
    perform(OFFICE, AssignOwners(commitment=made.pk, lead=(here.industry.id,), reason="职能划转"))
    # The one that had it for less than a day never had it.
    assert Ownership.objects.filter(body=here.development).count() == 0


def test_a_target_is_broken_down_to_towns(office: str) -> None:
    here = county()
    whole = target(here.county, indicator(), strength="firm", due=dt.date(2025, 12, 31))
    parts = tuple(Part(place=town.id, value=value) for town, value in zip(here.towns, ("60", "70", "63"), strict=True))
    made = Commitment.objects.in_bulk(perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts)))
    rows = [made[pk] for pk in sorted(made)]
    assert [(row.number, row.place, row.value, row.unit) for row in rows] == [
        ("2025-001-01", here.towns[0], "60", "亿元"),
        ("2025-001-02", here.towns[1], "70", "亿元"),
        ("2025-001-03", here.towns[2], "63", "亿元"),
    ]
    first = rows[0]
    assert (first.parent, first.indicator, first.period, first.measure) == (whole, whole.indicator, "2025", "level")
    assert (first.strength, first.due, first.comparator, first.text) == ("firm", dt.date(2025, 12, 31), "ge", "")
    assert [row.body for row in current(first)] == [here.town_governments[0]]
    assert Entry.objects.filter(object=f"commitment:{whole.pk}", action="ledger.break_down").count() == 1
    more = place("松坳乡", here.county)
    [late] = perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=more.id, value="5"),)))
    assert Commitment.objects.get(pk=late).number == "2025-001-04"


def test_a_task_is_broken_down_to_bodies(sqlite_only: str) -> None:
    here = county()
    whole = task(here.county)
    parts = (
        Part(body=here.development.id, text="完成立项。", due=dt.date(2025, 3, 31)),
        Part(body=here.industry.id, support=(here.development.id,)),
    )
    first, second = Commitment.objects.filter(pk__in=perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts)))
    assert (first.name, first.place, first.due) == ("完成立项", here.county, dt.date(2025, 3, 31))
    assert [(row.role, row.body) for row in current(second)] == [
        ("lead", here.industry),
        ("support", here.development),
    ]
    assert second.text == whole.text


def test_parts_at_fault_are_named_and_nothing_is_kept(office: str) -> None:
    here = county()
    elsewhere = place("澄江县", here.city, kind="county")
    whole = target(here.county, indicator())
    parts = (
        Part(place=here.towns[0].id, value="六十"),
        Part(place=here.towns[1].id, value="70"),
        Part(place=here.towns[1].id, value="71"),
        Part(place=elsewhere.id, value="1"),
        Part(value="1"),
        Part(place=here.county.id, value="1"),
    )
    with pytest.raises(Invalid) as caught:
        perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts))
    assert {name: problem.code for name, problem in caught.value.fields.items()} == {
        "parts.0.value": "ledger.number",
        "parts.2.value": "ledger.part_twice",
        "parts.3.value": "ledger.part_outside",
        "parts.4.value": "ledger.part_whose",
        "parts.5.value": "ledger.part_outside",
    }
    assert Commitment.objects.count() == 1
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts[1:2]))
    with pytest.raises(Conflict, match="2025-001-01"):
        perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts[1:2]))
    with pytest.raises(Invalid, match="no parts"):
        perform(OFFICE, BreakDown(commitment=whole.pk, parts=()))


def test_closed_is_closed_until_it_is_reopened(office: str) -> None:
    made = task(county().county)
    with pytest.raises(Invalid, match="done or dropped"):
        perform(OFFICE, CloseCommitment(commitment=made.pk, state="open", reason="没有"))
    with pytest.raises(Conflict, match="is open"):
        perform(OFFICE, ReopenCommitment(commitment=made.pk, reason="没有"))
    assert perform(OFFICE, CloseCommitment(commitment=made.pk, state="done", reason="已通车")).state == "done"
    actions: tuple[Action[Any], ...] = (
        CloseCommitment(commitment=made.pk, state="dropped", reason="再关"),
        ChangeCommitment(commitment=made.pk, reason=REASON, name="别的"),
        AssignOwners(commitment=made.pk),
        BreakDown(commitment=made.pk, parts=(Part(text="一"),)),
    )
    for action in actions:
        with pytest.raises(Conflict, match="is closed"):
            perform(OFFICE, action)
    assert perform(OFFICE, ReopenCommitment(commitment=made.pk, reason="验收未通过")).state == "open"
    assert versions(made) == [(1, ""), (2, "已通车"), (3, "验收未通过")]


def test_an_owner_reports_how_a_task_stands(office: str) -> None:
    here = county()
    made = task(here.county, lead=(here.development.id,))
    clerk = actor("reporter", here.development)
    report = ReportTask(commitment=made.pk, body=here.development.id, state="ongoing", text="路基完成。", share="30.0%")
    told = perform(clerk, report)
    assert (told.state, told.share, told.by) == ("ongoing", "30", clerk.who)
    assert TaskReport.objects.count() == 1
    with pytest.raises(Forbidden):
        perform(actor("reporter", here.industry), report)
    with pytest.raises(Forbidden, match="does not have"):
        perform(
            actor("reporter", here.industry),
            ReportTask(commitment=made.pk, body=here.industry.id, state="ongoing", text="路基完成。"),
        )
    for share in ("101", "-1", "三成"):
        with pytest.raises(Invalid, match="from 0 to 100"):
            perform(
                clerk,
                ReportTask(
                    commitment=made.pk, body=here.development.id, state="ongoing", text="路基完成。", share=share
                ),
            )
    with pytest.raises(Invalid, match="there is no"):
        perform(clerk, ReportTask(commitment=made.pk, body=here.development.id, state="good", text="好。"))
    owned = target(here.county, indicator(), lead=(here.development.id,))
    with pytest.raises(Invalid, match="its figures"):
        perform(clerk, ReportTask(commitment=owned.pk, body=here.development.id, state="done", text="好。"))


def test_a_body_that_is_no_more_gets_nothing_new(sqlite_only: str) -> None:
    here = county()
    gone = body("云岚县招商局", of=here.county)
    gone.until = dt.date(2020, 1, 1)
    gone.save()
    with pytest.raises(Invalid, match="no more since"):
        perform(OFFICE, AssignOwners(commitment=task(here.county).pk, lead=(gone.id,)))


def test_who_may_change_commitments(sqlite_only: str) -> None:
    here = county()
    made = target(here.county, indicator())
    supervisor, town = actor("supervisor", here.county), actor("supervisor", here.towns[0])
    action = ChangeCommitment(commitment=made.pk, reason=REASON, value="190")
    with pytest.raises(Forbidden):
        perform(town, action)
    assert perform(supervisor, action).value == "190"
    # Nor may it be moved to a place of others.
    with pytest.raises(Forbidden):
        perform(supervisor, ChangeCommitment(commitment=made.pk, reason=REASON, place=here.city.id))
    [part] = perform(supervisor, BreakDown(commitment=made.pk, parts=(Part(place=here.towns[0].id, value="20"),)))
    assert perform(town, ChangeCommitment(commitment=part, reason=REASON, value="21")).value == "21"
