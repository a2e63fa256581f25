"""Eight clerks hand in at the same moment, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from luoshi.office.guard.errors import Conflict, Problem
from luoshi.office.guard.perform import perform
from luoshi.office.log.verifying import verify
from luoshi.office.reporting.actions.accept_submission import AcceptSubmission
from luoshi.office.reporting.actions.submit_sheet import SubmitSheet
from luoshi.office.reporting.entries import Entry
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.models import Cell, Sheet, Submission, Value
from office.reporting.making import county, opened, sheet


def _done(who: Any, action: Any) -> Any:
    try:
        return perform(who, action)
    except Problem as problem:
        return problem
    finally:
        connection.close()


def test_each_hands_in_and_each_is_kept(committed: str) -> None:
    here = county(towns=8, indicators=2)
    held = opened(here.form(0, 1))
    sheets = [sheet(held, town) for town in here.towns]
    actions = [
        SubmitSheet(
            sheet=one.pk,
            version=0,
            entries=tuple(Entry(cell=cell.pk, value=f"{n}{n + 1}.{k + 1}{n}") for k, cell in enumerate(own_cells(one))),
        )
        for n, one in enumerate(sheets)
    ]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(_done, here.clerks, actions))
    assert [type(one) for one in made] == [Submission] * 8
    assert Value.objects.count() == 16
    with ThreadPoolExecutor(8) as pool:
        reviews = list(pool.map(_done, [here.reviewer] * 8, [AcceptSubmission(submission=one.pk) for one in made]))
    assert {one.decision for one in reviews} == {"accepted"}
    assert sorted(Cell.objects.values_list("value", flat=True)) == sorted(Value.objects.values_list("value", flat=True))
    assert verify().broken is None


def test_of_eight_who_hand_in_the_same_sheet_one_does(committed: str) -> None:
    here = county(towns=1, indicators=1)
    held = sheet(opened(here.form(0)), here.towns[0])
    [cell] = own_cells(held)
    actions = [
        SubmitSheet(sheet=held.pk, version=0, entries=(Entry(cell=cell.pk, value=str(n + 1)),)) for n in range(8)
    ]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(_done, here.clerks * 8, actions))
    done = [one for one in made if isinstance(one, Submission)]
    assert len(done) == 1
    assert {type(one) for one in made if one is not done[0]} == {Conflict}
    assert (Sheet.objects.get().version, Submission.objects.count(), Value.objects.count()) == (1, 1, 1)
    assert Value.objects.get().value == str(made.index(done[0]) + 1)
