from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.ledger.models import Commitment, CommitmentVersion
from luoshi.office.log.models import Entry
from office.ledger.making import county, document, indicator, statement, target, task
from office.making import OFFICE, actor, body, place


def owners(commitment: Commitment) -> list[tuple[str, str]]:
    return [(row.role, row.body.name) for row in commitment.owners.order_by("role", "position")]


def faults(caught: Any) -> dict[str, str]:
    return {name: problem.code for name, problem in caught.value.fields.items()}


def test_an_accepted_figure_becomes_a_target(office: str) -> None:
    here = county()
    fai = indicator()
    made = perform(OFFICE, CommitStatement(statement=statement(document(here.county)).pk, due=dt.date(2025, 12, 31)))
    row = Commitment.objects.get()
    assert row == made
    assert (row.number, row.kind, row.place_id, row.indicator_id, row.period) == (
        "2025-001", "target", here.county.id, fai.pk, "2025",
    )  # fmt: skip
    assert (row.measure, row.comparator, row.value, row.unit, row.strength) == ("growth", "ge", "7", "%", "firm")
    assert (row.name, row.text, row.card, row.state, row.version) == (
        "固定资产投资", "固定资产投资增长7%以上", "经济", "open", 1,
    )  # fmt: skip
    assert row.due == dt.date(2025, 12, 31)
    [version] = CommitmentVersion.objects.all()
    assert (version.number, version.contents["value"], version.contents["due"]) == (1, "7", "2025-12-31")
    assert Entry.objects.filter(action="ledger.commit_statement", object=f"commitment:{row.pk}").count() == 1


def test_what_a_person_made_of_it_counts(sqlite_only: str) -> None:
    here = county()
    indicator()
    edited = statement(document(here.county), state="edited")
    edited.fields = {**edited.contents, "value": 7.5, "strength": "stretch"}
    edited.save()
    made = perform(OFFICE, CommitStatement(statement=edited.pk))
    assert (made.value, made.strength) == ("7.5", "stretch")


def test_numbers_follow_within_the_year(office: str) -> None:
    here = county()
    fai = indicator()
    assert [target(here.county, fai).number for _ in range(2)] == ["2025-001", "2025-002"]
    assert target(here.county, fai, period="2024").number == "2024-001"
    target(here.county, fai, number="2025-1000")
    assert target(here.county, fai).number == "2025-1001"
    target(here.county, fai, number="2025-T01")
    assert target(here.county, fai).number == "2025-1002"
    with pytest.raises(Conflict, match="2025-002"):
        target(here.county, fai, number="2025-002")


def test_owners_are_found_by_the_names_that_are_printed(office: str) -> None:
    here = county()
    printed: dict[str, Any] = {
        "lead": "县发展和改革局、云岚县经济和信息化局、县深改办",
        "support": "县林业局、各乡镇",
    }
    found = statement(document(here.county), kind="task", **printed)
    made = perform(OFFICE, CommitStatement(statement=found.pk))
    assert owners(made) == [
        ("lead", "云岚县发展和改革局"),
        ("lead", "云岚县经济和信息化局"),
        *(("support", government.name) for government in here.town_governments),
    ]
    assert made.printed_owners == [["lead", "县深改办"], ["support", "县林业局"]]


def test_a_short_name_of_two_bodies_is_that_of_the_place(sqlite_only: str) -> None:
    here = county()
    mine = body("云岚县财政局", of=here.county)
    body("青澜市财政局", of=here.city)
    found = statement(document(here.county), kind="task", lead="财政局")
    made = perform(OFFICE, CommitStatement(statement=found.pk))
    assert owners(made) == [("lead", mine.name)]
    elsewhere = statement(document(here.towns[0], "二版.txt"), kind="task", lead="财政局")
    assert perform(OFFICE, CommitStatement(statement=elsewhere.pk)).printed_owners == [["lead", "财政局"]]


def test_bodies_that_are_given_take_the_place_of_the_printed(sqlite_only: str) -> None:
    here = county()
    found = statement(document(here.county), kind="task", lead="县林业局")
    made = perform(
        OFFICE,
        CommitStatement(statement=found.pk, lead=(here.development.id,), support=(here.industry.id,)),
    )
    assert owners(made) == [("lead", here.development.name), ("support", here.industry.name)]
    assert made.printed_owners == []


@pytest.mark.parametrize(
    ("subject", "meant"),
    [
        (None, "云岚县"),
        ("青澜市云岚县", "云岚县"),
        ("云岚县栗溪镇", "栗溪镇"),
        ("栗溪镇工业园", "栗溪镇"),
        ("青澜市", "青澜市"),
    ],
)
def test_the_subject_says_whose_it_is(sqlite_only: str, subject: str | None, meant: str) -> None:
    here = county()
    indicator()
    made = perform(OFFICE, CommitStatement(statement=statement(document(here.county), subject=subject).pk))
    assert made.place.name == meant


