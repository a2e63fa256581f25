"""Workdays, the days of rounds, and the job that opens and closes them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from luoshi.office.guard.errors import Invalid
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.homes import settle
from luoshi.office.reporting.jobs import follow_calendar
from luoshi.office.reporting.models import Cell, Form, Round, Sheet
from luoshi.office.reporting.workcalendar import work_calendar
from office.making import OFFICE
from office.reporting.making import county, opened


class Work:
    def progress(self, done: int, total: int) -> None:
        assert 0 < done <= total


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-09-28", True),  # a Sunday worked for the holidays in October
        ("2025-10-08", False),  # a Wednesday
        ("2025-10-11", True),  # a Saturday
        ("2026-02-16", False),
        ("2026-02-14", True),
        ("2025-06-14", False),
        ("2025-06-16", True),
        ("2004-10-01", False),
    ],
)
def test_workdays_of_years_that_are_known(data: Path, day: str, works: bool) -> None:
    assert work_calendar().works(dt.date.fromisoformat(day)) is works


def test_the_years_that_are_known(data: Path) -> None:
    first, last = work_calendar().years()
    assert first == 2004
    assert last >= 2026


@pytest.mark.parametrize(("day", "works"), [("2098-10-02", False), ("2098-10-06", True), ("2098-10-04", False)])
def test_in_a_year_nobody_knows_only_fixed_holidays_are_closed(data: Path, day: str, works: bool) -> None:
    assert work_calendar().works(dt.date.fromisoformat(day)) is works
    assert not work_calendar().knows(2098)


def test_the_days_of_a_round(data: Path) -> None:
    form = Form(due_day=18, joined_day=20, result_day=25)
    days = work_calendar().days(form, 2024 * 12 + 0)
    # 1 February 2024 was a Thursday; the 18th a Sunday that was worked; the 20th a Tuesday; the 25th a Sunday.
    assert (days.opens, days.due, days.joined, days.result, days.sure) == (
        dt.date(2024, 2, 1), dt.date(2024, 2, 18), dt.date(2024, 2, 20), dt.date(2024, 2, 26), True,
    )  # fmt: skip
    assert work_calendar().days(form, 2025 * 12 + 11).due == dt.date(2026, 1, 19)
    assert not work_calendar().days(form, 2097 * 12 + 5).sure
    assert work_calendar().days(Form(due_day=31, joined_day=31, result_day=31), 2025 * 12).due == dt.date(2025, 2, 28)


def test_a_year_of_ones_own(data: Path) -> None:
    told = "[years.2098]\nclosed = [2098-10-06]\nworked = [2098-10-04]\n[rounds]\nopens = 3\n"
    (data / "workdays.toml").write_text(told, encoding="utf-8")
    calendar = work_calendar()
    assert (calendar.knows(2098), calendar.works(dt.date(2098, 10, 6)), calendar.works(dt.date(2098, 10, 4))) == (
        True, False, True,
    )  # fmt: skip
    assert calendar.works(dt.date(2098, 10, 1))
    assert calendar.days(Form(), 2025 * 12 + 5).opens == dt.date(2025, 7, 3)
    assert calendar.rounds["closes"] == "result"


@pytest.mark.parametrize(
    "told",
    [
        "[years", "[days]\n", "[rounds]\nopen = 1", "[rounds]\nopens = 0", "[rounds]\ncloses = 'never'",
        "[rounds]\ndays_later = '3'", "[years.2098]\nclosed = ['1月1日']", "[years.2098]\nclosed = [2099-01-01]",
        "[years.soon]\nclosed = []", "[years.2098]\nfree = []", "years = 3", "[unknown]\nclosed = [5]",
    ],
)  # fmt: skip
def test_a_faulty_calendar_is_told(data: Path, told: str) -> None:
    (data / "workdays.toml").write_text(told, encoding="utf-8")
    with pytest.raises(Invalid, match=r"workdays\.toml"):
        work_calendar()


def test_rounds_open_and_close_by_the_calendar(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0, 1), here.form(1, 2, every=3)
    here.form(2, issue=False)
    Form.objects.filter(state="issued").update(issued_on=dt.date(2025, 3, 20))
    assert follow_calendar(Work(), day="2025-03-31") == {"opened": 0, "closed": 0, "moved": 0}
    told = follow_calendar(Work(), day="2025-04-01")
    assert told == {"opened": 2, "closed": 0, "moved": 0}
    assert list(Round.objects.order_by("pk").values_list("form", "period", "due")) == [
        (first.pk, "2025-01/2025-03", dt.date(2025, 4, 18)),
        (second.pk, "2025-01/2025-03", dt.date(2025, 4, 18)),
    ]
    entries = Entry.objects.count()
    assert follow_calendar(Work(), day="2025-04-25") == {"opened": 0, "closed": 0, "moved": 0}
    assert Entry.objects.count() == entries
    assert follow_calendar(Work(), day="2025-04-26") == {"opened": 0, "closed": 2, "moved": 0}
    assert Round.objects.filter(closed_at=None).count() == 0
    # By hand it is opened again, and by hand closed.
    perform(OFFICE, ReopenRound(round=Round.objects.order_by("pk")[0].pk, reason="补报"))
    assert follow_calendar(Work(), day="2025-04-28")["closed"] == 0


def test_what_was_due_before_a_form_went_out_is_not_asked(office: str) -> None:
    here = county(towns=1)
    here.form(0)
    Form.objects.update(issued_on=dt.date(2025, 5, 19))
    assert follow_calendar(Work(), day="2025-05-19")["opened"] == 1
    assert [held.period for held in Round.objects.all()] == ["2025-01/2025-04"]


def test_the_calendar_leaves_what_was_opened_by_hand(office: str) -> None:
    here = county(towns=1)
    form = here.form(0)
    Form.objects.update(issued_on=dt.date(2025, 3, 20))
    opened(form)
    assert follow_calendar(Work(), day="2025-04-10") == {"opened": 0, "closed": 0, "moved": 0}
    assert Sheet.objects.count() == 1


def test_a_cell_that_waited_in_vain_gets_its_next_asker(office: str) -> None:
    here = county(towns=1)
    here.form(0, due_day=31, joined_day=31, result_day=31)
    second = here.form(0)
    Form.objects.update(issued_on=dt.date(2025, 1, 1))
    opened(second)
    Cell.objects.update(home=None, body=None)
    # The first form's round would be due by 30 April 2025.
    assert settle(Cell.objects.all(), dt.date(2025, 4, 30)) == {}
    assert list(settle(Cell.objects.all(), dt.date(2025, 5, 1)).values()) == [1]
    assert Cell.objects.get().home == Sheet.objects.get()
