"""Standings follow the figures: ranks, cards, grades, and what a place more would take."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luoshi.office.guard.errors import Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.pages.scoring.league import takes
from luoshi.office.scoring import tables
from luoshi.office.scoring.actions.end_league import EndLeague
from luoshi.office.scoring.actions.set_league import SetLeague
from luoshi.office.scoring.models import League, Standing
from luoshi.office.scoring.wording import gain
from office.making import OFFICE, actor, place
from office.scoring.making import county_league, figure, judge, so_far


def test_a_league_is_ranked_with_change_neighbours_and_what_it_takes(office: str) -> None:
    league, _towns, (_invest, _sewage) = county_league()
    found = tables.standing_table(league, so_far(2025, 3))
    assert [(row.place.name, row.rank, row.score, row.grade) for row in found.rows] == [
        ("岚城镇", 1, "90", "A"),
        ("雁坪镇", 2, "83.33", "B"),
        ("栗溪镇", 3, "36.67", "C"),
        ("高垅乡", 4, "0", "D"),
    ]
    second = found.rows[1].contents
    assert (second["change"], second["ahead_place"], second["to_next"]) == (-1, "岚城镇", "6.67")
    assert (second["needed_in"], second["needed_value"]) == ("KEY_PROJECTS_INV", "34.002")
    assert (second["needed_measure"], second["needed_unit"]) == ("level", "亿元")
    assert (second["rank_best"], second["rank_worst"]) == (2, 2)
    assert tables.periods(league) == [so_far(2025, 2), so_far(2025, 3)]
    assert tables.cards(league, so_far(2025, 3)) == ["经济", "生态"]
    card = tables.standing_table(league, so_far(2025, 3), "经济").rows[0]
    [item] = card.contents["items"]
    assert (item["indicator"], item["value"], item["rank"]) == ("KEY_PROJECTS_INV", "40", 1)
    assert item["reason"]


def test_a_correction_moves_ranks_and_the_log_tells(office: str) -> None:
    league, towns, (invest, _) = county_league()
    figure(towns[3], invest, so_far(2025, 3), "90")
    changed = judge(period=so_far(2025, 3))["standings"]
    assert changed > 0
    assert Standing.objects.get(league=league, period=so_far(2025, 3), card="", place=towns[3]).rank == 3
    told = Entry.objects.filter(action="scoring.keep_standings").latest("seq")
    assert towns[3].code in told.after
    assert judge()["standings"] == 0


def test_a_place_without_figures_has_no_rank_and_comes_last(office: str) -> None:
    league, towns, (invest, sewage) = county_league()
    for one in (invest, sewage):
        figure(towns[0], one, so_far(2025, 3), "", status="not_due")
    judge()
    found = tables.standing_table(league, so_far(2025, 3))
    assert (found.rows[-1].place, found.rows[-1].rank, found.rows[-1].score) == (towns[0], None, "")


def test_course_is_what_the_picture_takes(office: str) -> None:
    league, _towns, _ = county_league()
    found = tables.course(league, tables.periods(league))
    assert len(found) == 8
    assert {"place": "岚城镇", "period": so_far(2025, 3), "rank": 1, "score": 90.0} in found


def test_a_league_that_ended_is_ranked_no_more(office: str) -> None:
    league, towns, (invest, _) = county_league()
    perform(OFFICE, EndLeague(code=league.code, on=dt.date(2025, 1, 1)))
    figure(towns[3], invest, so_far(2025, 3), "90")
    assert judge()["standings"] == 0
    assert list(tables.leagues(OFFICE)) == []


def test_who_is_ranked_sees_the_league(office: str) -> None:
    league, towns, _ = county_league()
    for role in ("leader", "supervisor", "administrator"):
        assert list(tables.leagues(actor(role, towns[0]))) == [league]
        assert tables.seen_standings(actor(role, towns[0])).count() == 24
    for anywhere in (actor("viewer"), actor("reporter", league.under)):
        assert list(tables.leagues(anywhere)) == [league]
    for stranger in (actor("reporter", towns[0]), actor("leader", place("邻县"))):
        assert list(tables.leagues(stranger)) == []
        assert tables.seen_standings(stranger).count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "Towns!"}, "code"),
        ({"title": " "}, "title"),
        ({"every": 5}, "every"),
        ({"kinds": ["hamlet"]}, "kinds"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["province"]}, "under"),
        ({"rules": "race"}, None),
    ],
)
def test_what_a_league_must_be(sqlite_only: str, change: dict[str, Any], field: str | None) -> None:
    league, _, _ = county_league()
    given = {"code": "other", "title": "另一个", "rules": "both", "under": league.under_id, "kinds": ["town"]}
    action = SetLeague(**{**given, **change})
    if field is None:
        assert isinstance(perform(OFFICE, action), League)
        return
    with pytest.raises(Invalid) as raised:
        perform(OFFICE, action)
    assert list(raised.value.fields) == [field]


def test_a_league_needs_a_rule_set_and_an_administrator_of_its_place(sqlite_only: str) -> None:
    league, towns, _ = county_league()
    given: dict[str, Any] = {"code": "x", "title": "x", "under": league.under_id, "kinds": ["town"]}
    with pytest.raises(NotFound):
        perform(OFFICE, SetLeague(**given, rules="nothing"))
    for who in (actor("supervisor", league.under), actor("administrator", towns[0])):
        with pytest.raises(Forbidden):
            perform(who, SetLeague(**given, rules="both"))
    assert perform(actor("administrator", league.under), SetLeague(**given, rules="both")).code == "x"


def test_what_is_needed_says_the_measure_and_its_unit() -> None:
    told = {"needed_in": "FAI", "needed_value": "12.5", "needed_change": "2.4", "needed_unit": "亿元"}
    assert gain(told, "zh") == {"indicator": "固定资产投资", "unit": "亿元", "step": "亿元"}
    growth = {**told, "needed_measure": "growth", "needed_unit": "%", "needed_value": "-6.28", "needed": "1.2"}
    assert gain(growth, "zh") == {"indicator": "固定资产投资增速", "unit": "%", "step": "个百分点"}
    assert gain(growth, "en")["step"] == " points"
    assert takes(growth, "zh") == "再得 1.2 分：固定资产投资增速达到 −6.28%（+2.40个百分点）"
