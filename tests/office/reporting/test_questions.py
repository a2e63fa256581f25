"""What the checks ask about a sheet beside what is known of the place and of the others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.errors import Forbidden
from luoshi.office.guard.perform import perform
from luoshi.office.reporting import handing_in
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.handing_in import check_sheet
from luoshi.office.reporting.models import Cell
from office.reporting.making import accepted, county, filled, opened, sheet

_MARCH, _FEBRUARY = "2025-01/2025-03", "2025-01/2025-02"


def _rules(asked: object) -> set[str]:
    return {question.rule for question in asked}  # type: ignore[attr-defined]


def test_the_same_value_at_another_place_is_asked_about(office: str) -> None:
    here = county(towns=3)
    held = opened(here.form(0, 1), _MARCH)
    one, other = (sheet(held, town) for town in here.towns[:2])
    accepted(here.clerks[0], here.reviewer, one, "432198.76", "77")
    questions = check_sheet(other, filled(other, "432198.76", "12")).questions
    assert _rules(questions) == {"copied_from_another"}
    assert str(one.body.place) in questions[0].text
    assert check_sheet(other, filled(other, "432198.77", "12")).questions == ()


def test_values_in_each_others_place_are_asked_about(office: str) -> None:
    here = county(towns=2)
    form = here.form(0)
    before, now = opened(form, _FEBRUARY), opened(form, _MARCH)
    for clerk, town, value in zip(here.clerks, here.towns, ("100", "4000"), strict=True):
        accepted(clerk, here.reviewer, sheet(before, town), value)
    accepted(here.clerks[0], here.reviewer, sheet(now, here.towns[0]), "6000")
    other = sheet(now, here.towns[1])
    assert "swapped_values" in _rules(check_sheet(other, filled(other, "150")).questions)


def test_values_far_from_the_year_before_are_held_against_the_others(sqlite_only: str) -> None:
    here = county(towns=2)
    form = here.form(0)
    before, now = opened(form, "2024-01/2024-03"), opened(form, _MARCH)
    for clerk, town, value in zip(here.clerks, here.towns, ("100", "4000"), strict=True):
        accepted(clerk, here.reviewer, sheet(before, town), value)
    accepted(here.clerks[0], here.reviewer, sheet(now, here.towns[0]), "4100")
    other = sheet(now, here.towns[1])
    with CaptureQueriesContext(connection) as near:
        assert _rules(check_sheet(other, filled(other, "4200")).questions) == set()
    with CaptureQueriesContext(connection) as far:
        assert "swapped_values" in _rules(check_sheet(other, filled(other, "105")).questions)
    assert len(far) == len(near) + 1


def test_of_one_span_under_two_names_the_later_figure_counts(sqlite_only: str) -> None:
    here = county(towns=2)
    mine = sheet(opened(here.form(0), "2025-01/2025-06"), here.towns[0])
    for period, value, day in (("2025-Q1", "250", 10), (_MARCH, "115", 20)):
        Cell.objects.create(
            place=mine.body.place, body=mine.body, indicator=here.indicators[0], measure="level", period=period,
            status="reported", unit="亿元", value=value, known_at=dt.datetime(2025, 4, day, tzinfo=dt.UTC),
        )  # fmt: skip
    assert "falling_cumulative" not in _rules(check_sheet(mine, filled(mine, "240")).questions)


def test_others_are_read_only_where_something_is_compared(sqlite_only: str) -> None:
    here = county(towns=3)
    held = opened(here.form(0, 1), _MARCH)
    accepted(here.clerks[1], here.reviewer, sheet(held, here.towns[1]), "432198.76", "77")
    mine = sheet(held, here.towns[0])
    with CaptureQueriesContext(connection) as alone:
        check_sheet(mine, filled(mine, "3", "4"))
    with CaptureQueriesContext(connection) as beside:
        check_sheet(mine, filled(mine, "432198.76", "4"))
    assert len(beside) == len(alone) + 1


def test_the_checks_are_not_asked_for_who_may_not_hand_in(sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = county(towns=2)
    mine = sheet(opened(here.form(0), _MARCH), here.towns[0])
    handing = SubmitSheet(sheet=mine.pk, version=0, entries=filled(mine, "3"))
    asked: list[object] = []
    monkeypatch.setattr(handing_in, "questions_about", lambda *about, urgent: asked.append(urgent) or ())
    with pytest.raises(Forbidden):
        perform(here.clerks[1], handing)
    assert asked == []
    perform(here.clerks[0], handing)
    assert asked == [True], "who hands in goes first"
