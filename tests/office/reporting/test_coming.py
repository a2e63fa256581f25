"""The coming days: of rounds that are open, and of those that the calendar will open."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.coming import coming
from luoshi.office.reporting.models import Form
from office.making import OFFICE, actor, place
from office.reporting.making import county, opened

SINCE, UNTIL = dt.date(2025, 9, 20), dt.date(2025, 10, 31)


def issued(here: Any, **more: Any) -> Form:
    """A form of each month that was issued long ago."""
    form = here.form(0, **more)
    Form.objects.filter(pk=form.pk).update(issued_on=dt.date(2025, 1, 2))
    return form


def told(who: Any = OFFICE, since: dt.date = SINCE, until: dt.date = UNTIL) -> list[tuple[str, str, str]]:
    return [(f"{one.day:%m-%d}", one.kind, one.period) for one in coming(who, since, until)]


def test_the_days_of_a_round_to_come_and_why_they_are_where_they_are(office: str) -> None:
    issued(county(), due_day=11, joined_day=18, result_day=25)
    found = coming(OFFICE, SINCE, UNTIL)
    assert [(f"{one.day:%m-%d}", one.kind, one.period) for one in found] == [
        ("10-09", "opens", "2025-01/2025-09"),
        ("10-11", "due", "2025-01/2025-09"),
        ("10-20", "joined", "2025-01/2025-09"),
        ("10-27", "result", "2025-01/2025-09"),
    ]
    # 1 October is a holiday, 11 October a Saturday that is worked, 18 and 25 October are Saturdays that are not.
    assert [one.named and f"{one.named:%m-%d}" for one in found] == ["10-01", None, "10-18", "10-25"]
    assert [one.makes_up for one in found] == [False, True, False, False]
    assert all(one.sure for one in found)


def test_a_round_that_is_open_has_the_days_that_it_was_given(office: str) -> None:
    here = county()
    form = issued(here)
    held = opened(form, "2025-01/2025-08", due=dt.date(2025, 9, 25), joined=dt.date(2025, 9, 26))
    assert told(until=dt.date(2025, 9, 30)) == [
        ("09-25", "due", "2025-01/2025-08"),
        ("09-26", "joined", "2025-01/2025-08"),
    ]
    assert coming(OFFICE, SINCE, dt.date(2025, 9, 30))[0].named is None
    assert told(since=dt.date(2025, 9, 26), until=dt.date(2025, 9, 30)) == [("09-26", "joined", "2025-01/2025-08")]
    perform(OFFICE, CloseRound(round=held.pk))
    assert told(until=dt.date(2025, 9, 30)) == []


def test_what_is_asked_by_the_quarter_or_was_issued_later_is_not_told(office: str) -> None:
    here = county()
    issued(here, every=3, first=3)
    assert {period for _, _, period in told()} == {"2025-01/2025-09"}
    assert told(since=dt.date(2025, 8, 1), until=dt.date(2025, 9, 30)) == []
    Form.objects.update(issued_on=dt.date(2025, 12, 1))
    assert told() == []


def test_the_holidays_of_a_far_year_are_not_known(office: str) -> None:
    issued(county())
    assert not coming(OFFICE, dt.date(2098, 3, 1), dt.date(2098, 3, 31))[0].sure


@pytest.mark.parametrize("forms", [1, 4])
def test_each_sees_the_own_and_queries_do_not_grow(office: str, forms: int) -> None:
    here = county()
    for _ in range(forms):
        opened(issued(here), "2025-01/2025-08", due=dt.date(2025, 9, 25))
    with CaptureQueriesContext(connection) as queries:
        assert len(told(here.clerks[0])) == 5 * forms
    assert len(queries) == 3
    assert told(actor("reviewer", place("南浦县", kind="county"))) == []
