"""What is asked once: homes of cells, repeats, and who takes over."""

from __future__ import annotations

import pytest

from luoshi.office.guard.errors import Conflict
from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.issue_form import IssueForm
from luoshi.office.reporting.actions.withdraw_form import WithdrawForm
from luoshi.office.reporting.models import Cell, Sheet
from office.making import OFFICE
from office.reporting.making import accepted, county, opened, sheet, submitted


def homes(held: Sheet) -> int:
    return Cell.objects.filter(home=held).count()


def test_a_form_that_repeats_is_told_so_before_it_goes_out(office: str) -> None:
    here = county(indicators=3)
    first = here.form(0, 1, title="甲表")
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
    assert perform(OFFICE, IssueForm(form=second.id, leave_repeats=True)).state == "issued"
    assert first.state == "issued"
