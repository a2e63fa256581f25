"""A form is changed: a draft in everything, one in issue only in what it is called, takes and rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict
from luoshi.office.reporting.finding import form_of, of_form
from luoshi.office.reporting.forms import Asked, Definition, checked, definition_of, put, told
from luoshi.office.reporting.models import Form

_ALWAYS = ("title", "minutes", "basis")


@dataclass(frozen=True, kw_only=True)
class ChangeForm(Action[Form]):
    """Change what is given (None: as it was); gives the `Form`.

    Raises `Conflict` (`reporting.issued`) where a form in issue would be changed in more than title, minutes and basis,
    `Invalid` as `CreateForm`.
    """

    form: int
    title: str | None = None
    every: int | None = None
    first: int | None = None
    due_day: int | None = None
    joined_day: int | None = None
    result_day: int | None = None
    minutes: int | None = None
    basis: str | None = None
    cells: tuple[Asked, ...] | None = None
    respondents: tuple[int, ...] | None = None

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return of_form(form_of(self.form))

    def check(self) -> None:
        """A draft, or a change that leaves alone what a form in issue asks; a definition without fault."""
        form = form_of(self.form)
        if form.state == "withdrawn":
            raise Conflict("reporting.not_issued", form=form.title)
        now, wanted = definition_of(form), self._wanted(form)
        if form.state != "draft" and replace(now, **{name: getattr(wanted, name) for name in _ALWAYS}) != wanted:
            raise Conflict("reporting.issued")
        checked(wanted)

    def do(self, on: Acting) -> Form:
        """The form as it is to be."""
        form = form_of(self.form)
        before = definition_of(form)
        put(form, checked(self._wanted(form)), parts=form.state == "draft")
        after = definition_of(form)
        if after == before:
            on.unchanged()
        else:
            on.log(form, before=told(before), after=told(after))
        return form

    def _wanted(self, form: Form) -> Definition:
        given: dict[str, Any] = {k: v for k, v in self.inputs().items() if k != "form" and v is not None}
        return replace(definition_of(form), **given)
