"""Drafting, changing, issuing and withdrawing forms; opening and closing rounds."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.office.catalogue.actions.close_indicator import CloseIndicator
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound
from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.change_form import ChangeForm
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.create_form import CreateForm
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.open_round import OpenRound
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.forms import Asked, definition_of
from luoshi.office.reporting.models import Cell, Sheet
from office.making import OFFICE, actor, body
from office.reporting.making import PERIOD, county, opened


def test_a_draft_keeps_what_it_was_given(office: str) -> None:
    here = county()
    form = here.form(0, (1, "growth"), issue=False, title=" 月报 ", every=3, minutes=40, basis="云统〔2025〕1号")
    told = definition_of(form)
    assert (told.title, told.every, told.minutes, told.basis) == ("月报", 3, 40, "云统〔2025〕1号")
    assert told.cells == (
        Asked(indicator=here.indicators[0].code, measure="level"),
        Asked(indicator=here.indicators[1].code, measure="growth"),
    )
    assert told.respondents == tuple(town.id for town in here.towns)


def test_every_fault_of_a_form_is_named(office: str) -> None:
    here = county()
    closed = here.indicators[2]
    perform(OFFICE, CloseIndicator(indicator=closed.id, on=dt.date(2025, 1, 1), reason="不再统计"))
    code = here.indicators[0].code
    cells = ("没有的", code, code, closed.code)
    with pytest.raises(Invalid) as told:
        perform(
            OFFICE,
            CreateForm(
                code="X", title=" ", issuer=here.bureau.id, every=0, due_day=26, minutes=-1,
                cells=(*(Asked(indicator=one) for one in cells), Asked(indicator=code, measure="高矮")),
                respondents=(here.towns[0].id, here.towns[0].id, 999_999, body("没有行政区的").id),
            ),
        )  # fmt: skip
    codes = {name: fault.code for name, fault in told.value.fields.items()}
    assert codes == {
        "title": "guard.empty",
        "every": "reporting.between",
        "minutes": "reporting.between",
        "due_day": "reporting.due_order",
        "cells.0": "reporting.no_indicator",
        "cells.2": "reporting.cell_twice",
        "cells.3": "reporting.indicator_closed",
        "cells.4": "reporting.no_measure",
        "respondents.1": "reporting.respondent_twice",
        "respondents.2": "catalogue.no_body",
        "respondents.3": "reporting.body_without_place",
    }


def test_a_form_must_ask_in_some_month(office: str) -> None:
    here = county()
    with pytest.raises(Invalid) as told:
        here.form(0, every=7, first=8, issue=False)
    assert told.value.fields["first"].code == "reporting.no_months"


def test_a_code_is_one_forms_only(office: str) -> None:
    here = county()
    here.form(0, code="T1", issue=False)
    with pytest.raises(Conflict):
        here.form(1, code="T1", issue=False)


def test_a_draft_changes_in_everything_and_a_form_in_issue_in_its_words(office: str) -> None:
    here = county()
    form = here.form(0, issue=False)
    perform(OFFICE, ChangeForm(form=form.id, every=3, cells=(Asked(indicator=here.indicators[1].code),)))
    assert definition_of(perform(OFFICE, IssueForm(form=form.id))).cells[0].indicator == here.indicators[1].code
    changed = perform(OFFICE, ChangeForm(form=form.id, title="改名", minutes=5, basis="新依据"))
    assert (changed.title, changed.minutes, changed.basis, changed.every) == ("改名", 5, "新依据", 3)
    for what in ({"every": 1}, {"cells": ()}, {"respondents": ()}, {"due_day": 3}):
        with pytest.raises(Conflict, match="only title"):
            perform(OFFICE, ChangeForm(form=form.id, **what))
    perform(OFFICE, ChangeForm(form=form.id, title="改名"))
    assert definition_of(form).cells[0].indicator == here.indicators[1].code


def test_only_a_whole_draft_goes_out_once(office: str) -> None:
    here = county()
    for empty, code in (
        (here.form(issue=False), "reporting.no_cells"),
        (here.form(0, towns=[], issue=False), "reporting.no_respondents"),
    ):
        with pytest.raises(Invalid) as told:
            perform(OFFICE, IssueForm(form=empty.id))
        assert told.value.code == code
    form = here.form(0)
    with pytest.raises(Conflict):
        perform(OFFICE, IssueForm(form=form.id))
    perform(OFFICE, WithdrawForm(form=form.id, reason="停用"))
    for action in (
        WithdrawForm(form=form.id, reason="停用"),
        IssueForm(form=form.id),
        OpenRound(form=form.id, period=PERIOD),
        ChangeForm(form=form.id, title="x"),
    ):
        with pytest.raises(Conflict):
            perform(OFFICE, action)


@pytest.mark.parametrize("period", ["2025", "2025-03", "2025-01/2025-02", "2025-Q1", "3月", "", "2025-01/2026-03"])
def test_a_round_is_of_a_period_that_the_form_asks_for(sqlite_only: str, period: str) -> None:
    form = county().form(0, every=3)
    with pytest.raises(Invalid):
        perform(OFFICE, OpenRound(form=form.id, period=period))


def test_a_round_is_opened_once_when_its_period_is_over(office: str) -> None:
    form = county().form(0)
    held = perform(OFFICE, OpenRound(form=form.id, period=PERIOD))
    # The 18th and 20th of April 2025 were a Friday and a Sunday.
    assert (held.opens, held.due, held.joined, held.result) == (
        dt.date(2025, 4, 1), dt.date(2025, 4, 18), dt.date(2025, 4, 21), dt.date(2025, 4, 25),
    )  # fmt: skip
    assert (Sheet.objects.count(), Cell.objects.count()) == (2, 2)
    with pytest.raises(Conflict, match="there already"):
        perform(OFFICE, OpenRound(form=form.id, period=PERIOD))
    with pytest.raises(Conflict, match="not over"):
        perform(OFFICE, OpenRound(form=form.id, period="2098-01/2098-03"))
    with pytest.raises(Invalid, match="order"):
        perform(OFFICE, OpenRound(form=form.id, period="2025-01/2025-02", due=dt.date(2025, 1, 1)))


def test_a_body_that_is_no_more_gets_no_sheet(office: str) -> None:
    here = county()
    gone = here.towns[1]
    gone.until = dt.date(2025, 1, 1)
    gone.save()
    opened(here.form(0))
    assert [held.body_id for held in Sheet.objects.all()] == [here.towns[0].id]


def test_a_round_closes_and_opens_again(office: str) -> None:
    held = opened(county().form(0))
    with pytest.raises(Conflict):
        perform(OFFICE, ReopenRound(round=held.pk, reason="x"))
    assert perform(OFFICE, CloseRound(round=held.pk)).closed_at is not None
    with pytest.raises(Conflict):
        perform(OFFICE, CloseRound(round=held.pk))
    assert perform(OFFICE, ReopenRound(round=held.pk, reason="漏报")).closed_at is None


def test_who_may_do_what_with_forms(office: str) -> None:
    here = county()
    form = here.form(0, issue=False)
    for role, scope, may in (
        ("supervisor", here.place, True),
        ("reviewer", here.bureau, False),
        ("reporter", here.towns[0], False),
        ("supervisor", here.towns[0].place, False),
        ("leader", here.place, False),
    ):
        who = actor(role, scope)
        if may:
            assert perform(who, ChangeForm(form=form.id, title="可以")).title == "可以"
            assert perform(who, IssueForm(form=form.id)).state == "issued"
        else:
            with pytest.raises(Forbidden):
                perform(who, IssueForm(form=form.id))
    with pytest.raises(NotFound):
        perform(OFFICE, IssueForm(form=999_999))
