"""What is asked once: homes of cells, repeats, and who takes over."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.office.guard.errors import Conflict
from luoshi.office.guard.perform import perform
from luoshi.office.log.models import Entry
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.actions.settle_homes import SettleHomes
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.asking import repeats
from luoshi.office.reporting.contents import contents
from luoshi.office.reporting.models import Cell, Form, Sheet
from office.catalogue.making import own
from office.making import OFFICE, body
from office.reporting.making import PERIOD, accepted, county, opened, sheet, submitted


def homes(held: Sheet) -> int:
    return Cell.objects.filter(home=held).count()


def test_a_form_that_repeats_is_told_so_before_it_goes_out(office: str) -> None:
    here = county(indicators=3)
    here.form(0, 1, title="甲表")
    second = here.form(1, 2, issue=False, title="乙表")
    with pytest.raises(Conflict) as told:
        perform(OFFICE, IssueForm(form=second.id))
    assert told.value.code == "reporting.repeats"
    assert told.value.values["count"] == 2
    assert list(told.value.fields) == ["cells.0"]
    assert told.value.fields["cells.0"].sentence("zh") == (
        "“甲表”已在要：镇0人民政府、镇1人民政府（1、2、3、4、5、6、7、8、9、10、11、12月）"
    )
    second.refresh_from_db()
    assert second.state == "draft"
    issued = perform(OFFICE, IssueForm(form=second.id, leave_repeats=True))
    assert issued.state == "issued"
    assert [(repeat.body.name, repeat.by.title) for repeat in repeats(issued)] == [
        ("镇0人民政府", "甲表"),
        ("镇1人民政府", "甲表"),
    ]


def test_a_form_that_asks_for_something_else_goes_out(office: str) -> None:
    here = county(towns=3)
    here.form(0, towns=[0, 1])
    here.form(0, every=12, towns=[2])
    for other in (
        here.form((0, "growth"), issue=False),
        here.form(0, every=5, towns=[2], issue=False),
        here.form(1, issue=False),
    ):
        assert perform(OFFICE, IssueForm(form=other.id)).state == "issued"


def test_a_quarterly_form_repeats_a_monthly_one_in_its_months(office: str) -> None:
    here = county(towns=1)
    here.form(0, title="季报", every=3)
    monthly = here.form(0, issue=False)
    assert [repeat.months for repeat in repeats(monthly)] == [(3, 6, 9, 12)]


def test_a_cell_is_asked_by_the_form_that_was_issued_first(office: str) -> None:
    here = county(indicators=3)
    first, second = here.form(0, 1), here.form(1, 2)
    one, two = sheet(opened(first), here.towns[0]), sheet(opened(second), here.towns[0])
    assert (homes(one), homes(two)) == (2, 1)
    rows = contents(two).rows
    assert [(row.own, row.source.form if row.source else "") for row in rows] == [(False, first.title), (True, "")]


def test_the_cell_waits_for_the_first_form_when_the_second_opens_before(office: str) -> None:
    here = county(indicators=2)
    first, second = here.form(0, due_day=31, joined_day=31, result_day=31), here.form(0, 1)
    # The month before this one: the round of the first form is still to come by the calendar.
    now = dt.date.today()
    period = _last_month(now)
    two = sheet(opened(second, period), here.towns[0])
    assert homes(two) == 1
    one = sheet(opened(first, period), here.towns[0])
    assert (homes(one), homes(two)) == (1, 1)
    assert Cell.objects.filter(home=None).count() == 0


def test_the_second_form_asks_where_the_first_will_not_come_any_more(office: str) -> None:
    here = county(towns=1)
    here.form(0)
    second = here.form(0)
    two = sheet(opened(second), here.towns[0])
    assert homes(two) == 1


def test_what_is_known_is_taken_and_not_asked(office: str) -> None:
    here = county(towns=1)
    first = here.form(0)
    accepted(here.clerks[0], here.reviewer, sheet(opened(first), here.towns[0]), "5")
    second = here.form(0, 1)
    two = sheet(opened(second), here.towns[0])
    assert homes(two) == 1
    taken = contents(two).rows[0]
    assert (taken.own, taken.now.value, taken.source and taken.source.state) == (False, "5", "accepted")


def test_withdrawing_the_home_gives_its_cells_to_the_next(office: str) -> None:
    here = county(indicators=3)
    first, second, third = here.form(0, 1), here.form(1, 2), here.form(1)
    one, two, three = (sheet(opened(form), here.towns[0]) for form in (first, second, third))
    assert (homes(one), homes(two), homes(three)) == (2, 1, 0)
    perform(OFFICE, WithdrawForm(form=first.id, reason="并入乙表"))
    # Nobody else asks for the first indicator.
    assert (homes(one), homes(two), homes(three)) == (1, 2, 0)
    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    assert f'"sheet:{two.pk}":1' in entry.after
    first.refresh_from_db()
    assert (first.state, first.rounds.get().closed_at is not None) == ("withdrawn", True)


def test_what_waits_for_review_stays_when_its_form_is_withdrawn(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0, 1), here.form(0, 1, 2)
    one, two = sheet(opened(first), here.towns[0]), sheet(opened(second), here.towns[0])
    waiting = submitted(here.clerks[0], one, "5", "6")
    perform(OFFICE, WithdrawForm(form=first.id, reason="停用"))
    assert (homes(one), homes(two)) == (2, 1)
    # Sent back it cannot be handed in again: the other form asks from now on.
    perform(here.reviewer, SendBack(submission=waiting.pk, reason="口径不对"))
    assert (homes(one), homes(two)) == (0, 3)


def test_what_is_known_stays_when_its_form_is_withdrawn(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0), here.form(0, 1)
    one, two = sheet(opened(first), here.towns[0]), sheet(opened(second), here.towns[0])
    accepted(here.clerks[0], here.reviewer, one, "5")
    perform(OFFICE, WithdrawForm(form=first.id, reason="停用"))
    assert (homes(one), homes(two)) == (1, 1)
    assert contents(two).rows[0].now.value == "5"


def test_an_accepted_sheet_that_gets_a_cell_is_open_again(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0), here.form(0, 1)
    two = sheet(opened(first), here.towns[0]) and sheet(opened(second), here.towns[0])
    accepted(here.clerks[0], here.reviewer, two, "5")
    assert two.state == "accepted"
    perform(OFFICE, WithdrawForm(form=first.id, reason="停用"))
    two.refresh_from_db()
    assert (two.state, homes(two)) == ("open", 2)
    accepted(here.clerks[0], here.reviewer, two, "5", "6")
    assert (two.state, two.accepted) == ("accepted", 2)


def test_what_was_not_reported_in_a_closed_round_goes_to_an_open_one(office: str) -> None:
    here = county(towns=1)
    first, second = here.form(0), here.form(0, 1)
    held = opened(first)
    one, two = sheet(held, here.towns[0]), sheet(opened(second), here.towns[0])
    perform(OFFICE, CloseRound(round=held.pk))
    assert (homes(one), homes(two)) == (0, 2)
    perform(OFFICE, ReopenRound(round=held.pk, reason="漏报"))
    assert (homes(one), homes(two)) == (0, 2)


def test_a_cell_that_was_not_reported_waits_for_whoever_asks_next(office: str) -> None:
    here = county(towns=1)
    held = opened(here.form(0))
    one = sheet(held, here.towns[0])
    perform(OFFICE, CloseRound(round=held.pk))
    assert homes(one) == 1
    two = sheet(opened(here.form(0)), here.towns[0])
    assert (homes(one), homes(two)) == (0, 1)
    perform(OFFICE, ReopenRound(round=held.pk, reason="漏报"))
    assert (homes(one), homes(two)) == (0, 1)


def test_bodies_of_one_place_share_what_they_are_asked(office: str) -> None:
    here = county(towns=1)
    finance = body("云岚县财政局", of=here.place)
    theirs = own("财政收入", unit="亿元", reporter=finance.id)
    here.indicators.append(theirs)
    here.towns = [here.bureau, finance]
    form = here.form(0, 3)
    held = opened(form)
    assert [[row.defined.name for row in contents(sheet(held, of)).rows] for of in (here.bureau, finance)] == [
        [here.indicators[0].name],
        ["财政收入"],
    ]
    assert Cell.objects.filter(period=PERIOD, place=here.place).count() == 2


def test_settling_homes_again_changes_nothing(office: str) -> None:
    here = county()
    for form in (here.form(0, 1), here.form(1, 2)):
        opened(form)
    before = list(Cell.objects.order_by("pk").values_list("pk", "home"))
    count = Entry.objects.count()
    assert perform(OFFICE, SettleHomes()) == 0
    assert list(Cell.objects.order_by("pk").values_list("pk", "home")) == before
    assert Entry.objects.count() == count
    assert Form.objects.count() == 2


def _last_month(now: dt.date) -> str:
    last = now.replace(day=1) - dt.timedelta(days=1)
    return f"{last.year}-01" if last.month == 1 else f"{last.year}-01/{last.year}-{last.month:02d}"
