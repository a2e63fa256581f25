"""Whatever is done in whatever order: nothing acknowledged is lost or changed, a cell has one home."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from luoshi.office.guard.errors import Problem
from luoshi.office.guard.perform import perform
from luoshi.office.log.verifying import verify
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.actions.correct_sheet import CorrectSheet
from luoshi.office.reporting.actions.reopen_round import ReopenRound
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.entries import Answer, Entry
from luoshi.office.reporting.handing_in import check_sheet, own_cells
from luoshi.office.reporting.models import Cell, Form, Round, Sheet, Submission, Value
from office.making import OFFICE
from office.reporting.making import county, opened

_FORMS = st.integers(0, 2)
_TOWNS = st.integers(0, 1)
_NUMBERS = st.integers(1, 99)
_ODD = st.integers(0, 1)


class Reporting(RuleBasedStateMachine):
    """Three forms that overlap, two towns, one period; everybody does as they please."""

    def __init__(self) -> None:
        super().__init__()
        self._undone = transaction.atomic()
        self._undone.__enter__()
        self.here = county(towns=2, indicators=3)
        self.forms = [self.here.form(*which) for which in ((0, 1), (1, 2), (0, 1, 2))]
        #: What was acknowledged: number of the value → what it said.
        self.acknowledged: dict[int, tuple[Any, ...]] = {}
        #: What is known, by what was accepted last: number of the cell → value.
        self.known: dict[int, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    def _sheet(self, form: int, town: int) -> Sheet | None:
        found = Sheet.objects.filter(round__form=self.forms[form], body=self.here.towns[town])
        return found.select_related("round__form", "body__place").first()

    def _tried(self, who: Any, action: Any) -> Any:
        before = Value.objects.count()
        try:
            return perform(who, action)
        except Problem:
            # Refused: nothing of it is kept.
            assert Value.objects.count() == before
            return None

    @rule(form=_FORMS)
    def open_round(self, form: int) -> None:
        if not Round.objects.filter(form=self.forms[form]).exists():
            try:
                opened(self.forms[form])
            except Problem:
                assert Form.objects.get(pk=self.forms[form].pk).state == "withdrawn"

    @rule(
        form=_FORMS, town=_TOWNS, number=_NUMBERS, old=st.integers(0, 1), correct=st.booleans(), short=st.integers(0, 4)
    )
    def hand_in(self, form: int, town: int, number: int, old: int, correct: bool, short: int) -> None:
        held = self._sheet(form, town)
        if held is None:
            return
        cells = own_cells(held)
        entries = tuple(Entry(cell=cell.pk, value=f"{number}.{town}{cell.pk % 9 + 1}") for cell in cells)
        # One in five leaves a cell out; it must be refused.
        entries = entries[1:] if short == 0 else entries
        questions = check_sheet(held, entries).questions
        answers = tuple(Answer(cell=one.cell, rule=one.rule, text="已核实") for one in questions)
        more: dict[str, Any] = {"sheet": held.pk, "version": held.version - old, "entries": entries, "answers": answers}
        action = CorrectSheet(reason="改", **more) if correct else SubmitSheet(**more)
        made = self._tried(self.here.clerks[town], action)
        if made is None:
            return
        assert short != 0 or not cells
        assert old == 0
        for value in Value.objects.filter(submission=made):
            self.acknowledged[value.pk] = (value.cell_id, value.status, value.value, made.pk)

    @rule(which=st.integers(0, 50), accept=st.integers(0, 3))
    def review(self, which: int, accept: int) -> None:
        numbers = list(Submission.objects.order_by("pk").values_list("pk", flat=True))
        if not numbers:
            return
        number = numbers[which % len(numbers)]
        if accept:
            if self._tried(self.here.reviewer, AcceptSubmission(submission=number)) is not None:
                for cell, value in Value.objects.filter(submission=number).values_list("cell", "value"):
                    self.known[cell] = value
        else:
            self._tried(self.here.reviewer, SendBack(submission=number, reason="核"))

    @rule(form=_FORMS, again=st.booleans())
    def close_or_reopen(self, form: int, again: bool) -> None:
        held = Round.objects.filter(form=self.forms[form]).first()
        if held is not None:
            self._tried(OFFICE, ReopenRound(round=held.pk, reason="补") if again else CloseRound(round=held.pk))

    @precondition(lambda self: Form.objects.filter(state="issued").count() > 1)
    @rule(form=_FORMS, sure=st.integers(0, 3))
    def withdraw(self, form: int, sure: int) -> None:
        if sure == 0:
            self._tried(OFFICE, WithdrawForm(form=self.forms[form].pk, reason="停用"))

    @invariant()
    def nothing_acknowledged_is_lost_or_changed(self) -> None:
        kept = {pk: told for pk, *told in Value.objects.values_list("pk", "cell", "status", "value", "submission")}
        assert {pk: tuple(told) for pk, told in kept.items()} == self.acknowledged

    @invariant()
    def what_was_accepted_last_is_known(self) -> None:
        assert dict(Cell.objects.exclude(status="").values_list("pk", "value")) == self.known

    @invariant()
    def a_cell_has_one_home_that_asks_for_it(self) -> None:
        cells = Cell.objects.select_related("home__round__form", "home__body")
        whats = [(cell.place_id, cell.indicator_id, cell.measure, cell.period) for cell in cells]
        assert len(whats) == len(set(whats))
        open_ = {
            (sheet.body.place_id, indicator)
            for sheet in Sheet.objects.filter(round__closed_at=None).select_related("body")
            for indicator in Sheet.objects.get(pk=sheet.pk).round.form.cells.values_list("indicator", flat=True)
        }
        for cell in cells:
            asked = cell.home is not None and cell.home.round.closed_at is None
            if (cell.place_id, cell.indicator_id) in open_ and not cell.status:
                # Somebody asks for it, or what was handed in before waits for review.
                assert asked or (cell.home is not None and cell.home.state == "submitted")
            if cell.home is not None:
                assert cell.home.body.place_id == cell.place_id
                assert cell.home.round.form.cells.filter(indicator=cell.indicator_id).exists()

    @invariant()
    def states_say_what_holds(self) -> None:
        for held in Sheet.objects.all():
            assert held.version == held.submissions.count()
            waiting = held.version > 0 and not hasattr(held.submissions.get(number=held.version), "review")
            assert (held.state == "submitted") == waiting
            if held.state == "accepted":
                assert not held.cells.filter(status="").exists()


def test_whatever_is_done(office: str) -> None:
    runs = 12 if office == "sqlite" else 4
    run_state_machine_as_test(
        Reporting,
        settings=settings(
            max_examples=runs, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )  # fmt: skip


@pytest.mark.slow
def test_whatever_is_done_for_long(sqlite_only: str) -> None:
    run_state_machine_as_test(
        Reporting,
        settings=settings(
            max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )  # fmt: skip
    assert verify().broken is None