def test_an_unknown_subject_is_asked_about(sqlite_only: str) -> None:
    here = county()
    indicator()
    found = statement(document(here.county), subject="松坳新区")
    with pytest.raises(Invalid, match="松坳新区 is no place"):
        perform(OFFICE, CommitStatement(statement=found.pk))
    assert perform(OFFICE, CommitStatement(statement=found.pk, place=here.county.id)).place == here.county


def test_only_accepted_targets_and_only_once(office: str) -> None:
    here = county()
    indicator()
    page = document(here.county)
    for number, state in enumerate(("found", "refused"), start=1):
        with pytest.raises(Conflict, match="not been accepted"):
            perform(OFFICE, CommitStatement(statement=statement(page, number, state=state).pk))
    with pytest.raises(Invalid, match="no target"):
        perform(OFFICE, CommitStatement(statement=statement(page, 3, role="result").pk))
    once = statement(page, 4)
    perform(OFFICE, CommitStatement(statement=once.pk))
    with pytest.raises(Conflict, match="2025-001"):
        perform(OFFICE, CommitStatement(statement=once.pk))
    with pytest.raises(NotFound):
        perform(OFFICE, CommitStatement(statement=10**9))


def test_an_indicator_that_the_catalogue_lacks_is_left_open(sqlite_only: str) -> None:
    here = county()
    found = statement(document(here.county), indicator="竹木家居产业产值", code=None)
    made = perform(OFFICE, CommitStatement(statement=found.pk))
    assert (made.indicator, made.name) == (None, "竹木家居产业产值")
    own = indicator("YL_BAMBOO", "竹木家居产业产值")
    again = statement(document(here.county, "二版.txt"), indicator="全县竹木家居产业产值", code=None)
    assert perform(OFFICE, CommitStatement(statement=again.pk)).indicator == own


@pytest.mark.parametrize(
    ("unit", "value", "kept"),
    [("亿元", "183.20", "183.2"), ("万元", "1832000", "183.2"), ("", "183.2", "183.2"), ("元", "1", "0.00000001")],
)
def test_units_are_turned_exactly(sqlite_only: str, unit: str, value: str, kept: str) -> None:
    here = county()
    made = target(here.county, indicator(), value, unit=unit)
    assert (made.value, made.unit) == (kept, "亿元")


def test_what_a_target_must_have(sqlite_only: str) -> None:
    here = county()
    fai = indicator()

    def refused(**more: Any) -> dict[str, str]:
        with pytest.raises(Invalid) as caught:
            target(here.county, fai, **more)
        return faults(caught)

    assert refused(unit="人") == {"unit": "ledger.unit"}
    assert refused(measure="growth", unit="亿元") == {"unit": "ledger.unit_needed"}
    assert refused(value="七", baseline="1.2.3", measure="大小") == {
        "value": "ledger.number", "baseline": "ledger.number", "measure": "ledger.word",
    }  # fmt: skip
    assert refused(value="") == {"value": "ledger.number_needed"}
    assert refused(comparator="between") == {"value_to": "ledger.number_needed"}
    assert refused(comparator="between", value="6", value_to="5") == {"value_to": "ledger.number_order"}
    assert refused(comparator="ge", value_to="9") == {"value_to": "ledger.no_number"}
    for period in ("2025/", "今年", "2025-13", ""):
        with pytest.raises(Invalid, match="no period"):
            target(here.county, fai, period=period)
    assert target(here.county, fai, "", comparator="positive", measure="growth").value == ""
    assert target(here.county, fai, "", comparator="等于", reference="经济增长", measure="增速").comparator == "eq"
    assert target(here.county, fai, "10", measure="rank", comparator="top", unit="位").unit == ""


def test_a_task_is_called_by_its_first_clause(sqlite_only: str) -> None:
    here = county()
    made = task(here.county)
    assert (made.name, made.measure, made.value) == ("建成县城北环线一期工程", "", "")
    assert task(here.county, "大" * 100).name == "大" * 59 + "…"
    with pytest.raises(Invalid):
        task(here.county, "  ")
    with pytest.raises(Invalid, match="a target or a task"):
        task(here.county, kind="wish")


def test_bodies_must_stand_and_have_one_role(sqlite_only: str) -> None:
    here = county()
    with pytest.raises(Invalid, match="both leads"):
        task(here.county, lead=(here.development.id,), support=(here.development.id,))
    with pytest.raises(Invalid, match="no such body"):
        task(here.county, lead=(10**9,))


def test_who_may_enter_commitments(office: str) -> None:
    here = county()
    other = place("澄江县", here.city, kind="county")
    entered = CreateCommitment(kind="task", place=here.county.id, period="2025", text="修路。")
    assert perform(actor("supervisor", here.county), entered).number == "2025-001"
    for somebody in (
        actor("supervisor", other), actor("supervisor", here.towns[0]), actor("leader", here.county),
        actor("reporter", here.county),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            perform(somebody, entered)
