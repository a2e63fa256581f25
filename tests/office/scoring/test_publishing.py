"""What was published stays as it was, whatever is corrected later."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.errors import Conflict, Forbidden, Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.log.append_only import AppendOnlyError
from luoshi.office.scoring import publishing
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.actions.withdraw_publication import WithdrawPublication
from luoshi.office.scoring.models import Publication, PublishedRow
from office.making import OFFICE, actor, body, place
from office.scoring.making import AT, county_league, course, figure, indicator, judge, so_far, target

MARCH = so_far(2025, 3)


def county_board() -> tuple[Any, Any, Any]:
    """A county with a target that is on schedule up to March."""
    county, jobs_ = place("云岚县"), indicator("JOBS_NEW", "城镇新增就业", unit="人")
    one = target(county, jobs_, owner=body("县人力资源和社会保障局"))
    course(county, jobs_, ["12", "24", "36"])
    settle()
    return county, jobs_, one


def settle() -> None:
    """Judged, and nothing waits."""
    judge()
    Job.objects.all().delete()


def board(county: Any, **more: Any) -> PublishResults:
    return PublishResults(kind="board", title="云岚县2025年3月看板", period="2025-03", place=county.pk, **more)


def test_a_board_stays_as_it_was_and_says_what_would_be_different(office: str) -> None:
    county, jobs_, one = county_board()
    made = perform(OFFICE, board(county))
    [row] = PublishedRow.objects.filter(publication=made)
    held = dict(row.contents)
    assert (row.key, held["light"], held["shown"]) == (one.number, "green", "30")
    assert held["months"] == {"2025-01": ["green", "10"], "2025-02": ["green", "20"], "2025-03": ["green", "30"]}
    assert held["owners"] == ["县人力资源和社会保障局"]
    assert [(f["period"], f["value"], f["by_name"], f["used"]) for f in held["trace"]["figures"]][-1] == (
        MARCH, "36", "季棠", True,
    )  # fmt: skip
    assert publishing.differences(made, [row]) == []
    figure(county, jobs_, MARCH, "6")
    settle()
    [row] = PublishedRow.objects.filter(publication=made)
    assert row.contents == held
    found = publishing.differences(made, [row])
    assert [(one_.what, one_.published, one_.today) for one_ in found] == [
        ("light", "green", "yellow"), ("number", "30", "5"),
    ]  # fmt: skip


def test_a_published_row_is_never_changed(office: str) -> None:
    county, _, _ = county_board()
    made = perform(OFFICE, board(county))
    row = PublishedRow.objects.get(publication=made)
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        made.delete()
    held = row.contents
    row.contents = {}
    row.refresh_from_db()
    assert row.contents == held
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedRow.objects.filter(pk=row.pk).update(contents={})


def test_a_league_is_published_with_its_cards_its_rules_and_every_trace(office: str) -> None:
    _league, towns, (invest, _) = county_league()
    settle()
    made = perform(OFFICE, PublishResults(kind="league", title="3月排名", period=MARCH, league="towns"))
    assert 'title = "乡镇比拼"' in made.rules
    rows = list(PublishedRow.objects.filter(publication=made).order_by("position"))
    assert [row.contents["name"] for row in rows] == ["岚城镇", "雁坪镇", "栗溪镇", "高垅乡"]
    whole = rows[0].contents["standings"][""]
    assert (whole["rank"], whole["score"], whole["grade"]) == (1, "90", "A")
    assert {f["indicator"] for f in whole["trace"]["figures"]} == {"KEY_PROJECTS_INV", "农村污水治理率"}
    assert set(rows[0].contents["standings"]) == {"", "经济", "生态"}
    assert whole["trace"]["formula"]["zh"][0] == "总分 = 各卡得分按权重相加：经济 50 + 生态 40"
    figure(towns[3], invest, MARCH, "90")
    settle()
    what = {(one.name, one.what, one.published, one.today) for one in publishing.differences(made, rows)}
    assert ("高垅乡", "rank", "4", "3") in what
    assert ("高垅乡 经济", "rank", "4", "1") in what


def test_a_correction_names_what_it_replaces(office: str) -> None:
    county, jobs_, _ = county_board()
    made = perform(OFFICE, board(county))
    with pytest.raises(Conflict) as raised:
        perform(OFFICE, board(county))
    assert raised.value.code == "scoring.published_already"
    with pytest.raises(Invalid):
        perform(OFFICE, board(county, replaces=made.pk))
    figure(county, jobs_, MARCH, "6")
    settle()
    later = perform(OFFICE, board(county, replaces=made.pk, reason="3月数更正"))
    assert later.replaces_id == made.pk
    assert PublishedRow.objects.get(publication=later).contents["light"] == "yellow"
    assert PublishedRow.objects.get(publication=made).contents["light"] == "green"
    with pytest.raises(Conflict) as raised:
        perform(OFFICE, board(county, replaces=made.pk, reason="再更正"))
    assert raised.value.code == "scoring.replaced_already"


def test_a_withdrawal_is_a_later_publication(office: str) -> None:
    county, _, _ = county_board()
    made = perform(OFFICE, board(county))
    with pytest.raises(Invalid):
        perform(OFFICE, WithdrawPublication(publication=made.pk, reason=" "))
    gone = perform(OFFICE, WithdrawPublication(publication=made.pk, reason="口径有误"))
    assert (gone.kind, gone.replaces_id, gone.reason, gone.rows.count()) == ("withdrawal", made.pk, "口径有误", 0)
    assert PublishedRow.objects.filter(publication=made).count() == 1
    for number in (made.pk, gone.pk):
        with pytest.raises(Conflict):
            perform(OFFICE, WithdrawPublication(publication=number, reason="再撤"))
    # What was withdrawn can be published again.
    assert perform(OFFICE, board(county)).pk > gone.pk


def test_nothing_is_published_that_is_being_computed_or_is_not_there(sqlite_only: str) -> None:
    county, _, _ = county_board()
    judge()
    Job.objects.create(name="scoring.judge", arguments={}, limit=3, made_at=AT, due_at=AT)
    with pytest.raises(Conflict) as raised:
        perform(OFFICE, board(county))
    assert raised.value.code == "scoring.not_ready"
    Job.objects.all().delete()
    for wanted, code in (
        ({"period": "2025-09"}, "scoring.nothing"),
        ({"period": "2025-13"}, "scoring.no_month"),
        ({"kind": "notice"}, "scoring.kind_of_publication"),
        ({"kind": "league", "league": "none"}, "scoring.no_league"),
        ({"title": ""}, "scoring.fields"),
        ({"place": None}, "scoring.fields"),
    ):
        with pytest.raises((Conflict, Invalid, Exception)) as found:
            perform(OFFICE, PublishResults(**{**board(county).inputs(), **wanted}))
        assert getattr(found.value, "code", "") == code
    assert Publication.objects.count() == 0


def test_who_may_publish(sqlite_only: str) -> None:
    county, _, _ = county_board()
    other = place("邻县")
    for who in (actor("leader", county), actor("reviewer", county), actor("supervisor", other)):
        with pytest.raises(Forbidden):
            perform(who, board(county))
    made = perform(actor("supervisor", county), board(county))
    with pytest.raises(Forbidden):
        perform(actor("leader", county), WithdrawPublication(publication=made.pk, reason="x"))
    perform(actor("administrator", county), WithdrawPublication(publication=made.pk, reason="x"))


@pytest.mark.parametrize("targets", [2, 12])
def test_publishing_asks_the_same_number_of_questions(sqlite_only: str, targets: int) -> None:
    county = place("云岚县")
    for number in range(targets):
        one = indicator(f"X{number}", unit="人")
        target(county, one)
        course(county, one, ["12", "24", "36"])
    settle()
    with CaptureQueriesContext(connection) as captured:
        assert len(publishing.board_rows(county, "2025-03")) == targets
    assert len(captured) <= 8, [query["sql"][:80] for query in captured]
