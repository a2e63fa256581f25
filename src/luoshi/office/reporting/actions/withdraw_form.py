"""A form asks no more; what it alone had asked for goes to the next form that wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, text
from luoshi.office.reporting.finding import form_of, of_form
from luoshi.office.reporting.homes import settle
from luoshi.office.reporting.models import Cell, Form, Round


@dataclass(frozen=True, kw_only=True)
class WithdrawForm(Action[Form]):
    """Withdraw a form in issue, with a reason; gives the `Form`.

    Its open rounds are closed. Cells of which nothing is known yet get the next form that asks for them as their home;
    what was handed in and waits is still reviewed. Raises `Conflict` where it is not in issue.
    """

    form: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(form_of(self.form))

    def check(self) -> None:
        """A form in issue, a reason."""
        form = form_of(self.form)
        if form.state != "issued":
            raise Conflict("reporting.not_issued", form=form.title)
        text(self.reason, limit=500)

    def do(self, on: Acting) -> Form:
        """Withdrawn, its rounds closed, its cells elsewhere."""
        form = form_of(self.form)
        form.state, form.withdrawn_on = "withdrawn", on.day
        form.save(update_fields=["state", "withdrawn_on"])
        closed = Round.objects.filter(form=form, closed_at=None).update(closed_at=on.at)
        moved = settle(Cell.objects.filter(home__round__form=form), on.day)
        after = {"state": form.state, "reason": self.reason.strip(), "rounds_closed": closed, "cells_moved": moved}
        on.log(form, before={"state": "issued"}, after=after)
        return form
