"""A form is drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.catalogue.changing import body_of
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import text
from luoshi.office.organisations.changing import concern_of
from luoshi.office.reporting.forms import Asked, Definition, checked, code_free, definition_of, put, told
from luoshi.office.reporting.models import Form


@dataclass(frozen=True, kw_only=True)
class CreateForm(Action[Form]):
    """Draft a form with the public name `code`, of the body `issuer`; gives the `Form`.

    It asks for `cells`, of the bodies `respondents`, `every` so many months from month `first` of a year on; figures
    are due on `due_day` of the next month, joined on `joined_day`, shown on `result_day`. `minutes`: what filling it in
    takes; `basis`: by what right it asks. Raises `Invalid` (`reporting.form_faults`) naming every input at fault, and
    `Conflict` where the code is taken.
    """

    code: str
    title: str
    issuer: int
    every: int = 1
    first: int = 1
    due_day: int = 18
    joined_day: int = 20
    result_day: int = 25
    minutes: int = 0
    basis: str = ""
    cells: tuple[Asked, ...] = ()
    respondents: tuple[int, ...] = ()

    def concerns(self) -> Sequence[Concern]:
        """The issuer."""
        return (concern_of(body_of(self.issuer)),)

    def check(self) -> None:
        """A code that is free, and a definition without fault."""
        code_free(text(self.code, limit=40))
        checked(self._definition())

    def do(self, on: Acting) -> Form:
        """The draft."""
        form = Form(code=self.code.strip(), issuer_id=self.issuer)
        put(form, checked(self._definition()))
        on.log(form, after={"code": form.code, "issuer": form.issuer_id, **told(definition_of(form))})
        return form

    def _definition(self) -> Definition:
        inputs: dict[str, Any] = {k: v for k, v in self.inputs().items() if k not in ("code", "issuer")}
        return Definition(**inputs)
